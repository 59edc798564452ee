//! Published sets: which loads, which filters, under one counter for each incident.

use super::{
    Store, StoreError, StoredFilter, count,
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

/// A set about to be published.
pub struct SetDraft {
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

    /// The loads that a set consists of.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn loads_of_set(
        &self,
        incident: &[u8; 16],
        version: u64,
    ) -> Result<Vec<[u8; 16]>, StoreError> {
        let rows: Vec<(Vec<u8>,)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT load FROM set_loads WHERE incident = $1 AND version = $2",
            &incident[..],
            version as i64,
        );
        rows.iter().map(|(load,)| fixed(load)).collect()
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
        for_each_row!(
            self.read(),
            "SELECT kind, group_position, tag FROM filter_entries WHERE load = $1",
            [&load[..]],
            |(kind, group, tag)| (i32, i32, Vec<u8>) => {
                let position = |number: i32| u8::try_from(number).map_err(|_| StoreError::Content);
                let tag = Tag::from_bytes(fixed(&tag)?);
                tags.entry((position(kind)?, position(group)?)).or_default().push(tag);
            }
        );
        Ok(())
    }

    /// Publishes a set whole or not at all, for a load that is closed. `false` where the load
    /// is not, or where another set came first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn publish_set(
        &self,
        draft: &SetDraft,
        load: &[u8; 16],
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let published = execute!(in &mut transaction,
            "UPDATE loads SET state = 'published' WHERE id = $1 AND state = 'closed'",
            &load[..],
        );
        let entered = execute!(in &mut transaction,
            "INSERT INTO sets (incident, version, as_of, published) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
            &draft.incident[..],
            draft.version as i64,
            draft.as_of,
            now,
        );
        if published != 1 || entered != 1 {
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
        // Kept unserved until the set after next, for a rollback; and never less than they are
        // served.
        execute!(in &mut transaction,
            "DELETE FROM filters WHERE incident = $1 AND version IN (
             SELECT version FROM sets
             WHERE incident = $1 AND version + 1 < $2 AND superseded < $3)",
            &draft.incident[..],
            draft.version as i64,
            now - SERVED_AFTER_SECONDS,
        );
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
