//! Loads: declared, uploaded in numbered batches, closed, published or abandoned.

use super::{
    Store, StoreError, count,
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

    fn read(code: &str) -> Result<Self, StoreError> {
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

/// What a load says of itself when it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoadDeclaration {
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
    pub state: LoadState,
    pub declared: LoadDeclaration,
    pub evaluated: u64,
}

/// What has come of a load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uploaded {
    pub identifiers: u64,
    pub filter_entries: u64,
    pub people: u64,
}

type LoadRow = (Vec<u8>, Vec<u8>, String, i64, i64, i64, i64, i64);

impl Store {
    /// Opens a load for a token: its first, or one after an abandoned one. `false` where it has
    /// one that goes on or is published.
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
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let bound = execute!(in &mut transaction,
            "UPDATE load_tokens SET load = $1 WHERE digest = $2 AND incident = $3
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
                (id, incident, state, identifiers, filter_entries, people, as_of, evaluated, opened)
             VALUES ($1, $2, 'open', $3, $4, $5, $6, 0, $7)",
            &id[..],
            &incident[..],
            declared.identifiers as i64,
            declared.filter_entries as i64,
            declared.people as i64,
            declared.as_of,
            now,
        );
        transaction.commit().await?;
        Ok(true)
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
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self.write(),
            "UPDATE loads SET identifiers = $2, filter_entries = $3, people = $4, as_of = $5
             WHERE id = $1 AND state = 'open' AND evaluated = 0",
            &id[..],
            declared.identifiers as i64,
            declared.filter_entries as i64,
            declared.people as i64,
            declared.as_of,
        );
        Ok(changed == 1)
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn load(&self, id: &[u8; 16]) -> Result<Option<Load>, StoreError> {
        let row: Option<LoadRow> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT id, incident, state, identifiers, filter_entries, people, as_of, evaluated
             FROM loads WHERE id = $1",
            &id[..],
        );
        row.map(|(id, incident, state, identifiers, filter_entries, people, as_of, evaluated)| {
            Ok(Load {
                id: fixed(&id)?,
                incident: fixed(&incident)?,
                state: LoadState::read(&state)?,
                declared: LoadDeclaration {
                    identifiers: count(identifiers)?,
                    filter_entries: count(filter_entries)?,
                    people: count(people)?,
                    as_of,
                },
                evaluated: count(evaluated)?,
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

    /// What has been uploaded so far.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn uploaded(&self, load: &[u8; 16]) -> Result<Uploaded, StoreError> {
        let row: (i64, i64, i64) = fetch!(
            fetch_one,
            self.read(),
            "SELECT (SELECT COUNT(*) FROM record_tags WHERE load = $1),
             (SELECT COUNT(*) FROM filter_entries WHERE load = $1),
             (SELECT COUNT(*) FROM people WHERE load = $1)",
            &load[..],
        );
        Ok(Uploaded {
            identifiers: count(row.0)?,
            filter_entries: count(row.1)?,
            people: count(row.2)?,
        })
    }

    /// Ends the taking of batches, if what came is what was declared; forgets the stored
    /// replies. `false` where it is not, or where the load was not taking any.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn close_load(&self, load: &[u8; 16], now: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        // First the state: no batch comes in between the count and the end.
        let closed = execute!(in &mut transaction,
            "UPDATE loads SET state = 'closed', ended = $2
             WHERE id = $1 AND state IN ('open', 'uploading') AND evaluated >= identifiers",
            &load[..],
            now,
        );
        let (complete,): (i64,) = fetch!(
            fetch_one, in &mut transaction,
            "SELECT COUNT(*) FROM loads WHERE id = $1
             AND identifiers = (SELECT COUNT(*) FROM record_tags WHERE load = $1)
             AND filter_entries = (SELECT COUNT(*) FROM filter_entries WHERE load = $1)
             AND people = (SELECT COUNT(*) FROM people WHERE load = $1)",
            &load[..],
        );
        if closed != 1 || complete != 1 {
            transaction.rollback().await?;
            return Ok(false);
        }
        execute!(in &mut transaction,
            "UPDATE load_batches SET reply = $2 WHERE load = $1",
            &load[..],
            &[0_u8; 0][..],
        );
        transaction.commit().await?;
        Ok(true)
    }

    /// Gives a load up and deletes what it brought. `false` where it was published or is over.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn abandon_load(&self, load: &[u8; 16], now: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let abandoned = execute!(in &mut transaction,
            "UPDATE loads SET state = 'abandoned', ended = $2
             WHERE id = $1 AND state IN ('open', 'uploading', 'closed')",
            &load[..],
            now,
        );
        if abandoned != 1 {
            transaction.rollback().await?;
            return Ok(false);
        }
        for statement in [
            "DELETE FROM load_batches WHERE load = $1",
            "DELETE FROM record_tags WHERE load = $1",
            "DELETE FROM people WHERE load = $1",
            "DELETE FROM filter_entries WHERE load = $1",
        ] {
            execute!(in &mut transaction,
                statement,
                &load[..],
            );
        }
        transaction.commit().await?;
        Ok(true)
    }
}
