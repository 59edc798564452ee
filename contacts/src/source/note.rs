//! What an operator should know about a file that can be read.

use std::fmt;

/// Something in the file that a reader of the printed list may not expect. Holds no cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    LeadingBlankRows(usize),
    TitleRows {
        count: usize,
    },
    HiddenSheets {
        names: Vec<String>,
    },
    HiddenRows {
        count: usize,
        first_row: usize,
    },
    /// `first` is the column's letter.
    HiddenColumns {
        count: usize,
        first: String,
    },
    MergedCells {
        count: usize,
        first_row: usize,
    },
    Formulas {
        count: usize,
        first_row: usize,
    },
    FormulasWithoutResult {
        count: usize,
        first_row: usize,
    },
    ZerosFromFormat {
        count: usize,
        first_row: usize,
    },
    ErrorCells {
        count: usize,
        first_row: usize,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LeadingBlankRows(count) => {
                let (rows, stand) = if *count == 1 { ("row", "stands") } else { ("rows", "stand") };
                write!(to, "{count} blank {rows} {stand} above the header: skipped")
            }
            Self::TitleRows { count } => write!(
                to,
                "{} taken for a title above the header, because one cell is filled: skipped",
                are(*count, "row")
            ),
            Self::HiddenSheets { names } => write!(
                to,
                "{} hidden and not loaded: {}; name one with --sheet to load it",
                are(names.len(), "sheet"),
                names.join(", ")
            ),
            Self::HiddenRows { count, first_row } => write!(
                to,
                "{} hidden, the first is row {first_row}: loaded like the others",
                are(*count, "row")
            ),
            Self::HiddenColumns { count, first } => write!(
                to,
                "{} hidden, the first is column {first}: read like the others",
                are(*count, "column")
            ),
            Self::MergedCells { count, first_row } => write!(
                to,
                "{} merged from several, the first in row {first_row}: the value counts for the \
                 first row and column only, the others are empty",
                are(*count, "cell")
            ),
            Self::Formulas { count, first_row } => write!(
                to,
                "{} a formula, the first in row {first_row}: the result that was saved is loaded",
                are(*count, "cell")
            ),
            Self::FormulasWithoutResult { count, first_row } => write!(
                to,
                "{} a formula without a saved result, the first in row {first_row}: loaded as \
                 empty; open the file in a spreadsheet program and save it to fill them",
                are(*count, "cell")
            ),
            Self::ZerosFromFormat { count, first_row } => write!(
                to,
                "{} a number that is shown with leading zeros, the first in row {first_row}: \
                 loaded as shown",
                are(*count, "cell")
            ),
            Self::ErrorCells { count, first_row } => write!(
                to,
                "{} an error such as #N/A in place of a value, the first in row {first_row}: \
                 correct them in the spreadsheet if people are meant to be found by them",
                are(*count, "cell")
            ),
        }
    }
}

/// `1 row is`, `2 rows are`.
fn are(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what} is") } else { format!("{count} {what}s are") }
}

/// How many of a kind there are, and in which row the first stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) count: usize,
    pub(super) first_row: usize,
}

impl Found {
    /// `row` as the spreadsheet numbers it.
    pub(super) fn add(&mut self, row: usize, count: usize) {
        if self.count == 0 || row < self.first_row {
            self.first_row = row;
        }
        self.count = self.count.saturating_add(count);
    }
}

/// What was met while reading a sheet.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) hidden_rows: Found,
    /// Places from 0, in order.
    pub(super) hidden_columns: Vec<usize>,
    pub(super) merged: Found,
    pub(super) formulas: Found,
    pub(super) formulas_without_result: Found,
    pub(super) zeros: Found,
    pub(super) errors: Found,
}

impl Marks {
    pub(super) fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut add = |found: Found, note: fn(usize, usize) -> Note| {
            if found.count > 0 {
                notes.push(note(found.count, found.first_row));
            }
        };
        add(self.hidden_rows, |count, first_row| Note::HiddenRows { count, first_row });
        add(self.merged, |count, first_row| Note::MergedCells { count, first_row });
        add(self.formulas, |count, first_row| Note::Formulas { count, first_row });
        add(self.formulas_without_result, |count, first_row| Note::FormulasWithoutResult {
            count,
            first_row,
        });
        add(self.zeros, |count, first_row| Note::ZerosFromFormat { count, first_row });
        add(self.errors, |count, first_row| Note::ErrorCells { count, first_row });
        if let Some(first) = self.hidden_columns.first() {
            let (count, first) = (self.hidden_columns.len(), column_letters(*first));
            notes.insert(
                usize::from(self.hidden_rows.count > 0),
                Note::HiddenColumns { count, first },
            );
        }
        notes
    }
}

/// `A` for 0, `AA` for 26, as spreadsheets name columns.
fn column_letters(mut place: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + (place % 26) as u8);
        if place < 26 {
            break;
        }
        place = place / 26 - 1;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (place, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(place), letters);
        }
    }

    #[test]
    fn sentences() {
        let rows = Note::HiddenRows { count: 1, first_row: 7 };
        assert_eq!(rows.to_string(), "1 row is hidden, the first is row 7: loaded like the others");
        let blank = Note::LeadingBlankRows(2);
        assert_eq!(blank.to_string(), "2 blank rows stand above the header: skipped");
    }
}
