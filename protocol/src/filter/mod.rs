//! Bloom filters of public tags, one for each group and kind, in equal shards.
//!
//! A tag takes `positions` bits: it is stored as `positions / 2` items (tag, j) of 17 bytes in a
//! filter of the crate `bloomfilter` with two hashes. The crate derives every position after the
//! second from the first two and then misses a rate of 1e-9 by far at small sizes; items with
//! two independent hashes each do not.
//!
//! File, all numbers big-endian:
//!
//! ```text
//!  0   8  "shrbflt1"
//!  8   1  positions, even, 30 to 64
//!  9   1  shard bits b, 0 to 16
//! 10   2  shard, below 2^b
//! 12   4  length of the bitmap in bytes
//! 16  32  seed: SipHash-1-3 keys of the even and the odd positions, 16 bytes each
//! 48   n  bitmap; bit p is bit p mod 8 (1 is the lowest) of byte p div 8
//! ```

mod build;
mod plan;

pub use build::{BuildError, Shard, build, build_for_groups, plan_for_groups};
pub use plan::{
    FALSE_POSITIVE_BUDGET, MAX_FILE_BYTES, Plan, capacity, largest_file_for_groups,
    positions_for_groups,
};

use crate::{error::CheckError, tag::Tag};
use bloomfilter::Bloom;
use std::hash::{Hash, Hasher};

const MAGIC: &[u8; 8] = b"shrbflt1";
/// Bytes before the bitmap.
pub const HEADER_BYTES: usize = 48;
/// Most positions a header may ask for; more would only slow a client down.
const MAX_POSITIONS: u8 = 64;
/// Fewest positions that keep the budget of one group.
const MIN_POSITIONS: u8 = 30;

/// (tag, j), hashed as its 17 bytes and nothing else: the standard library writes a slice's
/// length first, as a `usize`, which differs between a server and a browser.
struct Item([u8; 17]);

impl Item {
    fn new(tag: &Tag, j: u8) -> Self {
        let mut bytes = [j; 17];
        bytes[..16].copy_from_slice(tag.as_bytes());
        Self(bytes)
    }
}

impl Hash for Item {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write(&self.0);
    }
}

/// What stands before the bitmap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    pub positions: u8,
    pub shard_bits: u8,
    pub shard: u16,
    pub bitmap_bytes: u32,
    pub seed: [u8; 32],
}

impl Header {
    fn encode(&self) -> [u8; HEADER_BYTES] {
        let mut bytes = [0; HEADER_BYTES];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8] = self.positions;
        bytes[9] = self.shard_bits;
        bytes[10..12].copy_from_slice(&self.shard.to_be_bytes());
        bytes[12..16].copy_from_slice(&self.bitmap_bytes.to_be_bytes());
        bytes[16..].copy_from_slice(&self.seed);
        bytes
    }

    fn decode(file: &[u8]) -> Result<Self, CheckError> {
        let header = file.first_chunk::<HEADER_BYTES>().ok_or(CheckError::FilterHeader)?;
        let mut seed = [0; 32];
        seed.copy_from_slice(&header[16..]);
        let read = Self {
            positions: header[8],
            shard_bits: header[9],
            shard: u16::from_be_bytes([header[10], header[11]]),
            bitmap_bytes: u32::from_be_bytes([header[12], header[13], header[14], header[15]]),
            seed,
        };
        let sound = header.starts_with(MAGIC)
            && read.positions.is_multiple_of(2)
            && (MIN_POSITIONS..=MAX_POSITIONS).contains(&read.positions)
            && read.shard_bits <= 16
            && u32::from(read.shard) < 1 << read.shard_bits
            && read.bitmap_bytes > 0
            // Not the sum, which a header of 0xFFFFFFFF overflows where `usize` has 32 bits.
            && file.len() - HEADER_BYTES == read.bitmap_bytes as usize
            && file.len() <= MAX_FILE_BYTES
            // Equal halves would make both hashes one.
            && seed[..16] != seed[16..];
        if sound { Ok(read) } else { Err(CheckError::FilterHeader) }
    }
}

/// One shard, its header checked, ready to be asked.
pub struct Filter {
    header: Header,
    bloom: Bloom<Item>,
}

impl Filter {
    /// # Errors
    /// [`CheckError::FilterHeader`].
    pub fn from_file(file: &[u8]) -> Result<Self, CheckError> {
        let header = Header::decode(file)?;
        let bloom = Bloom::from_bytes(inner_form(&header, &file[HEADER_BYTES..]))
            .map_err(|_| CheckError::FilterHeader)?;
        Ok(Self { header, bloom })
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Whether the tag is in this shard; wrong for one in 10^9 tags that are not.
    ///
    /// # Errors
    /// [`CheckError::FilterMissing`] where the tag belongs to another shard: this one has
    /// nothing to say about it.
    pub fn contains(&self, tag: &Tag) -> Result<bool, CheckError> {
        if tag.shard(self.header.shard_bits) != self.header.shard {
            return Err(CheckError::FilterMissing);
        }
        Ok((0..self.header.positions / 2).all(|j| self.bloom.check(&Item::new(tag, j))))
    }
}

/// The crate's own serialisation (version 1, two hashes), rebuilt from our checked header.
fn inner_form(header: &Header, bitmap: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(45 + bitmap.len());
    bytes.push(1);
    bytes.extend_from_slice(&u64::from(header.bitmap_bytes).to_le_bytes());
    bytes.extend_from_slice(&2u32.to_le_bytes());
    bytes.extend_from_slice(&header.seed);
    bytes.extend_from_slice(bitmap);
    bytes
}
