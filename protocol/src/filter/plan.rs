//! How large a filter is: positions from the number of groups, sizes in steps.

use super::HEADER_BYTES;

/// Chance that one lookup of an unlisted identifier is answered wrongly, over all groups of its
/// kind together.
pub const FALSE_POSITIVE_BUDGET: f64 = 1e-9;

/// Largest shard, header included: 1 MiB.
pub const MAX_FILE_BYTES: usize = 1 << 20;
const MIN_FILE_BYTES: usize = 16 << 10;
/// Six steps an octave, each about 12 % above the one before, in units of 8 bytes. A size tells
/// the number of people only to within a step.
const STEPS: [usize; 6] = [16_384, 18_392, 20_648, 23_176, 26_008, 29_200];

/// Bits a tag takes: 2 x ceil(log2(10^9 x groups) / 2). 30 for one group, 32 for two to four.
pub fn positions_for_groups(groups: usize) -> u8 {
    let wanted = 1_000_000_000u64.saturating_mul(groups.max(1) as u64);
    // The smallest j with 4^j >= wanted.
    let items = (15..32).find(|j| 1u64 << (2 * j) >= wanted).unwrap_or(32);
    2 * items as u8
}

/// Tags that a file holds: 0.99 x bits x ln 2 / positions, rounded down.
pub fn capacity(file_bytes: usize, positions: u8) -> usize {
    const LN_2_PER_MILLION: u64 = 693_147;
    let bits = 8 * (file_bytes - HEADER_BYTES) as u64;
    (bits * LN_2_PER_MILLION * 99 / 100_000_000 / u64::from(positions)) as usize
}

/// Largest shard where a kind has this many groups: one shard of each makes 1 MiB at most, so
/// that a part of a kind can be fetched whatever the number of its groups.
pub fn largest_file_for_groups(groups: usize) -> usize {
    (MAX_FILE_BYTES / groups.max(1)).max(MIN_FILE_BYTES)
}

/// The file sizes there are, ascending.
fn sizes() -> impl Iterator<Item = usize> {
    (0..=6)
        .flat_map(|octave| STEPS.map(|step| step << octave))
        .filter(|size| (MIN_FILE_BYTES..=MAX_FILE_BYTES).contains(size))
}

/// Size and number of a filter's shards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    pub positions: u8,
    pub shard_bits: u8,
    /// Of every shard, header included.
    pub file_bytes: usize,
}

impl Plan {
    /// The fewest shards, of the smallest size, whose fullest holds its tags.
    ///
    /// No shard is larger than `largest`. `fullest` gives the number of tags in the fullest of
    /// 2^b shards. `None` where 2^16 shards do not suffice.
    pub fn smallest(positions: u8, largest: usize, fullest: impl Fn(u8) -> usize) -> Option<Self> {
        (0..=16).find_map(|shard_bits| {
            let needed = fullest(shard_bits);
            let mut sizes = sizes().take_while(|size| *size <= largest);
            let file_bytes = sizes.find(|size| capacity(*size, positions) >= needed)?;
            Some(Self { positions, shard_bits, file_bytes })
        })
    }

    pub fn capacity(&self) -> usize {
        capacity(self.file_bytes, self.positions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_of_the_design() {
        assert_eq!([1, 2, 3, 4, 5].map(positions_for_groups), [30, 32, 32, 32, 34]);
    }

    #[test]
    fn one_shard_of_every_group_fits_a_mebibyte() {
        for groups in 1..=64 {
            let (positions, largest) =
                (positions_for_groups(groups), largest_file_for_groups(groups));
            for tags in [1, 30_000, 400_000, 5_000_000] {
                let evenly = |shard_bits: u8| tags >> shard_bits;
                let plan = Plan::smallest(positions, largest, evenly).unwrap();
                assert!(groups * plan.file_bytes <= MAX_FILE_BYTES, "{groups} groups, {tags}");
            }
        }
        assert_eq!(largest_file_for_groups(1), MAX_FILE_BYTES);
        assert_eq!(largest_file_for_groups(1000), MIN_FILE_BYTES);
    }

    #[test]
    fn steps_of_about_an_eighth() {
        let sizes: Vec<_> = sizes().collect();
        assert_eq!((sizes[0], *sizes.last().unwrap()), (MIN_FILE_BYTES, MAX_FILE_BYTES));
        for pair in sizes.windows(2) {
            let growth = pair[1] as f64 / pair[0] as f64;
            assert!((1.118..1.127).contains(&growth), "{pair:?}");
        }
    }

    #[test]
    fn bytes_a_tag_stay_within_the_promise() {
        for positions in [30, 32] {
            for size in sizes() {
                let bytes = size as f64 / capacity(size, positions) as f64;
                assert!(bytes <= 5.9, "{size} bytes at {positions}: {bytes}");
            }
        }
    }
}
