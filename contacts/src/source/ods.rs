//! ODS, read from its XML as it goes by: what a file says a million times costs no memory, and
//! the text that is shown is at hand where a number has lost its zeros.

use super::{
    facts::Epoch,
    note::Marks,
    ods_table::{Part, Row, walk},
    spreadsheet::{MOST_ROWS, RowBuilder, Sheet, Visit, Workbook},
    zip_guard::Package,
};
use crate::{error::ContactsError, folding, source::header::MOST_COLUMNS};
use std::{collections::HashSet, ops::ControlFlow};

/// Most sheets, and most styles of hidden ones.
const MOST_TABLES: usize = 10_000;

pub(super) struct Ods<'file> {
    file: &'file [u8],
    /// The archive's entry with the tables.
    entry: String,
    tables: Vec<Table>,
    epoch: Epoch,
}

struct Table {
    name: String,
    style: Option<String>,
    filled: bool,
    visible: bool,
}

impl<'file> Ods<'file> {
    pub(super) fn open(file: &'file [u8], package: &Package) -> Result<Self, ContactsError> {
        let entry = package.name("content.xml").ok_or(ContactsError::Damaged)?.to_owned();
        let mut hidden = HashSet::new();
        let mut tables: Vec<Table> = Vec::new();
        let mut epoch = Epoch::Year1900;
        walk(file, &entry, &mut |part| {
            match part {
                Part::HiddenStyle(_) if hidden.len() >= MOST_TABLES => {
                    return Err(ContactsError::ExpandsTooFar);
                }
                Part::HiddenStyle(style) => {
                    hidden.insert(style);
                }
                Part::Epoch1904 => epoch = Epoch::Year1904,
                Part::Table { .. } if tables.len() >= MOST_TABLES => {
                    return Err(ContactsError::ExpandsTooFar);
                }
                Part::Table { name, style } => {
                    tables.push(Table { name, style, filled: false, visible: true });
                }
                Part::Row(row) if row.cells.iter().any(|c| !folding::is_blank(&c.text)) => {
                    tables.last_mut().ok_or(ContactsError::Damaged)?.filled = true;
                }
                Part::Row(_) | Part::Columns { .. } => {}
            }
            Ok(ControlFlow::Continue(()))
        })?;
        for table in &mut tables {
            table.visible = table.style.as_ref().is_none_or(|style| !hidden.contains(style));
        }
        Ok(Self { file, entry, tables, epoch })
    }

    /// Gives the parts of one table.
    fn walk_table(
        &self,
        sheet: &str,
        take: &mut dyn FnMut(Part) -> Result<ControlFlow<()>, ContactsError>,
    ) -> Result<(), ContactsError> {
        let mut inside = false;
        walk(self.file, &self.entry, &mut |part| match part {
            Part::Table { name, .. } => {
                // The first of that name, as for every other reader.
                if inside {
                    return Ok(ControlFlow::Break(()));
                }
                inside = name == sheet;
                Ok(ControlFlow::Continue(()))
            }
            part if inside => take(part),
            _ => Ok(ControlFlow::Continue(())),
        })
    }
}

impl Workbook for Ods<'_> {
    fn sheets(&mut self) -> Result<Vec<Sheet>, ContactsError> {
        let sheet = |table: &Table| Sheet {
            name: table.name.clone(),
            visible: table.visible,
            filled: table.filled,
        };
        Ok(self.tables.iter().map(sheet).collect())
    }

    fn epoch(&self) -> Epoch {
        self.epoch
    }

    fn mark(&mut self, sheet: &str, marks: &mut Marks) -> Result<(), ContactsError> {
        let (mut hidden_columns, mut widest) = (Vec::new(), 0);
        self.walk_table(sheet, &mut |part| {
            match part {
                Part::Columns { first, repeated, hidden: true } => {
                    let beyond = first.saturating_add(repeated).min(MOST_COLUMNS);
                    hidden_columns.extend(first..beyond);
                }
                Part::Row(row) => widest = widest.max(mark_row(&row, marks)),
                _ => {}
            }
            Ok(ControlFlow::Continue(()))
        })?;
        // Columns to the right of all cells are often hidden; nobody misses them.
        hidden_columns.retain(|column| *column < widest);
        marks.hidden_columns = hidden_columns;
        Ok(())
    }

    fn rows(
        &mut self,
        sheet: &str,
        _epoch: Epoch,
        marks: &mut Marks,
        visit: &mut Visit<'_>,
    ) -> Result<(), ContactsError> {
        let mut builder = RowBuilder::new(visit);
        self.walk_table(sheet, &mut |part| {
            let Part::Row(row) = part else { return Ok(ControlFlow::Continue(())) };
            if row.cells.iter().all(|cell| folding::is_blank(&cell.text)) {
                return Ok(ControlFlow::Continue(()));
            }
            // One more than fits, so that the builder says that it is too many.
            let last = row.first.saturating_add(row.repeated).min(MOST_ROWS + 1);
            for number in row.first..last.max(row.first + 1) {
                if put_row(&mut builder, &row, number, marks)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        builder.end_row().map(|_| ())
    }
}

fn put_row(
    builder: &mut RowBuilder<'_, '_>,
    row: &Row,
    number: usize,
    marks: &mut Marks,
) -> Result<ControlFlow<()>, ContactsError> {
    for cell in &row.cells {
        let beyond = cell.column.saturating_add(cell.repeated).min(MOST_COLUMNS + 1);
        for column in cell.column..beyond.max(cell.column.saturating_add(1)) {
            if builder.put(number, column, &cell.text)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            if cell.has_zeros {
                marks.zeros.add(number + 1, 1);
            }
            if cell.is_error {
                marks.errors.add(number + 1, 1);
            }
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Gives how many columns the row's cells reach over.
fn mark_row(row: &Row, marks: &mut Marks) -> usize {
    let number = row.first.saturating_add(1);
    let mut widest = 0;
    for cell in &row.cells {
        let times = row.repeated.saturating_mul(cell.repeated).min(MOST_ROWS);
        if cell.is_merged {
            marks.merged.add(number, times);
        }
        if cell.has_formula {
            marks.formulas.add(number, times);
            if !cell.has_result {
                marks.formulas_without_result.add(number, times);
            }
        }
        if !folding::is_blank(&cell.text) {
            widest = widest.max(cell.column.saturating_add(cell.repeated));
        }
    }
    if row.hidden && widest > 0 {
        marks.hidden_rows.add(number, row.repeated.min(MOST_ROWS));
    }
    widest
}
