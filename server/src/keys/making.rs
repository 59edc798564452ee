//! Making keys: at set-up, and when an incident file is applied. Never while serving: the folder
//! may be read-only then, and its copy in a safe place must not fall behind.

use super::{
    IncidentId, MasterKey, SealError, audit_key, incident_file, sealing::write_new, write_keys,
};
use rand::{CryptoRng, RngCore};
use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// Writes new files into the key store. What answers requests holds a
/// [`KeyStore`](super::KeyStore), which only reads.
pub struct KeyMaker {
    folder: PathBuf,
    master: MasterKey,
}

impl KeyMaker {
    pub fn new(folder: &Path, master: MasterKey) -> Self {
        Self { folder: folder.to_owned(), master }
    }

    /// Draws and seals all keys of a new incident.
    ///
    /// # Errors
    /// [`SealError`], also where the incident already has keys.
    pub fn create<R: RngCore + CryptoRng>(
        &self,
        incident: &IncidentId,
        rng: &mut R,
    ) -> Result<(), SealError> {
        self.seal_new(&incident_file(incident), &write_keys(incident, rng))?;
        self.complete(incident, rng).map(drop)
    }

    /// Makes the audit key of an incident that has none, since earlier versions made it later or
    /// since it was lost; `false` where it is there. Evaluation keys are never made anew: lists
    /// were loaded under them.
    ///
    /// # Errors
    /// [`SealError::Write`].
    pub fn complete<R: RngCore + CryptoRng>(
        &self,
        incident: &IncidentId,
        rng: &mut R,
    ) -> Result<bool, SealError> {
        let file = self.folder.join(audit_key::file(incident));
        if file.exists() {
            return Ok(false);
        }
        // Written whole under a name of its own, then given the name that others look for:
        // nobody sees half a file, and a link takes no other file's place.
        let draft = format!("audit-{:016x}.new", rng.next_u64());
        self.seal_new(&draft, &audit_key::draw(incident, rng))?;
        let draft = self.folder.join(draft);
        let linked = fs::hard_link(&draft, &file);
        let removed = fs::remove_file(&draft);
        let made = match linked {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
            Err(error) => return Err(SealError::Write(error.kind())),
        };
        removed.map_err(|error| SealError::Write(error.kind()))?;
        Ok(made)
    }

    /// A file that must not be there yet.
    pub(super) fn seal_new(&self, name: &str, plaintext: &[u8]) -> Result<(), SealError> {
        write_new(&self.folder.join(name), &self.master.seal_bytes(plaintext)?)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::KeyStore, *};
    use rand::rngs::OsRng;

    fn maker() -> (tempfile::TempDir, KeyMaker) {
        let folder = tempfile::tempdir().unwrap();
        let master = MasterKey::create(&folder.path().join("master.key")).unwrap();
        let maker = KeyMaker::new(folder.path(), master);
        (folder, maker)
    }

    fn reader(folder: &tempfile::TempDir) -> KeyStore {
        let master = MasterKey::open(&folder.path().join("master.key")).unwrap();
        KeyStore::open(folder.path(), master)
    }

    fn files(folder: &tempfile::TempDir) -> usize {
        fs::read_dir(folder.path()).unwrap().count()
    }

    #[test]
    fn a_new_incident_has_all_its_keys_and_gets_them_once() {
        let (folder, maker) = maker();
        maker.create(&[1; 16], &mut OsRng).unwrap();
        assert_eq!(files(&folder), 3, "the master key, evaluation keys, the audit key");
        reader(&folder).keys_of(&[1; 16]).unwrap();
        reader(&folder).audit_key(&[1; 16]).unwrap();
        assert!(matches!(maker.create(&[1; 16], &mut OsRng), Err(SealError::Exists)));
        assert!(!maker.complete(&[1; 16], &mut OsRng).unwrap());
    }

    #[test]
    fn what_is_missing_is_made_by_the_maker_and_by_no_reader() {
        let (folder, maker) = maker();
        maker.create(&[1; 16], &mut OsRng).unwrap();
        fs::remove_file(folder.path().join(audit_key::file(&[1; 16]))).unwrap();
        let reader = reader(&folder);
        assert!(matches!(reader.audit_key(&[1; 16]), Err(SealError::NoAuditKey)));
        assert_eq!(files(&folder), 2, "nothing was made");
        assert!(maker.complete(&[1; 16], &mut OsRng).unwrap());
        // The same reader finds it without a restart.
        reader.audit_key(&[1; 16]).unwrap();
    }

    #[test]
    fn many_that_make_it_at_once_use_the_same_and_leave_nothing_else() {
        let (folder, maker) = maker();
        let made = std::thread::scope(|scope| {
            let one = || maker.complete(&[1; 16], &mut OsRng).unwrap();
            let all: Vec<_> = (0..8).map(|_| scope.spawn(one)).collect();
            all.into_iter().map(|one| one.join().unwrap()).filter(|made| *made).count()
        });
        assert_eq!(made, 1);
        assert_eq!(files(&folder), 2, "the master key and one audit key");
    }
}
