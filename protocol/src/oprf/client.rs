//! RFC 9497 section 3.3.2, the client's half: Blind and Finalize.

use super::{ELEMENT_BYTES, MAX_BATCH, PROOF_BYTES, PublicKey, Suite, evaluation_element, proof};
use crate::{
    error::CheckError,
    stretching::StretchedIdentifier,
    tag::{Tag, VerifiedTag},
};
use rand_core::{CryptoRng, RngCore};
use voprf::{Group, VoprfClient};

/// One blinded identifier on its way: finalised once, or dropped.
pub struct Pending {
    state: VoprfClient<Suite>,
    input: StretchedIdentifier,
}

/// Blinds one identifier with a fresh random scalar. The 32 bytes are uniformly distributed
/// whatever the identifier is: whoever sees them learns nothing.
///
/// # Errors
/// [`CheckError::Element`] where the input hashes to the identity, which never happens.
pub fn blind<R: RngCore + CryptoRng>(
    input: StretchedIdentifier,
    rng: &mut R,
) -> Result<(Pending, [u8; ELEMENT_BYTES]), CheckError> {
    let scalar = <Suite as Group>::random_scalar(rng);
    let blinded = VoprfClient::deterministic_blind_unchecked(input.as_bytes(), scalar)
        .map_err(|_| CheckError::Element)?;
    let message = blinded.message.serialize().into();
    Ok((Pending { state: blinded.state, input }, message))
}

impl Pending {
    /// Verifies the proof against the key, then unblinds and hashes.
    ///
    /// # Errors
    /// [`CheckError::Element`], [`CheckError::Proof`].
    pub fn finalize(
        self,
        evaluated: &[u8; ELEMENT_BYTES],
        proof_bytes: &[u8; PROOF_BYTES],
        key: &PublicKey,
    ) -> Result<VerifiedTag, CheckError> {
        let output = self
            .state
            .finalize(
                self.input.as_bytes(),
                &evaluation_element(evaluated)?,
                &proof(proof_bytes)?,
                key.element,
            )
            .map_err(|_| CheckError::Proof)?;
        Ok(VerifiedTag { tag: tag_of(&output), key: key.bytes, purpose: self.input.purpose() })
    }
}

/// Finalises a whole batch, whose one proof covers every element in order.
///
/// `evaluated` holds as many elements of 32 bytes as there are pending identifiers.
///
/// # Errors
/// [`CheckError::MessageLength`], [`CheckError::Element`], [`CheckError::Proof`].
pub fn finalize_batch(
    pending: &[Pending],
    evaluated: &[u8],
    proof_bytes: &[u8; PROOF_BYTES],
    key: &PublicKey,
) -> Result<Vec<VerifiedTag>, CheckError> {
    if pending.len() > MAX_BATCH || evaluated.len() != pending.len() * ELEMENT_BYTES {
        return Err(CheckError::MessageLength);
    }
    let elements = evaluated
        .chunks_exact(ELEMENT_BYTES)
        .map(evaluation_element)
        .collect::<Result<Vec<_>, _>>()?;
    // The crate takes lists of references to its own types; its states are cheap to clone.
    let states: Vec<_> = pending.iter().map(|one| one.state.clone()).collect();
    let inputs: Vec<&[u8]> = pending.iter().map(|one| one.input.as_bytes().as_slice()).collect();
    VoprfClient::batch_finalize(&inputs, &states, &elements, &proof(proof_bytes)?, key.element)
        .map_err(|_| CheckError::Proof)?
        .zip(pending)
        .map(|(output, one)| {
            let tag = tag_of(&output.map_err(|_| CheckError::Element)?);
            Ok(VerifiedTag { tag, key: key.bytes, purpose: one.input.purpose() })
        })
        .collect()
}

fn tag_of(output: &[u8]) -> Tag {
    let mut tag = [0; Tag::BYTES];
    tag.copy_from_slice(&output[..Tag::BYTES]);
    Tag::from_bytes(tag)
}
