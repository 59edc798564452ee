//! The store: all durable state but the keys. SQLite in one file, embedded; or PostgreSQL.
//!
//! One SQL text for both (`$1`, `ON CONFLICT`, `BYTEA`, `BIGINT`). PostgreSQL widens no number by
//! itself: what a `BIGINT` holds is bound and read as `i64`, an `INTEGER` as `i32`.

mod accounts;
mod approvals;
pub mod audit;
mod bulk_checks;
mod clearing;
mod database;
mod desk;
mod ids;
mod incidents;
mod loads;
mod location;
mod lookups;
mod many_rows;
mod moving;
mod organisations;
#[cfg(test)]
mod sample_lists;
mod schema;
mod scripts;
mod sets;
mod tables;

pub use accounts::{
    NewAccount, StoredAccount,
    invitations::StoredInvitation,
    sessions::{NewSession, SessionBounds, SessionLine, StoredGrant, StoredSession},
    sign_ins::Attempt,
};
pub use approvals::{ApprovalChange, ApprovalState, Decided, NewApproval, StoredApproval};
pub use audit::{AuditDraft, AuditEntry, AuditSelection, DoneBy};
pub use bulk_checks::{BulkBatch, BulkCheck, BulkState, NewBulkCheck};
pub use desk::{
    answer_requests::{AnswerRequest, NewAnswerRequest, RequestEnd, Requested},
    calls::{CallRow, NewCall},
    lookups::{DeskAlarm, DeskBegun, DeskFound, DeskQuestion, HourOfAnswers, MOST_NAMED},
    watch::{AgentLine, AlarmLine},
};
pub use ids::{AccountId, IncidentId, OrganisationId};
pub use incidents::{
    IncidentStamp, StoredIncident,
    record::{LaterSet, StoredVersion},
};
pub use loads::{
    Load, LoadAction, LoadDeclaration, LoadState, Uploaded,
    batches::{BatchOutcome, Stage},
    changes::Changes,
    lines::{LoadLine, LoadOfHistory},
    tokens::{LoadToken, NewToken, TokenLine},
    withdrawals::{RemovedEntries, Settled},
};
pub use location::{AddressError, Location};
pub use moving::{MoveError, Moved, move_database};
pub use organisations::{
    AccountLine, StoredOrganisation,
    members::{ChainAccount, ChainMember, RoleChange},
};
pub use scripts::{NewScript, ScriptDraft, StoredScript};
pub use sets::{
    PublishedSet, SetCause, SetDraft,
    counts::SetCounts,
    filters::StoredFilter,
    lines::{SetLine, SetOfHistory},
    manifests::StoredManifest,
};

use self::database::{Database, Finding, Holding, Pool, Transaction, execute, fetch};

/// The store could not do what it was asked. Holds no value that was being stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("there is no database yet: `shirabe init` makes one")]
    Missing,
    #[error("the database holds a deployment already")]
    Taken,
    #[error("the database is in use: by a running server, or because it is being moved")]
    InUse,
    #[error("the database was made by a newer version of Shirabe")]
    Newer,
    #[error("the database holds something that this version does not understand")]
    Content,
    #[error("the database failed: {0}")]
    Database(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        // Both name tables and constraints; PostgreSQL repeats a value only where it cannot
        // read it as what it should be (class 22).
        let code = error.as_database_error().and_then(|error| error.code());
        match code.filter(|code| code.len() == 5 && code.starts_with("22")) {
            Some(code) => Self::Database(format!("a value does not fit (code {code})")),
            None => Self::Database(error.to_string()),
        }
    }
}

/// An open store.
#[derive(Clone)]
pub struct Store {
    database: Database,
}

impl Store {
    /// Makes an empty database, or takes one that holds no deployment yet.
    ///
    /// # Errors
    /// [`StoreError::Taken`], [`StoreError::Database`].
    pub async fn create(location: &Location) -> Result<Self, StoreError> {
        let database = Database::open(location, Holding::Shared, Finding::Made).await?;
        let store = Self { database };
        let (deployments,): (i64,) =
            fetch!(fetch_one, store.read(), "SELECT COUNT(*) FROM deployment");
        if deployments == 0 { Ok(store) } else { Err(StoreError::Taken) }
    }

    /// Opens what [`Self::create`] made, and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Newer`], [`StoreError::InUse`] while it is being
    /// moved, [`StoreError::Database`].
    pub async fn open(location: &Location) -> Result<Self, StoreError> {
        Ok(Self { database: Database::open(location, Holding::Shared, Finding::Existing).await? })
    }

    fn read(&self) -> Pool<'_> {
        self.database.read()
    }

    fn write(&self) -> Pool<'_> {
        self.database.write()
    }

    async fn begin(&self) -> Result<Transaction, StoreError> {
        self.database.begin().await
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn ping(&self) -> Result<(), StoreError> {
        execute!(self.read(), "SELECT 1 FROM deployment");
        Ok(())
    }

    /// # Errors
    /// [`StoreError::Database`].
    pub async fn create_deployment(&self, id: &[u8; 16], now: i64) -> Result<(), StoreError> {
        execute!(
            self.write(),
            "INSERT INTO deployment (id, created) VALUES ($1, $2)",
            &id[..],
            now
        );
        Ok(())
    }

    /// # Errors
    /// [`StoreError::Content`] where `init` did not finish.
    pub async fn deployment(&self) -> Result<[u8; 16], StoreError> {
        let row: Option<(Vec<u8>,)> =
            fetch!(fetch_optional, self.read(), "SELECT id FROM deployment");
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
