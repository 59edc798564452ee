//! A tar whose bytes depend on what is packed and on nothing else.

use anyhow::{Result, ensure};
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tar::{Builder, EntryType, Header};

/// One file of the tar.
pub struct Entry {
    name: String,
    mode: u32,
    bytes: Vec<u8>,
}

impl Entry {
    pub fn file(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.to_owned(), mode: 0o644, bytes: bytes.into() }
    }

    pub fn program(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { mode: 0o755, ..Self::file(name, bytes) }
    }

    #[cfg(test)]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Packs the files, in the order of their names, below one folder. Every entry belongs to root
/// and bears the same time (seconds since 1970).
pub fn tar_gz(folder: &str, entries: &[Entry], time: u64) -> Result<Vec<u8>> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    ensure!(sorted.windows(2).all(|pair| pair[0].name != pair[1].name), "a name is there twice");

    let compressed = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    let mut builder = Builder::new(compressed);
    let mut folders = BTreeSet::new();
    for entry in sorted {
        let path = format!("{folder}/{}", entry.name);
        for (end, _) in path.match_indices('/') {
            if folders.insert(path[..end].to_owned()) {
                let mut header = header(EntryType::Directory, 0o755, time);
                builder.append_data(&mut header, format!("{}/", &path[..end]), &[][..])?;
            }
        }
        let mut header = header(EntryType::Regular, entry.mode, time);
        header.set_size(entry.bytes.len() as u64);
        builder.append_data(&mut header, path, &*entry.bytes)?;
    }
    Ok(builder.into_inner()?.finish()?)
}

/// SHA-256, 64 hex digits.
pub fn digest(packed: &[u8]) -> String {
    hex::encode(Sha256::digest(packed))
}

fn header(kind: EntryType, mode: u32, time: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(kind);
    header.set_mode(mode);
    header.set_mtime(time);
    header.set_uid(0);
    header.set_gid(0);
    header.set_size(0);
    header
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use std::io::Read;

    const TIME: u64 = 1_763_700_000;

    fn tree() -> Vec<Entry> {
        vec![
            Entry::file("etc/sample.toml", "a = 1\n"),
            Entry::program("bin/shirabe", vec![7; 100_000]),
            Entry::file("README.txt", "Read me.\n"),
        ]
    }

    #[test]
    fn names_modes_owners_and_times_are_set() {
        let packed = tar_gz("shirabe-1", &tree(), TIME).unwrap();
        let mut archive = tar::Archive::new(GzDecoder::new(&*packed));
        let mut found = Vec::new();
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            let header = entry.header();
            assert_eq!((header.uid().unwrap(), header.gid().unwrap()), (0, 0));
            assert_eq!(header.mtime().unwrap(), TIME);
            let mode = header.mode().unwrap();
            let path = entry.path().unwrap().display().to_string();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            found.push((path, mode, bytes.len()));
        }
        let found: Vec<_> = found.iter().map(|(path, mode, len)| (&**path, *mode, *len)).collect();
        assert_eq!(
            found,
            [
                ("shirabe-1/", 0o755, 0),
                ("shirabe-1/README.txt", 0o644, 9),
                ("shirabe-1/bin/", 0o755, 0),
                ("shirabe-1/bin/shirabe", 0o755, 100_000),
                ("shirabe-1/etc/", 0o755, 0),
                ("shirabe-1/etc/sample.toml", 0o644, 6),
            ]
        );
    }

    #[test]
    fn the_same_files_give_the_same_bytes_in_any_order() {
        let packed = tar_gz("shirabe-1", &tree(), TIME).unwrap();
        let turned: Vec<Entry> = tree().into_iter().rev().collect();
        assert!(packed == tar_gz("shirabe-1", &turned, TIME).unwrap());
        assert!(packed != tar_gz("shirabe-1", &tree(), TIME + 1).unwrap());
        assert!(packed != tar_gz("shirabe-1", &tree()[1..], TIME).unwrap());
    }

    #[test]
    fn a_name_is_taken_once() {
        let twice = [Entry::file("a", "1"), Entry::file("a", "2")];
        assert!(tar_gz("shirabe-1", &twice, TIME).is_err());
    }
}
