//! `tags-<load>.bin`: the public tags of one load, kept on this machine for `verify`.
//!
//! ```text
//!  0   8  "shrbtag1"
//!  8   4  length of the heading, big-endian
//! 12   n  heading, JSON: load, action (`add`, `withdraw`), deployment, incident, slug, public_key
//!         (hex), kinds and groups (names, by position), entries (their number)
//! ..  18  each entry as on the wire (tag, kind, group), sorted, so that no order is told
//! ```
//!
//! Until the load is published the file's name ends in `.unpublished`, and after a rollback to a
//! set without it in `.not-in-set`; `verify` leaves both alone.

use super::WorkFolder;
use crate::{
    errors::OperatorError,
    server_client::{Action, LoadId, LoadParameters},
};
use serde::{Deserialize, Serialize};
use shirabe_protocol::{
    tag::Tag,
    wire::{FilterEntry, MAX_ENTRIES},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::ErrorKind,
    path::{Path, PathBuf},
};

const MAGIC: &[u8; 8] = b"shrbtag1";
const NOT_IN_SET: &str = ".not-in-set";

/// What stands before the entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    pub load: LoadId,
    #[serde(default = "adds")]
    pub action: Action,
    pub deployment: String,
    pub incident: String,
    pub slug: String,
    pub public_key: String,
    pub kinds: Vec<String>,
    pub groups: Vec<String>,
    pub entries: u64,
}

/// Files of before there were withdrawals do not say it.
fn adds() -> Action {
    Action::Add
}

/// One load's tags.
pub struct TagFile {
    heading: Heading,
    entries: Vec<FilterEntry>,
}

/// The tags of all published loads of a folder, by kind and group.
pub struct LoadedTags {
    pub loads: usize,
    /// Public keys that the loads were made under, 64 hex digits each.
    pub public_keys: Vec<String>,
    /// Incident and deployment ids that the loads were made for.
    pub incidents: Vec<(String, String)>,
    /// Sorted, each tag once.
    pub by_filter: BTreeMap<(String, String), Vec<Tag>>,
}

impl TagFile {
    pub fn new(
        load: &LoadId,
        parameters: &LoadParameters,
        action: Action,
        mut entries: Vec<FilterEntry>,
    ) -> Self {
        entries.sort_unstable_by_key(|entry| (entry.tag, entry.kind, entry.group));
        let heading = Heading {
            load: load.clone(),
            action,
            deployment: hex::encode(parameters.deployment),
            incident: hex::encode(parameters.incident),
            slug: parameters.slug.clone(),
            public_key: hex::encode(parameters.public_key),
            kinds: parameters.kind_names(),
            groups: parameters.groups.clone(),
            entries: entries.len() as u64,
        };
        Self { heading, entries }
    }

    fn encode(&self) -> Result<Vec<u8>, OperatorError> {
        let heading = serde_json::to_vec(&self.heading)
            .map_err(|error| OperatorError::file("write", "tags")(error.into()))?;
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&(heading.len() as u32).to_be_bytes());
        bytes.extend_from_slice(&heading);
        for entry in &self.entries {
            entry.encode_into(&mut bytes);
        }
        Ok(bytes)
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let (heading, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        let heading: Heading = serde_json::from_slice(heading).ok()?;
        if rest.len() as u64 != heading.entries.checked_mul(FilterEntry::BYTES as u64)? {
            return None;
        }
        let mut entries = Vec::with_capacity(rest.len() / FilterEntry::BYTES);
        for batch in rest.chunks(MAX_ENTRIES * FilterEntry::BYTES) {
            entries.extend(FilterEntry::decode_batch(batch).ok()?);
        }
        let known = |entry: &FilterEntry| {
            usize::from(entry.kind) < heading.kinds.len()
                && usize::from(entry.group) < heading.groups.len()
        };
        entries.iter().all(known).then_some(Self { heading, entries })
    }

    fn read(path: &Path) -> Result<Self, OperatorError> {
        let bytes = std::fs::read(path).map_err(OperatorError::file("read", path))?;
        Self::decode(&bytes)
            .ok_or_else(|| OperatorError::file("use", path)(ErrorKind::InvalidData.into()))
    }
}

impl WorkFolder {
    /// Keeps the tags of a load that is not published yet.
    ///
    /// # Errors
    /// [`OperatorError::File`], as all below.
    pub fn write_unpublished_tags(&self, tags: &TagFile) -> Result<(), OperatorError> {
        self.write(&unpublished(&tags.heading.load), &tags.encode()?).map(drop)
    }

    /// The load is published: its tags count from now on.
    pub fn publish_tags(&self, load: &LoadId) -> Result<(), OperatorError> {
        let from = self.path().join(unpublished(load));
        let to = self.path().join(published(load));
        match std::fs::rename(&from, &to) {
            // Renamed before, when the command was interrupted just after.
            Err(error) if error.kind() == ErrorKind::NotFound && to.exists() => Ok(()),
            renamed => renamed.map_err(OperatorError::file("keep", to)),
        }
    }

