//! Which filters a lookup fetches, when, and how much of a tag that tells.
//!
//! Before anything is typed, if it fits what the device is ready to take: nothing is told then.
//! Otherwise after the tag is known, an aligned block of shards: every shard that agrees with
//! the tag's first bits, in every group, always all of them and always in the order of their
//! files. So the requests follow from those bits and from nothing else; above all not from the
//! answer.

use crate::{
    error::CheckError,
    filter::Plan,
    manifest::{FilterEntry, ShardEntry, VerifiedManifest},
    stretching::Purpose,
    tag::VerifiedTag,
};

/// The most bits of a tag that a lookup ever tells.
pub const MOST_BITS: u8 = 6;

/// What a device takes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    bytes: u64,
    bits: u8,
}

impl Budget {
    /// 8 MiB, and at most 3 bits.
    pub const ORDINARY: Self = Self { bytes: 8 << 20, bits: 3 };
    /// For a device that asks to save data: 1 MiB, and at most 6 bits.
    pub const SAVING: Self = Self { bytes: 1 << 20, bits: MOST_BITS };
}

/// Number and size of one filter's shards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilterSize {
    pub shard_bits: u8,
    /// Of every shard.
    pub file_bytes: u64,
}

impl From<&FilterEntry> for FilterSize {
    fn from(entry: &FilterEntry) -> Self {
        let file_bytes = entry.shards.first().map_or(0, |shard| u64::from(shard.bytes));
        Self { shard_bits: entry.shard_bits, file_bytes }
    }
}

impl From<Plan> for FilterSize {
    fn from(plan: Plan) -> Self {
        Self { shard_bits: plan.shard_bits, file_bytes: plan.file_bytes as u64 }
    }
}

/// The shards of one kind, in all its groups, that agree with a tag's first `bits` bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What fetching it tells of the tag; 0 is the whole of the kind.
    pub bits: u8,
    pub bytes: u64,
}

impl Part {
    /// A filter of fewer shards than 2^bits gives one shard, which tells less.
    fn of(filters: &[FilterSize], bits: u8) -> Self {
        let bytes = filters
            .iter()
            .map(|filter| filter.file_bytes << filter.shard_bits.saturating_sub(bits))
            .sum();
        let told = filters.iter().map(|filter| filter.shard_bits.min(bits)).max().unwrap_or(0);
        Self { bits: told, bytes }
    }

    /// The fewest bits, at most the budget's, with which a block fits it.
    fn within(filters: &[FilterSize], budget: Budget) -> Option<Self> {
        (0..=budget.bits)
            .map(|bits| Self::of(filters, bits))
            .find(|part| part.bytes <= budget.bytes)
    }
}

/// How the filters of one kind are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindFetching {
    /// All of them, before anything is typed.
    Whole { bytes: u64 },
    /// A block, once the tag is known.
    Block(Part),
    /// Nothing, until the person has chosen one of these.
    Choice {
        /// What a device takes that does not save data; at least three bits' worth of it.
        larger: Part,
        /// Fewer bytes for more bits, if there is such a block.
        smaller: Option<Part>,
    },
}

impl KindFetching {
    /// `None` where 8 MiB do not hold the block even with [`MOST_BITS`] bits told: such a set
    /// is refused, by the server that would publish it and by every client.
    pub fn of(filters: &[FilterSize], budget: Budget) -> Option<Self> {
        if Part::of(filters, MOST_BITS).bytes > Budget::ORDINARY.bytes {
            return None;
        }
        Some(match Part::within(filters, budget) {
            Some(Part { bits: 0, bytes }) => Self::Whole { bytes },
            Some(part) => Self::Block(part),
            None => {
                let larger = Part::within(filters, Budget::ORDINARY)
                    .unwrap_or_else(|| Part::of(filters, Budget::ORDINARY.bits));
                let smaller = Part::within(filters, Budget { bits: MOST_BITS, ..budget })
                    .unwrap_or_else(|| Part::of(filters, MOST_BITS));
                Self::Choice {
                    larger,
                    smaller: Some(smaller).filter(|smaller| smaller.bytes < larger.bytes),
                }
            }
        })
    }
}

/// What one lookup fetches, by kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchPlan {
    everything_at_open: bool,
    /// In the order of the manifest's kinds.
    by_kind: Vec<(String, KindFetching)>,
}

