//! Numbered batches of a load: each is entered once, and its reply kept for whoever asks again.
//!
//! Batches that bring records or filter entries first update the row of their load, so they come
//! one after the other, and none gets between the last one and the close.

use crate::{
    Store, StoreError,
    database::{Transaction, execute, fetch},
    many_rows::{ManyRows, insert_rows},
};
use shirabe_protocol::wire::{FilterEntry, Record};
use std::{
    collections::{HashMap, hash_map::Entry},
    sync::LazyLock,
};

/// The three kinds of batches, each numbered from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Evaluations,
    Records,
    FilterEntries,
}

impl Stage {
    fn code(self) -> &'static str {
        match self {
            Self::Evaluations => "evaluations",
            Self::Records => "records",
            Self::FilterEntries => "filter-entries",
        }
    }
}

/// What became of a batch.
#[derive(Debug, PartialEq, Eq)]
pub enum BatchOutcome {
    /// Taken, now or earlier with the same bytes; the reply is the stored one.
    Taken(Vec<u8>),
    /// This number was taken with other bytes.
    Differs,
    /// The load no longer takes batches.
    WrongState,
    /// More elements than the load may evaluate.
    OverBudget,
}

static NEW_PEOPLE: LazyLock<ManyRows> = LazyLock::new(|| {
    ManyRows::new(
        "INSERT INTO people (load, handle, groups, share) VALUES",
        4,
        "ON CONFLICT DO NOTHING",
    )
});

static FURTHER_GROUPS: LazyLock<ManyRows> = LazyLock::new(|| {
    ManyRows::new(
        "INSERT INTO people (load, handle, groups, share) VALUES",
        4,
        "ON CONFLICT (load, handle) DO UPDATE SET groups = people.groups | excluded.groups
         WHERE (people.groups | excluded.groups) <> people.groups",
    )
});

static RECORD_TAGS: LazyLock<ManyRows> = LazyLock::new(|| {
    ManyRows::new(
        "INSERT INTO record_tags (load, tag, kind, handle) VALUES",
        4,
        "ON CONFLICT DO NOTHING",
    )
});

static FILTER_ENTRIES: LazyLock<ManyRows> = LazyLock::new(|| {
    ManyRows::new("INSERT INTO filter_entries (load, kind, group_position, tag) VALUES", 4, "")
});

/// One person of a batch.
struct Person {
    handle: [u8; 16],
    groups: u32,
    share: u16,
}

/// Each person once: a statement may not meet the same row twice. The first record says the
/// share, all of them the groups.
fn people_of(records: &[Record]) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::with_capacity(records.len());
    let mut places = HashMap::with_capacity(records.len());
    for record in records {
        match places.entry(record.handle) {
            Entry::Occupied(place) => {
                let place: &usize = place.get();
                people[*place].groups |= record.groups;
            }
            Entry::Vacant(place) => {
                place.insert(people.len());
                people.push(Person {
                    handle: record.handle,
                    groups: record.groups,
                    share: record.share,
                });
            }
        }
    }
    people
}

