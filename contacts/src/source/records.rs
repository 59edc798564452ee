//! The rows of a text, with the numbers that a spreadsheet shows.

use super::{
    facts::Encoding,
    header::{MOST_COLUMNS, RawRow},
    text::{END, PIECE, Text},
};
use crate::{error::ContactsError, folding};
use std::{
    io::{Read, Seek},
    ops::ControlFlow,
};

/// Gives every row that is not blank, until the visitor breaks. Gives back the SHA-256 of the
/// file, or nothing where the visitor broke.
///
/// Where the text itself cannot be read, `if_changed` is the digest it should have: if it has
/// another, that is the error, because what else is wrong follows from it.
pub(super) fn for_each_record<R: Read + Seek>(
    source: &mut R,
    encoding: Encoding,
    delimiter: u8,
    if_changed: Option<&[u8; 32]>,
    visit: &mut dyn FnMut(RawRow) -> Result<ControlFlow<()>, ContactsError>,
) -> Result<Option<[u8; 32]>, ContactsError> {
    let text = Text::open(source, encoding, delimiter)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(PIECE)
        .from_reader(text);
    let mut record = csv::StringRecord::new();
    let mut number = 0;
    loop {
        let row = match next(&mut reader, &mut record, &mut number) {
            Ok(Next::End) => return reader.into_inner().digest().map(Some),
            Ok(Next::Blank) => continue,
            Ok(Next::Row(row)) => row,
            Err(error) => {
                let digest = reader.into_inner().digest()?;
                let changed = if_changed.is_some_and(|expected| *expected != digest);
                return Err(if changed { ContactsError::FileChanged } else { error });
            }
        };
        if visit(row)?.is_break() {
            return Ok(None);
        }
    }
}

enum Next {
    Row(RawRow),
    Blank,
    End,
}

fn next<R: Read>(
    reader: &mut csv::Reader<Text<'_, R>>,
    record: &mut csv::StringRecord,
    number: &mut usize,
) -> Result<Next, ContactsError> {
    let is_record = reader.read_record(record).map_err(|error| {
        let failure = reader.get_mut().take_failure();
        failure.unwrap_or_else(|| match error.into_kind() {
            csv::ErrorKind::Io(error) => ContactsError::from_io(error),
            // Decoded text, flexible: neither UTF-8 nor the length can fail.
            _ => ContactsError::Unreadable { kind: std::io::ErrorKind::InvalidData },
        })
    })?;
    if !is_record {
        return Ok(Next::End);
    }
    let end = reader.position().byte();
    let text = reader.get_mut();
    let at_end = text.is_beyond(end);
    if at_end && record.len() == 1 && record.get(0) == Some(END) {
        return Ok(Next::End);
    }
    *number += text.lines().take_blank_before(end) + 1;
    if at_end {
        return Err(ContactsError::UnclosedQuote { row: *number });
    }
    let blank_end = record.iter().rev().take_while(|cell| folding::is_blank(cell)).count();
    let Some(last) = (record.len() - blank_end).checked_sub(1) else {
        return Ok(Next::Blank);
    };
    if last >= MOST_COLUMNS {
        return Err(ContactsError::TooManyColumns { row: *number, columns: last + 1 });
    }
    let cells = record.iter().take(MOST_COLUMNS).map(str::to_owned).collect();
    Ok(Next::Row(RawRow { number: *number, cells, ragged: true }))
}
