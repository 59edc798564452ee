//! The rows with cells that could not be read, as they are written, to be mended and loaded again.
//! Holds personal data and stays on this machine.

use super::{
    files::{step, writing_pass},
    refused,
    report::sentence,
};
use crate::{errors::OperatorError, work_folder::WorkFolder};
use shirabe_contacts::{
    ContactsError, ListFile, OWN_HEADINGS, RejectedCell,
    writing::{BOM, csv_writer, write_record},
};
use std::{
    fs::File,
    io::{Error, Write},
    path::PathBuf,
};

const HEADINGS: [&str; 2] = [OWN_HEADINGS[1], OWN_HEADINGS[2]];

enum Failed {
    Reading(ContactsError),
    Writing(Error),
}

/// The list's own columns, then the row's number in the list and what is wrong with it.
pub(crate) fn write(
    work: &WorkFolder,
    name: &str,
    file: &mut ListFile<File>,
) -> Result<PathBuf, OperatorError> {
    let columns: Vec<String> = file.columns().iter().map(|column| column.name.clone()).collect();
    let words = |cell: &RejectedCell| {
        let column = columns.get(cell.column).map_or("", String::as_str);
        format!("{column}: {}", sentence(cell.reason))
    };
    let written = work.write_with(
        name,
        |target| {
            target.write_all(BOM).map_err(Failed::Writing)?;
            let mut writer = csv_writer(target);
            let header = file.header().iter().map(String::as_str).chain(HEADINGS);
            write_record(&mut writer, header).map_err(Failed::Writing)?;
            let passed = writing_pass(|failed| {
                file.for_each_written_row(&mut |row| {
                    if row.read.rejected.is_empty() {
                        return std::ops::ControlFlow::Continue(());
                    }
                    let number = row.read.number.to_string();
                    let why: Vec<String> = row.read.rejected.iter().map(words).collect();
                    let why = why.join("; ");
                    let last = [number.as_str(), why.as_str()];
                    let cells = row.cells.iter().map(String::as_str).chain(last);
                    step(write_record(&mut writer, cells), failed)
                })
            });
            passed.map_err(Failed::Reading)?.map_err(Failed::Writing)?;
            writer.flush().map_err(Failed::Writing)
        },
        |error, _| Failed::Writing(error),
    );
    written.map_err(|failed| match failed {
        Failed::Reading(error) => refused(&error),
        Failed::Writing(error) => OperatorError::file("write", work.path().join(name))(error),
    })
}
