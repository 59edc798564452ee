//! One of two databases, behind one set of statements.
//!
//! The macros dispatch: they take a statement that both databases understand and its values,
//! and run it on whichever this is. `in` names a transaction instead of a pool.

use super::{Location, StoreError, schema};
use sqlx::{
    PgConnection, PgPool, Postgres, Sqlite, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
    sync::Arc,
    time::Duration,
};

/// How long a PostgreSQL that does not answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections of one process to PostgreSQL.
const CONNECTIONS: u32 = 16;

/// Held in PostgreSQL by whoever has the database open; the first bytes of "shirabe".
const IN_USE: i64 = 0x0073_6869_7261_6265;

/// Whether others may have the database open at the same time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holding {
    Shared,
    Alone,
}

/// Whether a database may be made where there is none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Finding {
    Existing,
    Made,
}

#[derive(Clone)]
pub(super) enum Database {
    Sqlite {
        read: SqlitePool,
        /// One connection, so that a write never waits for another's lock.
        write: SqlitePool,
        _lock: Arc<File>,
    },
    Postgres(PgPool),
}

pub(super) enum Pool<'a> {
    Sqlite(&'a SqlitePool),
    Postgres(&'a PgPool),
}

/// Rolled back unless committed.
pub(super) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Database {
    pub(super) async fn open(
        location: &Location,
        holding: Holding,
        finding: Finding,
    ) -> Result<Self, StoreError> {
        let database = match location {
            Location::Sqlite { folder } => open_sqlite(folder, holding, finding).await?,
            Location::Postgres(options) => open_postgres(options, holding, finding).await?,
        };
        schema::migrate(&database).await?;
        Ok(database)
    }

    pub(super) fn read(&self) -> Pool<'_> {
        match self {
            Self::Sqlite { read, .. } => Pool::Sqlite(read),
            Self::Postgres(pool) => Pool::Postgres(pool),
        }
    }

    pub(super) fn write(&self) -> Pool<'_> {
        match self {
            Self::Sqlite { write, .. } => Pool::Sqlite(write),
            Self::Postgres(pool) => Pool::Postgres(pool),
        }
    }

    /// Begins a write. In SQLite it holds the one lock from its first statement. In PostgreSQL
    /// each statement sees what was committed before it; what must not happen twice is decided
    /// by a row that is updated under a condition, or by a key that is inserted once: both wait
    /// for a transaction that came first and then see what it left.
    pub(super) async fn begin(&self) -> Result<Transaction, StoreError> {
        Ok(match self {
            Self::Sqlite { write, .. } => {
                Transaction::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?)
            }
            Self::Postgres(pool) => Transaction::Postgres(pool.begin().await?),
        })
    }

    /// Begins to read what stays the same until the end.
    pub(super) async fn begin_snapshot(&self) -> Result<Transaction, StoreError> {
        Ok(match self {
            Self::Sqlite { read, .. } => Transaction::Sqlite(read.begin().await?),
            Self::Postgres(pool) => Transaction::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?,
            ),
        })
    }

    /// Ends every connection, and with them the lock.
    pub(super) async fn close(self) {
        match self {
            Self::Sqlite { read, write, .. } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Transaction {
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await?,
            Self::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    /// Dropping does the same, but the locks in PostgreSQL would last a moment longer.
    pub(super) async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => transaction.rollback().await?,
            Self::Postgres(transaction) => transaction.rollback().await?,
        }
        Ok(())
    }
}

async fn open_sqlite(
    folder: &Path,
    holding: Holding,
    finding: Finding,
) -> Result<Database, StoreError> {
    let file = Location::file_in(folder);
    if finding == Finding::Existing && !file.is_file() {
        return Err(StoreError::Missing);
    }
    let lock = lock(folder, holding)?;
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(finding == Finding::Made)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(20))
        // What is deleted is overwritten.
        .pragma("secure_delete", "ON");
    let options = sqlx::ConnectOptions::disable_statement_logging(options);
    let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
    let read = SqlitePoolOptions::new().max_connections(8).connect_with(options).await?;
    Ok(Database::Sqlite { read, write, _lock: Arc::new(lock) })
}

