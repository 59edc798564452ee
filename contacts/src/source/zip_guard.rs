//! Looks through a zip archive before anything reads a spreadsheet out of it: really
//! decompresses every entry, because what an archive says about its sizes need not be true.

use crate::error::ContactsError;
use std::{
    collections::HashMap,
    io::{Cursor, Read, Write},
};
use zip::{ZipArchive, result::ZipError};

/// All entries together, decompressed: 1 GiB.
const MOST_BYTES: u64 = 1 << 30;
const MOST_ENTRIES: usize = 10_000;

/// Bytes between two marks `<` of XML: 64 MiB. A reader holds at least that much at once.
const LONGEST_TEXT: u64 = 64 << 20;

/// Marks `<` in shared strings, of which each can cost a reader a string.
const MOST_STRING_MARKS: u64 = 40_000_000;

/// Marks `<` in styles and in what lists the parts of a workbook, each of which can cost a
/// reader some hundred bytes.
const MOST_STYLE_MARKS: u64 = 1_000_000;

/// What an archive holds.
pub(super) struct Package {
    /// Names as written, by their lower-case form.
    names: HashMap<String, String>,
    pub(super) mimetype: Option<String>,
    /// An ODS says here whether its content is encrypted.
    pub(super) encrypted: bool,
}

impl Package {
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    pub(super) fn entry_names(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(String::as_str)
    }

    /// An entry's name as written; writers do not agree on capitals.
    pub(super) fn name(&self, name: &str) -> Option<&str> {
        self.names.get(&name.to_lowercase()).map(String::as_str)
    }
}

pub(super) fn look_through(file: &[u8]) -> Result<Package, ContactsError> {
    look_through_within(file, MOST_BYTES)
}

fn look_through_within(file: &[u8], most_bytes: u64) -> Result<Package, ContactsError> {
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(from_zip)?;
    if archive.len() > MOST_ENTRIES {
        return Err(ContactsError::ExpandsTooFar);
    }
    let mut package = Package { names: HashMap::new(), mimetype: None, encrypted: false };
    let mut left = most_bytes;
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(from_zip)?;
        let name = entry.name().map_err(from_zip)?.replace('\\', "/");
        let mut beginning = Vec::new();
        let kept = name == "mimetype" || name == "META-INF/manifest.xml";
        if kept {
            let read = (&mut entry).take(1 << 20).read_to_end(&mut beginning);
            left = left.saturating_sub(read.map_err(|_| ContactsError::Damaged)? as u64);
        }
        let mut marks = Marks::default();
        marks.write_all(&beginning).map_err(|_| ContactsError::Damaged)?;
        let rest = std::io::copy(&mut entry.take(left + 1), &mut marks);
        let rest = rest.map_err(|_| ContactsError::Damaged)?;
        if rest > left || marks.longest_text > LONGEST_TEXT || marks.count > most_marks(&name) {
            return Err(ContactsError::ExpandsTooFar);
        }
        left -= rest;
        if name == "mimetype" {
            package.mimetype = Some(String::from_utf8_lossy(&beginning).trim().to_owned());
        } else if kept {
            let mark = b"encryption-data";
            package.encrypted = memchr::memmem::find(&beginning, mark).is_some();
        }
        if package.names.insert(name.to_lowercase(), name).is_some() {
            // Two readers could take different ones.
            return Err(ContactsError::Damaged);
        }
    }
    Ok(package)
}

fn most_marks(name: &str) -> u64 {
    let name = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    match name.as_str() {
        "sharedstrings.xml" => MOST_STRING_MARKS,
        "styles.xml" | "workbook.xml" | "theme1.xml" => MOST_STYLE_MARKS,
        _ if name.ends_with(".rels") => MOST_STYLE_MARKS,
        _ => u64::MAX,
    }
}

/// Counts marks `<` in what is written to it, and keeps nothing.
#[derive(Default)]
struct Marks {
    count: u64,
    /// Bytes since the last one.
    text: u64,
    longest_text: u64,
}

impl Write for Marks {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        let count = memchr::memchr_iter(b'<', piece).count() as u64;
        self.count += count;
        // Between two marks of one piece there is less than a piece.
        let first = memchr::memchr(b'<', piece).unwrap_or(piece.len());
        self.text += first as u64;
        self.longest_text = self.longest_text.max(self.text);
        if let Some(last) = memchr::memrchr(b'<', piece) {
            self.text = (piece.len() - last) as u64;
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

pub(super) fn from_zip(error: ZipError) -> ContactsError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ContactsError::Protected,
        _ => ContactsError::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a new entry");
            writer.write_all(content).expect("memory");
        }
        writer.finish().expect("memory").into_inner()
    }

    #[test]
    fn entries_are_counted_by_what_they_really_hold() {
        let file = archive(&[("a", &[b'x'; 600_000]), ("B", &[b'x'; 400_000])]);
        assert!(file.len() < 10_000);
        let package = look_through_within(&file, 1_000_000).unwrap_or_else(|e| panic!("{e}"));
        assert!(package.has("b") && package.name("A") == Some("a"));
        let refused = look_through_within(&file, 999_999).err();
        assert_eq!(refused, Some(ContactsError::ExpandsTooFar));
        // The size that the directory of the archive claims does not count.
        let mut lying = file.clone();
        let size = 600_000u32.to_le_bytes();
        while let Some(place) = memchr::memmem::find(&lying, &size) {
            lying[place..place + 4].copy_from_slice(&1u32.to_le_bytes());
        }
        let lied = look_through_within(&lying, 500_000).err();
        assert!(matches!(lied, Some(ContactsError::ExpandsTooFar | ContactsError::Damaged)));
    }

    #[test]
    fn parts_that_a_reader_keeps_have_bounds_of_their_own() {
        let styles = b"<xf/>".repeat(1_000_001);
        let far = Some(ContactsError::ExpandsTooFar);
        assert_eq!(look_through(&archive(&[("x/Styles.xml", &styles)])).err(), far);
        assert_eq!(look_through(&archive(&[("xl/worksheets/a.xml", &styles)])).err(), None);
        let text = [b"<t>", &vec![b'x'; 65 << 20][..], b"</t>"].concat();
        assert_eq!(look_through(&archive(&[("xl/worksheets/a.xml", &text)])).err(), far);
    }

    #[test]
    fn too_many_entries_and_broken_archives() {
        let names: Vec<String> = (0..=MOST_ENTRIES).map(|number| number.to_string()).collect();
        let entries: Vec<(&str, &[u8])> =
            names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert_eq!(look_through(&archive(&entries)).err(), Some(ContactsError::ExpandsTooFar));
        let mut broken = archive(&[("a", b"some text that is some text that is")]);
        assert_eq!(look_through(&broken[..20]).err(), Some(ContactsError::Damaged));
        broken[40] ^= 0xFF;
        assert_eq!(look_through(&broken).err(), Some(ContactsError::Damaged));
    }
}
