//! Loads: declared, uploaded in numbered batches, closed, published or abandoned.

use super::{Store, StoreError, count, fixed};
use shirabe_protocol::wire::{FilterEntry, Record};
use sqlx::{Sqlite, Transaction};

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
        let bound = sqlx::query(
            "UPDATE load_tokens SET load = $1 WHERE digest = $2 AND incident = $3
             AND (load IS NULL OR load IN (SELECT id FROM loads WHERE state = 'abandoned'))",
        )
        .bind(&id[..])
        .bind(&token[..])
        .bind(&incident[..])
        .execute(&mut *transaction)
        .await?;
        if bound.rows_affected() != 1 {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO loads
                (id, incident, state, identifiers, filter_entries, people, as_of, evaluated, opened)
             VALUES ($1, $2, 'open', $3, $4, $5, $6, 0, $7)",
        )
        .bind(&id[..])
        .bind(&incident[..])
        .bind(declared.identifiers as i64)
        .bind(declared.filter_entries as i64)
        .bind(declared.people as i64)
        .bind(declared.as_of)
        .bind(now)
        .execute(&mut *transaction)
        .await?;
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
        let changed = sqlx::query(
            "UPDATE loads SET identifiers = $2, filter_entries = $3, people = $4, as_of = $5
             WHERE id = $1 AND state = 'open' AND evaluated = 0",
        )
        .bind(&id[..])
        .bind(declared.identifiers as i64)
        .bind(declared.filter_entries as i64)
        .bind(declared.people as i64)
        .bind(declared.as_of)
        .execute(&self.write)
        .await?;
        Ok(changed.rows_affected() == 1)
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn load(&self, id: &[u8; 16]) -> Result<Option<Load>, StoreError> {
        let row: Option<LoadRow> = sqlx::query_as(
            "SELECT id, incident, state, identifiers, filter_entries, people, as_of, evaluated
             FROM loads WHERE id = $1",
        )
        .bind(&id[..])
        .fetch_optional(&self.read)
        .await?;
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
        let row: (i64,) = sqlx::query_as(
            "SELECT COUNT(*) FROM loads WHERE incident = $1 AND state <> 'abandoned'",
        )
        .bind(&incident[..])
        .fetch_one(&self.read)
        .await?;
        Ok(row.0 > 0)
    }

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
        let row: Option<(Vec<u8>, Vec<u8>)> = sqlx::query_as(
            "SELECT digest, reply FROM load_batches
             WHERE load = $1 AND stage = $2 AND number = $3",
        )
        .bind(&load[..])
        .bind(stage.code())
        .bind(i64::from(number))
        .fetch_optional(&self.read)
        .await?;
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
        if !self
            .begin_batch(&mut transaction, load, Stage::Evaluations, number, digest, &reply)
            .await?
        {
            drop(transaction);
            return self.settle(load, Stage::Evaluations, number, digest).await;
        }
        let counted = sqlx::query(
            "UPDATE loads SET evaluated = evaluated + $1
             WHERE id = $2 AND state IN ('open', 'uploading') AND evaluated + $1 <= $3",
        )
        .bind(elements as i64)
        .bind(&load[..])
        .bind(budget as i64)
        .execute(&mut *transaction)
        .await?;
        if counted.rows_affected() != 1 {
            drop(transaction);
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
        if !self.begin_upload(&mut transaction, load, Stage::Records, number, digest).await? {
            drop(transaction);
            return self.settle(load, Stage::Records, number, digest).await;
        }
        for record in records {
            sqlx::query(
                "INSERT INTO people (load, handle, groups, share) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (load, handle) DO UPDATE SET groups = people.groups | excluded.groups",
            )
            .bind(&load[..])
            .bind(&record.handle[..])
            .bind(i64::from(record.groups))
            .bind(i32::from(record.share))
            .execute(&mut *transaction)
            .await?;
            sqlx::query(
                "INSERT INTO record_tags (load, tag, kind, handle) VALUES ($1, $2, $3, $4)
                 ON CONFLICT DO NOTHING",
            )
            .bind(&load[..])
            .bind(&record.tag.as_bytes()[..])
            .bind(i32::from(record.kind))
            .bind(&record.handle[..])
            .execute(&mut *transaction)
            .await?;
        }
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
        if !self.begin_upload(&mut transaction, load, Stage::FilterEntries, number, digest).await? {
            drop(transaction);
            return self.settle(load, Stage::FilterEntries, number, digest).await;
        }
        for entry in entries {
            sqlx::query(
                "INSERT INTO filter_entries (load, kind, group_position, tag)
                 VALUES ($1, $2, $3, $4)",
            )
            .bind(&load[..])
            .bind(i32::from(entry.kind))
            .bind(i32::from(entry.group))
            .bind(&entry.tag.as_bytes()[..])
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(BatchOutcome::Taken(Vec::new()))
    }

    /// Enters a batch; `false` where its number is taken.
    async fn begin_batch(
        &self,
        transaction: &mut Transaction<'static, Sqlite>,
        load: &[u8; 16],
        stage: Stage,
        number: u32,
        digest: &[u8; 32],
        reply: &[u8],
    ) -> Result<bool, StoreError> {
        let entered = sqlx::query(
            "INSERT INTO load_batches (load, stage, number, digest, reply)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        )
        .bind(&load[..])
        .bind(stage.code())
        .bind(i64::from(number))
        .bind(&digest[..])
        .bind(reply)
        .execute(&mut **transaction)
        .await?;
        Ok(entered.rows_affected() == 1)
    }

    /// Moves the load to `uploading` and enters the batch; `false` where either cannot be.
    async fn begin_upload(
        &self,
        transaction: &mut Transaction<'static, Sqlite>,
        load: &[u8; 16],
        stage: Stage,
        number: u32,
        digest: &[u8; 32],
    ) -> Result<bool, StoreError> {
        let moved = sqlx::query(
            "UPDATE loads SET state = 'uploading' WHERE id = $1 AND state IN ('open', 'uploading')",
        )
        .bind(&load[..])
        .execute(&mut **transaction)
        .await?;
        Ok(moved.rows_affected() == 1
            && self.begin_batch(transaction, load, stage, number, digest, &[]).await?)
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

    /// What has been uploaded so far.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn uploaded(&self, load: &[u8; 16]) -> Result<Uploaded, StoreError> {
        let row: (i64, i64, i64) = sqlx::query_as(
            "SELECT (SELECT COUNT(*) FROM record_tags WHERE load = $1),
                    (SELECT COUNT(*) FROM filter_entries WHERE load = $1),
                    (SELECT COUNT(*) FROM people WHERE load = $1)",
        )
        .bind(&load[..])
        .fetch_one(&self.read)
        .await?;
        Ok(Uploaded {
            identifiers: count(row.0)?,
            filter_entries: count(row.1)?,
            people: count(row.2)?,
        })
    }

    /// Ends the taking of batches; forgets the stored replies. `false` where the load was not
    /// taking any.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn close_load(&self, load: &[u8; 16], now: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let closed = sqlx::query(
            "UPDATE loads SET state = 'closed', ended = $2
             WHERE id = $1 AND state IN ('open', 'uploading')",
        )
        .bind(&load[..])
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        sqlx::query("UPDATE load_batches SET reply = $2 WHERE load = $1")
            .bind(&load[..])
            .bind(&[][..])
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(closed.rows_affected() == 1)
    }

    /// Gives a load up and deletes what it brought. `false` where it was published or is over.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn abandon_load(&self, load: &[u8; 16], now: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let abandoned = sqlx::query(
            "UPDATE loads SET state = 'abandoned', ended = $2
             WHERE id = $1 AND state IN ('open', 'uploading', 'closed')",
        )
        .bind(&load[..])
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        if abandoned.rows_affected() != 1 {
            return Ok(false);
        }
        for statement in [
            "DELETE FROM load_batches WHERE load = $1",
            "DELETE FROM record_tags WHERE load = $1",
            "DELETE FROM people WHERE load = $1",
            "DELETE FROM filter_entries WHERE load = $1",
        ] {
            sqlx::query(statement).bind(&load[..]).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }
}
