//! RFC 9497, mode VOPRF, suite ristretto255-SHA512, through the crate `voprf` alone.
//!
//! The wrappers have no `Debug`, `Hash`, `Ord` or serde: the crate's own print the key. State
//! that may serve once is consumed.

pub mod client;
pub mod server;

use crate::error::CheckError;
use voprf::{EvaluationElement, Group, Proof, Ristretto255};

type Suite = Ristretto255;

/// Bytes of an encoded group element, and of a scalar.
pub const ELEMENT_BYTES: usize = 32;
/// Bytes of a proof: two scalars.
pub const PROOF_BYTES: usize = 64;
/// Most elements that one proof covers.
pub const MAX_BATCH: usize = 4096;

/// A server's public key, checked to be a group element other than the identity.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey {
    bytes: [u8; ELEMENT_BYTES],
    element: <Suite as Group>::Elem,
}

impl PublicKey {
    /// # Errors
    /// [`CheckError::Element`].
    pub fn from_bytes(bytes: [u8; ELEMENT_BYTES]) -> Result<Self, CheckError> {
        let element =
            <Suite as Group>::deserialize_elem(&bytes).map_err(|_| CheckError::Element)?;
        Ok(Self { bytes, element })
    }

    pub fn as_bytes(&self) -> &[u8; ELEMENT_BYTES] {
        &self.bytes
    }
}

fn evaluation_element(bytes: &[u8]) -> Result<EvaluationElement<Suite>, CheckError> {
    EvaluationElement::deserialize(bytes).map_err(|_| CheckError::Element)
}

fn proof(bytes: &[u8]) -> Result<Proof<Suite>, CheckError> {
    Proof::deserialize(bytes).map_err(|_| CheckError::Proof)
}
