//! The two secrets of the work folder: the list secret, kept, and the load seed, erased.

use super::{WorkFolder, private_options, remove};
use crate::errors::OperatorError;
use rand_core::{CryptoRng, RngCore};
use shirabe_contacts::Seed;
use shirabe_protocol::letter_code::ListSecret;
use std::io::{Seek, Write};
use zeroize::Zeroizing;

const LIST_SECRET: &str = "list.secret";
const LOAD_SEED: &str = "load.seed";

impl WorkFolder {
    /// The incident's list secret, if a load drew it.
    ///
    /// # Errors
    /// [`OperatorError::File`].
    pub fn known_list_secret(&self) -> Result<Option<ListSecret>, OperatorError> {
        Ok(self.read_secret(LIST_SECRET)?.map(|bytes| ListSecret::from_bytes(*bytes)))
    }

    /// The incident's list secret, drawn at the first load.
    ///
    /// # Errors
    /// [`OperatorError::File`], as all below.
    pub fn list_secret<R: RngCore + CryptoRng>(
        &self,
        rng: &mut R,
    ) -> Result<ListSecret, OperatorError> {
        if let Some(bytes) = self.read_secret(LIST_SECRET)? {
            return Ok(ListSecret::from_bytes(*bytes));
        }
        let bytes = draw(rng);
        self.write(LIST_SECRET, &*bytes)?;
        Ok(ListSecret::from_bytes(*bytes))
    }

    /// The seed of the load under way, if one is.
    pub fn load_seed(&self) -> Result<Option<Seed>, OperatorError> {
        Ok(self.read_secret(LOAD_SEED)?.map(|bytes| Seed::from_bytes(*bytes)))
    }

    /// Draws and keeps the seed of a new load.
    pub fn new_load_seed<R: RngCore + CryptoRng>(
        &self,
        rng: &mut R,
    ) -> Result<Seed, OperatorError> {
        self.erase_seed()?;
        let seed = Seed::draw(rng);
        self.write(LOAD_SEED, seed.as_bytes())?;
        Ok(seed)
    }

    /// Overwrites the seed, then removes it: with it the blinds of a recorded load could be
    /// taken off.
    pub fn erase_seed(&self) -> Result<(), OperatorError> {
        self.erase(LOAD_SEED)
    }

    /// Overwrites a file, then removes it.
    pub(crate) fn erase(&self, name: &str) -> Result<(), OperatorError> {
        let path = self.path().join(name);
        match private_options().open(&path) {
            Ok(mut file) => {
                let length = file.metadata().map_or(0, |file| file.len().min(1 << 20));
                let overwritten = file
                    .rewind()
                    .and_then(|()| file.write_all(&vec![0; length as usize]))
                    .and_then(|()| file.sync_all());
                overwritten.map_err(OperatorError::file("erase", &path))?;
                drop(file);
                remove(&path)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(OperatorError::file("erase", &path)(error)),
        }
    }

    fn read_secret(&self, name: &str) -> Result<Option<Zeroizing<[u8; 32]>>, OperatorError> {
        let path = self.path().join(name);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(OperatorError::file("read", &path)(error)),
        };
        // A list secret cut short must never be replaced quietly: letters may have gone out.
        let secret = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| {
            OperatorError::file("use", &path)(std::io::ErrorKind::InvalidData.into())
        })?;
        Ok(Some(Zeroizing::new(secret)))
    }
}

fn draw<R: RngCore + CryptoRng>(rng: &mut R) -> Zeroizing<[u8; 32]> {
    let mut bytes = Zeroizing::new([0; 32]);
    rng.fill_bytes(&mut *bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::OsRng;

    #[test]
    fn the_list_secret_stays_and_the_seed_goes() {
        let folder = tempfile::tempdir().unwrap();
        let work = WorkFolder::open(&folder.path().join("work")).unwrap();
        let first = work.list_secret(&mut OsRng).unwrap();
        assert_eq!(first.as_bytes(), work.list_secret(&mut OsRng).unwrap().as_bytes());
        let seed = work.new_load_seed(&mut OsRng).unwrap();
        assert_eq!(work.load_seed().unwrap().unwrap(), seed);
        work.erase_seed().unwrap();
        assert!(work.load_seed().unwrap().is_none());
        work.erase_seed().unwrap();
    }

    #[test]
    fn a_list_secret_cut_short_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let work = WorkFolder::open(folder.path()).unwrap();
        std::fs::write(folder.path().join(LIST_SECRET), [1; 31]).unwrap();
        assert!(work.list_secret(&mut OsRng).is_err());
        assert_eq!(std::fs::read(folder.path().join(LIST_SECRET)).unwrap(), [1; 31]);
    }

    #[test]
    fn one_program_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let first = WorkFolder::open(folder.path()).unwrap();
        assert!(matches!(WorkFolder::open(folder.path()), Err(OperatorError::List { .. })));
        drop(first);
        assert!(WorkFolder::open(folder.path()).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn secrets_are_for_their_owner() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let work = WorkFolder::open(&folder.path().join("work")).unwrap();
        work.list_secret(&mut OsRng).unwrap();
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(work.path()) & 0o777, 0o700);
        assert_eq!(mode(&work.path().join(LIST_SECRET)) & 0o777, 0o600);
    }
}
