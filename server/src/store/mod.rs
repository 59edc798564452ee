//! The store: all durable state but the keys. SQLite in one file, embedded.
//!
//! One SQL text for SQLite and PostgreSQL (`$1`, `ON CONFLICT`, `BYTEA`, `BIGINT`). Reads go
//! through a pool, writes through one connection, so that a write never waits for another's lock.

mod filters;
mod incidents;
mod loads;
mod manifests;
mod schema;
mod sets;
mod tokens;

pub use filters::StoredFilter;
pub use incidents::StoredIncident;
pub use loads::{BatchOutcome, Load, LoadDeclaration, LoadState, Stage, Uploaded};
pub use manifests::StoredManifest;
pub use sets::{PublishedSet, SetDraft};
pub use tokens::LoadToken;

use sqlx::{
    Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// The store could not do what it was asked. Holds no value that was being stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("there is no database in the data folder: `shirabe init` makes one")]
    Missing,
    #[error("the database was made by a newer version of Shirabe")]
    Newer,
    #[error("the database holds something that this version does not understand")]
    Content,
    #[error("the database failed: {0}")]
    Database(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        // SQLite names tables and constraints, never values.
        Self::Database(error.to_string())
    }
}

/// An open store.
#[derive(Clone)]
pub struct Store {
    read: SqlitePool,
    write: SqlitePool,
}

impl Store {
    /// Where the database of a data folder is.
    pub fn file_in(data: &Path) -> PathBuf {
        data.join("shirabe.sqlite3")
    }

    /// Makes an empty database.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn create(data: &Path) -> Result<Self, StoreError> {
        Self::connect(data, true).await
    }

    /// Opens what [`Self::create`] made, and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Newer`], [`StoreError::Database`].
    pub async fn open(data: &Path) -> Result<Self, StoreError> {
        if !Self::file_in(data).is_file() {
            return Err(StoreError::Missing);
        }
        Self::connect(data, false).await
    }

    async fn connect(data: &Path, create: bool) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(Self::file_in(data))
            .create_if_missing(create)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(20))
            // What is deleted is overwritten.
            .pragma("secure_delete", "ON");
        let options = sqlx::ConnectOptions::disable_statement_logging(options);
        let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone());
        let write = write.await?;
        schema::migrate(&write).await?;
        let read = SqlitePoolOptions::new().max_connections(8).connect_with(options).await?;
        Ok(Self { read, write })
    }

    /// Begins a write that holds the lock from its first statement.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.write.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1 FROM deployment").execute(&self.read).await?;
        Ok(())
    }

    /// # Errors
    /// [`StoreError::Database`].
    pub async fn create_deployment(&self, id: &[u8; 16], now: i64) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO deployment (id, created) VALUES ($1, $2)")
            .bind(&id[..])
            .bind(now)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// # Errors
    /// [`StoreError::Content`] where `init` did not finish.
    pub async fn deployment(&self) -> Result<[u8; 16], StoreError> {
        let row: Option<(Vec<u8>,)> =
            sqlx::query_as("SELECT id FROM deployment").fetch_optional(&self.read).await?;
        row.map(|(id,)| fixed(&id)).unwrap_or(Err(StoreError::Content))
    }
}

/// A byte string of known length out of a column.
fn fixed<const N: usize>(bytes: &[u8]) -> Result<[u8; N], StoreError> {
    bytes.try_into().map_err(|_| StoreError::Content)
}

/// A number that the schema keeps at zero or above.
fn count(number: i64) -> Result<u64, StoreError> {
    number.try_into().map_err(|_| StoreError::Content)
}