/// A file beside the database: SQLite's own locks come and go with each transaction.
fn lock(folder: &Path, holding: Holding) -> Result<File, StoreError> {
    let failed = |error: std::io::Error| StoreError::Database(error.to_string());
    let path = folder.join("shirabe.lock");
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
    let file = file.map_err(failed)?;
    let locked = match holding {
        Holding::Shared => file.try_lock_shared(),
        Holding::Alone => file.try_lock(),
    };
    match locked {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

async fn open_postgres(
    options: &PgConnectOptions,
    holding: Holding,
    finding: Finding,
) -> Result<Database, StoreError> {
    let options = sqlx::ConnectOptions::disable_statement_logging(options.clone());
    let options = options.application_name("shirabe").options([("client_min_messages", "warning")]);
    // Asked once by itself: a pool would try again and again, and could not say why.
    let connecting = sqlx::ConnectOptions::connect(&options);
    let Ok(connection) = tokio::time::timeout(PATIENCE, connecting).await else {
        return Err(StoreError::Database("it does not answer".into()));
    };
    let mut connection = connection?;
    // One that ended just now may hold its lock for a moment longer.
    let mut waits = 20;
    while !take(&mut connection, holding).await? {
        if waits == 0 {
            return Err(StoreError::InUse);
        }
        waits -= 1;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let (begun,): (bool,) = sqlx::query_as("SELECT to_regclass('schema_steps') IS NOT NULL")
        .fetch_one(&mut connection)
        .await?;
    if finding == Finding::Existing && !begun {
        return Err(StoreError::Missing);
    }
    sqlx::Connection::close(connection).await?;
    // Every connection holds the lock, so that it is held as long as there is one.
    let pool = PgPoolOptions::new()
        .min_connections(1)
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                let taken = take(connection, holding).await?;
                if taken { Ok(()) } else { Err(sqlx::Error::WorkerCrashed) }
            })
        });
    let pool = match holding {
        Holding::Shared => pool,
        Holding::Alone => pool.max_connections(1),
    };
    Ok(Database::Postgres(pool.connect_with(options).await?))
}

async fn take(connection: &mut PgConnection, holding: Holding) -> Result<bool, sqlx::Error> {
    let statement = match holding {
        Holding::Shared => "SELECT pg_try_advisory_lock_shared($1)",
        Holding::Alone => "SELECT pg_try_advisory_lock($1)",
    };
    let (taken,): (bool,) = sqlx::query_as(statement).bind(IN_USE).fetch_one(connection).await?;
    Ok(taken)
}

/// Runs a statement; gives the number of rows it changed.
macro_rules! execute {
    (in $transaction:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $transaction {
            $crate::database::Transaction::Sqlite(on) => {
                sqlx::query::<sqlx::Sqlite>($sql)$(.bind($value))*
                    .execute(&mut **on).await?.rows_affected()
            }
            $crate::database::Transaction::Postgres(on) => {
                sqlx::query::<sqlx::Postgres>($sql)$(.bind($value))*
                    .execute(&mut **on).await?.rows_affected()
            }
        }
    };
    ($pool:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $pool {
            $crate::database::Pool::Sqlite(on) => {
                sqlx::query::<sqlx::Sqlite>($sql)$(.bind($value))*
                    .execute(on).await?.rows_affected()
            }
            $crate::database::Pool::Postgres(on) => {
                sqlx::query::<sqlx::Postgres>($sql)$(.bind($value))*
                    .execute(on).await?.rows_affected()
            }
        }
    };
}

/// Reads rows as tuples: `fetch!(fetch_one, pool, "SELECT ...", values)`.
macro_rules! fetch {
    ($fetch:ident, in $transaction:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $transaction {
            $crate::database::Transaction::Sqlite(on) => {
                sqlx::query_as::<sqlx::Sqlite, _>($sql)$(.bind($value))*.$fetch(&mut **on).await?
            }
            $crate::database::Transaction::Postgres(on) => {
                sqlx::query_as::<sqlx::Postgres, _>($sql)$(.bind($value))*
                    .$fetch(&mut **on).await?
            }
        }
    };
    ($fetch:ident, $pool:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $pool {
            $crate::database::Pool::Sqlite(on) => {
                sqlx::query_as::<sqlx::Sqlite, _>($sql)$(.bind($value))*.$fetch(on).await?
            }
            $crate::database::Pool::Postgres(on) => {
                sqlx::query_as::<sqlx::Postgres, _>($sql)$(.bind($value))*.$fetch(on).await?
            }
        }
    };
}

/// Reads rows as tuples, one after the other, without holding them all.
macro_rules! for_each_row {
    ($pool:expr, $sql:expr, [$($value:expr),*], |$row:pat_param| $row_type:ty => $body:block) => {{
        use futures_util::TryStreamExt as _;
        match $pool {
            $crate::database::Pool::Sqlite(on) => {
                let query = sqlx::query_as::<sqlx::Sqlite, $row_type>($sql)$(.bind($value))*;
                let mut rows = query.fetch(on);
                while let Some($row) = rows.try_next().await? $body
            }
            $crate::database::Pool::Postgres(on) => {
                let query = sqlx::query_as::<sqlx::Postgres, $row_type>($sql)$(.bind($value))*;
                let mut rows = query.fetch(on);
                while let Some($row) = rows.try_next().await? $body
            }
        }
    }};
}

pub(super) use {execute, fetch, for_each_row};