impl FetchPlan {
    /// # Errors
    /// [`CheckError::SetTooLarge`] where one kind cannot be fetched with [`MOST_BITS`] bits.
    pub fn of(manifest: &VerifiedManifest, budget: Budget) -> Result<Self, CheckError> {
        let mut by_kind = Vec::new();
        let mut whole = 0;
        for kind in &manifest.manifest().kinds {
            let filters: Vec<FilterSize> =
                manifest.filters_of(&kind.name)?.into_iter().map(FilterSize::from).collect();
            let fetching = KindFetching::of(&filters, budget).ok_or(CheckError::SetTooLarge)?;
            whole += Part::of(&filters, 0).bytes;
            by_kind.push((kind.name.clone(), fetching));
        }
        Ok(Self { everything_at_open: whole <= budget.bytes, by_kind })
    }

    /// Whether all filters of all kinds are fetched when the lookup is opened. If not, those of
    /// a [`KindFetching::Whole`] kind are fetched when it is chosen.
    pub fn everything_at_open(&self) -> bool {
        self.everything_at_open
    }

    /// # Errors
    /// [`CheckError::UnknownKind`].
    pub fn kind(&self, name: &str) -> Result<KindFetching, CheckError> {
        let found = self.by_kind.iter().find(|(kind, _)| kind == name);
        found.map(|(_, fetching)| *fetching).ok_or(CheckError::UnknownKind)
    }
}

