//! What a withdrawal takes out is entered, some thousand rows at a time: nobody waits for all of
//! it. Nothing of it counts before a set is published that the withdrawal is in, and whoever enters
//! it anew ends the tries before.

use super::withdrawals::{Settled, effective, people_beside_theirs};
use crate::{
    Load, LoadState, Store, StoreError, clearing, count,
    database::{Transaction, execute, fetch},
    many_rows::{ManyRows, insert_rows},
};
use shirabe_protocol::tag::Tag;
use std::sync::LazyLock;

static WITHDRAWN_ENTRIES: LazyLock<ManyRows> = LazyLock::new(|| {
    ManyRows::new(
        "INSERT INTO withdrawn_entries (withdrawal, kind, group_position, tag) VALUES",
        4,
        "",
    )
});

/// People, and further entries, that one transaction enters.
const AT_ONCE: usize = 4096;

/// A withdrawal whose people and entries stand in the store, and count as soon as this is
/// confirmed.
pub(crate) struct Entered {
    version: u64,
    batches: u64,
    /// Which try this is.
    settling: i64,
}

impl Entered {
    /// Whether this is still the last try, and what it is about goes on. Makes others wait.
    async fn goes_on(
        &self,
        transaction: &mut Transaction,
        load: &Load,
    ) -> Result<bool, StoreError> {
        let held = execute!(in transaction,
            "UPDATE loads SET settling = settling
             WHERE id = $1 AND settling = $2 AND state IN ('open', 'uploading', 'closed')",
            &load.id[..],
            self.settling,
        );
        Ok(held == 1)
    }

    /// Notes the set that it fits. `false` where that is not current any more, batches have come
    /// since, or it was entered anew.
    pub(crate) async fn confirm(
        &self,
        transaction: &mut Transaction,
        load: &Load,
    ) -> Result<bool, StoreError> {
        // First: it makes a second one, and batches, wait.
        if !self.goes_on(transaction, load).await? {
            return Ok(false);
        }
        let (current, batches): (Option<i64>, i64) = fetch!(fetch_one, in &mut *transaction,
            "SELECT (SELECT MAX(version) FROM sets WHERE incident = $1),
                    (SELECT COUNT(*) FROM load_batches WHERE load = $2)",
            &load.incident[..],
            &load.id[..],
        );
        if current != Some(self.version as i64) || count(batches)? != self.batches {
            return Ok(false);
        }
        execute!(in &mut *transaction,
            "UPDATE loads SET checked = $2 WHERE id = $1",
            &load.id[..],
            self.version as i64,
        );
        Ok(true)
    }
}

impl Store {
    /// Enters what a withdrawal takes out. `None` where it ended meanwhile, was entered anew, or
    /// was found to fit this set before.
    pub(crate) async fn enter(
        &self,
        load: &Load,
        settled: &Settled,
    ) -> Result<Option<Entered>, StoreError> {
        let begun: Option<(i64,)> = fetch!(
            fetch_optional,
            self.write(),
            "UPDATE loads SET settling = settling + 1, checked = NULL
             WHERE id = $1 AND state IN ('open', 'uploading', 'closed')
               AND (checked IS NULL OR checked <> $2)
             RETURNING settling",
            &load.id[..],
            settled.version as i64,
        );
        let Some((settling,)) = begun else {
            return Ok(None);
        };
        let entered = Entered { version: settled.version, batches: settled.batches, settling };
        let whole = self.clear_earlier(load, &entered).await?
            && self.enter_people(load, &entered).await?
            && self.enter_further(load, &entered, &settled.further).await?;
        Ok(whole.then_some(entered))
    }

    /// Deletes what an earlier try entered.
    async fn clear_earlier(&self, load: &Load, entered: &Entered) -> Result<bool, StoreError> {
        loop {
            let mut transaction = self.begin().await?;
            if !entered.goes_on(&mut transaction, load).await? {
                transaction.rollback().await?;
                return Ok(false);
            }
            let more = clearing::clear_settlement(&mut transaction, &load.id).await?;
            transaction.commit().await?;
            if !more {
                return Ok(true);
            }
        }
    }

    /// Enters the people in the order of their handles.
    async fn enter_people(&self, load: &Load, entered: &Entered) -> Result<bool, StoreError> {
        let mut after = Vec::new();
        loop {
            let handles: Vec<(Vec<u8>,)> = fetch!(
                fetch_all,
                self.read(),
                "SELECT handle FROM people WHERE load = $1 AND handle > $2 ORDER BY handle LIMIT $3",
                &load.id[..],
                &after[..],
                AT_ONCE as i64,
            );
            let Some((last,)) = handles.into_iter().next_back() else {
                return Ok(true);
            };
            let mut transaction = self.begin().await?;
            if !entered.goes_on(&mut transaction, load).await? {
                transaction.rollback().await?;
                return Ok(false);
            }
            execute!(in &mut transaction,
                concat!(
                    "INSERT INTO withdrawn (withdrawal, load, handle, groups)
                     SELECT w.load, p.load, p.handle, ", effective!(), " & w.groups ",
                    people_beside_theirs!(),
                    " AND w.handle > $4 AND w.handle <= $5
                      AND (", effective!(), " & w.groups) <> 0"
                ),
                &load.incident[..],
                entered.version as i64,
                &load.id[..],
                &after[..],
                &last[..],
            );
            transaction.commit().await?;
            after = last;
        }
    }

    async fn enter_further(
        &self,
        load: &Load,
        entered: &Entered,
        further: &[((u8, u8), Tag)],
    ) -> Result<bool, StoreError> {
        for part in further.chunks(AT_ONCE) {
            let mut transaction = self.begin().await?;
            if !entered.goes_on(&mut transaction, load).await? {
                transaction.rollback().await?;
                return Ok(false);
            }
            insert_rows!(in &mut transaction, WITHDRAWN_ENTRIES, part, |entry| [
                &load.id[..],
                i32::from(entry.0.0),
                i32::from(entry.0.1),
                &entry.1.as_bytes()[..],
            ]);
            transaction.commit().await?;
        }
        Ok(true)
    }

    /// Enters a closed withdrawal anew, checked against another set. `false` where that is not
    /// the current one any more, or the load is not closed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn settle_again(&self, load: &Load, settled: &Settled) -> Result<bool, StoreError> {
        let Some(entered) = self.enter(load, settled).await? else {
            return self.is_settled(load, settled.version).await;
        };
        let mut transaction = self.begin().await?;
        let closed = execute!(in &mut transaction,
            "UPDATE loads SET checked = NULL WHERE id = $1 AND state = 'closed'",
            &load.id[..],
        );
        if closed != 1 || !entered.confirm(&mut transaction, load).await? {
            transaction.rollback().await?;
            return Ok(false);
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Whether somebody else found a closed withdrawal to fit this set meanwhile.
    async fn is_settled(&self, load: &Load, version: u64) -> Result<bool, StoreError> {
        let load = self.load(&load.id).await?;
        Ok(load
            .is_some_and(|load| load.state == LoadState::Closed && load.checked == Some(version)))
    }
}
