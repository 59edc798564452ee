//! Building a filter: shards of equal size, filled with random tags to capacity.

use super::{
    HEADER_BYTES, Header, Item, MAX_FILE_BYTES, Plan, inner_form, largest_file_for_groups,
    positions_for_groups,
};
use crate::tag::Tag;
use bloomfilter::Bloom;
use rand_core::{CryptoRng, RngCore};
use std::borrow::Cow;

/// Why a filter was not built; nothing is published then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    #[error("more tags than 65,536 shards of 1 MiB hold")]
    TooLarge,
    #[error("a shard would be filled beyond its capacity")]
    Overfull,
}

/// One file, and how likely it takes an unlisted tag for a listed one.
pub struct Shard {
    pub file: Vec<u8>,
    /// (share of bits set) ^ positions.
    pub false_positive_rate: f64,
}

/// Size and number of the shards that [`build_for_groups`] makes of these tags.
///
/// # Errors
/// [`BuildError::TooLarge`].
pub fn plan_for_groups(tags: &[Tag], groups: usize) -> Result<Plan, BuildError> {
    plan_for(tags, positions_for_groups(groups), largest_file_for_groups(groups))
}

/// Builds all shards of the filter of one of a kind's groups, shard 0 first. `tags` are
/// distinct; their order does not matter, but tags in ascending order are not copied. The seed
/// is drawn here, after the tags are known to the caller, so that nobody can choose tags
/// against it.
///
/// # Errors
/// [`BuildError`].
pub fn build_for_groups<R: RngCore + CryptoRng>(
    tags: &[Tag],
    groups: usize,
    rng: &mut R,
) -> Result<(Plan, Vec<Shard>), BuildError> {
    build_all(plan_for_groups(tags, groups)?, tags, rng)
}

/// As [`build_for_groups`], for a kind of one group, with any number of positions.
///
/// # Errors
/// [`BuildError`].
pub fn build<R: RngCore + CryptoRng>(
    tags: &[Tag],
    positions: u8,
    rng: &mut R,
) -> Result<(Plan, Vec<Shard>), BuildError> {
    build_all(plan_for(tags, positions, MAX_FILE_BYTES)?, tags, rng)
}

fn plan_for(tags: &[Tag], positions: u8, largest: usize) -> Result<Plan, BuildError> {
    Plan::smallest(positions, largest, |bits| fullest_shard(tags, bits)).ok_or(BuildError::TooLarge)
}

fn build_all<R: RngCore + CryptoRng>(
    plan: Plan,
    tags: &[Tag],
    rng: &mut R,
) -> Result<(Plan, Vec<Shard>), BuildError> {
    let seed = draw_seed(rng);
    let mut tags = Cow::Borrowed(tags);
    if !tags.is_sorted() {
        tags.to_mut().sort_unstable();
    }
    let mut left = &tags[..];
    let mut shards = Vec::with_capacity(1 << plan.shard_bits);
    for shard in 0..1u32 << plan.shard_bits {
        let shard = shard as u16;
        let here = left.partition_point(|tag| tag.shard(plan.shard_bits) == shard);
        let (of_shard, rest) = left.split_at(here);
        left = rest;
        shards.push(build_shard(of_shard, shard, plan, seed, rng)?);
    }
    Ok((plan, shards))
}

fn fullest_shard(tags: &[Tag], shard_bits: u8) -> usize {
    let mut counts = vec![0usize; 1 << shard_bits];
    for tag in tags {
        counts[usize::from(tag.shard(shard_bits))] += 1;
    }
    counts.into_iter().max().unwrap_or(0)
}

fn draw_seed<R: RngCore + CryptoRng>(rng: &mut R) -> [u8; 32] {
    let mut seed = [0; 32];
    loop {
        rng.fill_bytes(&mut seed);
        if seed[..16] != seed[16..] {
            return seed;
        }
    }
}

fn build_shard<R: RngCore + CryptoRng>(
    tags: &[Tag],
    shard: u16,
    plan: Plan,
    seed: [u8; 32],
    rng: &mut R,
) -> Result<Shard, BuildError> {
    let fillers = plan.capacity().checked_sub(tags.len()).ok_or(BuildError::Overfull)?;
    let bitmap_bytes = plan.file_bytes - HEADER_BYTES;
    let header = Header {
        positions: plan.positions,
        shard_bits: plan.shard_bits,
        shard,
        bitmap_bytes: bitmap_bytes as u32,
        seed,
    };
    let mut bloom = Bloom::<Item>::from_bytes(inner_form(&header, &vec![0; bitmap_bytes]))
        .map_err(|_| BuildError::TooLarge)?;
    let mut set = |tag: &Tag| {
        for j in 0..plan.positions / 2 {
            bloom.set(&Item::new(tag, j));
        }
    };
    tags.iter().for_each(&mut set);
    for _ in 0..fillers {
        // Where a filler falls among the shards does not matter to the bits it sets.
        let mut filler = [0; Tag::BYTES];
        rng.fill_bytes(&mut filler);
        set(&Tag::from_bytes(filler));
    }
    let inner = bloom.into_bytes();
    let bitmap = &inner[inner.len() - bitmap_bytes..];
    let set_bits: u64 = bitmap.iter().map(|byte| u64::from(byte.count_ones())).sum();
    let fill = set_bits as f64 / (8 * bitmap_bytes) as f64;
    let file = [header.encode().as_slice(), bitmap].concat();
    Ok(Shard { file, false_positive_rate: fill.powi(i32::from(plan.positions)) })
}
