//! Manifests as signed: a chain for each incident, every link naming the digest before it.

use crate::{
    Store, StoreError, count,
    database::{execute, fetch},
};

/// One signed manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredManifest {
    /// Place in the incident's chain, from 1.
    pub sequence: u64,
    pub version: u64,
    pub bytes: Vec<u8>,
    pub signature: Vec<u8>,
    pub issued: i64,
    pub expires: i64,
}

type ManifestRow = (i64, i64, Vec<u8>, Vec<u8>, i64, i64);

impl Store {
    /// The last link of an incident's chain.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn last_manifest(
        &self,
        incident: &[u8; 16],
    ) -> Result<Option<StoredManifest>, StoreError> {
        let row: Option<ManifestRow> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT sequence, version, bytes, signature, issued, expires FROM manifests
             WHERE incident = $1 ORDER BY sequence DESC LIMIT 1",
            &incident[..],
        );
        row.map(|(sequence, version, bytes, signature, issued, expires)| {
            let (sequence, version) = (count(sequence)?, count(version)?);
            Ok(StoredManifest { sequence, version, bytes, signature, issued, expires })
        })
        .transpose()
    }

    /// Appends a link; `false` where another process appended one first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn append_manifest(
        &self,
        incident: &[u8; 16],
        manifest: &StoredManifest,
    ) -> Result<bool, StoreError> {
        let appended = execute!(
            self.write(),
            "INSERT INTO manifests (incident, sequence, version, bytes, signature, issued, expires)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            &incident[..],
            manifest.sequence as i64,
            manifest.version as i64,
            &manifest.bytes,
            &manifest.signature,
            manifest.issued,
            manifest.expires,
        );
        Ok(appended == 1)
    }
}
