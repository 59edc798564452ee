//! Keys, in a store of their own outside the database and its backups.
//!
//! Two evaluation keys for each incident: the *public* key makes filter tags, the *staff* key
//! makes record tags. What the public can compute therefore matches no record.

mod audit_key;
mod making;
mod sealed_column;
mod sealing;
mod signing;

pub use audit_key::AuditKey;
pub use making::KeyMaker;
pub use sealing::{MasterKey, SealError};
pub use signing::ManifestSigner;

use rand::{CryptoRng, RngCore};
use shirabe_protocol::oprf::server::{EvaluationKey, PrivateKeyBytes, generate_private_key};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
};
use zeroize::Zeroizing;

/// Random, made when the incident is first applied; public.
pub type IncidentId = [u8; 16];

/// Opens the plaintext of an incident's sealed file.
const INCIDENT_KEYS: &[u8] = b"shirabe/incident-keys/1\0";

/// The two keys of one incident.
pub struct IncidentKeys {
    pub public: EvaluationKey,
    pub staff: EvaluationKey,
}

/// The key store, to read: two sealed files an incident, opened once and kept in memory. What
/// makes keys is a [`KeyMaker`].
pub struct KeyStore {
    folder: PathBuf,
    master: MasterKey,
    opened: RwLock<HashMap<IncidentId, Arc<IncidentKeys>>>,
    audit_keys: RwLock<HashMap<IncidentId, Arc<AuditKey>>>,
}

impl KeyStore {
    pub fn open(folder: &Path, master: MasterKey) -> Self {
        let (opened, audit_keys) = (RwLock::default(), RwLock::default());
        Self { folder: folder.to_owned(), master, opened, audit_keys }
    }

    /// # Errors
    /// [`SealError`].
    pub fn keys_of(&self, incident: &IncidentId) -> Result<Arc<IncidentKeys>, SealError> {
        if let Some(keys) = self.opened.read().ok().and_then(|map| map.get(incident).cloned()) {
            return Ok(keys);
        }
        let plaintext = self.master.unseal(&self.folder.join(incident_file(incident)))?;
        let keys = Arc::new(read_keys(&plaintext, incident).ok_or(SealError::Content)?);
        if let Ok(mut map) = self.opened.write() {
            map.insert(*incident, keys.clone());
        }
        Ok(keys)
    }

    /// # Errors
    /// [`SealError`].
    pub fn manifest_signer(&self) -> Result<ManifestSigner, SealError> {
        ManifestSigner::open(&self.folder, &self.master)
    }
}

fn incident_file(incident: &IncidentId) -> String {
    format!("incident-{}.age", hex::encode(incident))
}

/// The two keys of a new incident, as they are sealed.
fn write_keys<R: RngCore + CryptoRng>(incident: &IncidentId, rng: &mut R) -> Zeroizing<Vec<u8>> {
    let public = generate_private_key(rng);
    let staff = generate_private_key(rng);
    let mut plaintext = Zeroizing::new(Vec::with_capacity(128));
    plaintext.extend_from_slice(INCIDENT_KEYS);
    plaintext.extend_from_slice(incident);
    plaintext.extend_from_slice(&*public);
    plaintext.extend_from_slice(&*staff);
    plaintext
}

/// The file names its incident inside the seal, so that two files cannot be exchanged.
fn read_keys(plaintext: &[u8], incident: &IncidentId) -> Option<IncidentKeys> {
    let rest = plaintext.strip_prefix(INCIDENT_KEYS)?.strip_prefix(incident)?;
    let (public, rest) = rest.split_first_chunk::<32>()?;
    let staff: &[u8; 32] = rest.try_into().ok()?;
    let key = |bytes: &[u8; 32]| {
        let bytes: PrivateKeyBytes = Zeroizing::new(*bytes);
        EvaluationKey::from_private_key(&bytes).ok()
    };
    Some(IncidentKeys { public: key(public)?, staff: key(staff)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::OsRng;

    /// With the keys of one incident.
    fn store() -> (tempfile::TempDir, KeyStore) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        let maker = KeyMaker::new(folder.path(), MasterKey::create(&path).unwrap());
        maker.create(&[1; 16], &mut OsRng).unwrap();
        let store = KeyStore::open(folder.path(), MasterKey::open(&path).unwrap());
        (folder, store)
    }

    #[test]
    fn keys_come_back_as_they_were_and_differ() {
        let (folder, store) = store();
        let keys = store.keys_of(&[1; 16]).unwrap();
        assert!(keys.public.public_key() != keys.staff.public_key());
        let master = MasterKey::open(&folder.path().join("master.key")).unwrap();
        let again = KeyStore::open(folder.path(), master).keys_of(&[1; 16]).unwrap();
        assert!(keys.public.public_key() == again.public.public_key());
    }

    #[test]
    fn exchanged_files_are_noticed() {
        let (folder, store) = store();
        let name = |id: [u8; 16]| folder.path().join(incident_file(&id));
        std::fs::rename(name([1; 16]), name([2; 16])).unwrap();
        assert!(matches!(store.keys_of(&[2; 16]), Err(SealError::Content)));
    }

    #[test]
    fn another_master_key_opens_nothing() {
        let (folder, _) = store();
        let other = MasterKey::create(&folder.path().join("other.key")).unwrap();
        let store = KeyStore::open(folder.path(), other);
        assert!(matches!(store.keys_of(&[1; 16]), Err(SealError::Sealed)));
        assert!(matches!(store.audit_key(&[1; 16]), Err(SealError::Sealed)));
    }
}
