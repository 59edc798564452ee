//! What the readers of XLSX, XLS and ODS have in common: which sheet is read, and cells put
//! together to rows within bounds.

use super::{
    facts::Epoch,
    header::{MOST_COLUMNS, RawRow},
    note::Marks,
    text::LONGEST_ROW,
};
use crate::{error::ContactsError, folding};
use std::ops::ControlFlow;
use zeroize::Zeroize;

/// Largest spreadsheet, in bytes of the file: 256 MiB.
pub(super) const LARGEST_FILE: u64 = 256 << 20;

/// Most rows of a sheet.
pub(super) const MOST_ROWS: usize = 1 << 20;

/// All cells of a sheet together, as text: 1 GiB. Cells can share one text.
const MOST_TEXT: u64 = 1 << 30;

/// Takes rows, and says whether it has had enough.
pub(super) type Visit<'visit> =
    dyn FnMut(RawRow) -> Result<ControlFlow<()>, ContactsError> + 'visit;

/// One sheet of a workbook.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) visible: bool,
    /// Some cell says something.
    pub(super) filled: bool,
}

/// A workbook in memory.
pub(super) trait Workbook {
    fn sheets(&mut self) -> Result<Vec<Sheet>, ContactsError>;

    /// Of its serial dates, as the workbook says.
    fn epoch(&self) -> Epoch;

    /// Looks for what the rows do not show: hidden rows and columns, merged cells, formulas.
    fn mark(&mut self, sheet: &str, marks: &mut Marks) -> Result<(), ContactsError>;

    /// Gives the rows of a sheet that are not blank.
    fn rows(
        &mut self,
        sheet: &str,
        epoch: Epoch,
        marks: &mut Marks,
        visit: &mut Visit<'_>,
    ) -> Result<(), ContactsError>;
}

/// The sheet that is asked for, or else the only visible one with content; and the names of
/// hidden ones with content that are not read.
pub(super) fn choose(
    sheets: Vec<Sheet>,
    asked: Option<&str>,
) -> Result<(String, Vec<String>), ContactsError> {
    let names = |which: &dyn Fn(&Sheet) -> bool| -> Vec<String> {
        sheets.iter().filter(|sheet| which(sheet)).map(|sheet| sheet.name.clone()).collect()
    };
    let hidden = names(&|sheet| sheet.filled && !sheet.visible);
    let mut visible = names(&|sheet| sheet.filled && sheet.visible);
    let chosen = match (asked, visible.len()) {
        (Some(asked), _) => match sheets.iter().find(|sheet| sheet.name == asked) {
            Some(sheet) => sheet.name.clone(),
            None => return Err(ContactsError::UnknownSheet { known: names(&|_| true) }),
        },
        (None, 1) => visible.remove(0),
        (None, 0) if hidden.is_empty() => return Err(ContactsError::Empty),
        (None, 0) => return Err(ContactsError::OnlyHiddenSheets { names: hidden }),
        (None, _) => return Err(ContactsError::SeveralSheets { names: visible }),
    };
    let not_read = hidden.into_iter().filter(|name| *name != chosen).collect();
    Ok((chosen, not_read))
}

/// Puts cells together to rows. Cells come row by row, from the top.
pub(super) struct RowBuilder<'visit, 'inner> {
    /// From 0; no row has begun before the first cell.
    row: Option<usize>,
    cells: Vec<String>,
    /// Bytes of this row's cells.
    bytes: u64,
    total: u64,
    visit: &'visit mut Visit<'inner>,
}

impl<'visit, 'inner> RowBuilder<'visit, 'inner> {
    pub(super) fn new(visit: &'visit mut Visit<'inner>) -> Self {
        Self { row: None, cells: Vec::new(), bytes: 0, total: 0, visit }
    }

