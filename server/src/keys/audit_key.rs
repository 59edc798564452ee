//! The audit key of an incident: names its records in the audit log. Destroyed with the
//! incident, it leaves names that nobody can trace back.

use super::{IncidentId, KeyStore, SealError};
use hmac::{Hmac, Mac};
use rand::{CryptoRng, RngCore};
use sha2::Sha256;
use std::{fs, io::ErrorKind};
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

impl KeyStore {
    /// The incident's audit key, made when it is first asked for. Of several processes that
    /// make one at once, one succeeds, and all use that one.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn audit_key<R: RngCore + CryptoRng>(
        &self,
        incident: &IncidentId,
        rng: &mut R,
    ) -> Result<AuditKey, SealError> {
        let file = self.folder.join(format!("audit-{}.age", hex::encode(incident)));
        if !file.exists() {
            let mut secret = Zeroizing::new([0; 32]);
            rng.fill_bytes(&mut *secret);
            let plaintext = Zeroizing::new([CONTENT, incident, &*secret].concat());
            // Written whole under a name of its own, then given the name that others look for:
            // nobody sees half a file, and a link takes no other file's place.
            let draft = self.folder.join(format!("audit-{:016x}.new", rng.next_u64()));
            self.master.seal_new(&draft, &plaintext)?;
            let linked = fs::hard_link(&draft, &file);
            let removed = fs::remove_file(&draft);
            match linked {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                    return Err(SealError::Write(error.kind()));
                }
                _ => removed.map_err(|error| SealError::Write(error.kind()))?,
            }
        }
        let plaintext = self.master.unseal(&file)?;
        let rest = plaintext.strip_prefix(CONTENT).and_then(|rest| rest.strip_prefix(incident));
        let secret = rest.and_then(|rest| rest.try_into().ok()).ok_or(SealError::Content)?;
        Ok(AuditKey(Zeroizing::new(secret)))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::MasterKey, *};
    use rand::rngs::OsRng;

    fn store() -> (tempfile::TempDir, KeyStore) {
        let folder = tempfile::tempdir().unwrap();
        let master = MasterKey::create(&folder.path().join("master.key")).unwrap();
        let store = KeyStore::open(folder.path(), master);
        (folder, store)
    }

    #[test]
    fn a_record_has_one_name_in_an_incident_and_another_elsewhere() {
        let (_folder, store) = store();
        let name = |incident: [u8; 16], handle: [u8; 16]| {
            store.audit_key(&incident, &mut OsRng).unwrap().record_name(&handle)
        };
        assert_eq!(name([1; 16], [5; 16]).len(), 32);
        assert_eq!(name([1; 16], [5; 16]), name([1; 16], [5; 16]));
        assert_ne!(name([1; 16], [5; 16]), name([1; 16], [6; 16]));
        assert_ne!(name([1; 16], [5; 16]), name([2; 16], [5; 16]));
    }

    #[test]
    fn many_that_make_it_at_once_use_the_same_and_leave_nothing_else() {
        let (folder, store) = store();
        let names: Vec<String> = std::thread::scope(|scope| {
            let one = || store.audit_key(&[1; 16], &mut OsRng).unwrap().record_name(&[5; 16]);
            let all: Vec<_> = (0..8).map(|_| scope.spawn(one)).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(names.iter().all(|name| *name == names[0]));
        let files = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(files, 2, "the master key and one audit key");
    }

    #[test]
    fn exchanged_files_are_noticed() {
        let (folder, store) = store();
        store.audit_key(&[1; 16], &mut OsRng).unwrap();
        let name = |id: [u8; 16]| folder.path().join(format!("audit-{}.age", hex::encode(id)));
        fs::rename(name([1; 16]), name([2; 16])).unwrap();
        assert!(matches!(store.audit_key(&[2; 16], &mut OsRng), Err(SealError::Content)));
    }
}
