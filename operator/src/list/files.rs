//! Names and texts of the files that are read and made here.

use crate::errors::OperatorError;
use shirabe_contacts::{ContactsError, FORMULA_SIGNS};
use std::{borrow::Cow, ops::ControlFlow, path::Path};

/// Opens a CSV that Excel reads as UTF-8.
pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The list's name without folder and ending, for names of files made of it.
pub(crate) fn stem(list: &Path) -> String {
    list.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

pub(crate) fn read_text(action: &'static str, path: &Path) -> Result<String, OperatorError> {
    std::fs::read_to_string(path).map_err(OperatorError::file(action, path))
}

/// The cell, with an apostrophe before it where a spreadsheet would take it for a formula: the
/// cells come from people.
pub(super) fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(FORMULA_SIGNS) { format!("'{cell}").into() } else { cell.into() }
}

pub(crate) fn csv_writer<W: std::io::Write>(target: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(target)
}

/// One record of cells that are no formulas.
pub(crate) fn write_record<'a, W: std::io::Write>(
    writer: &mut csv::Writer<W>,
    cells: impl Iterator<Item = &'a str>,
) -> std::io::Result<()> {
    for cell in cells {
        writer.write_field(harmless(cell).as_bytes()).map_err(io_error)?;
    }
    writer.write_record(None::<&[u8]>).map_err(io_error)
}

fn io_error(error: csv::Error) -> std::io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => std::io::ErrorKind::InvalidData.into(),
    }
}

/// Runs a pass over the list whose steps may fail to write.
pub(crate) fn writing_pass<E>(
    pass: impl FnOnce(&mut Option<E>) -> Result<(), ContactsError>,
) -> Result<Result<(), E>, ContactsError> {
    let mut failed = None;
    pass(&mut failed)?;
    Ok(failed.map_or(Ok(()), Err))
}

/// Goes on, or keeps the error and breaks off.
pub(crate) fn step<E>(done: Result<(), E>, failed: &mut Option<E>) -> ControlFlow<()> {
    match done {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            *failed = Some(error);
            ControlFlow::Break(())
        }
    }
}
