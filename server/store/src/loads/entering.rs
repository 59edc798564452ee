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
        let mut transaction = self.begin().await?;
        let begun: Option<(i64,)> = fetch!(
            fetch_optional, in &mut transaction,
            "UPDATE loads SET settling = settling + 1, checked = NULL
             WHERE id = $1 AND state IN ('open', 'uploading', 'closed')
               AND (checked IS NULL OR checked <> $2)
             RETURNING settling",
            &load.id[..],
            settled.version as i64,
        );
        transaction.commit().await?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        LoadAction, Location, NewAnswerRequest, Requested,
        sample_lists::{INCIDENT, NOW, PEOPLE, empty, entry, publish, tag, uploaded},
    };
    use std::sync::atomic::{AtomicBool, Ordering};

    const LISTED: [u8; 16] = [3; 16];
    const WITHDRAWAL: [u8; 16] = [4; 16];

    /// Everybody is published, and a withdrawal of everybody is ready to be closed.
    async fn with_withdrawal(location: &Location) -> (Store, Load, Settled) {
        let store = empty(location).await;
        uploaded(&store, &LISTED, LoadAction::Add).await;
        let load = store.load(&LISTED).await.unwrap().unwrap();
        assert!(store.close_load(&load, None, NOW, &entry()).await.unwrap());
        publish(&store, 1, &[LISTED], LoadAction::Add).await;
        uploaded(&store, &WITHDRAWAL, LoadAction::Withdraw).await;
        let load = store.load(&WITHDRAWAL).await.unwrap().unwrap();
        let batches = store.batches_of(&WITHDRAWAL).await.unwrap();
        let further = (0..PEOPLE).map(|number| ((0, 0), tag(number))).collect();
        (store, load, Settled { version: 1, batches, further })
    }

    async fn entered_rows(store: &Store) -> Result<(i64, i64), StoreError> {
        Ok(fetch!(
            fetch_one,
            store.read(),
            "SELECT (SELECT COUNT(*) FROM withdrawn), (SELECT COUNT(*) FROM withdrawn_entries)"
        ))
    }

    #[tokio::test]
    async fn others_write_while_a_large_withdrawal_is_entered() {
        let folder = tempfile::tempdir().unwrap();
        let (store, load, settled) = with_withdrawal(&Location::in_folder(folder.path())).await;
        let over = AtomicBool::new(false);
        let entering = async {
            let entered = store.enter(&load, &settled).await.unwrap();
            over.store(true, Ordering::Relaxed);
            entered.is_some()
        };
        let writing = async {
            let mut written = 0;
            while !over.load(Ordering::Relaxed) {
                assert!(store.reserve_lookups(&INCIDENT, 1, 1, 1000).await.unwrap());
                written += 1;
            }
            written
        };
        let (entered, written) = tokio::join!(entering, writing);
        assert!(entered);
        // Three parts of the people, three of the entries.
        assert!(written >= 6, "{written}");
    }

    #[tokio::test]
    async fn entered_anew_it_counts_once_and_the_earlier_try_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let (store, load, settled) = with_withdrawal(&Location::in_folder(folder.path())).await;
        let first = store.enter(&load, &settled).await.unwrap().unwrap();
        let second = store.enter(&load, &settled).await.unwrap().unwrap();
        let all = i64::from(PEOPLE);
        assert_eq!(entered_rows(&store).await.unwrap(), (all, all));
        let mut transaction = store.begin().await.unwrap();
        assert!(!first.confirm(&mut transaction, &load).await.unwrap());
        assert!(second.confirm(&mut transaction, &load).await.unwrap());
        transaction.rollback().await.unwrap();
        assert_eq!(store.people_of_share(&INCIDENT, 1, 0).await.unwrap(), u64::from(PEOPLE));
        assert!(store.abandon_load(&load.id, NOW, &entry()).await.unwrap());
        let mut transaction = store.begin().await.unwrap();
        assert!(!second.confirm(&mut transaction, &load).await.unwrap(), "given up");
    }

    #[tokio::test]
    async fn who_was_withdrawn_is_in_no_share_and_gets_no_letter() {
        let folder = tempfile::tempdir().unwrap();
        let (store, load, settled) = with_withdrawal(&Location::in_folder(folder.path())).await;
        let handle = *tag(5).as_bytes();
        let request = |id: u8, purpose| NewAnswerRequest {
            id: [id; 16],
            incident: INCIDENT,
            handle,
            share: 0,
            purpose,
            requested_by: [8; 16],
            requester: "agent".into(),
            requested: NOW,
        };
        let ask = async |id, purpose| {
            store.add_answer_request(&request(id, purpose), &entry()).await.unwrap()
        };
        assert_eq!(ask(1, "letter").await, Requested::Entered);
        assert!(store.close_load(&load, Some(&settled), NOW, &entry()).await.unwrap());
        let share = async |version| {
            store.share_of_person((&INCIDENT, version), &handle, None).await.unwrap()
        };
        assert_eq!(share(1).await, Some(0), "closed is not yet published");
        publish(&store, 2, &[LISTED, WITHDRAWAL], LoadAction::Withdraw).await;
        assert_eq!(share(2).await, None);
        assert_eq!(store.people_of_share(&INCIDENT, 1, 0).await.unwrap(), u64::from(PEOPLE));
        assert_eq!(store.people_of_share(&INCIDENT, 2, 0).await.unwrap(), 0);
        assert_eq!(ask(2, "answer").await, Requested::NotListed);
    }
}
