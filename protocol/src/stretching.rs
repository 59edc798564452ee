//! Argon2id (RFC 9106): p = 1, 32 bytes out, no secret, no associated data.
//!
//! The salt is the same for a whole incident, because every row of a list and every lookup
//! must reach the same bytes; it differs between incidents and deployments. Stretching buys
//! time after a key leak; the key is the defence.

use crate::{error::CheckError, identifier::NormalizedIdentifier};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// How much work one guess costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// 19 MiB, two passes.
    Standard,
    /// 64 MiB, three passes; for sensitive data.
    Strong,
    /// 4 MiB, one pass; only from a million rows, never for sensitive data.
    Mass,
    /// 1 MiB, one pass; sample incidents only, whose pages carry a banner.
    Sample,
}

impl Profile {
    /// Memory in KiB, RFC 9106's m.
    pub const fn memory_kib(self) -> u32 {
        match self {
            Self::Standard => 19 * 1024,
            Self::Strong => 64 * 1024,
            Self::Mass => 4 * 1024,
            Self::Sample => 1024,
        }
    }

    /// Passes, RFC 9106's t.
    pub const fn passes(self) -> u32 {
        match self {
            Self::Standard => 2,
            Self::Strong => 3,
            Self::Mass | Self::Sample => 1,
        }
    }

    /// Hours that one 960 GB/s graphics card needs for 10^9 guesses once the keys have leaked
    /// (an upper bound on the attacker's cost of memory traffic).
    pub fn attacker_hours_per_billion(self) -> f64 {
        // A block is written and one other read; later passes also read what they overwrite.
        let transfers = f64::from(3 * self.passes() - 1);
        let bytes = transfers * f64::from(self.memory_kib()) * 1024.0;
        1e9 * bytes / 960e9 / 3600.0
    }
}

/// Salt of an incident: first 16 bytes of SHA-256(deployment id || incident id).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; 16]);

impl Salt {
    /// Both ids are 16 random bytes and public.
    pub fn of(deployment: &[u8; 16], incident: &[u8; 16]) -> Self {
        let digest = Sha256::new().chain_update(deployment).chain_update(incident).finalize();
        let mut salt = [0; 16];
        salt.copy_from_slice(&digest[..16]);
        Self(salt)
    }

    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// What a stretched identifier, and later its tag, was made for: a profile, a salt, a kind's
/// name. Never sent. An answer is refused where it does not fit the manifest, since a tag made
/// for anything else is in no filter and would read as "not in this list".
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Purpose([u8; 16]);

impl Purpose {
    pub(crate) fn of(profile: Profile, salt: Salt, kind_name: &[u8]) -> Self {
        let digest = Sha256::new()
            .chain_update(profile.memory_kib().to_be_bytes())
            .chain_update(profile.passes().to_be_bytes())
            .chain_update(salt.0)
            .chain_update(kind_name)
            .finalize();
        let mut purpose = [0; 16];
        purpose.copy_from_slice(&digest[..16]);
        Self(purpose)
    }
}

/// What the OPRF is computed of, 32 bytes. Identifying for whoever can stretch guesses.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct StretchedIdentifier {
    bytes: [u8; 32],
    #[zeroize(skip)]
    purpose: Purpose,
}

impl StretchedIdentifier {
    /// The OPRF's input. Never log or send it.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    pub(crate) fn purpose(&self) -> Purpose {
        self.purpose
    }
}

impl std::fmt::Debug for StretchedIdentifier {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("StretchedIdentifier(hidden)")
    }
}

/// Stretches one identifier after another in one block of memory (a fresh block for each row
/// costs more than a row of `sample` itself).
pub struct Stretcher {
    argon2: Argon2<'static>,
    profile: Profile,
    salt: Salt,
    memory: Vec<Block>,
}

impl Stretcher {
    /// # Errors
    /// [`CheckError::Memory`] where the memory cannot be had.
    pub fn new(profile: Profile, salt: Salt) -> Result<Self, CheckError> {
        let params = Params::new(profile.memory_kib(), profile.passes(), 1, Some(32))
            .map_err(|_| CheckError::Memory)?;
        let mut memory = Vec::new();
        memory.try_reserve_exact(params.block_count()).map_err(|_| CheckError::Memory)?;
        memory.resize(params.block_count(), Block::new());
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Ok(Self { argon2, profile, salt, memory })
    }

    /// Takes 0.3 ms (`sample`) to 100 ms (`strong`) of one core.
    ///
    /// # Errors
    /// [`CheckError::Memory`]; nothing else can go wrong with these parameters.
    pub fn stretch(
        &mut self,
        identifier: &NormalizedIdentifier,
    ) -> Result<StretchedIdentifier, CheckError> {
        let purpose = Purpose::of(self.profile, self.salt, identifier.kind_name());
        let mut output = [0; 32];
        self.argon2
            .hash_password_into_with_memory(
                identifier.canonical_bytes(),
                &self.salt.0,
                &mut output,
                &mut self.memory[..],
            )
            .map_err(|_| CheckError::Memory)?;
        Ok(StretchedIdentifier { bytes: output, purpose })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_of_memory_carries_nothing_over() {
        let kind = crate::identifier::Kind::email();
        let salt = Salt::of(&[1; 16], &[2; 16]);
        let first = kind.normalise(&["a@example.jp"]).unwrap();
        let second = kind.normalise(&["b@example.jp"]).unwrap();
        let mut reused = Stretcher::new(Profile::Sample, salt).unwrap();
        let a = reused.stretch(&first).unwrap();
        let b = reused.stretch(&second).unwrap();
        assert!(a != b);
        assert!(a == Stretcher::new(Profile::Sample, salt).unwrap().stretch(&first).unwrap());
        assert!(b == Stretcher::new(Profile::Sample, salt).unwrap().stretch(&second).unwrap());
    }
}
