//! The end of a load: it takes nothing more.

use super::{Load, LoadAction, withdrawals::Settled};
use crate::{
    AuditDraft, Store, StoreError, audit,
    clearing::{self, Part},
    database::execute,
};

impl Store {
    /// Ends the taking of batches, if what came is what was declared; the stored replies are
    /// forgotten by and by. A withdrawal also takes people out, as it was found to fit the current
    /// set.
    /// `false` where counts differ, where the load was not taking any batches, or where
    /// something came after it was checked.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn close_load(
        &self,
        load: &Load,
        settled: Option<&Settled>,
        now: i64,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        // Before the state: of a large withdrawal this takes long, and holds nothing meanwhile.
        let entered = match (load.action, settled) {
            (LoadAction::Add, None) => None,
            (LoadAction::Withdraw, Some(settled)) => match self.enter(load, settled).await? {
                Some(entered) => Some(entered),
                None => return Ok(false),
            },
            _ => return Ok(false),
        };
        let mut transaction = self.begin().await?;
        // First the state: no batch comes in between the count and the end.
        let closed = execute!(in &mut transaction,
            "UPDATE loads SET state = 'closed', ended = $2
             WHERE id = $1 AND state IN ('open', 'uploading') AND action = $3
             AND evaluated >= identifiers AND taken_identifiers = identifiers
             AND taken_filter_entries = filter_entries AND taken_people = people",
            &load.id[..],
            now,
            load.action.code(),
        );
        let fits = match entered {
            Some(entered) => entered.confirm(&mut transaction, load).await?,
            None => true,
        };
        if closed != 1 || !fits {
            transaction.rollback().await?;
            return Ok(false);
        }
        clearing::leave(&mut transaction, Part::Replies, (&load.id, 0), now).await?;
        audit::finish(transaction, true, entry).await
    }
}
