//! From people to the bytes of a file, with the disorder that lists have.

use crate::{Contact, draw::Draw, spelling};
use encoding_rs::SHIFT_JIS;

/// A list before it is written.
pub(crate) struct List {
    pub(crate) header: &'static [&'static str],
    pub(crate) form: Form,
    /// For spellings and double rows; people are drawn from a seed of their own.
    pub(crate) seed: u64,
    pub(crate) entries: Vec<Entry>,
}

/// As which program the file was saved.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Excel in Japan: CP932, CRLF.
    Cp932,
    /// Excel, "CSV UTF-8": with BOM, CRLF.
    Utf8WithBom,
    /// An export of a database: UTF-8, LF.
    Utf8,
}

pub(crate) struct Entry {
    /// Groups are left empty: the file's group is known where the file is declared.
    pub(crate) contact: Contact,
    pub(crate) cells: Vec<Cell>,
}

pub(crate) enum Cell {
    /// Written as it is.
    Exact(String),
    /// Spelled in the ways that fold to one.
    Text(String),
    Email(Option<String>),
    Phone(Option<String>),
    /// Digits with leading zeros, which a spreadsheet may have taken.
    Padded(String),
    /// A day, `1985-04-01`; by era, too.
    Day(String),
    /// Stands where an address or a number should, and is none.
    Broken(&'static str),
}

/// People at the top of every list are written plainly and once, for those who try the demo.
const PLAIN: usize = 8;

impl List {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut draw = Draw::seeded(self.seed);
        let mut rows: Vec<Vec<String>> = Vec::new();
        // Two in a hundred, and one or two in the shortest list.
        let double_rows = (2_000 / self.entries.len() as u32).max(20);
        for (place, entry) in self.entries.iter().enumerate() {
            if place < PLAIN {
                rows.push(entry.cells.iter().map(plain).collect());
                continue;
            }
            rows.push(entry.cells.iter().map(|cell| spelled(&mut draw, cell)).collect());
            if entry.is_found_again() && draw.permille(double_rows) {
                let again = entry.cells.iter().map(|cell| spelled(&mut draw, cell)).collect();
                let above = draw.below(40).min((rows.len() - PLAIN) as u32) as usize;
                rows.insert(rows.len() - above, again);
            }
        }
        self.saved(&rows)
    }

    fn saved(&self, rows: &[Vec<String>]) -> Vec<u8> {
        let terminator = if self.form == Form::Utf8 {
            csv::Terminator::Any(b'\n')
        } else {
            csv::Terminator::CRLF
        };
        let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
        let header: Vec<String> = self.header.iter().map(|name| (*name).to_owned()).collect();
        for row in std::iter::once(&header).chain(rows) {
            writer.write_record(row).expect("rows are as long as the header");
        }
        let text = writer.into_inner().expect("a Vec takes all bytes");
        match self.form {
            Form::Utf8 => text,
            Form::Utf8WithBom => [b"\xEF\xBB\xBF".as_slice(), &text].concat(),
            Form::Cp932 => {
                let text = String::from_utf8(text).expect("cells are UTF-8");
                let (bytes, _, unmappable) = SHIFT_JIS.encode(&text);
                assert!(!unmappable, "a cell does not fit into CP932");
                bytes.into_owned()
            }
        }
    }
}

impl Entry {
    /// Whether a second row is told to be the same person.
    fn is_found_again(&self) -> bool {
        let contact = &self.contact;
        let known = contact.key.is_some() || contact.email.is_some() || contact.phone.is_some();
        known && !self.cells.iter().any(|cell| matches!(cell, Cell::Broken(_)))
    }
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Exact(text) | Cell::Text(text) => text.clone(),
        Cell::Email(text) | Cell::Phone(text) => text.clone().unwrap_or_default(),
        Cell::Padded(digits) => digits.clone(),
        Cell::Day(day) => day.replace('-', "/"),
        Cell::Broken(text) => (*text).to_owned(),
    }
}

fn spelled(draw: &mut Draw, cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => spelling::text(draw, text),
        Cell::Email(Some(address)) => spelling::email(draw, address),
        Cell::Phone(Some(number)) => spelling::phone(draw, number),
        Cell::Padded(digits) => spelling::padded(draw, digits),
        Cell::Day(day) => spelling::day(draw, day),
        other => plain(other),
    }
}