    /// Takes a cell that says something; both places count from 0.
    pub(super) fn put(
        &mut self,
        row: usize,
        column: usize,
        text: &str,
    ) -> Result<ControlFlow<()>, ContactsError> {
        if text.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        if self.row != Some(row) {
            if self.end_row()?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            if self.row.is_some_and(|before| before > row) {
                return Err(ContactsError::Damaged);
            }
            if row >= MOST_ROWS {
                return Err(ContactsError::SheetTooLarge);
            }
            self.row = Some(row);
        }
        if column >= MOST_COLUMNS {
            if folding::is_blank(text) {
                return Ok(ControlFlow::Continue(()));
            }
            return Err(ContactsError::TooManyColumns { row: row + 1, columns: column + 1 });
        }
        self.bytes += text.len() as u64;
        self.total += text.len() as u64;
        if self.bytes > LONGEST_ROW {
            return Err(ContactsError::RowTooLong { row: row + 1 });
        }
        if self.total > MOST_TEXT {
            return Err(ContactsError::ExpandsTooFar);
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text.to_owned();
        Ok(ControlFlow::Continue(()))
    }

    /// Gives the row away, if it says anything. Also needed behind the last cell.
    pub(super) fn end_row(&mut self) -> Result<ControlFlow<()>, ContactsError> {
        let cells = std::mem::take(&mut self.cells);
        self.bytes = 0;
        match self.row {
            Some(row) if !cells.iter().all(|cell| folding::is_blank(cell)) => {
                (self.visit)(RawRow { number: row + 1, cells, ragged: false })
            }
            _ => Ok(ControlFlow::Continue(())),
        }
    }
}

impl Drop for RowBuilder<'_, '_> {
    fn drop(&mut self) {
        self.cells.iter_mut().for_each(Zeroize::zeroize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(name: &str, visible: bool, filled: bool) -> Sheet {
        Sheet { name: name.to_owned(), visible, filled }
    }

    #[test]
    fn the_only_visible_sheet_with_content_or_the_one_asked_for() {
        let sheets =
            || vec![sheet("a", true, true), sheet("b", false, true), sheet("c", true, false)];
        let both = |name: &str, hidden: &[&str]| {
            Ok((name.to_owned(), hidden.iter().map(|name| (*name).to_owned()).collect()))
        };
        assert_eq!(choose(sheets(), None), both("a", &["b"]));
        assert_eq!(choose(sheets(), Some("b")), both("b", &[]));
        let known = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(choose(sheets(), Some("x")), Err(ContactsError::UnknownSheet { known }));
        let names = ["a", "d"].map(str::to_owned).to_vec();
        let two = sheets().into_iter().chain([sheet("d", true, true)]).collect();
        assert_eq!(choose(two, None), Err(ContactsError::SeveralSheets { names }));
        let names = vec!["b".to_owned()];
        let hidden = sheets().into_iter().skip(1).collect();
        assert_eq!(choose(hidden, None), Err(ContactsError::OnlyHiddenSheets { names }));
        assert_eq!(choose(vec![sheet("a", true, false)], None), Err(ContactsError::Empty));
    }

    #[test]
    fn rows_have_bounds() {
        let put = |cells: &[(usize, usize, &str)]| {
            let mut rows = Vec::new();
            let mut visit = |mut row: RawRow| {
                rows.push((row.number, std::mem::take(&mut row.cells)));
                Ok(ControlFlow::Continue(()))
            };
            let mut builder = RowBuilder::new(&mut visit);
            for (row, column, text) in cells {
                let _ = builder.put(*row, *column, text)?;
            }
            let _ = builder.end_row()?;
            drop(builder);
            Ok(rows)
        };
        let row = |number, cells: &[&str]| {
            (number, cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>())
        };
        let cells = [(0, 1, "a"), (2, 0, " "), (4, 0, "b"), (4, 2_000, "")];
        assert_eq!(put(&cells), Ok(vec![row(1, &["", "a"]), row(5, &["b"])]));
        let many = ContactsError::TooManyColumns { row: 1, columns: 1_001 };
        assert_eq!(put(&[(0, 1_000, "a")]), Err(many));
        assert_eq!(put(&[(MOST_ROWS, 0, "a")]), Err(ContactsError::SheetTooLarge));
        assert_eq!(put(&[(1, 0, "a"), (0, 0, "a")]), Err(ContactsError::Damaged));
        let long = "x".repeat(3 << 20);
        let too_long = put(&[(0, 0, &long), (0, 1, &long)]);
        assert_eq!(too_long, Err(ContactsError::RowTooLong { row: 1 }));
        assert!(put(&[(0, 0, &long), (1, 0, &long)]).is_ok());
    }
}
