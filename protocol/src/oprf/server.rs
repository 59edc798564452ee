//! RFC 9497 section 3.3.2, the server's half: BlindEvaluate.

use super::{ELEMENT_BYTES, MAX_BATCH, PROOF_BYTES, PublicKey, Suite};
use crate::error::CheckError;
use rand_core::{CryptoRng, RngCore};
use voprf::{BlindedElement, Group, VoprfServer};
use zeroize::Zeroizing;

/// A private key, ready to evaluate. Erased when dropped.
pub struct EvaluationKey {
    server: VoprfServer<Suite>,
    public: PublicKey,
}

/// A private key's bytes, for the key store alone.
pub type PrivateKeyBytes = Zeroizing<[u8; ELEMENT_BYTES]>;

/// Draws a private key.
pub fn generate_private_key<R: RngCore + CryptoRng>(rng: &mut R) -> PrivateKeyBytes {
    let scalar = Zeroizing::new(<Suite as Group>::random_scalar(rng));
    Zeroizing::new(<Suite as Group>::serialize_scalar(*scalar).into())
}

impl EvaluationKey {
    /// # Errors
    /// [`CheckError::Element`] where the bytes are no scalar, or zero.
    pub fn from_private_key(bytes: &[u8; ELEMENT_BYTES]) -> Result<Self, CheckError> {
        let server = VoprfServer::new_with_key(bytes).map_err(|_| CheckError::Element)?;
        let encoded = <Suite as Group>::serialize_elem(server.get_public_key()).into();
        Ok(Self { server, public: PublicKey::from_bytes(encoded)? })
    }

    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// One element and its proof.
    ///
    /// # Errors
    /// [`CheckError::Element`].
    pub fn blind_evaluate<R: RngCore + CryptoRng>(
        &self,
        blinded: &[u8; ELEMENT_BYTES],
        rng: &mut R,
    ) -> Result<([u8; ELEMENT_BYTES], [u8; PROOF_BYTES]), CheckError> {
        let element = BlindedElement::deserialize(blinded).map_err(|_| CheckError::Element)?;
        let result = self.server.blind_evaluate(rng, &element);
        Ok((result.message.serialize().into(), result.proof.serialize().into()))
    }

    /// As many elements as there are 32-byte chunks (1 to 4096), under one proof.
    ///
    /// # Errors
    /// [`CheckError::MessageLength`], [`CheckError::Element`].
    pub fn blind_evaluate_batch<R: RngCore + CryptoRng>(
        &self,
        blinded: &[u8],
        rng: &mut R,
    ) -> Result<(Vec<u8>, [u8; PROOF_BYTES]), CheckError> {
        let count = blinded.len() / ELEMENT_BYTES;
        if count == 0 || count > MAX_BATCH || !blinded.len().is_multiple_of(ELEMENT_BYTES) {
            return Err(CheckError::MessageLength);
        }
        let elements = blinded
            .chunks_exact(ELEMENT_BYTES)
            .map(|bytes| BlindedElement::deserialize(bytes).map_err(|_| CheckError::Element))
            .collect::<Result<Vec<_>, _>>()?;
        let result = self
            .server
            .batch_blind_evaluate(rng, &elements)
            .map_err(|_| CheckError::MessageLength)?;
        let mut evaluated = Vec::with_capacity(blinded.len());
        for element in result.messages {
            evaluated.extend_from_slice(&element.serialize());
        }
        Ok((evaluated, result.proof.serialize().into()))
    }
}
