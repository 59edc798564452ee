//! Building a filter: shards of equal size, filled with random tags to capacity.

use super::{HEADER_BYTES, Header, Item, Plan, inner_form};
use crate::tag::Tag;
use bloomfilter::Bloom;
use rand_core::{CryptoRng, RngCore};

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

/// Builds all shards of one filter, shard 0 first. `tags` are distinct; their order does not
/// matter. The seed is drawn here, after the tags are known to the caller, so that nobody can
/// choose tags against it.
///
/// # Errors
/// [`BuildError`].
pub fn build<R: RngCore + CryptoRng>(
    tags: &[Tag],
    positions: u8,
    rng: &mut R,
) -> Result<(Plan, Vec<Shard>), BuildError> {
    let plan =
        Plan::smallest(positions, |bits| fullest_shard(tags, bits)).ok_or(BuildError::TooLarge)?;
    let seed = draw_seed(rng);
    let mut by_shard: Vec<Vec<&Tag>> = vec![Vec::new(); 1 << plan.shard_bits];
    for tag in tags {
        by_shard[usize::from(tag.shard(plan.shard_bits))].push(tag);
    }
    let shards = by_shard
        .into_iter()
        .enumerate()
        .map(|(shard, tags)| build_shard(&tags, shard as u16, plan, seed, rng))
        .collect::<Result<Vec<_>, _>>()?;
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
    tags: &[&Tag],
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
    tags.iter().for_each(|tag| set(tag));
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
