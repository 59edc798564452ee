//! The pseudonym everything hangs on: 16 bytes that only the person's device or the
//! organisation's machine can compute, each time with one answer of the server's key.

use crate::stretching::Purpose;

/// First 16 of the 64 bytes of the OPRF's output.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag([u8; 16]);

impl Tag {
    pub const BYTES: usize = 16;

    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The number made of the tag's first `bits` bits (at most 16): which shard it falls into.
    pub fn shard(&self, bits: u8) -> u16 {
        debug_assert!(bits <= 16);
        let first = u32::from(u16::from_be_bytes([self.0[0], self.0[1]]));
        (first >> (16 - u32::from(bits))) as u16
    }
}

impl std::fmt::Debug for Tag {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Tag(hidden)")
    }
}

/// A tag whose proof was verified against a key. Only `oprf::client` makes one.
pub struct VerifiedTag {
    pub(crate) tag: Tag,
    pub(crate) key: [u8; 32],
    pub(crate) purpose: Purpose,
}

impl VerifiedTag {
    pub fn tag(&self) -> Tag {
        self.tag
    }
}
