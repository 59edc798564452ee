//! The records of an XLS workbook stream, looked through before calamine reads it: how large
//! its sheets are, what is hidden, and which numbers are shown with zeros. Record numbers and
//! layouts: [MS-XLS] 2.4.

use super::{cell_text::DigitFormat, note::Marks};
use crate::error::ContactsError;
use std::collections::{BTreeSet, HashMap};

/// Cells of all sheets together, filled or not, that calamine may make room for: one full sheet.
const MOST_CELLS: u64 = 1 << 24;

/// One sheet, in the order of the workbook.
#[derive(Default)]
pub(super) struct SheetRecords {
    pub(super) marks: Marks,
    /// Formats of numbers by row and column from 0, where they show zeros.
    pub(super) formats: HashMap<(u32, u32), DigitFormat>,
    rows_with_cells: BTreeSet<u16>,
    hidden_rows: BTreeSet<u16>,
    columns: Option<(u16, u16)>,
    /// Cells that the sheet announces: calamine makes room for them at its word.
    announced: u64,
    /// Of all its records.
    bytes: usize,
}

pub(super) fn look_through(stream: &[u8]) -> Result<Vec<SheetRecords>, ContactsError> {
    let mut globals = Globals::default();
    for record in (Records { rest: stream }) {
        let Record { number, data } = record?;
        match number {
            EOF => break,
            FILE_PASS if u16_at(data, 0) != Some(0) => return Err(ContactsError::Protected),
            BOUND_SHEET => {
                let place = data.first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
                globals.sheets.push(place.ok_or(ContactsError::Damaged)? as usize);
            }
            BOF => globals.is_old = u16_at(data, 0) == Some(0x0500),
            FORMAT => {
                if let Some((id, code)) = format_code(data, globals.is_old) {
                    globals.codes.insert(id, code);
                }
            }
            XF => globals.formats.push(u16_at(data, 2).unwrap_or(0)),
            _ => {}
        }
    }
    let digits: Vec<Option<DigitFormat>> = globals
        .formats
        .iter()
        .map(|id| globals.codes.get(id).and_then(|code| DigitFormat::parse(code)))
        .collect();
    let mut sheets = Vec::with_capacity(globals.sheets.len());
    let (mut cells, mut bytes) = (0u64, 0);
    for place in globals.sheets {
        let records = stream.get(place..).ok_or(ContactsError::Damaged)?;
        let sheet = look_through_sheet(records, &digits)?;
        // Sheets that lie over each other would be read again and again.
        bytes += sheet.bytes;
        if bytes > stream.len() {
            return Err(ContactsError::Damaged);
        }
        cells = cells.saturating_add(sheet.area());
        if cells > MOST_CELLS {
            return Err(ContactsError::SheetTooLarge);
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

#[derive(Default)]
struct Globals {
    is_old: bool,
    /// Where the sheets begin.
    sheets: Vec<usize>,
    codes: HashMap<u16, String>,
    /// The number format of each cell format.
    formats: Vec<u16>,
}

fn look_through_sheet(
    records: &[u8],
    digits: &[Option<DigitFormat>],
) -> Result<SheetRecords, ContactsError> {
    let mut sheet = SheetRecords::default();
    let mut hidden_columns = BTreeSet::new();
    // Charts inside a sheet have a beginning and an end of their own.
    let mut depth = 0usize;
    for record in (Records { rest: records }) {
        let Record { number, data } = record?;
        sheet.bytes += 4 + data.len();
        match number {
            DIMENSIONS => sheet.announced = sheet.announced.saturating_add(announced(data)?),
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ if depth > 1 => {}
            ROW => {
                if let (Some(row), Some(flags)) = (u16_at(data, 0), u16_at(data, 12))
                    && flags & ROW_HIDDEN != 0
                {
                    sheet.hidden_rows.insert(row);
                }
            }
            COLUMN_INFO => {
                if let (Some(first), Some(last), Some(flags)) =
                    (u16_at(data, 0), u16_at(data, 2), u16_at(data, 8))
                    && flags & COLUMN_HIDDEN != 0
                {
                    hidden_columns.extend(first.min(256)..=last.min(256));
                }
            }
            MERGED_CELLS => {
                for area in data.get(2..).unwrap_or_default().chunks_exact(8) {
                    let row = u16_at(area, 0).unwrap_or(0);
                    sheet.marks.merged.add(usize::from(row) + 1, 1);
                }
            }
            NUMBER | RK | LABEL_SST | LABEL | RICH_STRING | BOOL_OR_ERROR | FORMULA => {
                let (row, column) = (u16_at(data, 0), u16_at(data, 2));
                let (Some(row), Some(column)) = (row, column) else {
                    return Err(ContactsError::Damaged);
                };
                sheet.cell(row, column, u16_at(data, 4), digits);
                if number == FORMULA {
                    sheet.marks.formulas.add(usize::from(row) + 1, 1);
                }
            }
            MANY_RK => {
                let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else {
                    return Err(ContactsError::Damaged);
                };
                let numbers = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                for (place, number) in numbers.chunks_exact(6).enumerate() {
                    let column = u16::try_from(usize::from(first) + place);
                    let column = column.map_err(|_| ContactsError::Damaged)?;
                    sheet.cell(row, column, u16_at(number, 0), digits);
                }
            }
            _ => {}
        }
    }
    for row in sheet.hidden_rows.intersection(&sheet.rows_with_cells) {
        sheet.marks.hidden_rows.add(usize::from(*row) + 1, 1);
    }
    let last = sheet.columns.map_or(0, |(_, last)| last);
    let within = hidden_columns.into_iter().filter(|column: &u16| *column <= last);
    sheet.marks.hidden_columns = within.map(usize::from).collect();
    Ok(sheet)
}

impl SheetRecords {
    fn cell(&mut self, row: u16, column: u16, format: Option<u16>, digits: &[Option<DigitFormat>]) {
        self.rows_with_cells.insert(row);
        let (first, last) = self.columns.unwrap_or((column, column));
        self.columns = Some((first.min(column), last.max(column)));
        let format = format.and_then(|place| digits.get(usize::from(place)));
        if let Some(format) = format.and_then(Option::as_ref) {
            self.formats.insert((row.into(), column.into()), format.clone());
        }
    }

    fn area(&self) -> u64 {
        let between = |(first, last): (u16, u16)| u64::from(last - first) + 1;
        let rows = self.rows_with_cells.first().copied().zip(self.rows_with_cells.last().copied());
        (rows.map_or(0, between) * self.columns.map_or(0, between)).max(self.announced)
    }
}

/// Rows times columns of a record DIMENSIONS, whose ends are one beyond the last.
fn announced(data: &[u8]) -> Result<u64, ContactsError> {
    let short = |place| u16_at(data, place).map(u32::from);
    let long = |place: usize| {
        data.get(place..)
            .and_then(|rest| rest.first_chunk())
            .map(|bytes| u32::from_le_bytes(*bytes))
    };
    let (rows, columns) = if data.len() == 10 {
        ((short(0), short(2)), (short(4), short(6)))
    } else {
        ((long(0), long(4)), (short(8), short(10)))
    };
    let ((Some(first_row), Some(end_row)), (Some(_), Some(end_column))) = (rows, columns) else {
        return Err(ContactsError::Damaged);
    };
    if end_row > 0 && first_row >= end_row {
        return Err(ContactsError::Damaged);
    }
    // calamine counts columns from 0 where it does not trust the first.
    Ok(u64::from(end_row.saturating_sub(first_row)) * u64::from(end_column))
}

struct Records<'stream> {
    rest: &'stream [u8],
}

struct Record<'stream> {
    number: u16,
    data: &'stream [u8],
}

impl<'stream> Iterator for Records<'stream> {
    type Item = Result<Record<'stream>, ContactsError>;

    fn next(&mut self) -> Option<Self::Item> {
        let number = u16_at(self.rest, 0)?;
        let length = usize::from(u16_at(self.rest, 2)?);
        let Some(data) = self.rest.get(4..4 + length) else {
            self.rest = &[];
            return Some(Err(ContactsError::Damaged));
        };
        self.rest = &self.rest[4 + length..];
        Some(Ok(Record { number, data }))
    }
}

fn u16_at(data: &[u8], place: usize) -> Option<u16> {
    data.get(place..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

/// A number format's id and code, where the code is in ASCII.
fn format_code(data: &[u8], is_old: bool) -> Option<(u16, String)> {
    let id = u16_at(data, 0)?;
    let code: String = if is_old {
        let length = usize::from(*data.get(2)?);
        data.get(3..3 + length)?.iter().map(|byte| char::from(*byte)).collect()
    } else {
        let length = usize::from(u16_at(data, 2)?);
        if data.get(4)? & 1 == 0 {
            data.get(5..5 + length)?.iter().map(|byte| char::from(*byte)).collect()
        } else {
            let (units, _) = data.get(5..5 + 2 * length)?.as_chunks::<2>();
            String::from_utf16(&units.iter().map(|u| u16::from_le_bytes(*u)).collect::<Vec<_>>())
                .ok()?
        }
    };
    Some((id, code))
}

const FORMULA: u16 = 0x0006;
const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const COLUMN_INFO: u16 = 0x007D;
const BOUND_SHEET: u16 = 0x0085;
const MANY_RK: u16 = 0x00BD;
const RICH_STRING: u16 = 0x00D6;
const XF: u16 = 0x00E0;
const MERGED_CELLS: u16 = 0x00E5;
const LABEL_SST: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_OR_ERROR: u16 = 0x0205;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
const RK: u16 = 0x027E;
const FORMAT: u16 = 0x041E;
const BOF: u16 = 0x0809;

const ROW_HIDDEN: u16 = 0x0020;
const COLUMN_HIDDEN: u16 = 0x0001;

#[cfg(test)]
mod tests {
    use super::*;

    fn record(number: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("short");
        [&number.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn workbook(cells: &[(u16, u16)]) -> Vec<u8> {
        let globals = |place: u32| {
            let sheet = [&place.to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat();
            [record(BOF, &[0, 6, 5, 0]), record(BOUND_SHEET, &sheet), record(EOF, &[])].concat()
        };
        let mut stream = globals(u32::try_from(globals(0).len()).expect("short"));
        stream.extend(record(BOF, &[0, 6, 0x10, 0]));
        for (row, column) in cells {
            let [r, c] = [row.to_le_bytes(), column.to_le_bytes()];
            stream.extend(record(NUMBER, &[&r[..], &c, &[0; 10]].concat()));
        }
        stream.extend(record(EOF, &[]));
        stream
    }

    #[test]
    fn a_sheet_that_is_nearly_empty_but_huge_is_refused() {
        let small = look_through(&workbook(&[(0, 0), (999, 20)])).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(small[0].area(), 21_000);
        let huge = look_through(&workbook(&[(0, 0), (u16::MAX, u16::MAX)])).err();
        assert_eq!(huge, Some(ContactsError::SheetTooLarge));
    }

    #[test]
    fn a_sheet_that_announces_too_much_is_refused() {
        let with = |rows: u32, columns: u16| {
            let range =
                [&[0; 4][..], &rows.to_le_bytes(), &[0; 2], &columns.to_le_bytes(), &[0; 2]];
            let mut stream = workbook(&[]);
            stream.truncate(stream.len() - 4);
            [stream, record(DIMENSIONS, &range.concat()), record(EOF, &[])].concat()
        };
        assert!(look_through(&with(65_536, 256)).is_ok());
        let refused = look_through(&with(65_537, 256)).err();
        assert_eq!(refused, Some(ContactsError::SheetTooLarge));
    }

    #[test]
    fn a_stream_cut_short_is_damaged() {
        let stream = workbook(&[(0, 0)]);
        for length in [20, stream.len() - 6] {
            let cut = look_through(&stream[..length]).err();
            assert_eq!(cut, Some(ContactsError::Damaged), "{length}");
        }
    }
}
