//! Filters at the sizes that matter: no false negative, sizes in steps, the promised rate.

use proptest::prelude::*;
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{RngCore, SeedableRng},
};
use shirabe_protocol::{
    filter::{FALSE_POSITIVE_BUDGET, Filter, HEADER_BYTES, Shard, build, positions_for_groups},
    tag::Tag,
};

const SIZES: [usize; 5] = [1, 42, 382, 15_535, 1_000_000];
/// Unlisted tags asked of each of the last four sizes.
const ASKED: usize = 10_000_000;

fn tags(count: usize, seed: u64) -> Vec<Tag> {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    (0..count).map(|_| next_tag(&mut rng)).collect()
}

fn next_tag(rng: &mut ChaCha20Rng) -> Tag {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    Tag::from_bytes(bytes)
}

fn built(tags: &[Tag], positions: u8) -> (u8, Vec<Shard>, Vec<Filter>) {
    let mut rng = ChaCha20Rng::seed_from_u64(7);
    let (plan, shards) = build(tags, positions, &mut rng).unwrap();
    let filters = shards.iter().map(|shard| Filter::from_file(&shard.file).unwrap()).collect();
    (plan.shard_bits, shards, filters)
}

fn contains(filters: &[Filter], shard_bits: u8, tag: &Tag) -> bool {
    filters[usize::from(tag.shard(shard_bits))].contains(tag).unwrap()
}

#[test]
fn every_listed_tag_is_found() {
    for count in SIZES {
        let listed = tags(count, count as u64);
        let (shard_bits, shards, filters) = built(&listed, 30);
        assert!(listed.iter().all(|tag| contains(&filters, shard_bits, tag)), "{count}");
        assert_eq!(shards.len(), 1 << shard_bits);
        assert!(shards.iter().all(|shard| shard.file.len() == shards[0].file.len()));
        assert!(shards[0].file.len() <= 1 << 20);
        for shard in &shards {
            assert!(shard.false_positive_rate <= FALSE_POSITIVE_BUDGET, "{count}");
            // Filled to capacity whatever the number of tags: half of the bits.
            let fill = shard.false_positive_rate.powf(1.0 / 30.0);
            assert!((0.48..0.51).contains(&fill), "{count}: {fill}");
        }
        for (number, filter) in filters.iter().enumerate() {
            assert_eq!(usize::from(filter.header().shard), number);
        }
    }
}

#[test]
fn sizes_come_in_steps_and_stay_small() {
    let bytes = |count| -> usize {
        built(&tags(count, 1), 30).1.iter().map(|shard| shard.file.len()).sum()
    };
    // The smallest file tells nothing below 2,989 tags.
    assert_eq!([1, 42, 382, 2_000].map(bytes), [16_384; 4]);
    assert!(bytes(15_535) as f64 / 15_535.0 <= 6.3);
    assert!(bytes(1_000_000) as f64 / 1e6 <= 6.3);
    assert_eq!(bytes(15_535), bytes(15_600), "neighbouring sizes share a step");
}

#[test]
fn two_builds_of_one_list_share_no_seed() {
    let listed = tags(42, 1);
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let (_, first) = build(&listed, 30, &mut rng).unwrap();
    let (_, second) = build(&listed, 30, &mut rng).unwrap();
    assert_ne!(first[0].file[16..HEADER_BYTES], second[0].file[16..HEADER_BYTES]);
}

#[test]
fn a_tag_of_another_shard_is_no_answer() {
    let (shard_bits, _, filters) = built(&tags(400_000, 1), 30);
    assert!(shard_bits > 0);
    for tag in tags(100, 2) {
        for (number, filter) in filters.iter().enumerate() {
            let own = usize::from(tag.shard(shard_bits)) == number;
            assert_eq!(filter.contains(&tag).is_ok(), own);
        }
    }
}

