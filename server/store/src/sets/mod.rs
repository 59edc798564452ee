//! Published sets: which loads, which filters, under one counter for each incident.

pub(super) mod counts;
pub(super) mod filters;
pub(super) mod lines;
pub(super) mod manifests;

use super::{
    AuditDraft, Load, LoadAction, Store, StoreError, StoredFilter, audit, count,
    database::{execute, fetch, for_each_row},
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

/// A set about to be published.
pub struct SetDraft {
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
    /// # Errors
    /// [`StoreError`].
    pub async fn publish_set(
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
            "INSERT INTO sets (incident, version, as_of, published, cause, caused_by, back_to)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            &draft.incident[..],
            draft.version as i64,
            draft.as_of,
            now,
            draft.cause.code(),
            caused_by,
            back_to,
        );
        if admitted != 1 || entered != 1 {
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
        for filter in &draft.filters {
            filter.insert(&mut transaction, &draft.incident, draft.version).await?;
        }
        // Kept until the set after next, and never less than they are served.
        execute!(in &mut transaction,
            "DELETE FROM filters WHERE incident = $1 AND version IN (
             SELECT version FROM sets
             WHERE incident = $1 AND version + 1 < $2 AND superseded < $3)",
            &draft.incident[..],
            draft.version as i64,
            now - SERVED_AFTER_SECONDS,
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
                ON sets.incident = filters.incident AND sets.version = filters.version
             WHERE sha256 = $1 AND (superseded IS NULL OR superseded > $2)",
            &sha256[..],
            now - SERVED_AFTER_SECONDS,
        );
        Ok(row.map(|(file,)| file))
    }
}

/// Positions of kind and group, out of columns.
pub(super) fn position(kind: i32, group: i32) -> Result<(u8, u8), StoreError> {
    let small = |number: i32| u8::try_from(number).map_err(|_| StoreError::Content);
    Ok((small(kind)?, small(group)?))
}
