//! XLS: calamine reads the whole workbook at once, after its records were looked through.

use super::{
    facts::Epoch,
    note::Marks,
    spreadsheet::{RowBuilder, Sheet, Visit, Workbook},
    xls_records::{SheetRecords, look_through},
    xlsx::text,
};
use crate::{error::ContactsError, folding};
use calamine::{Data, DataRef, Range, Reader, SheetType, SheetVisible, XlsError};
use std::{
    io::{Cursor, Read},
    panic::{AssertUnwindSafe, catch_unwind},
};

pub(super) struct Xls<'file> {
    workbook: calamine::Xls<Cursor<&'file [u8]>>,
    /// As many as calamine knows sheets, in the same order.
    records: Vec<SheetRecords>,
}

impl<'file> Xls<'file> {
    pub(super) fn open(file: &'file [u8]) -> Result<Self, ContactsError> {
        let damaged = |_| ContactsError::Damaged;
        let mut compound = cfb::CompoundFile::open(Cursor::new(file)).map_err(damaged)?;
        if compound.exists("/EncryptedPackage") {
            return Err(ContactsError::Protected);
        }
        let names = ["/Workbook", "/Book"];
        let Some(name) = names.into_iter().find(|name| compound.exists(name)) else {
            let name = "a document that is no spreadsheet";
            return Err(ContactsError::UnsupportedFormat { name });
        };
        let mut stream = zeroize::Zeroizing::new(Vec::new());
        let opened = compound.open_stream(name).map_err(damaged)?;
        opened.take(file.len() as u64).read_to_end(&mut stream).map_err(damaged)?;
        let records = look_through(&stream)?;
        drop(stream);
        // calamine takes lengths in records at their word; a panic holds no cell.
        let opened = catch_unwind(AssertUnwindSafe(|| calamine::Xls::new(Cursor::new(file))));
        let workbook = opened.map_err(|_| ContactsError::Damaged)?.map_err(from_calamine)?;
        if workbook.sheets_metadata().len() != records.len() {
            return Err(ContactsError::Damaged);
        }
        Ok(Self { workbook, records })
    }

    fn range(&mut self, sheet: &str) -> Result<Range<Data>, ContactsError> {
        self.workbook.worksheet_range(sheet).map_err(from_calamine)
    }

    fn place(&self, sheet: &str) -> Result<usize, ContactsError> {
        let place = self.workbook.sheets_metadata().iter().position(|s| s.name == sheet);
        place.ok_or(ContactsError::Damaged)
    }
}

impl Workbook for Xls<'_> {
    fn sheets(&mut self) -> Result<Vec<Sheet>, ContactsError> {
        let metadata = self.workbook.sheets_metadata().to_vec();
        let mut sheets = Vec::with_capacity(metadata.len());
        for sheet in metadata.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
            let filled = self.range(&sheet.name)?.used_cells().any(|(_, _, cell)| match cell {
                Data::String(text) => !folding::is_blank(text),
                _ => true,
            });
            let visible = sheet.visible == SheetVisible::Visible;
            sheets.push(Sheet { name: sheet.name, visible, filled });
        }
        Ok(sheets)
    }

    fn epoch(&self) -> Epoch {
        if self.workbook.has_1904_epoch() { Epoch::Year1904 } else { Epoch::Year1900 }
    }

    fn mark(&mut self, sheet: &str, marks: &mut Marks) -> Result<(), ContactsError> {
        let place = self.place(sheet)?;
        *marks = std::mem::take(&mut self.records[place].marks);
        Ok(())
    }

    fn rows(
        &mut self,
        sheet: &str,
        epoch: Epoch,
        marks: &mut Marks,
        visit: &mut Visit<'_>,
    ) -> Result<(), ContactsError> {
        let range = self.range(sheet)?;
        let formats = &self.records[self.place(sheet)?].formats;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut builder = RowBuilder::new(visit);
        for (row, column, cell) in range.used_cells() {
            let (row, column) = (first_row as usize + row, first_column as usize + column);
            let format = formats.get(&(row as u32, column as u32));
            let cell = borrowed(cell);
            let text = text(&cell, format, epoch, row + 1, marks);
            if builder.put(row, column, &text)?.is_break() {
                return Ok(());
            }
        }
        builder.end_row().map(|_| ())
    }
}

fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Int(value) => DataRef::Int(*value),
        Data::Float(value) => DataRef::Float(*value),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// Without what calamine quotes from the file.
fn from_calamine(error: XlsError) -> ContactsError {
    match error {
        XlsError::Password => ContactsError::Protected,
        _ => ContactsError::Damaged,
    }
}