impl Store {
    /// What has been stored of a batch: its reply if the bytes were these.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn batch(
        &self,
        load: &[u8; 16],
        stage: Stage,
        number: u32,
        digest: &[u8; 32],
    ) -> Result<Option<BatchOutcome>, StoreError> {
        let row: Option<(Vec<u8>, Vec<u8>)> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT digest, reply FROM load_batches
             WHERE load = $1 AND stage = $2 AND number = $3",
            &load[..],
            stage.code(),
            i64::from(number)
        );
        Ok(row.map(|(stored, reply)| {
            if stored == digest { BatchOutcome::Taken(reply) } else { BatchOutcome::Differs }
        }))
    }

    /// Stores an evaluation's reply and counts its elements against the load's budget (of each
    /// key: both are always evaluated together).
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_evaluation(
        &self,
        load: &[u8; 16],
        number: u32,
        digest: &[u8; 32],
        elements: u64,
        budget: u64,
        reply: Vec<u8>,
    ) -> Result<BatchOutcome, StoreError> {
        let mut transaction = self.begin().await?;
        let stage = Stage::Evaluations;
        if !enter_batch(&mut transaction, load, stage, number, digest, &reply).await? {
            transaction.rollback().await?;
            return self.settle(load, stage, number, digest).await;
        }
        let counted = execute!(in &mut transaction,
            "UPDATE loads SET evaluated = evaluated + $1
             WHERE id = $2 AND state IN ('open', 'uploading') AND evaluated + $1 <= $3",
            elements as i64,
            &load[..],
            budget as i64,
        );
        if counted != 1 {
            transaction.rollback().await?;
            return self.refusal(load).await;
        }
        transaction.commit().await?;
        Ok(BatchOutcome::Taken(reply))
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn add_records(
        &self,
        load: &[u8; 16],
        number: u32,
        digest: &[u8; 32],
        records: &[Record],
    ) -> Result<BatchOutcome, StoreError> {
        let mut transaction = self.begin().await?;
        if !begin_upload(&mut transaction, load, Stage::Records, number, digest).await? {
            transaction.rollback().await?;
            return self.settle(load, Stage::Records, number, digest).await;
        }
        let people = people_of(records);
        let new_people = insert_rows!(in &mut transaction, NEW_PEOPLE, &people, |person| [
            &load[..],
            &person.handle[..],
            i64::from(person.groups),
            i32::from(person.share),
        ]);
        if new_people < people.len() as u64 {
            insert_rows!(in &mut transaction, FURTHER_GROUPS, &people, |person| [
                &load[..],
                &person.handle[..],
                i64::from(person.groups),
                i32::from(person.share),
            ]);
        }
        let new_tags = insert_rows!(in &mut transaction, RECORD_TAGS, records, |record| [
            &load[..],
            &record.tag.as_bytes()[..],
            i32::from(record.kind),
            &record.handle[..],
        ]);
        execute!(in &mut transaction,
            "UPDATE loads SET taken_identifiers = taken_identifiers + $2,
                              taken_people = taken_people + $3
             WHERE id = $1",
            &load[..],
            new_tags as i64,
            new_people as i64,
        );
        transaction.commit().await?;
        Ok(BatchOutcome::Taken(Vec::new()))
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn add_filter_entries(
        &self,
        load: &[u8; 16],
        number: u32,
        digest: &[u8; 32],
        entries: &[FilterEntry],
    ) -> Result<BatchOutcome, StoreError> {
        let mut transaction = self.begin().await?;
        if !begin_upload(&mut transaction, load, Stage::FilterEntries, number, digest).await? {
            transaction.rollback().await?;
            return self.settle(load, Stage::FilterEntries, number, digest).await;
        }
        let new_entries = insert_rows!(in &mut transaction, FILTER_ENTRIES, entries, |entry| [
            &load[..],
            i32::from(entry.kind),
            i32::from(entry.group),
            &entry.tag.as_bytes()[..],
        ]);
        execute!(in &mut transaction,
            "UPDATE loads SET taken_filter_entries = taken_filter_entries + $2 WHERE id = $1",
            &load[..],
            new_entries as i64,
        );
        transaction.commit().await?;
        Ok(BatchOutcome::Taken(Vec::new()))
    }

    /// Why a batch was not entered: it was there, with these bytes or others, or the load ended.
    async fn settle(
        &self,
        load: &[u8; 16],
        stage: Stage,
        number: u32,
        digest: &[u8; 32],
    ) -> Result<BatchOutcome, StoreError> {
        Ok(self.batch(load, stage, number, digest).await?.unwrap_or(BatchOutcome::WrongState))
    }

    async fn refusal(&self, load: &[u8; 16]) -> Result<BatchOutcome, StoreError> {
        let open = self.load(load).await?.is_some_and(|load| load.state.takes_batches());
        Ok(if open { BatchOutcome::OverBudget } else { BatchOutcome::WrongState })
    }
}

/// Enters a batch; `false` where its number is taken.
async fn enter_batch(
    transaction: &mut Transaction,
    load: &[u8; 16],
    stage: Stage,
    number: u32,
    digest: &[u8; 32],
    reply: &[u8],
) -> Result<bool, StoreError> {
    let entered = execute!(in transaction,
        "INSERT INTO load_batches (load, stage, number, digest, reply)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        &load[..],
        stage.code(),
        i64::from(number),
        &digest[..],
        reply,
    );
    Ok(entered == 1)
}

/// Moves the load to `uploading` and enters the batch; `false` where either cannot be.
async fn begin_upload(
    transaction: &mut Transaction,
    load: &[u8; 16],
    stage: Stage,
    number: u32,
    digest: &[u8; 32],
) -> Result<bool, StoreError> {
    let moved = execute!(in &mut *transaction,
        "UPDATE loads SET state = 'uploading' WHERE id = $1 AND state IN ('open', 'uploading')",
        &load[..],
    );
    Ok(moved == 1 && enter_batch(transaction, load, stage, number, digest, &[]).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shirabe_protocol::tag::Tag;

    #[test]
    fn a_person_of_two_records_is_one_row_with_the_groups_of_both() {
        let record = |tag: u8, person: u8, groups, share| Record {
            tag: Tag::from_bytes([tag; 16]),
            kind: 0,
            handle: [person; 16],
            groups,
            share,
        };
        let people = people_of(&[record(1, 7, 1, 3), record(2, 8, 1, 0), record(3, 7, 4, 9)]);
        let rows: Vec<_> =
            people.iter().map(|person| (person.handle[0], person.groups, person.share)).collect();
        assert_eq!(rows, [(7, 5, 3), (8, 1, 0)]);
    }
}
