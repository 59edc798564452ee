//! The answer, and the evidence without which it cannot be built.
//!
//! [`NotListed`] needs a [`VerifiedTag`] under the manifest's key *and* [`CompleteFilters`]: for
//! every group of the kind the one shard the tag falls into, its digest checked against the
//! signed manifest. There is no other constructor, and no error converts into an outcome.

use crate::{
    error::CheckError,
    filter::Filter,
    manifest::{FilterEntry, ShardEntry, VerifiedManifest},
    stretching::Purpose,
    tag::{Tag, VerifiedTag},
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What one lookup found.
#[derive(Debug)]
pub enum Outcome {
    Listed(Listed),
    NotListed(NotListed),
}

/// An entry with this identifier is in the list.
#[derive(Debug)]
pub struct Listed {
    groups: Vec<String>,
    set: SetReference,
}

/// No entry with this identifier is in the list as it was then; nothing more.
#[derive(Debug)]
pub struct NotListed {
    set: SetReference,
}

/// Which published set an outcome speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetReference {
    pub set_version: u64,
    /// Seconds since 1970.
    pub as_of: i64,
}

impl Listed {
    /// Names of the groups of this entry, in the manifest's order; at least one.
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    pub fn set(&self) -> SetReference {
        self.set
    }
}

impl NotListed {
    pub fn set(&self) -> SetReference {
        self.set
    }
}

/// Filter files whose bytes were found to be those that the signed manifest names.
pub struct FilterCollection {
    by_digest: BTreeMap<[u8; 32], Filter>,
}

impl FilterCollection {
    pub fn new() -> Self {
        Self { by_digest: BTreeMap::new() }
    }

    /// Takes a file in, if the manifest names it.
    ///
    /// # Errors
    /// [`CheckError::FilterDigest`] where it does not (one flipped byte, a download cut short),
    /// [`CheckError::FilterHeader`] where the file contradicts what the manifest says of it.
    pub fn add(&mut self, manifest: &VerifiedManifest, file: &[u8]) -> Result<(), CheckError> {
        let digest: [u8; 32] = Sha256::digest(file).into();
        let (entry, shard) = manifest
            .manifest()
            .filters
            .iter()
            .find_map(|entry| Some((entry, position_of(entry, &digest)?)))
            .ok_or(CheckError::FilterDigest)?;
        let filter = Filter::from_file(file)?;
        let header = filter.header();
        let agrees = header.positions == entry.positions
            && header.shard_bits == entry.shard_bits
            && usize::from(header.shard) == shard
            && file.len() == entry.shards[shard].bytes as usize;
        if !agrees {
            return Err(CheckError::FilterHeader);
        }
        self.by_digest.insert(digest, filter);
        Ok(())
    }

    /// The filters that decide about this tag, one a group.
    ///
    /// # Errors
    /// [`CheckError::FilterMissing`] unless all are here, [`CheckError::UnknownKind`], and
    /// [`CheckError::Order`] where the tag was made for another kind, incident or profile.
    pub fn complete_for<'a>(
        &'a self,
        manifest: &'a VerifiedManifest,
        kind: &str,
        tag: &VerifiedTag,
    ) -> Result<CompleteFilters<'a>, CheckError> {
        let filters = manifest.filters_of(kind)?;
        let profile = manifest.manifest().profile;
        if tag.purpose != Purpose::of(profile, manifest.salt(), kind.as_bytes()) {
            return Err(CheckError::Order);
        }
        let by_group = filters
            .into_iter()
            .map(|entry| {
                let shard = shard_for(entry, &tag.tag).ok_or(CheckError::ManifestContent)?;
                let filter = self.by_digest.get(&shard.sha256).ok_or(CheckError::FilterMissing)?;
                Ok((entry.group.as_str(), filter))
            })
            .collect::<Result<Vec<_>, CheckError>>()?;
        Ok(CompleteFilters { manifest, by_group, tag: tag.tag })
    }
}

impl Default for FilterCollection {
    fn default() -> Self {
        Self::new()
    }
}

fn position_of(entry: &FilterEntry, digest: &[u8; 32]) -> Option<usize> {
    entry.shards.iter().position(|shard| shard.sha256 == *digest)
}

/// The shard of a filter that a tag falls into.
pub fn shard_for<'a>(entry: &'a FilterEntry, tag: &Tag) -> Option<&'a ShardEntry> {
    entry.shards.get(usize::from(tag.shard(entry.shard_bits)))
}

/// For every group of one kind the filter that decides about one tag.
pub struct CompleteFilters<'a> {
    manifest: &'a VerifiedManifest,
    by_group: Vec<(&'a str, &'a Filter)>,
    tag: Tag,
}

impl CompleteFilters<'_> {
    /// The answer.
    ///
    /// # Errors
    /// [`CheckError::Proof`] where the tag was proved under another key than this manifest's,
    /// [`CheckError::FilterMissing`] where it is not the tag these filters were chosen for.
    pub fn decide(&self, tag: &VerifiedTag) -> Result<Outcome, CheckError> {
        let manifest = self.manifest.manifest();
        if tag.key != manifest.public_key {
            return Err(CheckError::Proof);
        }
        if tag.tag != self.tag {
            return Err(CheckError::FilterMissing);
        }
        let mut groups = Vec::new();
        for (group, filter) in &self.by_group {
            if filter.contains(&tag.tag)? {
                groups.push((*group).to_owned());
            }
        }
        let set = SetReference { set_version: manifest.set_version, as_of: manifest.as_of };
        Ok(if groups.is_empty() {
            Outcome::NotListed(NotListed { set })
        } else {
            Outcome::Listed(Listed { groups, set })
        })
    }
}
