//! A list written again with more columns: as CSV (UTF-8 with BOM, which Excel needs to read it
//! as UTF-8) and as XLSX, whose cells are texts and never formulas. Nothing here opens a file.

mod csv;
mod sheet;

pub use csv::{BOM, csv_writer, write_record};
pub use sheet::{SheetError, fits_a_sheet, put_row, sheet_error};
