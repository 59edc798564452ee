//! The Ed25519 key that signs manifests; its public half is pinned in pages and clients.

use super::{KeyMaker, MasterKey, SealError};
use ed25519_dalek::SigningKey;
use rand::{CryptoRng, RngCore};
use shirabe_protocol::manifest;
use std::path::Path;
use zeroize::Zeroizing;

const FILE: &str = "manifest-signing.age";
const CONTENT: &[u8] = b"shirabe/manifest-signing/1\0";

/// Signs manifests. Prints nothing of itself.
pub struct ManifestSigner(SigningKey);

impl ManifestSigner {
    /// Draws and seals the signing key of a new deployment.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn create<R: RngCore + CryptoRng>(
        maker: &KeyMaker,
        rng: &mut R,
    ) -> Result<Self, SealError> {
        let mut secret = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *secret);
        let plaintext = Zeroizing::new([CONTENT, &*secret].concat());
        maker.seal_new(FILE, &plaintext)?;
        Ok(Self(SigningKey::from_bytes(&secret)))
    }

    pub(super) fn open(folder: &Path, master: &MasterKey) -> Result<Self, SealError> {
        let plaintext = master.unseal(&folder.join(FILE))?;
        let secret = plaintext
            .strip_prefix(CONTENT)
            .and_then(|rest| rest.try_into().ok())
            .ok_or(SealError::Content)?;
        Ok(Self(SigningKey::from_bytes(secret)))
    }

    pub fn public_key(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Signs a manifest's exact bytes.
    pub fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        manifest::sign(bytes, &self.0)
    }
}
