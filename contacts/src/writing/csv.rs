//! Records of cells that no spreadsheet takes for formulas.

use crate::rows::FORMULA_SIGNS;
use std::{
    borrow::Cow,
    io::{Error, ErrorKind, Result, Write},
};

/// Opens a CSV that Excel reads as UTF-8.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The cell, with an apostrophe before it where a spreadsheet would take it for a formula: the
/// cells come from people.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(FORMULA_SIGNS) { format!("'{cell}").into() } else { cell.into() }
}

pub fn csv_writer<W: Write>(target: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(target)
}

/// One record of cells that are no formulas.
///
/// # Errors
/// Those of the target.
pub fn write_record<'a, W: Write>(
    writer: &mut csv::Writer<W>,
    cells: impl Iterator<Item = &'a str>,
) -> Result<()> {
    for cell in cells {
        writer.write_field(harmless(cell).as_bytes()).map_err(io_error)?;
    }
    writer.write_record(None::<&[u8]>).map_err(io_error)
}

fn io_error(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => ErrorKind::InvalidData.into(),
    }
}
