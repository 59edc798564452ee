//! The manifest: everything a client needs to ask one incident, signed.
//!
//! JSON, signed as the exact bytes that were sent: Ed25519 over `shirabe/manifest/1`, a zero
//! byte, and the bytes. There is no canonical form to get wrong; a client verifies first and
//! reads afterwards.

use crate::{
    error::CheckError,
    filter::{HEADER_BYTES, MAX_FILE_BYTES, positions_for_groups},
    identifier::{Form, Kind, NORMALISATION},
    oprf::PublicKey,
    stretching::{Profile, Salt},
};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Opens the signed bytes, followed by a zero byte.
const DOMAIN: &[u8] = b"shirabe/manifest/1\0";
/// A manifest is valid for 24 hours.
pub const VALIDITY_SECONDS: i64 = 24 * 3600;
/// A device's clock may be behind by this much.
const CLOCK_TOLERANCE_SECONDS: i64 = 15 * 60;
/// Most bytes a client reads.
pub const MAX_BYTES: usize = 4 << 20;

/// The body, as signed. Times are seconds since 1970 (UTC); byte strings are lower-case hex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// `shirabe/manifest/1`.
    pub format: String,
    /// `shirabe/n1`.
    pub normalisation: String,
    #[serde(with = "hex_bytes")]
    pub deployment: [u8; 16],
    #[serde(with = "hex_bytes")]
    pub incident: [u8; 16],
    pub slug: String,
    /// Counts the published sets of this incident, from 1.
    pub set_version: u64,
    /// The date of the list, which "not in this list" is said of.
    pub as_of: i64,
    pub issued: i64,
    pub expires: i64,
    /// SHA-256 of the manifest before this one; all zero for the first.
    #[serde(with = "hex_bytes")]
    pub previous: [u8; 32],
    /// Of the public evaluation key.
    #[serde(with = "hex_bytes")]
    pub public_key: [u8; 32],
    pub profile: Profile,
    /// Kinds the public may ask by.
    pub kinds: Vec<Kind>,
    /// Names of the groups of people with the same kinds of data exposed.
    pub groups: Vec<String>,
    /// One for each kind and group.
    pub filters: Vec<FilterEntry>,
}

/// One filter, by kind and group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterEntry {
    pub kind: String,
    pub group: String,
    pub positions: u8,
    pub shard_bits: u8,
    /// 2^`shard_bits`, shard 0 first, all of one size.
    pub shards: Vec<ShardEntry>,
}

/// One file, found at `/filters/{sha256}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardEntry {
    #[serde(with = "hex_bytes")]
    pub sha256: [u8; 32],
    pub bytes: u32,
}

impl Manifest {
    pub const FORMAT: &'static str = "shirabe/manifest/1";

    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a manifest holds only strings, numbers and lists")
    }

    fn is_consistent(&self) -> bool {
        let fields_are_sound = self.kinds.iter().all(|kind| match &kind.form {
            Form::Composite { fields } => {
                !fields.is_empty() && all_differ(fields.iter().map(|field| &field.name))
            }
            Form::Email | Form::Phone { .. } | Form::Code => true,
        });
        let sizes = HEADER_BYTES + 1..=MAX_FILE_BYTES;
        let shards_agree = |filter: &FilterEntry| {
            filter.shard_bits <= 16
                && filter.shards.len() == 1 << filter.shard_bits
                && sizes.contains(&(filter.shards[0].bytes as usize))
                && filter.shards.iter().all(|shard| shard.bytes == filter.shards[0].bytes)
                && filter.positions >= positions_for_groups(self.groups.len())
        };
        let one_filter_for_each = self.kinds.iter().all(|kind| {
            self.groups.iter().all(|group| {
                let of_this = |f: &&FilterEntry| f.kind == kind.name && f.group == *group;
                self.filters.iter().filter(of_this).count() == 1
            })
        });
        // One file named twice would stand for two lists.
        let digests = || self.filters.iter().flat_map(|f| f.shards.iter().map(|s| s.sha256));
        let valid_for = self.expires.checked_sub(self.issued);
        self.format == Self::FORMAT
            && self.set_version > 0
            && valid_for.is_some_and(|seconds| (1..=VALIDITY_SECONDS).contains(&seconds))
            && !self.kinds.is_empty()
            && !self.groups.is_empty()
            && all_differ(self.kinds.iter().map(|kind| &kind.name))
            && all_differ(self.groups.iter())
            && all_differ(digests())
            && self.filters.len() == self.kinds.len() * self.groups.len()
            && fields_are_sound
            && one_filter_for_each
            && self.filters.iter().all(shards_agree)
    }
}

