//! "Not in this list" needs every piece of evidence; without one of them there is an error.

use ed25519_dalek::SigningKey;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use shirabe_protocol::{
    error::CheckError,
    filter::{build, positions_for_groups},
    identifier::Kind,
    manifest::{FilterEntry, Manifest, ShardEntry, VerifiedManifest, digest, sign},
    oprf::{client::blind, server::EvaluationKey},
    outcome::{FilterCollection, Outcome, shard_for},
    stretching::{Profile, Salt, Stretcher},
    tag::{Tag, VerifiedTag},
};

const NOW: i64 = 1_760_000_000;
const GROUPS: [&str; 2] = ["participants", "exhibitors"];
const INCIDENT: [u8; 16] = [2; 16];

/// One incident: its key, its signed manifest, its filter files by group.
struct Incident {
    key: EvaluationKey,
    manifest: VerifiedManifest,
    files: Vec<Vec<u8>>,
}

fn rng() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(5)
}

fn evaluation_key(first: u8) -> EvaluationKey {
    let mut bytes = [0; 32];
    bytes[0] = first;
    EvaluationKey::from_private_key(&bytes).unwrap()
}

fn verified_tag(kind: &Kind, text: &str, incident: [u8; 16], key: &EvaluationKey) -> VerifiedTag {
    let identifier = kind.normalise(&[text]).unwrap();
    let salt = Salt::of(&[1; 16], &incident);
    let stretched = Stretcher::new(Profile::Sample, salt).unwrap().stretch(&identifier).unwrap();
    let (pending, message) = blind(stretched, &mut rng()).unwrap();
    let (evaluated, proof) = key.blind_evaluate(&message, &mut rng()).unwrap();
    pending.finalize(&evaluated, &proof, key.public_key()).unwrap()
}

fn email_tag(text: &str, key: &EvaluationKey) -> VerifiedTag {
    verified_tag(&Kind::email(), text, INCIDENT, key)
}

/// `listed` goes into the first group; both groups get `fillers` further tags.
fn incident(listed: &str, fillers: u32) -> Incident {
    let key = evaluation_key(3);
    let kinds = vec![Kind::email(), Kind::code()];
    let mut files = Vec::new();
    let mut filters = Vec::new();
    for kind in &kinds {
        for (place, group) in GROUPS.iter().enumerate() {
            let mut tags: Vec<Tag> = (0..fillers)
                .map(|n| Tag::from_bytes(digest(&n.to_be_bytes())[..16].try_into().unwrap()))
                .collect();
            if kind.name == "email" && place == 0 {
                tags.push(email_tag(listed, &key).tag());
            }
            let positions = positions_for_groups(GROUPS.len());
            let (plan, shards) = build(&tags, positions, &mut rng_for(kind, place)).unwrap();
            let entries = shards
                .iter()
                .map(|shard| ShardEntry {
                    sha256: digest(&shard.file),
                    bytes: shard.file.len() as u32,
                })
                .collect();
            filters.push(FilterEntry {
                kind: kind.name.clone(),
                group: (*group).to_owned(),
                positions,
                shard_bits: plan.shard_bits,
                shards: entries,
            });
            files.extend(shards.into_iter().map(|shard| shard.file));
        }
    }
    let manifest = Manifest {
        format: Manifest::FORMAT.into(),
        normalisation: "shirabe/n1".into(),
        deployment: [1; 16],
        incident: INCIDENT,
        slug: "example".into(),
        set_version: 4,
        as_of: NOW - 1000,
        issued: NOW,
        expires: NOW + 3600,
        previous: [0; 32],
        public_key: *key.public_key().as_bytes(),
        profile: Profile::Sample,
        kinds,
        groups: GROUPS.map(str::to_owned).to_vec(),
        filters,
    };
    let manifest = signed(&manifest);
    Incident { key, manifest, files }
}

fn rng_for(kind: &Kind, group: usize) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(kind.name.len() as u64 * 10 + group as u64)
}

fn signed(manifest: &Manifest) -> VerifiedManifest {
    let bytes = manifest.to_bytes();
    let signing = SigningKey::from_bytes(&[9; 32]);
    let pinned = signing.verifying_key().to_bytes();
    VerifiedManifest::verify(&bytes, &sign(&bytes, &signing), &pinned, NOW).unwrap()
}

