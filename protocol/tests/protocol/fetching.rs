//! What a client asks for follows from a manifest and from a few bits of a tag, and from
//! nothing else.

use ed25519_dalek::SigningKey;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use shirabe_protocol::{
    error::CheckError,
    fetching::{Budget, FetchPlan, KindFetching, MOST_BITS, Part, block},
    identifier::Kind,
    manifest::{FilterEntry, Manifest, ShardEntry, VerifiedManifest, digest, sign},
    oprf::{client::blind, server::EvaluationKey},
    stretching::{Profile, Salt, Stretcher},
    tag::VerifiedTag,
};
use std::collections::BTreeMap;

const NOW: i64 = 1_760_000_000;
const GROUPS: [&str; 2] = ["customers", "staff"];

fn key() -> EvaluationKey {
    let mut bytes = [0; 32];
    bytes[0] = 3;
    EvaluationKey::from_private_key(&bytes).unwrap()
}

/// Filters of both groups, as `(shard bits, bytes of a file)`, by kind. Nobody opens the files.
fn manifest(kinds: &[(Kind, [(u8, u32); 2])]) -> VerifiedManifest {
    let mut filters = Vec::new();
    for (kind, sizes) in kinds {
        for (group, (shard_bits, bytes)) in GROUPS.iter().zip(sizes) {
            let shard = |number: u32| ShardEntry {
                sha256: digest(format!("{} {group} {number}", kind.name).as_bytes()),
                bytes: *bytes,
            };
            filters.push(FilterEntry {
                kind: kind.name.clone(),
                group: (*group).to_owned(),
                positions: 32,
                shard_bits: *shard_bits,
                shards: (0..1 << shard_bits).map(shard).collect(),
            });
        }
    }
    let manifest = Manifest {
        format: Manifest::FORMAT.into(),
        normalisation: "shirabe/n1".into(),
        deployment: [1; 16],
        incident: [2; 16],
        slug: "example".into(),
        set_version: 1,
        as_of: NOW,
        issued: NOW,
        expires: NOW + 3600,
        previous: [0; 32],
        public_key: *key().public_key().as_bytes(),
        profile: Profile::Sample,
        kinds: kinds.iter().map(|(kind, _)| kind.clone()).collect(),
        groups: GROUPS.map(str::to_owned).to_vec(),
        filters,
    };
    let bytes = manifest.to_bytes();
    let signing = SigningKey::from_bytes(&[9; 32]);
    let pinned = signing.verifying_key().to_bytes();
    VerifiedManifest::verify(&bytes, &sign(&bytes, &signing), &pinned, NOW).unwrap()
}

/// 64 shards for the customers, 4 for the staff.
fn large() -> VerifiedManifest {
    manifest(&[(Kind::email(), [(6, 524_288), (2, 131_072)])])
}

fn email_tag(text: &str) -> VerifiedTag {
    let identifier = Kind::email().normalise(&[text]).unwrap();
    let salt = Salt::of(&[1; 16], &[2; 16]);
    let stretched = Stretcher::new(Profile::Sample, salt).unwrap().stretch(&identifier).unwrap();
    let mut rng = ChaCha20Rng::seed_from_u64(5);
    let (pending, message) = blind(stretched, &mut rng).unwrap();
    let (evaluated, proof) = key().blind_evaluate(&message, &mut rng).unwrap();
    pending.finalize(&evaluated, &proof, key().public_key()).unwrap()
}

fn digests(manifest: &VerifiedManifest, bits: u8, tag: &VerifiedTag) -> Vec<[u8; 32]> {
    let files = block(manifest, "email", bits, tag).unwrap();
    files.iter().map(|shard| shard.sha256).collect()
}

