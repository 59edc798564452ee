//! Filter files, their sizes and their positions.

use super::{Hex, Report, equal, fails, reasoned, said, same};
use crate::{
    error::CheckError,
    filter::{Filter, Header, MAX_FILE_BYTES, Plan, positions_for_groups},
    tag::Tag,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Filters {
    #[serde(rename = "about")]
    _about: String,
    files: Vec<File>,
    refused: Vec<Change>,
    plans: Vec<Planned>,
    positions_for_groups: Vec<Positions>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    why: String,
    positions: u8,
    shard_bits: u8,
    shard: u16,
    bitmap_bytes: u32,
    sha256: Hex,
    file: Hex,
    listed: Vec<Hex>,
    unlisted: Vec<Hex>,
    #[serde(default)]
    other_shards: Vec<Hex>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    why: String,
    of: String,
    at: Option<usize>,
    put: Option<Hex>,
    cut: Option<usize>,
    append: Option<Hex>,
    error: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Planned {
    why: String,
    positions: u8,
    tags_evenly: usize,
    shard_bits: u8,
    file_bytes: usize,
    capacity: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Positions {
    groups: usize,
    positions: u8,
}

impl super::Reasoned for Positions {
    fn why(&self) -> &'static str {
        "2 x ceil(log2(10^9 x groups) / 2)"
    }
}

reasoned!(File, Change, Planned);

pub(super) fn filter(report: &mut Report, vectors: Filters) {
    let files = vectors.files;
    report.each("files", &files, |vector| {
        same("the digest", Sha256::digest(&vector.file.0), &vector.sha256.0)?;
        let filter = said(Filter::from_file(&vector.file.0))?;
        let header = Header {
            positions: vector.positions,
            shard_bits: vector.shard_bits,
            shard: vector.shard,
            bitmap_bytes: vector.bitmap_bytes,
            seed: filter.header().seed,
        };
        equal("the header", filter.header(), &header)?;
        same("the seed", header.seed, &vector.file.0[16..48])?;
        if vector.listed.is_empty() || vector.unlisted.is_empty() {
            return Err("no tags to ask for".to_owned());
        }
        for (tags, due) in [(&vector.listed, true), (&vector.unlisted, false)] {
            for tag in tags {
                let found = said(filter.contains(&Tag::from_bytes(tag.array()?)))?;
                equal("an answer", found, due)?;
            }
        }
        for tag in &vector.other_shards {
            let answer = filter.contains(&Tag::from_bytes(tag.array()?));
            fails(answer.map_err(CheckError::code), "filter-missing")?;
        }
        Ok(())
    });
    report.each("refused", &vectors.refused, |change| {
        let of = files.iter().find(|file| file.name == change.of).ok_or("no such file")?;
        let mut bytes = of.file.0.clone();
        if let (Some(at), Some(put)) = (change.at, &change.put) {
            bytes.get_mut(at..at + put.0.len()).ok_or("outside")?.copy_from_slice(&put.0);
        }
        bytes.truncate(change.cut.unwrap_or(bytes.len()));
        bytes.extend_from_slice(change.append.as_ref().map_or(&[], |more| &more.0));
        if bytes == of.file.0 {
            return Err("changes nothing".to_owned());
        }
        fails(Filter::from_file(&bytes).map_err(CheckError::code), &change.error)
    });
    report.each("plans", &vectors.plans, |vector| {
        let evenly = |bits: u8| vector.tags_evenly.div_ceil(1 << bits);
        let plan = Plan::smallest(vector.positions, MAX_FILE_BYTES, evenly).ok_or("no plan")?;
        equal("shard bits", plan.shard_bits, vector.shard_bits)?;
        equal("the file's bytes", plan.file_bytes, vector.file_bytes)?;
        equal("the capacity", plan.capacity(), vector.capacity)
    });
    report.each("positions_for_groups", &vectors.positions_for_groups, |vector| {
        equal("positions", positions_for_groups(vector.groups), vector.positions)
    });
}
