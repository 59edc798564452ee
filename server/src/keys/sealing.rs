//! Sealed files: age (X25519), under one master key that is an ordinary age identity, so that
//! an operator can open a copy of the key store with the age tool alone.

use age::{secrecy::ExposeSecret, x25519};
use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
};
use zeroize::Zeroizing;

/// Why a sealed file could not be made or opened. Names no path and no content.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    #[error("the master key cannot be read: check `keys.master_key` and who may read the file")]
    MasterKey,
    #[error("a file of that name is already there; it was left as it is")]
    Exists,
    #[error("a sealed file is missing from the key store: bring it back from your key backup")]
    Missing,
    #[error(
        "the incident's audit key is missing from the key store: bring it back from your key \
         backup, or run `shirabe incident apply` with the incident's file again, which makes one"
    )]
    NoAuditKey,
    #[error("a sealed file does not open with this master key")]
    Sealed,
    #[error("a sealed file holds something else than its name says")]
    Content,
    #[error("the key store cannot be written: {0}")]
    Write(ErrorKind),
}

/// Opens every file of the key store; a [`KeyMaker`](super::KeyMaker) seals them.
pub struct MasterKey(x25519::Identity);

impl MasterKey {
    /// Draws a master key and writes it, for its owner's eyes only.
    ///
    /// # Errors
    /// [`SealError::Exists`], [`SealError::Write`].
    pub fn create(path: &Path) -> Result<Self, SealError> {
        let identity = x25519::Identity::generate();
        let text = Zeroizing::new(format!("{}\n", identity.to_string().expose_secret()));
        write_new(path, text.as_bytes())?;
        Ok(Self(identity))
    }

    /// # Errors
    /// [`SealError::MasterKey`].
    pub fn open(path: &Path) -> Result<Self, SealError> {
        let text = fs::read_to_string(path).map_err(|_| SealError::MasterKey)?;
        let text = Zeroizing::new(text);
        let line = text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-"));
        let identity = line.and_then(|line| line.trim().parse().ok());
        identity.map(Self).ok_or(SealError::MasterKey)
    }

    pub(super) fn seal_bytes(&self, plaintext: &[u8]) -> Result<Vec<u8>, SealError> {
        age::encrypt(&self.0.to_public(), plaintext).map_err(|_| SealError::Sealed)
    }

    pub(super) fn unseal_bytes(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        age::decrypt(&self.0, sealed).map(Zeroizing::new).map_err(|_| SealError::Sealed)
    }

    /// # Errors
    /// [`SealError::Missing`], [`SealError::Sealed`].
    pub fn unseal(&self, path: &Path) -> Result<Zeroizing<Vec<u8>>, SealError> {
        self.unseal_bytes(&fs::read(path).map_err(|_| SealError::Missing)?)
    }
}

/// Writes a file that must not be there yet, readable by its owner alone, down to the disk.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), SealError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => SealError::Exists,
        kind => SealError::Write(kind),
    })?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|e| SealError::Write(e.kind()))
}
