//! `verify`: does what the server publishes hold every tag that was loaded?
//!
//! Asks from outside, without a token, as any visitor's client does. The manifest must be signed
//! by the pinned key, speak of the same incident and the same public key as the loads, and every
//! tag kept in the work folder must be in the filter of its kind and group. A filter that says
//! yes to random tags too is refused.

use crate::{
    clock::Clock,
    errors::OperatorError,
    list::check_name,
    progress::Progress,
    server_client::{ServerAddress, ServerClient},
    work_folder::{self, LoadedTags},
};
use rand_core::{CryptoRng, RngCore};
use shirabe_protocol::{
    error::CheckError,
    filter::Filter,
    manifest::{FilterEntry, Manifest},
    tag::Tag,
};
use std::{collections::BTreeMap, path::PathBuf};

/// What to hold against what.
#[derive(Debug)]
pub struct VerifyOptions {
    pub server: ServerAddress,
    pub incident: String,
    pub work: PathBuf,
    /// The pinned signing key; the one remembered in the work folder, if not given.
    pub key: Option<[u8; 32]>,
}

/// Everything loaded is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    pub set_version: u64,
    /// Seconds since 1970.
    pub as_of: i64,
    pub loads: usize,
    /// Distinct tags found, by kind and group.
    pub found: BTreeMap<(String, String), u64>,
    pub filter_files: usize,
}

/// Random tags that a filter is asked; one in 10^9 is taken for a listed one by chance.
const RANDOM_TAGS: usize = 1000;
const ASK_SERVER: &str =
    "Do not rely on this server's answers until the cause is known: ask whoever runs it.";

/// # Errors
/// [`OperatorError`]; only `Ok` says that all tags are there.
pub fn run<R: RngCore + CryptoRng>(
    options: &VerifyOptions,
    clock: &dyn Clock,
    rng: &mut R,
    progress: &dyn Progress,
) -> Result<VerifyReport, OperatorError> {
    check_name(&options.incident)?;
    let loaded = LoadedTags::read(&options.work)?;
    let key = pinned_key(options.key, &options.work, progress)?;
    let client = ServerClient::new(options.server.clone(), clock);
    let signed = client.fetch_manifest(&options.incident)?;
    let verified = signed.verify(&options.incident, &key, clock.now())?;
    let manifest = verified.manifest();
    same_incident(manifest, &loaded)?;

    let mut remaining = loaded.by_filter;
    let mut found = BTreeMap::new();
    let (mut missing, mut filter_files) = (0, 0);
    progress.begin("verifying", manifest.filters.iter().map(|f| f.shards.len() as u64).sum());
    for entry in &manifest.filters {
        let name = (entry.kind.clone(), entry.group.clone());
        let tags = remaining.remove(&name).unwrap_or_default();
        let there = count_in_filter(&client, entry, &tags, rng, progress)?;
        missing += tags.len() as u64 - there;
        filter_files += entry.shards.len();
        found.insert(name, there);
    }
    progress.end();
    // Tags of a kind or group that the manifest does not name.
    missing += remaining.values().map(|tags| tags.len() as u64).sum::<u64>();
    for ((kind, group), count) in &found {
        progress.say(&format!("  {kind}, {group}: {count} loaded tags found"));
    }
    if missing > 0 {
        return Err(OperatorError::Verification {
            problem: format!("{missing} loaded tags are not in the published filters"),
            advice: ASK_SERVER,
        });
    }
    Ok(VerifyReport {
        set_version: manifest.set_version,
        as_of: manifest.as_of,
        loads: loaded.loads,
        found,
        filter_files,
    })
}