    /// After another set came into force: lets the tags of its loads count for `verify`, and no
    /// others. Says how many loads of the set were not made from this folder.
    pub fn keep_tags_of(&self, loads: &[LoadId]) -> Result<usize, OperatorError> {
        let set_aside = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(NOT_IN_SET);
            PathBuf::from(name)
        };
        let wanted: Vec<PathBuf> =
            loads.iter().map(|load| self.path().join(published(load))).collect();
        for path in tag_files(self.path())?.iter().filter(|path| !wanted.contains(path)) {
            std::fs::rename(path, set_aside(path)).map_err(OperatorError::file("keep", path))?;
        }
        let mut elsewhere = 0;
        for path in wanted.iter().filter(|path| !path.exists()) {
            match std::fs::rename(set_aside(path), path) {
                Err(error) if error.kind() == ErrorKind::NotFound => elsewhere += 1,
                renamed => renamed.map_err(OperatorError::file("keep", path))?,
            }
        }
        Ok(elsewhere)
    }

    pub fn drop_unpublished_tags(&self, load: &LoadId) -> Result<(), OperatorError> {
        super::remove(&self.path().join(unpublished(load)))
    }
}

fn published(load: &LoadId) -> String {
    format!("tags-{}.bin", load.as_str())
}

fn unpublished(load: &LoadId) -> String {
    format!("tags-{}.bin.unpublished", load.as_str())
}

impl LoadedTags {
    /// Reads the tags of every published load of a folder.
    ///
    /// # Errors
    /// [`OperatorError::File`]; [`OperatorError::List`] where there are none.
    pub fn read(folder: &Path) -> Result<Self, OperatorError> {
        let mut loaded = Self {
            loads: 0,
            public_keys: Vec::new(),
            incidents: Vec::new(),
            by_filter: BTreeMap::new(),
        };
        let mut withdrawn = Withdrawn::default();
        let mut files = Vec::new();
        for path in tag_files(folder)? {
            let file = TagFile::read(&path)?;
            // Withdrawals first: what they took out is looked for in every other load.
            let place = if file.heading.action == Action::Withdraw { 0 } else { files.len() };
            files.insert(place, file);
        }
        for file in files {
            loaded.take_in(file, &mut withdrawn);
        }
        if loaded.loads == 0 {
            return Err(OperatorError::List {
                problem: format!("there are no tags of a published load in {}", folder.display()),
                advice: "Name the work folder of the import with --work.",
            });
        }
        for (name, tags) in &mut loaded.by_filter {
            tags.sort_unstable();
            if let Some(out) = withdrawn.0.remove(name) {
                out.subtract_from(tags);
            }
            tags.dedup();
        }
        Ok(loaded)
    }

    fn take_in(&mut self, file: TagFile, withdrawn: &mut Withdrawn) {
        let TagFile { heading, entries } = file;
        self.loads += 1;
        if !self.public_keys.contains(&heading.public_key) {
            self.public_keys.push(heading.public_key);
        }
        let incident = (heading.incident, heading.deployment);
        if !self.incidents.contains(&incident) {
            self.incidents.push(incident);
        }
        let mut by_position = BTreeMap::<(u8, u8), Vec<Tag>>::new();
        for entry in entries {
            by_position.entry((entry.kind, entry.group)).or_default().push(entry.tag);
        }
        for ((kind, group), tags) in by_position {
            let kind = heading.kinds[usize::from(kind)].clone();
            let group = heading.groups[usize::from(group)].clone();
            let name = (kind, group);
            if heading.action == Action::Withdraw {
                withdrawn.0.entry(name).or_default().tags.extend(tags);
            } else {
                if let Some(out) = withdrawn.0.get_mut(&name) {
                    out.met_in_a_load(&tags);
                }
                self.by_filter.entry(name).or_default().extend(tags);
            }
        }
    }
}

/// What withdrawals took out, by kind and group.
#[derive(Default)]
struct Withdrawn(BTreeMap<(String, String), TakenOut>);

#[derive(Default)]
struct TakenOut {
    tags: Vec<Tag>,
    /// In how many loads each of them stands.
    loads: BTreeMap<Tag, usize>,
}

impl TakenOut {
    fn met_in_a_load(&mut self, tags: &[Tag]) {
        self.tags.sort_unstable();
        let here: BTreeSet<Tag> =
            tags.iter().filter(|tag| self.tags.binary_search(tag).is_ok()).copied().collect();
        here.into_iter().for_each(|tag| *self.loads.entry(tag).or_default() += 1);
    }

    /// A person whom several loads brought leaves all of them by one withdrawal, and which
    /// entries were theirs is told nowhere: such a tag is not looked for.
    fn subtract_from(mut self, tags: &mut Vec<Tag>) {
        self.tags.sort_unstable();
        subtract(tags, &self.tags);
        tags.retain(|tag| self.loads.get(tag).is_none_or(|loads| *loads < 2));
    }
}