/// At most one wrong answer among ten million unlisted tags, at every size.
#[test]
fn unlisted_tags_are_not_found() {
    for count in &SIZES[1..] {
        let (shard_bits, _, filters) = built(&tags(*count, *count as u64), 30);
        let hits = hits(&filters, shard_bits, ASKED);
        assert!(hits <= 1, "{count} entries: {hits} hits");
    }
}

/// The same count finds false positives where there are some: in files whose every bit is set
/// but for one in a thousand.
#[test]
fn the_count_of_wrong_answers_can_fail() {
    let (_, shards, _) = built(&tags(42, 42), 30);
    let mut file = shards[0].file.clone();
    for (place, byte) in file[HEADER_BYTES..].iter_mut().enumerate() {
        *byte = if place % 125 == 0 { 0xFE } else { 0xFF };
    }
    let share = hits(&[Filter::from_file(&file).unwrap()], 0, 10_000) as f64 / 10_000.0;
    assert!((0.95..0.99).contains(&share), "{share}");
}

fn hits(filters: &[Filter], shard_bits: u8, asked: usize) -> usize {
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        let worker = |number: usize| {
            move || {
                let mut rng = ChaCha20Rng::seed_from_u64(0x5EED + number as u64);
                (0..asked.div_ceil(workers))
                    .filter(|_| contains(filters, shard_bits, &next_tag(&mut rng)))
                    .count()
            }
        };
        let handles: Vec<_> = (0..workers).map(|number| scope.spawn(worker(number))).collect();
        handles.into_iter().map(|handle| handle.join().unwrap()).sum()
    })
}

#[test]
fn more_groups_take_more_positions() {
    for groups in [1, 3, 17, 100] {
        let positions = positions_for_groups(groups);
        let (_, shards, _) = built(&tags(100, 1), positions);
        let sum = groups as f64 * shards[0].false_positive_rate;
        assert!(sum <= FALSE_POSITIVE_BUDGET, "{groups} groups: {sum}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

    /// Whatever a header says, it is refused or can be asked; nothing divides by zero, asks for
    /// 2^32 hashes or reads outside.
    #[test]
    fn crafted_headers_never_panic(
        positions in any::<u8>(),
        shard_bits in 0u8..20,
        shard in any::<u16>(),
        announced in prop_oneof![Just(64u32), Just(0), Just(u32::MAX), any::<u32>()],
        seed in proptest::array::uniform32(any::<u8>()),
        bitmap in proptest::collection::vec(any::<u8>(), 0..128),
        same_length in any::<bool>(),
        tag in proptest::array::uniform16(any::<u8>()),
    ) {
        let length = if same_length { bitmap.len() as u32 } else { announced };
        let mut file = b"shrbflt1".to_vec();
        file.extend_from_slice(&[positions, shard_bits]);
        file.extend_from_slice(&shard.to_be_bytes());
        file.extend_from_slice(&length.to_be_bytes());
        file.extend_from_slice(&seed);
        file.extend_from_slice(&bitmap);
        let read = Filter::from_file(&file);
        if let Ok(filter) = &read {
            let _ = filter.contains(&Tag::from_bytes(tag));
        }
        let sound = positions % 2 == 0
            && (30..=64).contains(&positions)
            && shard_bits <= 16
            && u32::from(shard) < 1 << shard_bits
            && !bitmap.is_empty()
            && length as usize == bitmap.len()
            && seed[..16] != seed[16..];
        prop_assert_eq!(read.is_ok(), sound);
    }

    #[test]
    fn arbitrary_bytes_never_panic(file in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Filter::from_file(&file).is_err());
    }

    #[test]
    fn every_cut_and_every_changed_length_is_refused(cut in 0usize..16_384, more in 1usize..9) {
        let (_, shards, _) = built(&[], 30);
        prop_assert!(Filter::from_file(&shards[0].file[..cut]).is_err());
        let longer = [shards[0].file.as_slice(), &vec![0; more]].concat();
        prop_assert!(Filter::from_file(&longer).is_err());
    }
}