fn collection(incident: &Incident) -> FilterCollection {
    let mut filters = FilterCollection::new();
    for file in &incident.files {
        filters.add(&incident.manifest, file).unwrap();
    }
    filters
}

fn outcome(
    filters: &FilterCollection,
    manifest: &VerifiedManifest,
    kind: &str,
    tag: &VerifiedTag,
) -> Result<Outcome, CheckError> {
    filters.complete_for(manifest, kind, tag)?.decide(tag)
}

fn error_of(result: Result<Outcome, CheckError>) -> CheckError {
    result.expect_err("an error, never an outcome")
}

#[test]
fn with_every_piece_of_evidence_there_is_an_answer() {
    let incident = incident("taro@example.jp", 10);
    let filters = collection(&incident);
    let listed = email_tag("taro@example.jp", &incident.key);
    match outcome(&filters, &incident.manifest, "email", &listed).unwrap() {
        Outcome::Listed(listed) => {
            assert_eq!(listed.groups(), [GROUPS[0]]);
            assert_eq!((listed.set().set_version, listed.set().as_of), (4, NOW - 1000));
        }
        other => panic!("{other:?}"),
    }
    let unlisted = email_tag("hanako@example.jp", &incident.key);
    match outcome(&filters, &incident.manifest, "email", &unlisted).unwrap() {
        Outcome::NotListed(not) => {
            assert_eq!((not.set().set_version, not.set().as_of), (4, NOW - 1000))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_missing_filter_is_an_error_for_the_listed_and_the_unlisted() {
    let incident = incident("taro@example.jp", 10);
    for text in ["taro@example.jp", "hanako@example.jp"] {
        let tag = email_tag(text, &incident.key);
        for missing in 0..incident.files.len() {
            let mut filters = FilterCollection::new();
            for (place, file) in incident.files.iter().enumerate() {
                if place != missing {
                    filters.add(&incident.manifest, file).unwrap();
                }
            }
            let result = outcome(&filters, &incident.manifest, "email", &tag);
            // The last two are the files of the other kind.
            if missing < GROUPS.len() {
                assert_eq!(error_of(result), CheckError::FilterMissing);
            } else {
                assert!(result.is_ok());
            }
        }
        let none = FilterCollection::default();
        let result = outcome(&none, &incident.manifest, "email", &tag);
        assert_eq!(error_of(result), CheckError::FilterMissing);
    }
}

#[test]
fn a_missing_shard_is_an_error() {
    // Enough tags for two shards of 1 MiB.
    let incident = incident("taro@example.jp", 185_000);
    let tag = email_tag("hanako@example.jp", &incident.key);
    let entries = incident.manifest.filters_of("email").unwrap();
    assert!(entries[0].shard_bits > 0);
    let needed: Vec<_> =
        entries.iter().map(|entry| shard_for(entry, &tag.tag()).unwrap().sha256).collect();
    let with = |wanted: &dyn Fn(&[u8; 32]) -> bool| {
        let mut filters = FilterCollection::new();
        for file in incident.files.iter().filter(|file| wanted(&digest(file))) {
            filters.add(&incident.manifest, file).unwrap();
        }
        outcome(&filters, &incident.manifest, "email", &tag)
    };
    assert!(matches!(with(&|digest| needed.contains(digest)), Ok(Outcome::NotListed(_))));
    assert_eq!(error_of(with(&|digest| !needed.contains(digest))), CheckError::FilterMissing);
    assert_eq!(error_of(with(&|digest| *digest == needed[0])), CheckError::FilterMissing);
}

#[test]
fn changed_files_are_not_taken() {
    let incident = incident("taro@example.jp", 10);
    let mut filters = FilterCollection::new();
    let file = &incident.files[0];
    for place in [0, 8, 20, 48, file.len() - 1] {
        let mut changed = file.clone();
        changed[place] ^= 1;
        assert_eq!(filters.add(&incident.manifest, &changed), Err(CheckError::FilterDigest));
    }
    for length in [0, 47, 48, file.len() - 1] {
        let result = filters.add(&incident.manifest, &file[..length]);
        assert_eq!(result, Err(CheckError::FilterDigest));
    }
    let tag = email_tag("hanako@example.jp", &incident.key);
    let result = outcome(&filters, &incident.manifest, "email", &tag);
    assert_eq!(error_of(result), CheckError::FilterMissing);
}

/// A signed manifest may still name a file that is no filter, or another one than it says.
#[test]
fn a_file_that_contradicts_the_manifest_is_not_taken() {
    let incident = incident("taro@example.jp", 10);
    let file = &incident.files[0];
    let with_entry = |change: &dyn Fn(&mut FilterEntry)| {
        let mut manifest = incident.manifest.manifest().clone();
        change(&mut manifest.filters[0]);
        signed(&manifest)
    };
    let mut filters = FilterCollection::new();
    let more_positions = with_entry(&|entry| entry.positions = 34);
    assert_eq!(filters.add(&more_positions, file), Err(CheckError::FilterHeader));
    let other_size = with_entry(&|entry| entry.shards[0].bytes += 8);
    assert_eq!(filters.add(&other_size, file), Err(CheckError::FilterHeader));
    let second_shard = with_entry(&|entry| {
        entry.shard_bits = 1;
        let other = ShardEntry { sha256: [7; 32], bytes: entry.shards[0].bytes };
        entry.shards.insert(0, other);
    });
    assert_eq!(filters.add(&second_shard, file), Err(CheckError::FilterHeader));
    let no_filter = vec![0u8; file.len()];
    let names_garbage = with_entry(&|entry| entry.shards[0].sha256 = digest(&no_filter));
    assert_eq!(filters.add(&names_garbage, &no_filter), Err(CheckError::FilterHeader));
}

#[test]
fn a_tag_under_another_key_is_an_error() {
    let incident = incident("taro@example.jp", 10);
    let filters = collection(&incident);
    let foreign = email_tag("hanako@example.jp", &evaluation_key(4));
    let result = outcome(&filters, &incident.manifest, "email", &foreign);
    assert_eq!(error_of(result), CheckError::Proof);
}

/// Such tags are in no filter, so without this they would read as "not in this list".
#[test]
fn a_tag_made_for_something_else_is_an_error() {
    let incident = incident("taro@example.jp", 10);
    let filters = collection(&incident);
    let manifest = &incident.manifest;
    let email = email_tag("hanako@example.jp", &incident.key);
    assert_eq!(error_of(outcome(&filters, manifest, "code", &email)), CheckError::Order);

    let other_incident = verified_tag(&Kind::email(), "taro@example.jp", [3; 16], &incident.key);
    assert_eq!(error_of(outcome(&filters, manifest, "email", &other_incident)), CheckError::Order);

    let mut other_profile = manifest.manifest().clone();
    other_profile.profile = Profile::Mass;
    let other_profile = signed(&other_profile);
    assert_eq!(error_of(outcome(&filters, &other_profile, "email", &email)), CheckError::Order);
}

#[test]
fn filters_chosen_for_one_tag_do_not_answer_for_another() {
    let incident = incident("taro@example.jp", 10);
    let filters = collection(&incident);
    let first = email_tag("hanako@example.jp", &incident.key);
    let second = email_tag("jiro@example.jp", &incident.key);
    let complete = filters.complete_for(&incident.manifest, "email", &first).unwrap();
    assert_eq!(error_of(complete.decide(&second)), CheckError::FilterMissing);
    assert!(matches!(complete.decide(&first), Ok(Outcome::NotListed(_))));
}

#[test]
fn a_kind_that_the_public_may_not_ask_is_an_error() {
    let incident = incident("taro@example.jp", 10);
    let filters = collection(&incident);
    let tag = email_tag("taro@example.jp", &incident.key);
    let result = outcome(&filters, &incident.manifest, "phone", &tag);
    assert_eq!(error_of(result), CheckError::UnknownKind);
}

/// Filters of the set before do not answer for the set of today.
#[test]
fn files_of_an_earlier_set_do_not_count() {
    let earlier = incident("hanako@example.jp", 10);
    let today = incident("taro@example.jp", 11);
    let mut filters = collection(&earlier);
    assert_eq!(filters.add(&today.manifest, &earlier.files[0]), Err(CheckError::FilterDigest));
    let tag = email_tag("taro@example.jp", &today.key);
    let result = outcome(&filters, &today.manifest, "email", &tag);
    assert_eq!(error_of(result), CheckError::FilterMissing);
}