fn all_differ<T: Ord>(mut items: impl Iterator<Item = T>) -> bool {
    let mut seen = BTreeSet::new();
    items.all(|item| seen.insert(item))
}

/// SHA-256 of a manifest's exact bytes, for the next one's `previous`.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Signs a manifest's exact bytes.
pub fn sign(bytes: &[u8], key: &SigningKey) -> [u8; 64] {
    key.sign(&[DOMAIN, bytes].concat()).to_bytes()
}

/// A manifest whose signature, dates and inner agreement were checked. What comes after
/// (blinding, filters, outcome) takes only this.
#[derive(Debug, Clone)]
pub struct VerifiedManifest {
    manifest: Manifest,
    public_key: PublicKeyBytes,
}

#[derive(Clone)]
struct PublicKeyBytes(PublicKey);

impl std::fmt::Debug for PublicKeyBytes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PublicKey")
    }
}

impl VerifiedManifest {
    /// Checks the signature under the pinned signing key, then the rest.
    ///
    /// `now` is in seconds since 1970.
    ///
    /// # Errors
    /// The `Manifest...` errors of [`CheckError`], and [`CheckError::Element`].
    pub fn verify(
        bytes: &[u8],
        signature: &[u8],
        pinned: &[u8; 32],
        now: i64,
    ) -> Result<Self, CheckError> {
        let key = VerifyingKey::from_bytes(pinned).map_err(|_| CheckError::ManifestSignature)?;
        let signature =
            Signature::from_slice(signature).map_err(|_| CheckError::ManifestSignature)?;
        key.verify_strict(&[DOMAIN, bytes].concat(), &signature)
            .map_err(|_| CheckError::ManifestSignature)?;
        if bytes.len() > MAX_BYTES {
            return Err(CheckError::ManifestContent);
        }
        let manifest: Manifest =
            serde_json::from_slice(bytes).map_err(|_| CheckError::ManifestContent)?;
        if manifest.normalisation != NORMALISATION {
            return Err(CheckError::ManifestNormalisation);
        }
        if !manifest.is_consistent() {
            return Err(CheckError::ManifestContent);
        }
        if now >= manifest.expires {
            return Err(CheckError::ManifestExpired);
        }
        if now < manifest.issued.saturating_sub(CLOCK_TOLERANCE_SECONDS) {
            return Err(CheckError::ManifestNotYetValid);
        }
        let public_key = PublicKeyBytes(PublicKey::from_bytes(manifest.public_key)?);
        Ok(Self { manifest, public_key })
    }

    /// Refuses a manifest of another incident: it is signed by the same key, and its "not in
    /// this list" would speak of another list.
    ///
    /// # Errors
    /// [`CheckError::ManifestContent`].
    pub fn for_incident(self, slug: &str) -> Result<Self, CheckError> {
        if self.manifest.slug == slug { Ok(self) } else { Err(CheckError::ManifestContent) }
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub fn public_key(&self) -> &PublicKey {
        &self.public_key.0
    }

    pub fn salt(&self) -> Salt {
        Salt::of(&self.manifest.deployment, &self.manifest.incident)
    }

    /// # Errors
    /// [`CheckError::UnknownKind`].
    pub fn kind(&self, name: &str) -> Result<&Kind, CheckError> {
        self.manifest.kinds.iter().find(|kind| kind.name == name).ok_or(CheckError::UnknownKind)
    }

    /// The filters of one kind, one for each group in the manifest's order.
    ///
    /// # Errors
    /// [`CheckError::UnknownKind`].
    pub fn filters_of(&self, kind: &str) -> Result<Vec<&FilterEntry>, CheckError> {
        self.kind(kind)?;
        self.manifest
            .groups
            .iter()
            .map(|group| {
                let of_this = |f: &&FilterEntry| f.kind == kind && f.group == *group;
                self.manifest.filters.iter().find(of_this).ok_or(CheckError::ManifestContent)
            })
            .collect()
    }
}

/// Lower-case hex for byte arrays in JSON.
mod hex_bytes {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer, const N: usize>(
        bytes: &[u8; N],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
        let text: String = bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect();
        serializer.serialize_str(&text)
    }

    pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
        deserializer: D,
    ) -> Result<[u8; N], D::Error> {
        let text = String::deserialize(deserializer)?;
        let digit = |byte: u8| char::from(byte).to_digit(16).filter(|_| !byte.is_ascii_uppercase());
        let mut bytes = [0; N];
        if text.len() != 2 * N {
            return Err(D::Error::custom("wrong length"));
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else {
                return Err(D::Error::custom("not lower-case hex"));
            };
            *byte = (high << 4 | low) as u8;
        }
        Ok(bytes)
    }
}
