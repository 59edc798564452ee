//! XML out of an entry of a zip archive, event by event.

use super::zip_guard::from_zip;
use crate::error::ContactsError;
use quick_xml::{
    XmlVersion,
    events::{BytesRef, BytesStart, Event},
    reader::Reader,
};
use std::io::{BufRead, BufReader, Cursor};
use zip::{ZipArchive, read::ZipFile};

pub(super) type Archive<'file> = ZipArchive<Cursor<&'file [u8]>>;
pub(super) type EntryReader<'archive, 'file> =
    Xml<BufReader<ZipFile<'archive, Cursor<&'file [u8]>>>>;

pub(super) fn archive(file: &[u8]) -> Result<Archive<'_>, ContactsError> {
    ZipArchive::new(Cursor::new(file)).map_err(from_zip)
}

/// Elements inside each other: a reader remembers every one that is open.
const DEEPEST: usize = 1_000;

/// Events in order; an empty element has a start and an end.
pub(super) struct Xml<B> {
    reader: Reader<B>,
    buffer: Vec<u8>,
    depth: usize,
}

pub(super) fn entry<'archive, 'file>(
    archive: &'archive mut Archive<'file>,
    name: &str,
) -> Result<EntryReader<'archive, 'file>, ContactsError> {
    Ok(Xml::new(BufReader::new(archive.by_name(name).map_err(from_zip)?)))
}

impl<B: BufRead> Xml<B> {
    fn new(source: B) -> Self {
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next event; `None` at the end of the entry.
    pub(super) fn next(&mut self) -> Result<Option<Event<'_>>, ContactsError> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer);
        match event.map_err(|_| ContactsError::Damaged)? {
            Event::Eof => Ok(None),
            Event::Start(element) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(ContactsError::ExpandsTooFar);
                }
                Ok(Some(Event::Start(element)))
            }
            Event::End(element) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Some(Event::End(element)))
            }
            event => Ok(Some(event)),
        }
    }
}

/// Refuses an entry whose elements are too deep inside each other. What else may be wrong with
/// it is for its reader to say.
pub(super) fn check_depth(archive: &mut Archive<'_>, name: &str) -> Result<(), ContactsError> {
    let mut xml = entry(archive, name)?;
    // As calamine reads it.
    xml.reader.config_mut().check_end_names = false;
    loop {
        match xml.next() {
            Ok(Some(_)) => {}
            Ok(None) | Err(ContactsError::Damaged) => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}

/// An attribute by its name, without prefix or, where it has a colon, with it.
pub(super) fn attribute(
    element: &BytesStart<'_>,
    name: &str,
) -> Result<Option<String>, ContactsError> {
    // Twice the same attribute: the first counts. To look for it would cost too much.
    for attribute in element.attributes().with_checks(false).by_ref() {
        let attribute = attribute.map_err(|_| ContactsError::Damaged)?;
        let key = attribute.key;
        if key.as_ref() == name || key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            return value.map(|value| Some(value.into_owned())).map_err(|_| ContactsError::Damaged);
        }
    }
    Ok(None)
}

/// A number in an attribute.
pub(super) fn count(element: &BytesStart<'_>, name: &str) -> Result<Option<usize>, ContactsError> {
    match attribute(element, name)? {
        Some(text) => text.trim().parse().map(Some).map_err(|_| ContactsError::Damaged),
        None => Ok(None),
    }
}

/// `1` and `true`.
pub(super) fn is_true(element: &BytesStart<'_>, name: &str) -> Result<bool, ContactsError> {
    Ok(attribute(element, name)?.is_some_and(|value| value == "1" || value == "true"))
}

/// The character of `&amp;` or `&#x41;`.
pub(super) fn reference(reference: &BytesRef<'_>) -> Result<char, ContactsError> {
    match reference.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => reference.resolve_char_ref().ok().flatten().ok_or(ContactsError::Damaged),
    }
}
