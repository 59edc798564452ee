//! Loads: declared, uploaded in numbered batches, closed, published or abandoned.

pub(super) mod batches;
pub(super) mod changes;
mod closing;
mod entering;
pub(super) mod lines;
pub(super) mod tokens;
pub(super) mod withdrawals;

use super::{
    AuditDraft, Store, StoreError, audit,
    clearing::{self, Part},
    count,
    database::{execute, fetch},
    fixed,
};

/// Where a load stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadState {
    /// Evaluating.
    Open,
    /// Records or filter entries have come.
    Uploading,
    /// Complete; evaluates and takes nothing more.
    Closed,
    Published,
    Abandoned,
}

impl LoadState {
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Uploading => "uploading",
            Self::Closed => "closed",
            Self::Published => "published",
            Self::Abandoned => "abandoned",
        }
    }

    pub(super) fn read(code: &str) -> Result<Self, StoreError> {
        [Self::Open, Self::Uploading, Self::Closed, Self::Published, Self::Abandoned]
            .into_iter()
            .find(|state| state.code() == code)
            .ok_or(StoreError::Content)
    }

    /// Whether batches may still come.
    pub fn takes_batches(self) -> bool {
        matches!(self, Self::Open | Self::Uploading)
    }
}

/// What a load is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadAction {
    /// Brings people.
    Add,
    /// Takes people out of groups that earlier loads brought them into.
    Withdraw,
}

impl LoadAction {
    pub fn code(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Withdraw => "withdraw",
        }
    }

    pub(super) fn read(code: &str) -> Result<Self, StoreError> {
        [Self::Add, Self::Withdraw]
            .into_iter()
            .find(|action| action.code() == code)
            .ok_or(StoreError::Content)
    }
}

/// What a load says of itself when it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoadDeclaration {
    pub action: LoadAction,
    /// HMAC-SHA-256 of the file, under a secret that stays with the organisation.
    pub file: [u8; 32],
    pub identifiers: u64,
    pub filter_entries: u64,
    pub people: u64,
    pub as_of: i64,
}

/// One load as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    pub id: [u8; 16],
    pub incident: [u8; 16],
    pub action: LoadAction,
    pub state: LoadState,
    /// Identifiers, filter entries and people that it declared.
    pub declared: Uploaded,
    /// The date of the list, in seconds since 1970.
    pub as_of: i64,
    pub evaluated: u64,
    pub uploaded: Uploaded,
    /// The set that a withdrawal was found to fit.
    pub checked: Option<u64>,
    /// It was given up, and not all of what it brought is deleted yet.
    pub is_being_removed: bool,
}

impl Load {
    /// Whether what came is what was declared.
    pub fn is_complete(&self) -> bool {
        self.uploaded == self.declared && self.evaluated >= self.declared.identifiers
    }
}

/// What has come of a load, or will.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uploaded {
    pub identifiers: u64,
    pub filter_entries: u64,
    pub people: u64,
}

type LoadRow =
    (Vec<u8>, Vec<u8>, String, String, i64, i64, Option<i64>, i64, i64, i64, i64, i64, i64, i64);

impl Store {
    /// Opens a load for a token: its first, or one after an abandoned one. `false` where it has
    /// one that goes on or is published. `entry` goes into the audit log with it, as in all below.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open_load(
        &self,
        token: &[u8; 32],
        id: &[u8; 16],
        incident: &[u8; 16],
        declared: LoadDeclaration,
        now: i64,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let bound = execute!(in &mut transaction,
            "UPDATE load_tokens SET load = $1 WHERE digest = $2 AND incident = $3
             AND spent IS NULL
             AND (load IS NULL OR load IN (SELECT id FROM loads WHERE state = 'abandoned'))",
            &id[..],
            &token[..],
            &incident[..],
        );
        if bound != 1 {
            transaction.rollback().await?;
            return Ok(false);
        }
        execute!(in &mut transaction,
            "INSERT INTO loads
                (id, incident, state, identifiers, filter_entries, people, as_of, evaluated, opened,
                 action, file, token_name)
             VALUES ($1, $2, 'open', $3, $4, $5, $6, 0, $7, $8, $9,
                 (SELECT name FROM load_tokens WHERE digest = $10))",
            &id[..],
            &incident[..],
            declared.identifiers as i64,
            declared.filter_entries as i64,
            declared.people as i64,
            declared.as_of,
            now,
            declared.action.code(),
            &declared.file[..],
            &token[..],
        );
        audit::finish(transaction, true, entry).await
    }

    /// Declares anew a load that nothing was sent for yet, after a lost reply to its opening.
    /// `false` where something was.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn redeclare_load(
        &self,
        id: &[u8; 16],
        declared: LoadDeclaration,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let changed = execute!(in &mut transaction,
            "UPDATE loads SET identifiers = $2, filter_entries = $3, people = $4, as_of = $5,
                              action = $6, file = $7
             WHERE id = $1 AND state = 'open' AND evaluated = 0",
            &id[..],
            declared.identifiers as i64,
            declared.filter_entries as i64,
            declared.people as i64,
            declared.as_of,
            declared.action.code(),
            &declared.file[..],
        );
        audit::finish(transaction, changed == 1, entry).await
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn load(&self, id: &[u8; 16]) -> Result<Option<Load>, StoreError> {
        let row: Option<LoadRow> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT id, incident, action, state, as_of, evaluated, checked,
                    identifiers, filter_entries, people,
                    taken_identifiers, taken_filter_entries, taken_people,
                    (SELECT COUNT(*) FROM leftovers WHERE part = 'load' AND subject = loads.id)
             FROM loads WHERE id = $1",
            &id[..],
        );
        row.map(|row| {
            let (id, incident, action, state, as_of, evaluated, checked, ..) = &row;
            let counts = |identifiers, filter_entries, people| {
                Ok::<_, StoreError>(Uploaded {
                    identifiers: count(identifiers)?,
                    filter_entries: count(filter_entries)?,
                    people: count(people)?,
                })
            };
            Ok(Load {
                id: fixed(id)?,
                incident: fixed(incident)?,
                action: LoadAction::read(action)?,
                state: LoadState::read(state)?,
                as_of: *as_of,
                evaluated: count(*evaluated)?,
                checked: checked.map(count).transpose()?,
                declared: counts(row.7, row.8, row.9)?,
                uploaded: counts(row.10, row.11, row.12)?,
                is_being_removed: row.13 > 0,
            })
        })
        .transpose()
    }

    /// Whether an incident has a load that was not abandoned.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn has_loads(&self, incident: &[u8; 16]) -> Result<bool, StoreError> {
        let row: (i64,) = fetch!(
            fetch_one,
            self.read(),
            "SELECT COUNT(*) FROM loads WHERE incident = $1 AND state <> 'abandoned'",
            &incident[..],
        );
        Ok(row.0 > 0)
    }

    /// Gives a load up; what it brought is deleted by and by. `false` where it was published or is
    /// over.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn abandon_load(
        &self,
        load: &[u8; 16],
        now: i64,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let abandoned = execute!(in &mut transaction,
            "UPDATE loads SET state = 'abandoned', ended = $2, taken_identifiers = 0,
                              taken_filter_entries = 0, taken_people = 0
             WHERE id = $1 AND state IN ('open', 'uploading', 'closed')",
            &load[..],
            now,
        );
        if abandoned != 1 {
            transaction.rollback().await?;
            return Ok(false);
        }
        clearing::leave(&mut transaction, Part::Load, (load, 0), now).await?;
        audit::finish(transaction, true, entry).await
    }
}
