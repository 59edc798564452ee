//! Secrets that lie in the database: sealed under the master key, each for one use and owner,
//! so that a copy of the database opens none and two rows cannot be exchanged.

use super::{KeyStore, SealError};
use zeroize::Zeroizing;

impl KeyStore {
    /// Seals a secret for a use (`totp`) and an owner.
    ///
    /// # Errors
    /// [`SealError::Sealed`].
    pub fn seal_bytes(
        &self,
        purpose: &str,
        owner: &[u8; 16],
        secret: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let plaintext = Zeroizing::new([&header(purpose, owner), secret].concat());
        self.master.seal_bytes(&plaintext)
    }

    /// Opens what [`Self::seal_bytes`] sealed for the same use and owner.
    ///
    /// # Errors
    /// [`SealError::Sealed`], [`SealError::Content`].
    pub fn unseal_bytes(
        &self,
        purpose: &str,
        owner: &[u8; 16],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let plaintext = self.master.unseal_bytes(sealed)?;
        let secret = plaintext.strip_prefix(header(purpose, owner).as_slice());
        secret.map(|secret| Zeroizing::new(secret.to_vec())).ok_or(SealError::Content)
    }
}

fn header(purpose: &str, owner: &[u8; 16]) -> Vec<u8> {
    [b"shirabe/", purpose.as_bytes(), b"/1\0", owner].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::MasterKey;

    #[test]
    fn a_secret_opens_for_its_use_and_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let master = MasterKey::create(&folder.path().join("master.key")).unwrap();
        let keys = KeyStore::open(folder.path(), master);
        let sealed = keys.seal_bytes("totp", &[1; 16], b"twenty bytes of seed").unwrap();
        assert!(!sealed.windows(6).any(|window| window == b"twenty"));
        let opened = keys.unseal_bytes("totp", &[1; 16], &sealed).unwrap();
        assert_eq!(opened.as_slice(), b"twenty bytes of seed");
        let other = |purpose, owner| keys.unseal_bytes(purpose, owner, &sealed);
        assert!(matches!(other("totp", &[2; 16]), Err(SealError::Content)));
        assert!(matches!(other("mail", &[1; 16]), Err(SealError::Content)));
        let cut = keys.unseal_bytes("totp", &[1; 16], &sealed[1..]);
        assert!(matches!(cut, Err(SealError::Sealed)));
    }
}
