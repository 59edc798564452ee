//! From a file's bytes to rows of text cells, whatever program wrote them.
//!
//! ```text
//! container -> text: detect, text, lines, records (CSV; one piece at a time)
//!           -> spreadsheet: zip_guard, then xlsx, xls or ods (in memory, within bounds)
//! both      -> header -> rows of equal width, with the numbers that the spreadsheet shows
//! ```
//!
//! A file is read twice: [`scan`] says what it is, [`for_each_row`] gives its rows and notices
//! when the file has changed in between.

mod cell_text;
mod container;
mod delimiter;
mod detect;
mod facts;
mod header;
mod lines;
mod note;
mod ods;
mod ods_cell;
mod ods_table;
mod records;
mod spreadsheet;
#[cfg(test)]
mod tests;
mod text;
mod workbooks;
mod xls;
mod xls_records;
mod xlsx;
mod xlsx_marks;
mod xml;
mod zip_guard;

pub use facts::{Asked, AskedEncoding, Encoding, Epoch, FileFacts, Format};
pub use note::Note;

use crate::error::ContactsError;
use container::{Container, HEAD, container, zip_format};
use detect::{Detection, NulAt};
use header::{Below, HeaderSearch};
use note::Marks;
use sha2::{Digest, Sha256};
use spreadsheet::LARGEST_FILE;
use std::{
    io::{Read, Seek, SeekFrom},
    ops::ControlFlow,
};
use text::{PIECE, Text, read_some};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// What a file is, and where its rows begin.
pub(crate) struct Scanned {
    pub(crate) facts: FileFacts,
    pub(crate) header: Header,
    /// SHA-256 of the whole file.
    pub(crate) sha256: [u8; 32],
}

/// The row with the names of the columns.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) row: usize,
    /// As written; empty ones at the end are dropped.
    pub(crate) cells: Vec<String>,
    /// One for each column, all different, none empty: `電話`, `電話 (2)`, `column 3`.
    pub(crate) names: Vec<String>,
}

/// A row below the header that is not blank. Erased when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Row {
    /// As the spreadsheet shows it.
    pub(crate) number: usize,
    /// As many as the header has.
    pub(crate) cells: Vec<String>,
    /// The row has fewer cells than the header, or more that say something.
    pub(crate) uneven: bool,
}

/// Reads the whole file and says what it is. `observe` gets every byte of it, in order.
pub(crate) fn scan<R: Read + Seek>(
    source: &mut R,
    asked: &Asked,
    observe: &mut dyn FnMut(&[u8]),
) -> Result<Scanned, ContactsError> {
    source.seek(SeekFrom::Start(0)).map_err(ContactsError::from_io)?;
    let mut first = Zeroizing::new(vec![0; PIECE]);
    let length = fill(source, &mut first)?;
    first.truncate(length);
    match container(&first[..length.min(HEAD)])? {
        Container::Text => scan_text(source, first, asked, observe),
        found => {
            let file = read_file(source)?;
            observe(&file);
            scan_spreadsheet(&file, &found, asked)
        }
    }
}

/// Gives every row below the header that is not blank, until `visit` breaks. Where it does not,
/// the file's bytes were those that were scanned.
pub(crate) fn for_each_row<R: Read + Seek>(
    source: &mut R,
    scanned: &Scanned,
    visit: &mut dyn FnMut(Row) -> Result<ControlFlow<()>, ContactsError>,
) -> Result<(), ContactsError> {
    let facts = &scanned.facts;
    let mut below = Below::new(&scanned.header, visit);
    let mut take = |row| below.take(row);
    if let (Some(encoding), Some(delimiter)) = (facts.encoding, facts.format.delimiter()) {
        let expected = Some(&scanned.sha256);
        let digest = records::for_each_record(source, encoding, delimiter, expected, &mut take)?;
        let changed = digest.is_some_and(|digest| digest != scanned.sha256);
        return if changed { Err(ContactsError::FileChanged) } else { Ok(()) };
    }
    let file = read_file(source)?;
    if sha256(&file) != scanned.sha256 {
        return Err(ContactsError::FileChanged);
    }
    let package = match facts.format {
        Format::Xls => None,
        _ => Some(zip_guard::look_through(&file)?),
    };
    let mut workbook = workbooks::open(facts.format, &file, package.as_ref())?;
    let sheet = facts.sheet.as_deref().unwrap_or_default();
    workbook.rows(sheet, facts.epoch, &mut Marks::default(), &mut take)
}

