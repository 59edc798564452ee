//! The public record: every version of every notice, and the days on which the list changed.

use crate::{
    Store, StoreError, count,
    database::{Transaction, execute, fetch},
};

/// One version of one notice. What a version says is never changed afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVersion {
    /// Date and name tell the notice; the name is empty where the date is enough.
    pub date: String,
    pub name: String,
    /// 1 for the first.
    pub version: u64,
    pub kind: String,
    /// Texts by language, as JSON.
    pub texts: String,
    /// From when on it was the one to read, in seconds since 1970.
    pub since: i64,
}

/// A set that was published after another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaterSet {
    pub version: u64,
    pub published: i64,
}

impl StoredVersion {
    /// Fails where another process stored this version first.
    pub(crate) async fn insert(
        &self,
        transaction: &mut Transaction,
        incident: &[u8; 16],
    ) -> Result<(), StoreError> {
        execute!(in transaction,
            "INSERT INTO record_versions (incident, day, name, version, kind, texts, since)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &incident[..],
            self.date.as_str(),
            self.name.as_str(),
            self.version as i64,
            self.kind.as_str(),
            self.texts.as_str(),
            self.since,
        );
        Ok(())
    }
}

impl Store {
    /// Every version that was ever public: by notice, the first version first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn record_versions(
        &self,
        incident: &[u8; 16],
    ) -> Result<Vec<StoredVersion>, StoreError> {
        let rows: Vec<(String, String, i64, String, String, i64)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT day, name, version, kind, texts, since FROM record_versions
             WHERE incident = $1 ORDER BY day, name, version",
            &incident[..],
        );
        rows.into_iter()
            .map(|(date, name, version, kind, texts, since)| {
                Ok(StoredVersion { date, name, version: count(version)?, kind, texts, since })
            })
            .collect()
    }

    /// The sets that took the place of another, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn later_sets(&self, incident: &[u8; 16]) -> Result<Vec<LaterSet>, StoreError> {
        let rows: Vec<(i64, i64)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT version, published FROM sets WHERE incident = $1 AND version > 1
             ORDER BY version",
            &incident[..],
        );
        rows.into_iter()
            .map(|(version, published)| Ok(LaterSet { version: count(version)?, published }))
            .collect()
    }
}
