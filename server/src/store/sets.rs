//! Published sets: which loads, which filters, under one counter for each incident.

use super::{Store, StoreError, StoredFilter, count, fixed};
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
        let row: Option<(i64, i64)> = sqlx::query_as(
            "SELECT version, as_of FROM sets WHERE incident = $1 ORDER BY version DESC LIMIT 1",
        )
        .bind(&incident[..])
        .fetch_optional(&self.read)
        .await?;
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
        let rows: Vec<(Vec<u8>,)> =
            sqlx::query_as("SELECT load FROM set_loads WHERE incident = $1 AND version = $2")
                .bind(&incident[..])
                .bind(version as i64)
                .fetch_all(&self.read)
                .await?;
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
        let rows: Vec<(i32, i32, Vec<u8>)> =
            sqlx::query_as("SELECT kind, group_position, tag FROM filter_entries WHERE load = $1")
                .bind(&load[..])
                .fetch_all(&self.read)
                .await?;
        for (kind, group, tag) in rows {
            let position = |number: i32| u8::try_from(number).map_err(|_| StoreError::Content);
            let tag = Tag::from_bytes(fixed(&tag)?);
            tags.entry((position(kind)?, position(group)?)).or_default().push(tag);
        }
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
        let published =
            sqlx::query("UPDATE loads SET state = 'published' WHERE id = $1 AND state = 'closed'")
                .bind(&load[..])
                .execute(&mut *transaction)
                .await?;
        let entered = sqlx::query(
            "INSERT INTO sets (incident, version, as_of, published) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
        )
        .bind(&draft.incident[..])
        .bind(draft.version as i64)
        .bind(draft.as_of)
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        if published.rows_affected() != 1 || entered.rows_affected() != 1 {
            return Ok(false);
        }
        sqlx::query(
            "UPDATE sets SET superseded = $3
             WHERE incident = $1 AND version < $2 AND superseded IS NULL",
        )
        .bind(&draft.incident[..])
        .bind(draft.version as i64)
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        for load in &draft.loads {
            sqlx::query("INSERT INTO set_loads (incident, version, load) VALUES ($1, $2, $3)")
                .bind(&draft.incident[..])
                .bind(draft.version as i64)
                .bind(&load[..])
                .execute(&mut *transaction)
                .await?;
        }
        for filter in &draft.filters {
            filter.insert(&mut transaction, &draft.incident, draft.version).await?;
        }
        // Kept unserved until the set after next, for a rollback; and never less than they are
        // served.
        sqlx::query(
            "DELETE FROM filters WHERE incident = $1 AND version IN (
                SELECT version FROM sets
                WHERE incident = $1 AND version + 1 < $2 AND superseded < $3)",
        )
        .bind(&draft.incident[..])
        .bind(draft.version as i64)
        .bind(now - SERVED_AFTER_SECONDS)
        .execute(&mut *transaction)
        .await?;
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
        let row: Option<(Vec<u8>,)> = sqlx::query_as(
            "SELECT file FROM filters JOIN sets
                ON sets.incident = filters.incident AND sets.version = filters.version
             WHERE sha256 = $1 AND (superseded IS NULL OR superseded > $2)",
        )
        .bind(&sha256[..])
        .bind(now - SERVED_AFTER_SECONDS)
        .fetch_optional(&self.read)
        .await?;
        Ok(row.map(|(file,)| file))
    }
}
