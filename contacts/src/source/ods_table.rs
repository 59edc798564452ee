//! The tables of an ODS as they stand in its XML, row by row. A row or cell that is there many
//! times, as LibreOffice writes formatted but empty ones, stays one here.

use super::{
    ods_cell::{Cell, CellHead, read_cell, repeated},
    text::LONGEST_ROW,
    xml::{self, EntryReader, attribute},
};
use crate::{error::ContactsError, folding, source::header::MOST_COLUMNS};
use quick_xml::events::{BytesStart, Event};
use std::ops::ControlFlow;

/// What stands in the file, in its order.
pub(super) enum Part {
    /// Tables with this style are not shown.
    HiddenStyle(String),
    /// Serial dates count from 1904.
    Epoch1904,
    Table {
        name: String,
        style: Option<String>,
    },
    Columns {
        first: usize,
        repeated: usize,
        hidden: bool,
    },
    Row(Row),
}

/// Equal rows that follow each other; their cells that say something.
pub(super) struct Row {
    /// From 0.
    pub(super) first: usize,
    pub(super) repeated: usize,
    pub(super) hidden: bool,
    pub(super) cells: Vec<Cell>,
}

pub(super) type Take<'take> = dyn FnMut(Part) -> Result<ControlFlow<()>, ContactsError> + 'take;

pub(super) fn walk(file: &[u8], entry: &str, take: &mut Take<'_>) -> Result<(), ContactsError> {
    let mut archive = xml::archive(file)?;
    let mut walk = Walk {
        reader: xml::entry(&mut archive, entry)?,
        style: None,
        tables: 0,
        row: 0,
        column: 0,
    };
    loop {
        match walk.next()? {
            Step::Nothing => {}
            Step::Part(part) => {
                if take(part)?.is_break() {
                    return Ok(());
                }
            }
            Step::Row { repeated, hidden } => {
                let cells = walk.cells()?;
                let first = walk.row;
                walk.row = first.saturating_add(repeated);
                if take(Part::Row(Row { first, repeated, hidden, cells }))?.is_break() {
                    return Ok(());
                }
            }
            Step::Skip => walk.skip()?,
            Step::End => return Ok(()),
        }
    }
}

struct Walk<'archive, 'file> {
    reader: EntryReader<'archive, 'file>,
    /// The style of tables that is being described.
    style: Option<String>,
    /// Tables that are open: one inside another is no list.
    tables: usize,
    row: usize,
    column: usize,
}

enum Step {
    Nothing,
    Part(Part),
    Row { repeated: usize, hidden: bool },
    Skip,
    End,
}

impl Walk<'_, '_> {
    fn next(&mut self) -> Result<Step, ContactsError> {
        let Some(event) = self.reader.next()? else { return Ok(Step::End) };
        Ok(match &event {
            Event::Start(element) => match element.local_name().as_ref() {
                "style" => {
                    let of_tables =
                        attribute(element, "style:family")?.is_some_and(|f| f == "table");
                    self.style = attribute(element, "style:name")?.filter(|_| of_tables);
                    Step::Nothing
                }
                "table-properties" => {
                    let shown = attribute(element, "table:display")?.is_none_or(|d| d != "false");
                    match self.style.take() {
                        Some(style) if !shown => Step::Part(Part::HiddenStyle(style)),
                        _ => Step::Nothing,
                    }
                }
                "null-date" => match attribute(element, "table:date-value")? {
                    Some(day) if day.starts_with("1904-01-01") => Step::Part(Part::Epoch1904),
                    _ => Step::Nothing,
                },
                // Tables of other files, and what was in cells once.
                "dde-links" | "tracked-changes" => Step::Skip,
                "table" => {
                    self.tables += 1;
                    (self.row, self.column) = (0, 0);
                    Step::Part(Part::Table {
                        name: attribute(element, "table:name")?.unwrap_or_default(),
                        style: attribute(element, "table:style-name")?,
                    })
                }
                "table-column" if self.tables == 1 => {
                    let repeated = repeated(element, "table:number-columns-repeated")?;
                    let first = self.column;
                    self.column = first.saturating_add(repeated);
                    Step::Part(Part::Columns { first, repeated, hidden: is_hidden(element)? })
                }
                "table-row" if self.tables == 1 => Step::Row {
                    repeated: repeated(element, "table:number-rows-repeated")?,
                    hidden: is_hidden(element)?,
                },
                // Drawings that lie over the table.
                "shapes" => Step::Skip,
                _ => Step::Nothing,
            },
            Event::End(element) if element.local_name().as_ref() == "table" => {
                self.tables = self.tables.saturating_sub(1);
                Step::Nothing
            }
            _ => Step::Nothing,
        })
    }

    /// The cells of the row whose start was read, up to its end.
    fn cells(&mut self) -> Result<Vec<Cell>, ContactsError> {
        let mut cells = Vec::new();
        let (mut column, mut bytes) = (0usize, 0u64);
        loop {
            let event = self.reader.next()?.ok_or(ContactsError::Damaged)?;
            let head = match &event {
                Event::End(element) if element.local_name().as_ref() == "table-row" => {
                    return Ok(cells);
                }
                Event::Start(element) => match element.local_name().as_ref() {
                    "table-cell" | "covered-table-cell" => Some(CellHead::read(element)?),
                    _ => None,
                },
                _ => continue,
            };
            let Some(head) = head else {
                self.skip()?;
                continue;
            };
            let repeated = head.repeated;
            let left = LONGEST_ROW.saturating_sub(bytes);
            let Some(cell) = read_cell(&mut self.reader, head, column, left)? else {
                return Err(ContactsError::RowTooLong { row: self.row.saturating_add(1) });
            };
            bytes += cell.text.len() as u64;
            column = column.saturating_add(repeated);
            // Beyond the last column of a list one cell with text is enough to refuse it.
            let fits = cell.column < MOST_COLUMNS
                || (cells.len() <= MOST_COLUMNS && !folding::is_blank(&cell.text));
            if fits && cell.says_something() {
                cells.push(cell);
            }
        }
    }

    /// Everything up to the end of the element whose start was read.
    fn skip(&mut self) -> Result<(), ContactsError> {
        let mut depth = 1usize;
        while depth > 0 {
            match self.reader.next()?.ok_or(ContactsError::Damaged)? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }
}

fn is_hidden(element: &BytesStart<'_>) -> Result<bool, ContactsError> {
    let visibility = attribute(element, "table:visibility")?;
    Ok(visibility.is_some_and(|value| value == "collapse" || value == "filter"))
}
