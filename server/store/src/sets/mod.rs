//! Published sets: which loads, which filters, under one counter for each incident.

pub(super) mod counts;
pub(super) mod filters;
pub(super) mod lines;
pub(super) mod manifests;

use super::{
    AuditDraft, Load, LoadAction, Store, StoreError, StoredFilter, audit,
    clearing::{self, Part},
    count,
    database::{Transaction, execute, fetch, for_each_row},
    fixed,
};
use shirabe_protocol::tag::Tag;
use std::collections::BTreeMap;

/// Filters of a set that was replaced are served for a day longer, as long as its manifests
/// are valid.
const SERVED_AFTER_SECONDS: i64 = 24 * 3600;

/// One published set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishedSet {
    pub version: u64,
    pub as_of: i64,
}

/// Why a set was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetCause {
    /// A load that adds people.
    Load([u8; 16]),
    Withdrawal([u8; 16]),
    /// What an earlier set held is published again.
    Rollback {
        back_to: u64,
        /// The token that it spends; `None` where a second person approved it.
        token: Option<[u8; 32]>,
    },
}

impl SetCause {
    pub fn code(self) -> &'static str {
        match self {
            Self::Load(_) => "load",
            Self::Withdrawal(_) => "withdrawal",
            Self::Rollback { .. } => "rollback",
        }
    }
}

/// How long after it was begun a set may still be published.
const DRAFT_SECONDS: i64 = 3600;

/// Bytes of filter files that one transaction stores, unless a file is larger.
const BYTES_AT_ONCE: usize = 2 << 20;

/// A set about to be published.
pub struct SetDraft {
    /// Drawn at random, below zero: its filters are stored under this number.
    pub filters_under: i64,
    pub cause: SetCause,
    pub incident: [u8; 16],
    pub version: u64,
    pub as_of: i64,
    pub loads: Vec<[u8; 16]>,
    pub filters: Vec<StoredFilter>,
}

