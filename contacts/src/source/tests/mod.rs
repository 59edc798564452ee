//! Whole files, as they are in real life and as nobody should send them.

mod fixtures;
mod hostile;
mod ods_files;
mod properties;
mod texts;
mod workbooks;

use super::{Asked, FileFacts, Header, for_each_row, scan};
use crate::error::ContactsError;
use std::{
    io::{Cursor, Read, Seek, Write},
    ops::ControlFlow,
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A file, read.
pub(super) struct List {
    pub(super) facts: FileFacts,
    pub(super) header: Header,
    pub(super) rows: Vec<(usize, Vec<String>)>,
    pub(super) uneven: Vec<usize>,
}

pub(super) fn read_as(bytes: &[u8], asked: &Asked) -> Result<List, ContactsError> {
    read_from(&mut Cursor::new(bytes), asked)
}

pub(super) fn read_from<R: Read + Seek>(
    source: &mut R,
    asked: &Asked,
) -> Result<List, ContactsError> {
    let scanned = scan(source, asked, &mut |_| {})?;
    let (mut rows, mut uneven) = (Vec::new(), Vec::new());
    for_each_row(source, &scanned, &mut |row| {
        rows.push((row.number, row.cells.clone()));
        uneven.extend(row.uneven.then_some(row.number));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(List { facts: scanned.facts, header: scanned.header, rows, uneven })
}

pub(super) fn read(bytes: &[u8]) -> List {
    read_as(bytes, &Asked::default()).unwrap_or_else(|error| panic!("{error}"))
}

pub(super) fn problem(bytes: &[u8]) -> ContactsError {
    problem_as(bytes, &Asked::default())
}

pub(super) fn problem_as(bytes: &[u8], asked: &Asked) -> ContactsError {
    read_as(bytes, asked).err().unwrap_or_else(|| panic!("it was read"))
}

pub(super) fn row(number: usize, cells: &[&str]) -> (usize, Vec<String>) {
    (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

pub(super) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a new entry");
        writer.write_all(content).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}
