//! What kind of file it is, by its content; the name is not asked.

use super::{facts::Format, zip_guard::Package};
use crate::error::ContactsError;

/// Bytes at the beginning that say it.
pub(super) const HEAD: usize = 512;

pub(super) enum Container {
    Text,
    Zip,
    /// Compound File Binary, as older programs of Microsoft write.
    CompoundFile,
}

/// What the first bytes say.
pub(super) fn container(head: &[u8]) -> Result<Container, ContactsError> {
    let refuse = |name| Err(ContactsError::UnsupportedFormat { name });
    let marks: [(&[u8], &str); 12] = [
        (b"%PDF", "a PDF"),
        (b"{\\rtf", "a text document (RTF)"),
        (b"\x1F\x8B", "compressed (gzip)"),
        (b"7z\xBC\xAF", "compressed (7z)"),
        (b"Rar!", "compressed (RAR)"),
        (b"BZh", "compressed (bzip2)"),
        (b"\xFD7zXZ", "compressed (xz)"),
        (b"SQLite format 3", "a database (SQLite)"),
        // Excel 2 to 4, before workbooks.
        (b"\x09\x00\x04\x00", "from a very old Excel"),
        (b"\x09\x02\x06\x00", "from a very old Excel"),
        (b"\x09\x04\x06\x00", "from a very old Excel"),
        (b"\x89PNG", "a picture"),
    ];
    if let Some((_, name)) = marks.iter().find(|(mark, _)| head.starts_with(mark)) {
        return refuse(name);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Container::Zip);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Container::CompoundFile);
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let begins = |mark: &str| {
        text.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark.as_bytes()))
    };
    if begins("<!doctype html") || begins("<html") {
        return refuse("a web page (HTML), whatever its name says");
    }
    if begins("<?xml") {
        return refuse("XML");
    }
    Ok(Container::Text)
}

/// What a zip archive holds.
pub(super) fn zip_format(package: &Package) -> Result<Format, ContactsError> {
    let refuse = |name| Err(ContactsError::UnsupportedFormat { name });
    match package.mimetype.as_deref() {
        Some(
            "application/vnd.oasis.opendocument.spreadsheet"
            | "application/vnd.oasis.opendocument.spreadsheet-template",
        ) => {
            return if package.encrypted { Err(ContactsError::Protected) } else { Ok(Format::Ods) };
        }
        Some(_) => return refuse("a document that is no spreadsheet"),
        None => {}
    }
    if package.has("xl/workbook.xml") {
        Ok(Format::Xlsx)
    } else if package.has("xl/workbook.bin") {
        refuse("a binary workbook (XLSB)")
    } else if package.has("index/document.iwa") {
        refuse("from Numbers")
    } else if package.has("word/document.xml") || package.has("ppt/presentation.xml") {
        refuse("a document that is no spreadsheet")
    } else {
        refuse("a zip archive")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_first_bytes_say() {
        assert!(matches!(container(b"PK\x03\x04..."), Ok(Container::Zip)));
        assert!(matches!(container("氏名,メール".as_bytes()), Ok(Container::Text)));
        assert!(matches!(container(b""), Ok(Container::Text)));
        for (head, name) in [
            (&b"%PDF-1.7"[..], "a PDF"),
            (b"\xEF\xBB\xBF \n<HTML>", "a web page (HTML), whatever its name says"),
            (b"<?xml version", "XML"),
        ] {
            let refused = container(head).err();
            assert_eq!(refused, Some(ContactsError::UnsupportedFormat { name }));
        }
    }
}