/// Takes each tag of `out` out of `tags` once: two people with one address are two entries. Both
/// are sorted.
fn subtract(tags: &mut Vec<Tag>, out: &[Tag]) {
    let mut out = out.iter().peekable();
    tags.retain(|tag| {
        while out.next_if(|first| *first < tag).is_some() {}
        out.next_if(|first| *first == tag).is_none()
    });
}

fn tag_files(folder: &Path) -> Result<Vec<PathBuf>, OperatorError> {
    let listing =
        std::fs::read_dir(folder).map_err(OperatorError::file("read the work folder", folder))?;
    let mut paths = Vec::new();
    for entry in listing {
        let path = entry.map_err(OperatorError::file("read the work folder", folder))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with("tags-") && name.ends_with(".bin") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> TagFile {
        let heading = Heading {
            load: serde_json::from_str(&format!("\"{}\"", "a1".repeat(16))).unwrap(),
            action: Action::Add,
            deployment: "d".into(),
            incident: "i".into(),
            slug: "s".into(),
            public_key: "k".into(),
            kinds: vec!["email".into()],
            groups: vec!["contacts".into()],
            entries: 2,
        };
        let entry = |byte| FilterEntry { tag: Tag::from_bytes([byte; 16]), kind: 0, group: 0 };
        TagFile { heading, entries: vec![entry(1), entry(2)] }
    }

    #[test]
    fn what_was_written_is_read() {
        let bytes = file().encode().unwrap();
        let read = TagFile::decode(&bytes).unwrap();
        assert_eq!(read.heading, file().heading);
        assert!(read.entries == file().entries);
    }

    #[test]
    fn a_file_cut_short_or_with_an_unknown_kind_is_refused() {
        let bytes = file().encode().unwrap();
        for end in 0..bytes.len() {
            assert!(TagFile::decode(&bytes[..end]).is_none(), "{end}");
        }
        let mut unknown = file();
        unknown.entries[0].kind = 1;
        assert!(TagFile::decode(&unknown.encode().unwrap()).is_none());
    }

    #[test]
    fn one_of_two_equal_tags_is_taken_out_by_one_withdrawal() {
        let tags = |bytes: &[u8]| -> Vec<Tag> {
            bytes.iter().map(|byte| Tag::from_bytes([*byte; 16])).collect()
        };
        for (all, out, left) in [
            (&[1, 2, 2, 3][..], &[2][..], &[1, 2, 3][..]),
            (&[2, 2], &[2, 2], &[]),
            (&[1, 2, 3], &[0, 2, 4], &[1, 3]),
            (&[], &[1], &[]),
        ] {
            let mut all = tags(all);
            subtract(&mut all, &tags(out));
            assert!(all == tags(left));
        }
    }

    #[test]
    fn tags_of_loads_outside_the_set_are_set_aside_and_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let work = WorkFolder::open(folder.path()).unwrap();
        let loads: Vec<LoadId> = ["a1", "b2", "c3"]
            .iter()
            .map(|byte| serde_json::from_str(&format!("\"{}\"", byte.repeat(16))).unwrap())
            .collect();
        for load in &loads[..2] {
            let mut tags = file();
            tags.heading.load = load.clone();
            work.write_unpublished_tags(&tags).unwrap();
            work.publish_tags(load).unwrap();
        }
        let counted = || LoadedTags::read(folder.path()).map_or(0, |loaded| loaded.loads);
        assert_eq!(work.keep_tags_of(&loads[..1]).unwrap(), 0);
        assert_eq!(counted(), 1);
        assert_eq!(work.keep_tags_of(&loads).unwrap(), 1);
        assert_eq!(counted(), 2);
    }

    #[test]
    fn who_leaves_two_loads_by_one_withdrawal_is_not_looked_for() {
        let folder = tempfile::tempdir().unwrap();
        let work = WorkFolder::open(folder.path()).unwrap();
        let entry = |byte| FilterEntry { tag: Tag::from_bytes([byte; 16]), kind: 0, group: 0 };
        for (load, action, bytes) in [
            ("a1", Action::Add, &[1, 2, 3, 3][..]),
            ("b2", Action::Add, &[2, 4]),
            ("c3", Action::Withdraw, &[1, 2, 3]),
        ] {
            let mut tags = file();
            tags.heading.load = serde_json::from_str(&format!("\"{}\"", load.repeat(16))).unwrap();
            tags.heading.action = action;
            tags.entries = bytes.iter().copied().map(entry).collect();
            tags.heading.entries = tags.entries.len() as u64;
            work.write_unpublished_tags(&tags).unwrap();
            work.publish_tags(&tags.heading.load).unwrap();
        }
        let loaded = LoadedTags::read(folder.path()).unwrap();
        let left: Vec<Tag> = loaded.by_filter.into_values().flatten().collect();
        assert!(left == [entry(3).tag, entry(4).tag], "one left, one of two stays, one unknown");
    }
}
