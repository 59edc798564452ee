//! CSV as spreadsheets write it: a header row, quoted cells, either line ending. Rows bear the
//! number that a spreadsheet shows, so the header is row 1 and a blank line counts.

use crate::{error::ContactsError, folding};
use zeroize::{Zeroize, Zeroizing};

/// A list as it was written. Without Debug: it holds every cell. Erased when dropped.
pub(crate) struct Table {
    /// As written, for whoever writes the rows out again.
    pub(crate) header: Vec<String>,
    /// One for each column, all different, none empty: `電話`, `電話 (2)`, `column 3`.
    pub(crate) names: Vec<String>,
    /// Rows that are not blank.
    pub(crate) rows: Vec<Row>,
    /// Numbers of the rows with fewer cells than the header, or with more that say something.
    pub(crate) uneven: Vec<usize>,
}

pub(crate) struct Row {
    pub(crate) number: usize,
    /// As many as the header has.
    pub(crate) cells: Vec<String>,
}

impl Drop for Table {
    fn drop(&mut self) {
        for row in &mut self.rows {
            row.cells.iter_mut().for_each(Zeroize::zeroize);
        }
    }
}

/// A record that cannot be in a list, put behind its end: it comes back on its own unless a
/// quotation mark is still open there.
const END: &str = "\u{2}end\u{3}";

pub(crate) fn parse(text: &str) -> Result<Table, ContactsError> {
    let text = with_end(text);
    let mut records = Records::new(&text);
    let mut header = loop {
        match records.next_record() {
            Some((_, cells)) if is_blank(&cells) => {}
            Some((row, _)) if records.in_open_quote() => {
                return Err(ContactsError::UnclosedQuote { row });
            }
            Some((_, cells)) => break cells,
            None => return Err(ContactsError::Empty),
        }
    };
    while header.len() > 1 && header.last().is_some_and(|name| folding::is_blank(name)) {
        header.pop();
    }
    let mut table = Table { names: names(&header), header, rows: Vec::new(), uneven: Vec::new() };
    while let Some((number, mut cells)) = records.next_record() {
        if records.in_open_quote() {
            return Err(ContactsError::UnclosedQuote { row: number });
        }
        if is_blank(&cells) {
            continue;
        }
        let columns = table.header.len();
        let beyond = cells.iter().skip(columns).any(|cell| !folding::is_blank(cell));
        if beyond || cells.len() < columns {
            table.uneven.push(number);
        }
        cells.resize(columns, String::new());
        table.rows.push(Row { number, cells });
    }
    Ok(table)
}

/// The number of the row that the end of this text stands in.
pub(crate) fn row_at_end(text: &str) -> usize {
    let text = with_end(text);
    let mut records = Records::new(&text);
    while records.next_record().is_some() {}
    records.rows_passed
}

fn with_end(text: &str) -> Zeroizing<String> {
    let mut whole = String::with_capacity(text.len() + 1 + END.len());
    whole.extend([text, "\n", END]);
    Zeroizing::new(whole)
}

/// Records with their numbers. The crate skips blank lines, which a spreadsheet counts.
struct Records<'text> {
    text: &'text str,
    reader: csv::Reader<&'text [u8]>,
    rows_passed: usize,
    open_quote: bool,
}

impl<'text> Records<'text> {
    /// `text` is followed by [`END`].
    fn new(text: &'text str) -> Self {
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        Self { text, reader, rows_passed: 0, open_quote: false }
    }

    /// The next record that has text, blank or not.
    fn next_record(&mut self) -> Option<(usize, Vec<String>)> {
        let start = self.reader.position().byte() as usize;
        let mut record = csv::StringRecord::new();
        // Text in memory, flexible: neither I/O nor UTF-8 nor the length can fail.
        if !self.reader.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        self.rows_passed += self.blank_lines_at(start);
        if &record == [END].as_slice() {
            return None;
        }
        self.rows_passed += 1;
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        self.open_quote = cells.last().is_some_and(|cell| cell.ends_with(END));
        Some((self.rows_passed, cells))
    }

    fn in_open_quote(&self) -> bool {
        self.open_quote
    }

    fn blank_lines_at(&self, start: usize) -> usize {
        let mut rest = &self.text[start..];
        // The reader stops between the two characters of a line ending.
        if self.text[..start].ends_with('\r') {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
        let mut lines = 0;
        while let Some(after) = ["\r\n", "\n", "\r"].iter().find_map(|e| rest.strip_prefix(e)) {
            rest = after;
            lines += 1;
        }
        lines
    }
}

fn is_blank(cells: &[String]) -> bool {
    cells.iter().all(|cell| folding::is_blank(cell))
}

fn names(header: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    for (place, heading) in header.iter().enumerate() {
        let name = match folding::cell(heading) {
            empty if empty.is_empty() => format!("column {}", place + 1),
            name => name,
        };
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|n| !names.contains(n));
        names.extend(free);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        let table = parse(text).unwrap_or_else(|error| panic!("{error}"));
        table.rows.iter().map(|row| (row.number, row.cells.clone())).collect()
    }

    fn row(number: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        for ending in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,\"x\ny\"", "", ",", "2,\"q\"\"q\"", "", "", "3,z"].join(ending);
            let expected = [row(2, &["1", "x\ny"]), row(5, &["2", "q\"q"]), row(8, &["3", "z"])];
            assert_eq!(rows(&text), expected, "{ending:?}");
            assert_eq!(rows(&format!("{text}{ending}")), expected, "{ending:?}");
        }
    }

    #[test]
    fn quoted_line_breaks_stay_as_written() {
        assert_eq!(rows("a\r\n\"x\r\ny\"\r\nz\r\n"), [row(2, &["x\r\ny"]), row(3, &["z"])]);
    }

    #[test]
    fn uneven_rows_are_read_and_reported() {
        let table = parse("a,b,\n1\n1,2\n1,2,,\n1,2,3\n").unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(table.header, ["a", "b"]);
        assert_eq!(table.uneven, [2, 5]);
        assert!(table.rows.iter().all(|row| row.cells.len() == 2));
    }

    #[test]
    fn an_open_quote_is_an_error_and_not_a_cell() {
        let error = |text| parse(text).map(|table| table.rows.len());
        assert_eq!(error("a,b\n1,2\n3,\"4\n5,6\n"), Err(ContactsError::UnclosedQuote { row: 3 }));
        assert_eq!(error("a,\"b\n1,2\n"), Err(ContactsError::UnclosedQuote { row: 1 }));
        assert_eq!(error("a,b\n1,\"2"), Err(ContactsError::UnclosedQuote { row: 2 }));
    }

    #[test]
    fn nothing_is_an_error() {
        for text in ["", "\n", "\r\n , \r\n"] {
            assert_eq!(parse(text).map(|table| table.rows.len()), Err(ContactsError::Empty));
        }
        assert_eq!(rows("a,b\n"), []);
    }

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let header: Vec<String> =
            ["電話", "", "電話", "電話 (2)", " 氏　名 "].map(str::to_owned).into();
        assert_eq!(names(&header), ["電話", "column 2", "電話 (2)", "電話 (2) (2)", "氏 名"]);
    }

    #[test]
    fn the_row_at_the_end_of_a_text() {
        for (text, row) in [
            ("", 1),
            ("a", 1),
            ("a\n", 2),
            ("a\n\n", 3),
            ("a\nb,c", 2),
            ("a\n\"b\nc", 2),
            ("a\n\"b\nc\"\r\n", 3),
            ("a\r\nb\r\n", 3),
        ] {
            assert_eq!(row_at_end(text), row, "{text:?}");
        }
    }
}