/// The files of a block: group by group in the manifest's order, shard by shard.
///
/// # Errors
/// [`CheckError::UnknownKind`], [`CheckError::Order`] where the tag was made for another kind,
/// incident or profile, or more than [`MOST_BITS`] bits would be told.
pub fn block<'a>(
    manifest: &'a VerifiedManifest,
    kind: &str,
    bits: u8,
    tag: &VerifiedTag,
) -> Result<Vec<&'a ShardEntry>, CheckError> {
    let filters = manifest.filters_of(kind)?;
    let purpose = Purpose::of(manifest.manifest().profile, manifest.salt(), kind.as_bytes());
    if tag.purpose != purpose || bits > MOST_BITS {
        return Err(CheckError::Order);
    }
    let mut files = Vec::new();
    for entry in filters {
        let free = entry.shard_bits.saturating_sub(bits);
        let first = usize::from(tag.tag.shard(entry.shard_bits)) >> free << free;
        let shards = entry.shards.get(first..first + (1 << free));
        files.extend(shards.ok_or(CheckError::ManifestContent)?);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{Budget, FilterSize, KindFetching, Part};
    use crate::filter::{Plan, largest_file_for_groups, positions_for_groups};

    /// Filters of so many tags in equal groups; the fullest shard is as full as it usually is.
    fn filters(tags: usize, groups: usize) -> Vec<FilterSize> {
        let fullest = |shard_bits: u8| {
            let mean = tags as f64 / groups as f64 / f64::from(1u32 << shard_bits);
            let shards = f64::from(1u32 << shard_bits);
            (mean + (2.0 * mean * shards.ln()).sqrt()).ceil() as usize
        };
        let (positions, largest) = (positions_for_groups(groups), largest_file_for_groups(groups));
        let plan = Plan::smallest(positions, largest, fullest).unwrap();
        vec![plan.into(); groups]
    }

    fn by(tags: usize, groups: usize, budget: Budget) -> Option<KindFetching> {
        KindFetching::of(&filters(tags, groups), budget)
    }

    fn whole(bytes: u64) -> Option<KindFetching> {
        Some(KindFetching::Whole { bytes })
    }

    fn block(bits: u8, bytes: u64) -> Option<KindFetching> {
        Some(KindFetching::Block(Part { bits, bytes }))
    }

    fn choice(larger: (u8, u64), smaller: Option<(u8, u64)>) -> Option<KindFetching> {
        let part = |(bits, bytes)| Part { bits, bytes };
        Some(KindFetching::Choice { larger: part(larger), smaller: smaller.map(part) })
    }

    const MIB: u64 = 1 << 20;

    #[test]
    fn one_group_and_8_mib() {
        let by = |tags| by(tags, 1, Budget::ORDINARY);
        assert_eq!(by(382), whole(16_384));
        assert_eq!(by(170_000), whole(934_400));
        assert_eq!(by(1_300_000), whole(8 * 934_400));
        assert_eq!(by(2_000_000), block(1, 8 * 741_632));
        assert_eq!(by(9_230_000), block(3, 8 * 832_256));
        assert_eq!(by(11_000_000), block(3, 8 * MIB));
        assert_eq!(by(12_000_000), block(3, 8 * MIB));
        assert_eq!(by(12_500_000), choice((3, 16 * 588_544), Some((4, 8 * 588_544))));
        assert_eq!(by(50_000_000), choice((3, 64 * 588_544), Some((6, 8 * 588_544))));
        assert_eq!(by(100_000_000), None);
    }

    #[test]
    fn one_group_and_1_mib() {
        let by = |tags| by(tags, 1, Budget::SAVING);
        assert_eq!(by(382), whole(16_384));
        assert_eq!(by(170_000), whole(934_400));
        assert_eq!(by(1_300_000), block(3, 934_400));
        assert_eq!(by(2_000_000), block(4, 741_632));
        assert_eq!(by(9_230_000), block(6, 832_256));
        assert_eq!(by(11_000_000), block(6, MIB));
        assert_eq!(by(12_000_000), block(6, MIB));
        assert_eq!(by(12_500_000), choice((3, 16 * 588_544), Some((6, 2 * 588_544))));
        assert_eq!(by(100_000_000), None);
    }

    #[test]
    fn three_groups() {
        let ordinary = |tags| by(tags, 3, Budget::ORDINARY);
        let saving = |tags| by(tags, 3, Budget::SAVING);
        assert_eq!((ordinary(382), saving(382)), (whole(49_152), whole(49_152)));
        assert_eq!((ordinary(170_000), saving(170_000)), (whole(991_104), whole(991_104)));
        assert_eq!(ordinary(1_300_000), whole(3 * 8 * 330_368));
        assert_eq!(saving(1_300_000), block(3, 3 * 330_368));
        assert_eq!(ordinary(2_000_000), block(1, 3 * 8 * 262_144));
        assert_eq!(saving(2_000_000), block(4, 3 * 262_144));
        assert_eq!(ordinary(9_230_000), block(3, 3 * 8 * 294_272));
        assert_eq!(saving(9_230_000), block(6, 3 * 294_272));
        let (sixteen, two) = (16 * 3 * 185_408, 2 * 3 * 185_408);
        assert_eq!(ordinary(11_000_000), choice((3, sixteen), Some((4, sixteen / 2))));
        assert_eq!(saving(11_000_000), choice((3, sixteen), Some((6, two))));
        let (sixteen, two) = (16 * 3 * 208_064, 2 * 3 * 208_064);
        assert_eq!(ordinary(12_000_000), choice((3, sixteen), Some((4, sixteen / 2))));
        assert_eq!(saving(12_000_000), choice((3, sixteen), Some((6, two))));
        assert_eq!((ordinary(100_000_000), saving(100_000_000)), (None, None));
    }
    #[test]
    fn groups_of_different_sizes_and_more_groups_than_mebibytes() {
        let of = |shard_bits, file_bytes| FilterSize { shard_bits, file_bytes };
        let uneven = [of(6, MIB / 2), of(0, 16_384)];
        // The small filter's one shard tells nothing and is always fetched.
        assert_eq!(KindFetching::of(&uneven, Budget::SAVING), block(6, MIB / 2 + 16_384),);
        assert_eq!(KindFetching::of(&uneven, Budget::ORDINARY), block(3, 4 * MIB + 16_384));
        // Nothing smaller can be offered than the whole.
        let unsharded = [of(0, MIB), of(0, MIB)];
        assert_eq!(KindFetching::of(&unsharded, Budget::SAVING), choice((0, 2 * MIB), None));
        assert_eq!(by(2_000_000, 12, Budget::SAVING), block(4, 12 * 73_568));
    }

    #[test]
    fn refusal_begins_where_six_bits_need_more_than_8_mib() {
        let of = |shard_bits, file_bytes| [FilterSize { shard_bits, file_bytes }];
        for budget in [Budget::ORDINARY, Budget::SAVING] {
            let last = KindFetching::of(&of(9, MIB), budget);
            assert_eq!(last, choice((3, 64 * MIB), Some((6, 8 * MIB))));
            assert_eq!(KindFetching::of(&of(10, MIB / 2 + 8), budget), None);
        }
    }
}