impl Store {
    /// The set that is served now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn current_set(
        &self,
        incident: &[u8; 16],
    ) -> Result<Option<PublishedSet>, StoreError> {
        let row: Option<(i64, i64)> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT version, as_of FROM sets WHERE incident = $1 ORDER BY version DESC LIMIT 1",
            &incident[..],
        );
        row.map(|(version, as_of)| Ok(PublishedSet { version: count(version)?, as_of })).transpose()
    }

    /// One set of an incident.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set(
        &self,
        incident: &[u8; 16],
        version: u64,
    ) -> Result<Option<PublishedSet>, StoreError> {
        let row: Option<(i64,)> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT as_of FROM sets WHERE incident = $1 AND version = $2",
            &incident[..],
            version as i64,
        );
        Ok(row.map(|(as_of,)| PublishedSet { version, as_of }))
    }

    /// The first set that a load is in.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn first_set_with(&self, load: &Load) -> Result<Option<u64>, StoreError> {
        let row: (Option<i64>,) = fetch!(
            fetch_one,
            self.read(),
            "SELECT MIN(version) FROM set_loads WHERE incident = $1 AND load = $2",
            &load.incident[..],
            &load.id[..],
        );
        row.0.map(count).transpose()
    }

    /// The loads that a set consists of.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn loads_of_set(
        &self,
        incident: &[u8; 16],
        version: u64,
    ) -> Result<Vec<([u8; 16], LoadAction)>, StoreError> {
        let rows: Vec<(Vec<u8>, String)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT id, action FROM set_loads JOIN loads ON loads.id = set_loads.load
             WHERE set_loads.incident = $1 AND version = $2",
            &incident[..],
            version as i64,
        );
        rows.iter().map(|(load, action)| Ok((fixed(load)?, LoadAction::read(action)?))).collect()
    }

    /// Adds a load's public tags to those collected, by position of kind and group.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn collect_tags(
        &self,
        load: &[u8; 16],
        tags: &mut BTreeMap<(u8, u8), Vec<Tag>>,
    ) -> Result<(), StoreError> {
        self.visit_tags(load, |position, tag| tags.entry(position).or_default().push(tag)).await
    }

    /// Shows a load's public tags, one after the other, by position of kind and group.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn visit_tags(
        &self,
        load: &[u8; 16],
        mut visit: impl FnMut((u8, u8), Tag),
    ) -> Result<(), StoreError> {
        for_each_row!(
            self.read(),
            "SELECT kind, group_position, tag FROM filter_entries WHERE load = $1",
            [&load[..]],
            |(kind, group, tag)| (i32, i32, Vec<u8>) => {
                visit(position(kind, group)?, Tag::from_bytes(fixed(&tag)?));
            }
        );
        Ok(())
    }

    /// Adds the entries that a withdrawal takes out beyond its own.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn collect_withdrawn_entries(
        &self,
        withdrawal: &[u8; 16],
        tags: &mut BTreeMap<(u8, u8), Vec<Tag>>,
    ) -> Result<(), StoreError> {
        for_each_row!(
            self.read(),
            "SELECT kind, group_position, tag FROM withdrawn_entries WHERE withdrawal = $1",
            [&withdrawal[..]],
            |(kind, group, tag)| (i32, i32, Vec<u8>) => {
                tags.entry(position(kind, group)?).or_default().push(Tag::from_bytes(fixed(&tag)?));
            }
        );
        Ok(())
    }

    /// Publishes a set whole or not at all. `false` where another set came first; where the load
    /// is not closed, or a withdrawal was checked against another set; or where the token of a
    /// rollback is for something else by now. `entry` goes into the audit log with it; `None`
    /// where an approval enters what it did.
    ///
    /// The filters are stored before, a few at a time; none is served without its set.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn publish_set(
        &self,
        draft: &SetDraft,
        now: i64,
        entry: Option<&AuditDraft>,
    ) -> Result<bool, StoreError> {
        self.store_filters(draft, now).await?;
        if self.publish_stored(draft, now, entry).await? {
            return Ok(true);
        }
        let mut transaction = self.begin().await?;
        leave_filters(&mut transaction, draft, now).await?;
        transaction.commit().await?;
        Ok(false)
    }

    /// Stores the filters of a set that is published next. Of one that never is they go again.
    async fn store_filters(&self, draft: &SetDraft, now: i64) -> Result<(), StoreError> {
        let mut rest = &draft.filters[..];
        let mut transaction = self.begin().await?;
        leave_filters(&mut transaction, draft, now + DRAFT_SECONDS).await?;
        transaction.commit().await?;
        while !rest.is_empty() {
            let mut bytes = 0;
            let more = |filter: &&StoredFilter| {
                bytes += filter.file.len();
                bytes <= BYTES_AT_ONCE
            };
            let some = rest.iter().take_while(more).count().max(1);
            let (part, left) = rest.split_at(some);
            let mut transaction = self.begin().await?;
            for filter in part {
                filter.insert(&mut transaction, &draft.incident, draft.filters_under).await?;
            }
            transaction.commit().await?;
            rest = left;
        }
        Ok(())
    }

    async fn publish_stored(
        &self,
        draft: &SetDraft,
        now: i64,
        entry: Option<&AuditDraft>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let (admitted, caused_by, back_to) = match draft.cause {
            SetCause::Load(load) | SetCause::Withdrawal(load) => {
                let published = execute!(in &mut transaction,
                    "UPDATE loads SET state = 'published' WHERE id = $1 AND state = 'closed'
                     AND (action = 'add' OR checked = $2)",
                    &load[..],
                    draft.version as i64 - 1,
                );
                (published, Some(load.to_vec()), None)
            }
            SetCause::Rollback { back_to, token: None } => (1, None, Some(back_to as i64)),
            SetCause::Rollback { back_to, token: Some(token) } => {
                let spent = execute!(in &mut transaction,
                    "UPDATE load_tokens SET spent = $3
                     WHERE digest = $1 AND incident = $2 AND spent IS NULL AND (load IS NULL
                     OR load IN (SELECT id FROM loads WHERE state = 'abandoned'))",
                    &token[..],
                    &draft.incident[..],
                    now,
                );
                (spent, None, Some(back_to as i64))
            }
        };
        let entered = execute!(in &mut transaction,
            "INSERT INTO sets (incident, version, as_of, published, cause, caused_by, back_to,
                 filters_under)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
            &draft.incident[..],
            draft.version as i64,
            draft.as_of,
            now,
            draft.cause.code(),
            caused_by,
            back_to,
            draft.filters_under,
        );
        // Its filters stay. Had it taken too long, some of them might be gone.
        let kept = execute!(in &mut transaction,
            "DELETE FROM leftovers
             WHERE part = 'filters' AND subject = $1 AND number = $2 AND due > $3",
            &draft.incident[..],
            draft.filters_under,
            now,
        );
        if admitted != 1 || entered != 1 || kept != 1 {
            transaction.rollback().await?;
            return Ok(false);
        }
        execute!(in &mut transaction,
            "UPDATE sets SET superseded = $3
             WHERE incident = $1 AND version < $2 AND superseded IS NULL",
            &draft.incident[..],
            draft.version as i64,
            now,
        );
        for load in &draft.loads {
            execute!(in &mut transaction,
                "INSERT INTO set_loads (incident, version, load) VALUES ($1, $2, $3)",
                &draft.incident[..],
                draft.version as i64,
                &load[..],
            );
        }
        // Kept until the set after next, and never less than they are served.
        execute!(in &mut transaction,
            "INSERT INTO leftovers (part, subject, number, due)
             SELECT 'filters', incident, filters_under, superseded + $3 FROM sets
             WHERE incident = $1 AND version + 1 < $2 AND EXISTS (
                 SELECT 1 FROM filters WHERE filters.incident = sets.incident
                   AND filters.version = sets.filters_under)
             ON CONFLICT (part, subject, number) DO NOTHING",
            &draft.incident[..],
            draft.version as i64,
            SERVED_AFTER_SECONDS,
        );
        if let Some(entry) = entry {
            audit::append(&mut transaction, entry).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// A filter file that is served now: of the current set, or of one replaced within a day.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn served_filter(
        &self,
        sha256: &[u8; 32],
        now: i64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let row: Option<(Vec<u8>,)> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT file FROM filters JOIN sets
                ON sets.incident = filters.incident AND sets.filters_under = filters.version
             WHERE sha256 = $1 AND (superseded IS NULL OR superseded > $2)",
            &sha256[..],
            now - SERVED_AFTER_SECONDS,
        );
        Ok(row.map(|(file,)| file))
    }
}

async fn leave_filters(
    transaction: &mut Transaction,
    draft: &SetDraft,
    due: i64,
) -> Result<(), StoreError> {
    let filters = (&draft.incident, draft.filters_under);
    clearing::leave(transaction, Part::Filters, filters, due).await
}

/// Positions of kind and group, out of columns.
pub(super) fn position(kind: i32, group: i32) -> Result<(u8, u8), StoreError> {
    let small = |number: i32| u8::try_from(number).map_err(|_| StoreError::Content);
    Ok((small(kind)?, small(group)?))
}