#[test]
fn a_block_is_every_shard_with_those_bits_in_the_order_of_the_manifest() {
    let manifest = large();
    let filters = manifest.filters_of("email").unwrap();
    let tag = email_tag("taro@example.jp");
    for bits in 0..=MOST_BITS {
        let mut expected = Vec::new();
        for filter in &filters {
            for (number, shard) in filter.shards.iter().enumerate() {
                let known = bits.min(filter.shard_bits);
                let of_shard = number as u16 >> (filter.shard_bits - known);
                if of_shard == tag.tag().shard(known) {
                    expected.push(shard.sha256);
                }
            }
        }
        assert_eq!(digests(&manifest, bits, &tag), expected, "{bits} bits");
        let of_staff = 1 << 2u8.saturating_sub(bits);
        assert_eq!(expected.len(), (1 << (6 - bits)) + of_staff);
    }
}

#[test]
fn equal_bits_make_equal_requests_and_other_bits_others() {
    let manifest = large();
    for bits in [0, 3, 6] {
        let mut by_bits = BTreeMap::new();
        for number in 0..150 {
            let tag = email_tag(&format!("person-{number}@example.jp"));
            let files = digests(&manifest, bits, &tag);
            let seen = by_bits.entry(tag.tag().shard(bits)).or_insert_with(|| files.clone());
            assert_eq!(*seen, files);
        }
        let mut distinct: Vec<_> = by_bits.values().collect();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), by_bits.len());
        assert!(by_bits.len() * 2 > 1 << bits, "the addresses spread over the parts");
    }
}

#[test]
fn the_plan_says_what_a_block_weighs() {
    let manifest = large();
    let tag = email_tag("taro@example.jp");
    for (budget, bits) in [(Budget::ORDINARY, 3), (Budget::SAVING, 6)] {
        let plan = FetchPlan::of(&manifest, budget).unwrap();
        assert!(!plan.everything_at_open());
        let fetching = plan.kind("email").unwrap();
        let KindFetching::Block(part) = fetching else { panic!("{fetching:?}") };
        assert_eq!(part.bits, bits);
        let files = block(&manifest, "email", bits, &tag).unwrap();
        assert_eq!(part.bytes, files.iter().map(|file| u64::from(file.bytes)).sum::<u64>());
    }
}

#[test]
fn everything_is_fetched_at_open_only_if_all_kinds_fit_together() {
    let mebibytes = |count: u32| [(0, 1 << 20), (2, (count - 1) << 18)];
    let both = |email, code| {
        let kinds = [(Kind::email(), mebibytes(email)), (Kind::code(), mebibytes(code))];
        FetchPlan::of(&manifest(&kinds), Budget::ORDINARY).unwrap()
    };
    assert!(both(4, 4).everything_at_open());
    let separate = both(5, 4);
    assert!(!separate.everything_at_open());
    for (kind, bytes) in [("email", 5 << 20), ("code", 4 << 20)] {
        assert_eq!(separate.kind(kind), Ok(KindFetching::Whole { bytes }));
    }
    assert_eq!(separate.kind("phone"), Err(CheckError::UnknownKind));
}

#[test]
fn one_kind_that_cannot_be_fetched_makes_the_manifest_refused() {
    let with_email = |size| {
        let kinds = [(Kind::code(), [(0, 16_384), (0, 16_384)]), (Kind::email(), [size, size])];
        FetchPlan::of(&manifest(&kinds), Budget::SAVING)
    };
    let choice = with_email((8, 1 << 20)).unwrap().kind("email").unwrap();
    let part = |bits, mebibytes: u64| Part { bits, bytes: mebibytes << 20 };
    let smaller = Some(part(6, 8));
    assert_eq!(choice, KindFetching::Choice { larger: part(3, 64), smaller });
    assert_eq!(with_email((9, 1 << 19 | 8)), Err(CheckError::SetTooLarge));
}

#[test]
fn a_tag_made_for_something_else_asks_for_nothing() {
    let sizes = [(6, 524_288), (2, 131_072)];
    let manifest = manifest(&[(Kind::email(), sizes), (Kind::code(), sizes)]);
    let tag = email_tag("taro@example.jp");
    assert_eq!(block(&manifest, "code", 3, &tag), Err(CheckError::Order));
    assert_eq!(block(&manifest, "email", MOST_BITS + 1, &tag), Err(CheckError::Order));
    assert_eq!(block(&manifest, "phone", 3, &tag), Err(CheckError::UnknownKind));
}