/// The key given, else the one that the work folder remembers; says which.
pub(crate) fn pinned_key(
    given: Option<[u8; 32]>,
    folder: &std::path::Path,
    progress: &dyn Progress,
) -> Result<[u8; 32], OperatorError> {
    if let Some(key) = given {
        progress.say("Signing key: the one given with --key.");
        return Ok(key);
    }
    let missing = || OperatorError::Usage {
        problem: "no signing key is known here".into(),
        advice: "Give it with --key (`shirabe key show` prints it), or name the work folder of \
                 an import with --work.",
    };
    let pinned = work_folder::read_pinned(folder)?.ok_or_else(missing)?;
    let mut key = [0; 32];
    hex::decode_to_slice(&pinned.signing_key, &mut key).map_err(|_| missing())?;
    progress.say(
        "Signing key: the one the server gave at the first import from this work folder. \
         `shirabe key show` on the server must print the same:",
    );
    progress.say(&format!("  {}", pinned.signing_key));
    Ok(key)
}

fn same_incident(manifest: &Manifest, loaded: &LoadedTags) -> Result<(), OperatorError> {
    let refuse = |problem: &str| OperatorError::Verification {
        problem: problem.to_owned(),
        advice: ASK_SERVER,
    };
    let ids = (hex::encode(manifest.incident), hex::encode(manifest.deployment));
    if loaded.incidents.iter().any(|known| *known != ids) {
        return Err(refuse("the manifest is of another incident than the loads were made for"));
    }
    let key = hex::encode(manifest.public_key);
    if loaded.public_keys.iter().any(|known| *known != key) {
        return Err(refuse("the manifest's public key is not the one the loads were made under"));
    }
    Ok(())
}

/// How many of the tags are in the filter of one kind and group, file by file.
fn count_in_filter<R: RngCore + CryptoRng>(
    client: &ServerClient<'_>,
    entry: &FilterEntry,
    tags: &[Tag],
    rng: &mut R,
    progress: &dyn Progress,
) -> Result<u64, OperatorError> {
    let refuse = OperatorError::check("a filter does not hold");
    let mut by_shard = vec![Vec::new(); entry.shards.len()];
    for tag in tags {
        by_shard[usize::from(tag.shard(entry.shard_bits))].push(tag);
    }
    let mut found = 0;
    for ((number, shard), tags) in entry.shards.iter().enumerate().zip(by_shard) {
        let file = client.fetch_filter(shard)?;
        let filter =
            Filter::from_file(&file).map_err(OperatorError::check("a filter does not hold"))?;
        let header = filter.header();
        let agrees = header.positions == entry.positions
            && header.shard_bits == entry.shard_bits
            && usize::from(header.shard) == number;
        if !agrees {
            return Err(refuse(CheckError::FilterHeader));
        }
        for tag in tags {
            found += u64::from(contains(&filter, tag)?);
        }
        for _ in 0..RANDOM_TAGS.div_ceil(entry.shards.len()) {
            if contains(&filter, &random_tag(number, entry.shard_bits, rng))? {
                return Err(OperatorError::Verification {
                    problem: "a filter takes random tags for listed ones".into(),
                    advice: ASK_SERVER,
                });
            }
        }
        progress.advance(1);
    }
    Ok(found)
}

fn contains(filter: &Filter, tag: &Tag) -> Result<bool, OperatorError> {
    filter.contains(tag).map_err(OperatorError::check("a filter does not hold"))
}

/// A random tag that falls into a given shard.
fn random_tag<R: RngCore + CryptoRng>(shard: usize, bits: u8, rng: &mut R) -> Tag {
    let mut bytes = [0; Tag::BYTES];
    rng.fill_bytes(&mut bytes);
    let first = u32::from(u16::from_be_bytes([bytes[0], bytes[1]]));
    let kept = first & (0xFFFF >> bits);
    let first = ((shard as u32) << (16 - u32::from(bits)) & 0xFFFF) | kept;
    bytes[..2].copy_from_slice(&(first as u16).to_be_bytes());
    Tag::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_tags_fall_into_the_shard_asked_for() {
        for (shard, bits) in [(0, 0), (1, 1), (5, 3), (65_535, 16), (0, 16)] {
            let tag = random_tag(shard, bits, &mut rand::rngs::OsRng);
            assert_eq!(usize::from(tag.shard(bits)), shard, "{bits}");
        }
    }
}
