//! Rows of a worksheet, every cell a text.

use rust_xlsxwriter::{Worksheet, XlsxError};
use std::io::{Error, ErrorKind};

/// Rows of a sheet, the header included.
const SHEET_ROWS: u64 = 1 << 20;
/// Characters of a cell of a sheet, and columns of a sheet.
const CELL_CHARACTERS: usize = 32_767;
const SHEET_COLUMNS: usize = 1 << 14;

/// Why a sheet was not written.
#[derive(Debug)]
pub enum SheetError {
    Writing(Error),
    /// A sheet cannot hold the list.
    DoesNotFit,
}

/// Whether a list of so many rows below its header, and so many columns, fits into a sheet.
pub fn fits_a_sheet(rows: u64, columns: usize) -> bool {
    rows < SHEET_ROWS && columns <= SHEET_COLUMNS
}

/// # Errors
/// [`SheetError`].
pub fn put_row<'a>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl Iterator<Item = &'a str>,
) -> Result<(), SheetError> {
    for (column, cell) in cells.enumerate().filter(|(_, cell)| !cell.is_empty()) {
        if cell.chars().map(char::len_utf16).sum::<usize>() > CELL_CHARACTERS {
            return Err(SheetError::DoesNotFit);
        }
        // `write_string` makes a text of anything: `=1+1` stays what it is.
        sheet.write_string(row, column as u16, cell).map_err(sheet_error)?;
    }
    Ok(())
}

pub fn sheet_error(error: XlsxError) -> SheetError {
    match error {
        XlsxError::IoError(error) => SheetError::Writing(error),
        XlsxError::RowColumnLimitError | XlsxError::MaxStringLengthExceeded => {
            SheetError::DoesNotFit
        }
        _ => SheetError::Writing(ErrorKind::InvalidData.into()),
    }
}
