//! Incidents and their definitions.

pub(super) mod record;

use super::{
    AuditDraft, Store, StoreError, StoredVersion, audit, count,
    database::{execute, fetch},
    fixed,
};

/// One incident as stored.
pub struct StoredIncident {
    pub id: [u8; 16],
    /// The incident file's text.
    pub definition: String,
    /// When it was last changed, in seconds since 1970.
    pub applied: i64,
}

/// Which definition and which set an incident has now. What was read of it stands as long as this
/// does: a definition changes with its revision, and a published set never.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentStamp {
    pub id: [u8; 16],
    /// Counts the definitions.
    pub revision: u64,
    /// Version of the set that is served; 0 for none.
    pub set_version: u64,
}

type IncidentRow = (Vec<u8>, String, i64);
type StampRow = (Vec<u8>, i64, i64);

macro_rules! stamp_columns {
    () => {
        "id, revision, COALESCE(
             (SELECT MAX(version) FROM sets WHERE sets.incident = incidents.id), 0)"
    };
}

fn stamp((id, revision, set_version): StampRow) -> Result<IncidentStamp, StoreError> {
    Ok(IncidentStamp {
        id: fixed(&id)?,
        revision: count(revision)?,
        set_version: count(set_version)?,
    })
}

fn stored((id, definition, applied): IncidentRow) -> Result<StoredIncident, StoreError> {
    Ok(StoredIncident { id: fixed(&id)?, definition, applied })
}

impl Store {
    /// # Errors
    /// [`StoreError`].
    pub async fn incident(&self, slug: &str) -> Result<Option<StoredIncident>, StoreError> {
        let row: Option<IncidentRow> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT id, definition, applied FROM incidents WHERE slug = $1",
            slug,
        );
        row.map(stored).transpose()
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn incident_of_id(
        &self,
        id: &[u8; 16],
    ) -> Result<Option<StoredIncident>, StoreError> {
        let row: Option<IncidentRow> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT id, definition, applied FROM incidents WHERE id = $1",
            &id[..],
        );
        row.map(stored).transpose()
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn stamp_of_slug(&self, slug: &str) -> Result<Option<IncidentStamp>, StoreError> {
        let row: Option<StampRow> = fetch!(
            fetch_optional,
            self.read(),
            concat!("SELECT ", stamp_columns!(), " FROM incidents WHERE slug = $1"),
            slug,
        );
        row.map(stamp).transpose()
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn stamp_of_id(&self, id: &[u8; 16]) -> Result<Option<IncidentStamp>, StoreError> {
        let row: Option<StampRow> = fetch!(
            fetch_optional,
            self.read(),
            concat!("SELECT ", stamp_columns!(), " FROM incidents WHERE id = $1"),
            &id[..],
        );
        row.map(stamp).transpose()
    }

    /// Those of all incidents, by slug.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn incident_stamps(&self) -> Result<Vec<IncidentStamp>, StoreError> {
        let rows: Vec<StampRow> = fetch!(
            fetch_all,
            self.read(),
            concat!("SELECT ", stamp_columns!(), " FROM incidents ORDER BY slug"),
        );
        rows.into_iter().map(stamp).collect()
    }

    /// The id alone: the same work whether there is such an incident or not.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn incident_id(&self, slug: &str) -> Result<Option<[u8; 16]>, StoreError> {
        let row: Option<(Vec<u8>,)> =
            fetch!(fetch_optional, self.read(), "SELECT id FROM incidents WHERE slug = $1", slug,);
        row.map(|(id,)| fixed(&id)).transpose()
    }

    /// All incidents, by slug.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn incidents(&self) -> Result<Vec<StoredIncident>, StoreError> {
        let rows: Vec<IncidentRow> = fetch!(
            fetch_all,
            self.read(),
            "SELECT id, definition, applied FROM incidents ORDER BY slug"
        );
        rows.into_iter().map(stored).collect()
    }

    /// Puts a definition in the place of the one before, or a new incident in; with what is new
    /// in its public record and entries in the audit log.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn apply_incident(
        &self,
        id: &[u8; 16],
        slug: &str,
        definition: &str,
        now: i64,
        record: &[StoredVersion],
        entries: &[AuditDraft],
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        execute!(in &mut transaction,
            "INSERT INTO incidents (id, slug, definition, applied) VALUES ($1, $2, $3, $4)
             ON CONFLICT (slug) DO UPDATE SET definition = excluded.definition,
                                              applied = excluded.applied,
                                              revision = incidents.revision + 1",
            &id[..],
            slug,
            definition,
            now,
        );
        for version in record {
            version.insert(&mut transaction, id).await?;
        }
        for entry in entries {
            audit::append(&mut transaction, entry).await?;
        }
        transaction.commit().await
    }
}
