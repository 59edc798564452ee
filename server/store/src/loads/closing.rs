//! The end of a load: it takes nothing more.

use super::{Load, LoadAction, withdrawals::Settled};
use crate::{AuditDraft, Store, StoreError, audit, database::execute};

impl Store {
    /// Ends the taking of batches, if what came is what was declared; forgets the stored
    /// replies. A withdrawal also takes people out, as it was found to fit the current set.
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
        let settled = match (load.action, settled) {
            (LoadAction::Add, None) => true,
            (LoadAction::Withdraw, Some(settled)) => settled.enter(&mut transaction, load).await?,
            _ => false,
        };
        if closed != 1 || !settled {
            transaction.rollback().await?;
            return Ok(false);
        }
        execute!(in &mut transaction,
            "UPDATE load_batches SET reply = $2 WHERE load = $1",
            &load.id[..],
            &[0_u8; 0][..],
        );
        audit::finish(transaction, true, entry).await
    }
}
