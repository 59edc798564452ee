//! Moving everything from one database to another: SQLite to PostgreSQL, or back.
//!
//! Neither may be open elsewhere meanwhile. The source is read from one snapshot, the target
//! written in one transaction, and nothing is kept there unless every count agrees.

use super::{
    Location, StoreError,
    database::{Database, Finding, Holding, Transaction, fetch},
    many_rows::placeholders,
    tables::{
        Kind::{self, Bytes, Large, Small, Text},
        TABLES, Table,
    },
};
use futures_util::TryStreamExt as _;
use sqlx::{AssertSqlSafe, Row as _};

/// Rows that one statement inserts, unless they are large.
const ROWS: usize = 256;

/// Bytes after which a statement is sent with fewer rows: a filter file has up to 1 MiB.
const BYTES: usize = 4 << 20;

/// Why nothing was moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    #[error("the old database ({0}): {1}")]
    Source(String, StoreError),
    #[error("the new database ({0}): {1}")]
    Target(String, StoreError),
    #[error("the table {0} did not arrive whole; nothing was kept in the new database")]
    Count(&'static str),
}

/// What was moved: tables and rows.
#[derive(Debug, PartialEq, Eq)]
pub struct Moved(pub Vec<(&'static str, u64)>);

/// Copies everything into a database that holds nothing yet. The source stays as it is.
///
/// # Errors
/// [`MoveError`]; the target then holds what it held before.
pub async fn move_database(source: &Location, target: &Location) -> Result<Moved, MoveError> {
    let of_source = |error| MoveError::Source(source.to_string(), error);
    let of_target = |error| MoveError::Target(target.to_string(), error);
    let from = Database::open(source, Holding::Alone, Finding::Existing).await;
    let from = from.map_err(of_source)?;
    let to = Database::open(target, Holding::Alone, Finding::Made).await.map_err(of_target)?;
    let mut reading = from.begin_snapshot().await.map_err(of_source)?;
    let mut writing = to.begin().await.map_err(of_target)?;
    let mut moved = Vec::new();
    for table in TABLES {
        if table.count(&mut writing).await.map_err(of_target)? != 0 {
            return Err(of_target(StoreError::Taken));
        }
    }
    for table in TABLES {
        let rows = table.count(&mut reading).await.map_err(of_source)?;
        table.copy(&mut reading, &mut writing).await.map_err(|failed| match failed {
            Failed::Reading(error) => of_source(error),
            Failed::Writing(error) => of_target(error),
        })?;
        if table.count(&mut writing).await.map_err(of_target)? != rows {
            return Err(MoveError::Count(table.name));
        }
        moved.push((table.name, rows));
    }
    // The commit comes last: whatever failed, nothing was kept.
    reading.rollback().await.map_err(of_source)?;
    writing.commit().await.map_err(of_target)?;
    from.close().await;
    to.close().await;
    Ok(Moved(moved))
}

/// Why a table was not copied, and so on which side.
enum Failed {
    Reading(StoreError),
    Writing(StoreError),
}

/// One cell.
enum Cell {
    Bytes(Option<Vec<u8>>),
    Text(Option<String>),
    Large(Option<i64>),
    Small(Option<i32>),
}

impl Cell {
    fn size(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.as_ref().map_or(0, Vec::len),
            Self::Text(text) => text.as_ref().map_or(0, String::len),
            Self::Large(_) | Self::Small(_) => 8,
        }
    }
}

/// The cells of a row of either database.
macro_rules! cells {
    ($row:expr, $table:expr) => {{
        let cell = |(place, (_, kind)): (usize, &(&str, Kind))| -> Result<Cell, sqlx::Error> {
            Ok(match kind {
                Bytes => Cell::Bytes($row.try_get(place)?),
                Text => Cell::Text($row.try_get(place)?),
                Large => Cell::Large($row.try_get(place)?),
                Small => Cell::Small($row.try_get(place)?),
            })
        };
        $table.columns.iter().enumerate().map(cell).collect::<Result<Vec<Cell>, sqlx::Error>>()
    }};
}

/// Reads the rows of either database and inserts them by the part.
macro_rules! copy_rows {
    ($database:ty, $on:expr, $table:expr, $target:expr) => {{
        let mut rows = sqlx::query::<$database>(AssertSqlSafe($table.selection())).fetch($on);
        let (mut part, mut bytes) = (Vec::new(), 0);
        let unread = |error: sqlx::Error| Failed::Reading(error.into());
        while let Some(row) = rows.try_next().await.map_err(unread)? {
            let cells = cells!(row, $table).map_err(unread)?;
            bytes += cells.iter().map(Cell::size).sum::<usize>();
            part.push(cells);
            if part.len() == ROWS || bytes >= BYTES {
                let part = std::mem::take(&mut part);
                $table.insert($target, part).await.map_err(Failed::Writing)?;
                bytes = 0;
            }
        }
        $table.insert($target, part).await.map_err(Failed::Writing)
    }};
}

/// Inserts rows into either database.
macro_rules! insert {
    ($database:ty, $on:expr, $text:expr, $rows:expr) => {{
        let mut query = sqlx::query::<$database>(AssertSqlSafe($text));
        for cell in $rows.into_iter().flatten() {
            query = match cell {
                Cell::Bytes(value) => query.bind(value),
                Cell::Text(value) => query.bind(value),
                Cell::Large(value) => query.bind(value),
                Cell::Small(value) => query.bind(value),
            };
        }
        query.execute($on).await?;
    }};
}

// The statements are put together from the names above and from nothing else.
impl Table {
    fn columns(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    fn selection(&self) -> String {
        format!("SELECT {} FROM {}", self.columns(), self.name)
    }

    async fn count(&self, on: &mut Transaction) -> Result<u64, StoreError> {
        let text = AssertSqlSafe(format!("SELECT COUNT(*) FROM {}", self.name));
        let (rows,): (i64,) = fetch!(fetch_one, in on, text);
        super::count(rows)
    }

    async fn copy(&self, source: &mut Transaction, target: &mut Transaction) -> Result<(), Failed> {
        match source {
            Transaction::Sqlite(on) => copy_rows!(sqlx::Sqlite, &mut **on, self, target),
            Transaction::Postgres(on) => copy_rows!(sqlx::Postgres, &mut **on, self, target),
        }
    }

    async fn insert(&self, on: &mut Transaction, rows: Vec<Vec<Cell>>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let text = format!(
            "INSERT INTO {} ({}) VALUES {}",
            self.name,
            self.columns(),
            placeholders(rows.len(), self.columns.len())
        );
        match on {
            Transaction::Sqlite(on) => insert!(sqlx::Sqlite, &mut **on, text, rows),
            Transaction::Postgres(on) => insert!(sqlx::Postgres, &mut **on, text, rows),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Store, database::execute};

    #[tokio::test]
    async fn every_table_and_column_of_the_schema_is_moved() -> Result<(), StoreError> {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&Location::in_folder(folder.path())).await.unwrap();
        let mut made: Vec<(String, String, String)> = fetch!(
            fetch_all,
            store.read(),
            "SELECT tables.name, columns.name, columns.type
             FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
             WHERE tables.type = 'table' AND tables.name <> 'schema_steps'"
        );
        made.sort();
        let mut moved = Vec::new();
        for table in TABLES {
            for (column, kind) in table.columns {
                let declared = match kind {
                    Bytes => "BYTEA",
                    Text => "TEXT",
                    Large => "BIGINT",
                    Small => "INTEGER",
                };
                moved.push((table.name.to_owned(), (*column).to_owned(), declared.to_owned()));
            }
        }
        moved.sort();
        assert_eq!(made, moved);
        Ok(())
    }

    #[tokio::test]
    async fn a_database_in_use_is_not_moved_and_one_with_a_deployment_not_filled() {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let [source, target] = folders.each_ref().map(|folder| Location::in_folder(folder.path()));
        assert!(matches!(
            move_database(&source, &target).await,
            Err(MoveError::Source(_, StoreError::Missing))
        ));
        let store = Store::create(&source).await.unwrap();
        store.create_deployment(&[1; 16], 7).await.unwrap();
        assert!(matches!(
            move_database(&source, &target).await,
            Err(MoveError::Source(_, StoreError::InUse))
        ));
        drop(store);
        let moved = move_database(&source, &target).await.unwrap();
        assert_eq!(moved.0[0], ("deployment", 1));
        assert_eq!(Store::open(&target).await.unwrap().deployment().await.unwrap(), [1; 16]);
        assert!(matches!(
            move_database(&source, &target).await,
            Err(MoveError::Target(_, StoreError::Taken))
        ));
    }

    #[tokio::test]
    async fn what_fails_is_said_of_the_side_where_it_failed() -> Result<(), StoreError> {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let [source, target] = folders.each_ref().map(|folder| Location::in_folder(folder.path()));
        let store = Store::create(&source).await?;
        store.create_deployment(&[1; 16], 7).await?;
        // A target that takes nothing.
        let refusing = Store::create(&target).await?;
        execute!(
            refusing.write(),
            "CREATE TRIGGER refusal BEFORE INSERT ON deployment
             BEGIN SELECT RAISE(ABORT, 'refused'); END"
        );
        store.database.close().await;
        refusing.database.close().await;
        let failed = move_database(&source, &target).await.unwrap_err();
        assert!(matches!(failed, MoveError::Target(_, StoreError::Database(_))), "{failed}");
        // A source with a cell that cannot be read.
        let store = Store::open(&source).await?;
        execute!(store.write(), "UPDATE deployment SET created = 'yesterday'");
        store.database.close().await;
        let failed = move_database(&source, &target).await.unwrap_err();
        assert!(matches!(failed, MoveError::Source(_, StoreError::Database(_))), "{failed}");
        assert!(!failed.to_string().contains("yesterday"), "{failed}");
        Ok(())
    }
}
