//! The audit key of an incident: names its records in the audit log. Destroyed with the
//! incident, it leaves names that nobody can trace back.

use super::{IncidentId, KeyStore, SealError};
use hmac::{Hmac, Mac};
use rand::{CryptoRng, RngCore};
use sha2::Sha256;
use std::sync::Arc;
use zeroize::Zeroizing;

const CONTENT: &[u8] = b"shirabe/audit-key/1\0";
const RECORD: &[u8] = b"shirabe/audit-record";

/// Prints nothing of itself.
pub struct AuditKey(Zeroizing<[u8; 32]>);

impl AuditKey {
    /// The name of a record in the audit log: HMAC-SHA-256 (RFC 2104) over the label and the
    /// record's handle, the first 16 bytes, in hex.
    pub fn record_name(&self, handle: &[u8; 16]) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&*self.0) else {
            unreachable!("HMAC takes keys of any length");
        };
        mac.update(RECORD);
        mac.update(handle);
        hex::encode(&mac.finalize().into_bytes()[..16])
    }
}

/// Its name in the key store.
pub(super) fn file(incident: &IncidentId) -> String {
    format!("audit-{}.age", hex::encode(incident))
}

/// A new one, as it is sealed.
pub(super) fn draw<R: RngCore + CryptoRng>(
    incident: &IncidentId,
    rng: &mut R,
) -> Zeroizing<Vec<u8>> {
    let mut secret = Zeroizing::new([0; 32]);
    rng.fill_bytes(&mut *secret);
    Zeroizing::new([CONTENT, incident, &*secret].concat())
}

fn read(plaintext: &[u8], incident: &IncidentId) -> Option<AuditKey> {
    let secret = plaintext.strip_prefix(CONTENT)?.strip_prefix(incident)?;
    Some(AuditKey(Zeroizing::new(secret.try_into().ok()?)))
}

impl KeyStore {
    /// The incident's audit key, read once and kept in memory.
    ///
    /// # Errors
    /// [`SealError::NoAuditKey`] where the store has none; [`SealError`].
    pub fn audit_key(&self, incident: &IncidentId) -> Result<Arc<AuditKey>, SealError> {
        if let Some(key) = self.audit_keys.read().ok().and_then(|map| map.get(incident).cloned()) {
            return Ok(key);
        }
        let plaintext = self.master.unseal(&self.folder.join(file(incident)));
        let plaintext = plaintext.map_err(|error| match error {
            SealError::Missing => SealError::NoAuditKey,
            other => other,
        })?;
        let key = Arc::new(read(&plaintext, incident).ok_or(SealError::Content)?);
        if let Ok(mut map) = self.audit_keys.write() {
            map.insert(*incident, key.clone());
        }
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{KeyMaker, MasterKey},
        *,
    };
    use rand::rngs::OsRng;
    use std::fs;

    /// With the audit keys of two incidents.
    fn store() -> (tempfile::TempDir, KeyStore) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        let maker = KeyMaker::new(folder.path(), MasterKey::create(&path).unwrap());
        for incident in [[1; 16], [2; 16]] {
            assert!(maker.complete(&incident, &mut OsRng).unwrap());
        }
        let store = KeyStore::open(folder.path(), MasterKey::open(&path).unwrap());
        (folder, store)
    }

    #[test]
    fn a_record_has_one_name_in_an_incident_and_another_elsewhere() {
        let (folder, store) = store();
        let name = |incident: [u8; 16], handle: [u8; 16]| {
            store.audit_key(&incident).unwrap().record_name(&handle)
        };
        let first = name([1; 16], [5; 16]);
        assert_eq!(first.len(), 32);
        assert_eq!(first, name([1; 16], [5; 16]));
        assert_ne!(first, name([1; 16], [6; 16]));
        assert_ne!(first, name([2; 16], [5; 16]));
        let master = MasterKey::open(&folder.path().join("master.key")).unwrap();
        let again = KeyStore::open(folder.path(), master).audit_key(&[1; 16]).unwrap();
        assert_eq!(first, again.record_name(&[5; 16]), "after a restart");
    }

    #[test]
    fn exchanged_files_are_noticed() {
        let (folder, store) = store();
        let name = |id: [u8; 16]| folder.path().join(file(&id));
        fs::rename(name([1; 16]), name([2; 16])).unwrap();
        assert!(matches!(store.audit_key(&[2; 16]), Err(SealError::Content)));
        assert!(matches!(store.audit_key(&[1; 16]), Err(SealError::NoAuditKey)));
    }
}