fn scan_text<R: Read + Seek>(
    source: &mut R,
    first: Zeroizing<Vec<u8>>,
    asked: &Asked,
    observe: &mut dyn FnMut(&[u8]),
) -> Result<Scanned, ContactsError> {
    if let Some(asked) = asked.format
        && asked.delimiter().is_none()
    {
        return Err(ContactsError::OtherFormat { asked: asked.name(), found: "a text" });
    }
    if asked.sheet.is_some() {
        return Err(ContactsError::TextHasNoSheets);
    }
    let mut detection = Detection::new(asked.encoding);
    let mut hash = Sha256::new();
    let (mut bytes, mut piece) = (0, first);
    while !piece.is_empty() {
        hash.update(&piece);
        observe(&piece);
        if let Err(NulAt(place)) = detection.pass(&piece) {
            let row = row_of_byte(source, bytes + place as u64, asked.format)?;
            return Err(ContactsError::NulBytes { row });
        }
        bytes += piece.len() as u64;
        piece.resize(PIECE, 0);
        let length = read_some(source, &mut piece).map_err(ContactsError::from_io)?;
        piece.truncate(length);
    }
    let encoding = detection.finish()?;
    let format = match asked.format {
        Some(format) => format,
        None => text_format(source, encoding)?,
    };
    let delimiter = format.delimiter().unwrap_or(b',');
    let mut search = HeaderSearch::new(asked.header_row);
    records::for_each_record(source, encoding, delimiter, None, &mut |row| Ok(search.look(row)))?;
    let (header, notes) = search.finish()?;
    let facts = FileFacts {
        format,
        encoding: Some(encoding),
        sheet: None,
        bytes,
        epoch: asked.epoch.unwrap_or_default(),
        notes,
    };
    Ok(Scanned { facts, header, sha256: hash.finalize().into() })
}

fn scan_spreadsheet(
    file: &[u8],
    container: &Container,
    asked: &Asked,
) -> Result<Scanned, ContactsError> {
    let package = match container {
        Container::Zip => Some(zip_guard::look_through(file)?),
        _ => None,
    };
    let format = match &package {
        Some(package) => zip_format(package)?,
        None => Format::Xls,
    };
    if let Some(asked) = asked.format
        && asked != format
    {
        return Err(ContactsError::OtherFormat { asked: asked.name(), found: format.name() });
    }
    if asked.encoding.is_some() {
        return Err(ContactsError::SpreadsheetHasNoEncoding);
    }
    let mut workbook = workbooks::open(format, file, package.as_ref())?;
    let (sheet, hidden) = spreadsheet::choose(workbook.sheets()?, asked.sheet.as_deref())?;
    let epoch = asked.epoch.unwrap_or(workbook.epoch());
    let mut marks = Marks::default();
    workbook.mark(&sheet, &mut marks)?;
    let mut search = HeaderSearch::new(asked.header_row);
    workbook.rows(&sheet, epoch, &mut marks, &mut |row| {
        let _ = search.look(row);
        // To the end, because of the marks.
        Ok(ControlFlow::Continue(()))
    })?;
    let (header, mut notes) = search.finish()?;
    if !hidden.is_empty() {
        notes.push(Note::HiddenSheets { names: hidden });
    }
    notes.extend(marks.notes());
    let bytes = file.len() as u64;
    let facts = FileFacts { format, encoding: None, sheet: Some(sheet), bytes, epoch, notes };
    Ok(Scanned { facts, header, sha256: sha256(file) })
}

/// A spreadsheet's bytes.
fn read_file<R: Read + Seek>(source: &mut R) -> Result<Zeroizing<Vec<u8>>, ContactsError> {
    let bytes = source.seek(SeekFrom::End(0)).map_err(ContactsError::from_io)?;
    let too_large = || ContactsError::FileTooLarge { megabytes: LARGEST_FILE >> 20 };
    let room = usize::try_from(bytes).map_err(|_| too_large())?;
    if bytes > LARGEST_FILE {
        return Err(too_large());
    }
    source.seek(SeekFrom::Start(0)).map_err(ContactsError::from_io)?;
    // One more, so that the file does not move while it is read.
    let mut file = Zeroizing::new(Vec::with_capacity(room + 1));
    let read = source.take(LARGEST_FILE + 1).read_to_end(&mut file);
    if read.map_err(ContactsError::from_io)? as u64 > LARGEST_FILE {
        return Err(too_large());
    }
    Ok(file)
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Reads until `into` is full or the file ends.
fn fill(source: &mut impl Read, into: &mut [u8]) -> Result<usize, ContactsError> {
    let mut length = 0;
    while length < into.len() {
        match read_some(source, &mut into[length..]).map_err(ContactsError::from_io)? {
            0 => break,
            read => length += read,
        }
    }
    Ok(length)
}

/// What separates the cells, by the beginning of the text.
fn text_format<R: Read + Seek>(
    source: &mut R,
    encoding: Encoding,
) -> Result<Format, ContactsError> {
    let mut text = Text::open(source, encoding, b',')?;
    let mut beginning = Zeroizing::new(vec![0; PIECE]);
    // Whether the text can be read at all is said when it is read as what it is.
    let length = match fill(&mut text, &mut beginning) {
        Ok(length) => length,
        Err(_) => beginning.iter().position(|byte| *byte == 0).unwrap_or(PIECE),
    };
    Ok(delimiter::text_format(&beginning[..length]))
}

/// The row that the byte at this offset stands in.
fn row_of_byte<R: Read + Seek>(
    source: &mut R,
    offset: u64,
    format: Option<Format>,
) -> Result<usize, ContactsError> {
    source.seek(SeekFrom::Start(0)).map_err(ContactsError::from_io)?;
    let delimiter = format.and_then(Format::delimiter).unwrap_or(b',');
    let mut lines = lines::Lines::new(delimiter);
    let mut before = source.take(offset);
    let mut piece = Zeroizing::new(vec![0; PIECE]);
    loop {
        let length = read_some(&mut before, &mut piece).map_err(ContactsError::from_io)?;
        if length == 0 {
            return Ok(lines.row());
        }
        lines.pass(&piece[..length], u64::MAX);
    }
}
