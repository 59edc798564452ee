//! What is over is deleted in slices. One statement over a whole list would hold SQLite's only
//! writer, and lookups and sign-ins would wait for it: so every deletion of list rows goes through
//! [`Store::clear_some`], which gives the writer free after each slice.
//!
//! The transaction that ends something enters what is left of it; the rows go afterwards. Until
//! the last one is gone the entry stays, so that a restart only interrupts.

use super::{
    Store, StoreError,
    database::{Pool, Transaction, execute, fetch},
    fixed,
};

/// Rows of a slice: of a list, of replies to evaluations (up to 256 KiB each), of filter files
/// (up to 1 MiB each). A slice takes some ten milliseconds.
const LIST_ROWS: i64 = 4096;
const REPLIES: i64 = 8;
const FILTER_FILES: i64 = 2;

/// What is left of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// All that a load brought.
    Load,
    /// Replies to the evaluations of a closed load.
    Replies,
    /// Filter files of an incident, under a number.
    Filters,
}

impl Part {
    const ALL: [Self; 3] = [Self::Load, Self::Replies, Self::Filters];

    fn code(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Replies => "replies",
            Self::Filters => "filters",
        }
    }

    fn slices(self) -> &'static [Slice] {
        match self {
            Self::Load => &OF_LOAD,
            Self::Replies => &OF_REPLIES,
            Self::Filters => &OF_FILTERS,
        }
    }
}

/// One statement over some rows: `$1` is the subject, `$2` the number of rows, and `$3`, of filter
/// files, the number under which they are stored.
struct Slice {
    sqlite: &'static str,
    postgres: &'static str,
    rows: i64,
}

/// Rows by their place in the table.
macro_rules! by_place {
    ($what:literal, $table:literal, $of:literal, $rows:expr) => {
        Slice {
            sqlite: concat!(
                $what,
                " WHERE rowid IN (SELECT rowid FROM ",
                $table,
                " WHERE ",
                $of,
                " LIMIT $2)"
            ),
            postgres: concat!(
                $what,
                " WHERE ctid = ANY(ARRAY(SELECT ctid FROM ",
                $table,
                " WHERE ",
                $of,
                " LIMIT $2))"
            ),
            rows: $rows,
        }
    };
}

/// Rows of a table that SQLite keeps in the order of its key: by the rest of the key.
macro_rules! by_key {
    ($table:literal, $of:literal, $key:literal) => {
        Slice {
            sqlite: concat!(
                "DELETE FROM ",
                $table,
                " WHERE ",
                $of,
                " AND (",
                $key,
                ") IN (SELECT ",
                $key,
                " FROM ",
                $table,
                " WHERE ",
                $of,
                " LIMIT $2)"
            ),
            postgres: concat!(
                "DELETE FROM ",
                $table,
                " WHERE ctid = ANY(ARRAY(SELECT ctid FROM ",
                $table,
                " WHERE ",
                $of,
                " LIMIT $2))"
            ),
            rows: LIST_ROWS,
        }
    };
}

const WITHDRAWN: Slice = by_key!("withdrawn", "withdrawal = $1", "load, handle");

const WITHDRAWN_ENTRIES: Slice =
    by_place!("DELETE FROM withdrawn_entries", "withdrawn_entries", "withdrawal = $1", LIST_ROWS);

const OF_LOAD: [Slice; 6] = [
    by_place!("DELETE FROM load_batches", "load_batches", "load = $1", REPLIES),
    by_key!("record_tags", "load = $1", "tag, kind, handle"),
    by_key!("people", "load = $1", "handle"),
    by_place!("DELETE FROM filter_entries", "filter_entries", "load = $1", LIST_ROWS),
    WITHDRAWN,
    WITHDRAWN_ENTRIES,
];

const OF_REPLIES: [Slice; 1] = [Slice {
    sqlite: "UPDATE load_batches SET reply = x'' WHERE rowid IN (
             SELECT rowid FROM load_batches WHERE load = $1 AND LENGTH(reply) > 0 LIMIT $2)",
    postgres: "UPDATE load_batches SET reply = '' WHERE ctid = ANY(ARRAY(
               SELECT ctid FROM load_batches WHERE load = $1 AND LENGTH(reply) > 0 LIMIT $2))",
    rows: REPLIES,
}];

const OF_FILTERS: [Slice; 1] =
    [by_place!("DELETE FROM filters", "filters", "incident = $1 AND version = $3", FILTER_FILES)];

/// What is left of one thing.
struct Leftover {
    part: Part,
    subject: [u8; 16],
    number: i64,
}

/// Enters what is left of something, to be deleted from `due` on, in seconds since 1970.
pub(crate) async fn leave(
    transaction: &mut Transaction,
    part: Part,
    (subject, number): (&[u8; 16], i64),
    due: i64,
) -> Result<(), StoreError> {
    execute!(in transaction,
        "INSERT INTO leftovers (part, subject, number, due) VALUES ($1, $2, $3, $4)
         ON CONFLICT (part, subject, number) DO UPDATE SET due = excluded.due",
        part.code(),
        &subject[..],
        number,
        due,
    );
    Ok(())
}

/// Deletes the next slice of what an earlier try to enter a withdrawal left; `false` where
/// nothing is left.
pub(crate) async fn clear_settlement(
    transaction: &mut Transaction,
    withdrawal: &[u8; 16],
) -> Result<bool, StoreError> {
    for slice in [WITHDRAWN, WITHDRAWN_ENTRIES] {
        let text = match &*transaction {
            Transaction::Sqlite(_) => slice.sqlite,
            Transaction::Postgres(_) => slice.postgres,
        };
        if execute!(in &mut *transaction, text, &withdrawal[..], slice.rows) > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Store {
    /// Deletes one slice of what is over and due, in seconds since 1970. `false` where there is
    /// nothing to delete.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn clear_some(&self, now: i64) -> Result<bool, StoreError> {
        let Some(leftover) = self.next_leftover(now).await? else {
            return Ok(false);
        };
        for slice in leftover.part.slices() {
            if self.clear(&leftover, slice).await? > 0 {
                return Ok(true);
            }
        }
        execute!(
            self.write(),
            "DELETE FROM leftovers
             WHERE part = $1 AND subject = $2 AND number = $3 AND due <= $4",
            leftover.part.code(),
            &leftover.subject[..],
            leftover.number,
            now,
        );
        Ok(true)
    }

    async fn next_leftover(&self, now: i64) -> Result<Option<Leftover>, StoreError> {
        let row: Option<(String, Vec<u8>, i64)> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT part, subject, number FROM leftovers WHERE due <= $1
             ORDER BY due, part, subject, number LIMIT 1",
            now,
        );
        row.map(|(code, subject, number)| {
            let part = Part::ALL.into_iter().find(|part| part.code() == code);
            let part = part.ok_or(StoreError::Content)?;
            Ok(Leftover { part, subject: fixed(&subject)?, number })
        })
        .transpose()
    }

    async fn clear(&self, leftover: &Leftover, slice: &Slice) -> Result<u64, StoreError> {
        let Leftover { part, subject, number } = leftover;
        let text = match self.write() {
            Pool::Sqlite(_) => slice.sqlite,
            Pool::Postgres(_) => slice.postgres,
        };
        Ok(match part {
            Part::Load | Part::Replies => {
                execute!(self.write(), text, &subject[..], slice.rows)
            }
            Part::Filters => {
                execute!(self.write(), text, &subject[..], slice.rows, *number)
            }
        })
    }
}

#[cfg(test)]
mod tests;
