//! The list with each row's letter code, for the organisation's letters: as CSV (UTF-8 with BOM,
//! which Excel needs to read it as UTF-8) and as XLSX, whose cells are texts and never formulas.
//! The same list gives the same codes each time.

use super::{
    files::{stem, step, writing_pass},
    refused,
};
use crate::{errors::OperatorError, work_folder::WorkFolder};
use rust_xlsxwriter::Workbook;
use shirabe_contacts::{
    ContactsError, ListFile, OWN_HEADINGS,
    writing::{BOM, SheetError, csv_writer, fits_a_sheet, put_row, sheet_error, write_record},
};
use shirabe_protocol::letter_code::ListSecret;
use std::{
    fs::File,
    io::{Error, ErrorKind, Write},
    path::{Path, PathBuf},
};

/// Heads the column of codes.
const HEADING: &str = OWN_HEADINGS[0];
/// Writes `letter-codes-<file stem>-<group>.csv` (without the group where a column says it), and
/// `.xlsx` where a sheet can hold the list. People in several rows have one code.
pub(crate) fn write(
    work: &WorkFolder,
    (source, group): (&Path, Option<&str>),
    file: &mut ListFile<File>,
    secret: &ListSecret,
    rows: u64,
) -> Result<Vec<PathBuf>, OperatorError> {
    let group = group.map_or_else(String::new, |group| format!("-{group}"));
    let name = format!("letter-codes-{}{group}", stem(source));
    let mut written = vec![as_csv(work, &format!("{name}.csv"), file, secret)?];
    let fits = fits_a_sheet(rows, file.header().len() + 1);
    match if fits { as_sheet(work, &format!("{name}.xlsx"), file, secret) } else { Ok(None) }? {
        Some(path) => written.push(path),
        // Of an earlier, shorter list.
        None => work.remove(&format!("{name}.xlsx"))?,
    }
    Ok(written)
}

/// Why a pass ended: the list could not be read, or the file not be written.
enum Failed {
    Reading(ContactsError),
    Writing(Error),
    /// A sheet cannot hold the list.
    DoesNotFit,
}

impl Failed {
    fn at(path: &Path) -> impl FnOnce(Self) -> OperatorError {
        let path = path.to_owned();
        move |failed| match failed {
            Self::Reading(error) => refused(&error),
            Self::Writing(error) => OperatorError::file("write", path)(error),
            Self::DoesNotFit => OperatorError::file("write", path)(ErrorKind::InvalidData.into()),
        }
    }
}

fn as_csv(
    work: &WorkFolder,
    name: &str,
    file: &mut ListFile<File>,
    secret: &ListSecret,
) -> Result<PathBuf, OperatorError> {
    let written = work.write_with(
        name,
        |target| {
            target.write_all(BOM).map_err(Failed::Writing)?;
            let mut writer = csv_writer(target);
            let header = file.header().iter().map(String::as_str).chain([HEADING]);
            write_record(&mut writer, header).map_err(Failed::Writing)?;
            let passed = writing_pass(|failed| {
                file.for_each_written_row(&mut |row| {
                    let code = secret.letter_code(row.key).grouped();
                    let cells = row.cells.iter().map(String::as_str).chain([code.as_str()]);
                    step(write_record(&mut writer, cells), failed)
                })
            });
            passed.map_err(Failed::Reading)?.map_err(Failed::Writing)?;
            writer.flush().map_err(Failed::Writing)
        },
        |error, _| Failed::Writing(error),
    );
    written.map_err(Failed::at(&work.path().join(name)))
}

/// `None` where a cell is longer than a sheet takes.
fn as_sheet(
    work: &WorkFolder,
    name: &str,
    file: &mut ListFile<File>,
    secret: &ListSecret,
) -> Result<Option<PathBuf>, OperatorError> {
    let written = work.write_with(
        name,
        |target| {
            let mut book = Workbook::new();
            // Rows go to a file beside the target, never to the system's own temporary folder.
            book.set_tempdir(work.path()).map_err(sheet_error)?;
            let sheet = book.add_worksheet_with_constant_memory().map_err(sheet_error)?;
            let header: Vec<&str> = file.header().iter().map(String::as_str).collect();
            put_row(sheet, 0, header.iter().copied().chain([HEADING]))?;
            sheet.set_freeze_panes(1, 0).map_err(sheet_error)?;
            let mut number = 0;
            let passed = writing_pass::<SheetError>(|failed| {
                file.for_each_written_row(&mut |row| {
                    number += 1;
                    let code = secret.letter_code(row.key).grouped();
                    let cells = row.cells.iter().map(String::as_str).chain([code.as_str()]);
                    step(put_row(sheet, number, cells), failed)
                })
            });
            passed.map_err(Failed::Reading)??;
            Ok(book.save_to_writer(target).map_err(sheet_error)?)
        },
        |error, _| Failed::Writing(error),
    );
    match written {
        Ok(path) => Ok(Some(path)),
        Err(Failed::DoesNotFit) => Ok(None),
        Err(failed) => Err(Failed::at(&work.path().join(name))(failed)),
    }
}

impl From<SheetError> for Failed {
    fn from(error: SheetError) -> Self {
        match error {
            SheetError::Writing(error) => Self::Writing(error),
            SheetError::DoesNotFit => Self::DoesNotFit,
        }
    }
}
