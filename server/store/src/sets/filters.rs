//! Filter files, by digest.

use crate::{
    Store, StoreError,
    database::{Transaction, execute, fetch},
    fixed,
};
use shirabe_protocol::manifest::{FilterEntry, ShardEntry};

/// One shard of one filter of a set.
pub struct StoredFilter {
    pub sha256: [u8; 32],
    pub kind: String,
    pub group: String,
    pub positions: u8,
    pub shard_bits: u8,
    pub shard: u16,
    pub file: Vec<u8>,
}

impl StoredFilter {
    /// The column `version` holds the number under which a set has its filters. Sets of earlier
    /// versions of this program have their own.
    pub(crate) async fn insert(
        &self,
        transaction: &mut Transaction,
        incident: &[u8; 16],
        under: i64,
    ) -> Result<(), StoreError> {
        execute!(in transaction,
            "INSERT INTO filters (sha256, incident, version, kind, group_name, positions,
                                  shard_bits, shard, file)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            &self.sha256[..],
            &incident[..],
            under,
            &self.kind,
            &self.group,
            i32::from(self.positions),
            i32::from(self.shard_bits),
            i32::from(self.shard),
            &self.file,
        );
        Ok(())
    }
}

type ShardRow = (Vec<u8>, String, String, i32, i32, i64);

impl Store {
    /// What the manifest of a set says of its filters.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn filter_entries_of_set(
        &self,
        incident: &[u8; 16],
        version: u64,
    ) -> Result<Vec<FilterEntry>, StoreError> {
        let rows: Vec<ShardRow> = fetch!(
            fetch_all,
            self.read(),
            "SELECT sha256, kind, group_name, positions, shard_bits, CAST(LENGTH(file) AS BIGINT)
             FROM filters WHERE incident = $1 AND version =
                (SELECT filters_under FROM sets WHERE incident = $1 AND version = $2)
             ORDER BY kind, group_name, shard",
            &incident[..],
            version as i64,
        );
        let mut entries: Vec<FilterEntry> = Vec::new();
        for (sha256, kind, group, positions, shard_bits, bytes) in rows {
            let small = |number: i32| u8::try_from(number).map_err(|_| StoreError::Content);
            let bytes = u32::try_from(bytes).map_err(|_| StoreError::Content)?;
            let shard = ShardEntry { sha256: fixed(&sha256)?, bytes };
            match entries.last_mut() {
                Some(last) if last.kind == kind && last.group == group => last.shards.push(shard),
                _ => entries.push(FilterEntry {
                    kind,
                    group,
                    positions: small(positions)?,
                    shard_bits: small(shard_bits)?,
                    shards: vec![shard],
                }),
            }
        }
        Ok(entries)
    }
}
