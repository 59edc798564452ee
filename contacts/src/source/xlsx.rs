//! XLSX: calamine gives the cells one by one, so that a sheet costs what its filled cells cost.

use super::{
    cell_text::{self, DigitFormat},
    facts::Epoch,
    note::Marks,
    spreadsheet::{RowBuilder, Sheet, Visit, Workbook},
    xlsx_marks, xml,
    zip_guard::Package,
};
use crate::error::ContactsError;
use calamine::{DataRef, Reader, SheetType, SheetVisible, XlsxError};
use std::{borrow::Cow, io::Cursor};

pub(super) struct Xlsx<'file> {
    workbook: calamine::Xlsx<Cursor<&'file [u8]>>,
    file: &'file [u8],
    /// Names of sheets, and the archive's entries that hold them.
    entries: Vec<(String, String)>,
}

impl<'file> Xlsx<'file> {
    pub(super) fn open(file: &'file [u8], package: &Package) -> Result<Self, ContactsError> {
        let mut archive = xml::archive(file)?;
        for name in package.entry_names() {
            xml::check_depth(&mut archive, name)?;
        }
        let entries = xlsx_marks::sheet_entries(file, package)?;
        let workbook = calamine::Xlsx::new(Cursor::new(file)).map_err(from_calamine)?;
        Ok(Self { workbook, file, entries })
    }
}

impl Workbook for Xlsx<'_> {
    fn sheets(&mut self) -> Result<Vec<Sheet>, ContactsError> {
        let worksheets: Vec<_> = self
            .workbook
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .cloned()
            .collect();
        let mut sheets = Vec::with_capacity(worksheets.len());
        for sheet in worksheets {
            let mut cells = match self.workbook.worksheet_cells_reader(&sheet.name) {
                Ok(cells) => cells,
                Err(XlsxError::NotAWorksheet(_)) => continue,
                Err(error) => return Err(from_calamine(error)),
            };
            let mut filled = false;
            while let Some(cell) = cells.next_cell().map_err(from_calamine)? {
                filled = says_something(cell.get_value());
                if filled {
                    break;
                }
            }
            let visible = sheet.visible == SheetVisible::Visible;
            sheets.push(Sheet { name: sheet.name, visible, filled });
        }
        Ok(sheets)
    }

    fn epoch(&self) -> Epoch {
        if self.workbook.has_1904_epoch() { Epoch::Year1904 } else { Epoch::Year1900 }
    }

    fn mark(&mut self, sheet: &str, marks: &mut Marks) -> Result<(), ContactsError> {
        let entry = self.entries.iter().find(|(name, _)| name == sheet);
        let (_, entry) = entry.ok_or(ContactsError::Damaged)?;
        xlsx_marks::mark(self.file, entry, marks)
    }

    fn rows(
        &mut self,
        sheet: &str,
        epoch: Epoch,
        marks: &mut Marks,
        visit: &mut Visit<'_>,
    ) -> Result<(), ContactsError> {
        let mut cells = self.workbook.worksheet_cells_reader(sheet).map_err(from_calamine)?;
        let formats: Vec<Option<DigitFormat>> = cells
            .styles()
            .iter()
            .map(|style| DigitFormat::parse(&style.number_format.as_ref()?.format_code))
            .collect();
        let mut builder = RowBuilder::new(visit);
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(from_calamine)? {
            let (row, column) = cell.get_position();
            let format = formats.get(style).and_then(Option::as_ref);
            let text = text(cell.get_value(), format, epoch, row as usize + 1, marks);
            if builder.put(row as usize, column as usize, &text)?.is_break() {
                return Ok(());
            }
        }
        builder.end_row().map(|_| ())
    }
}

fn says_something(value: &DataRef<'_>) -> bool {
    match value {
        DataRef::Empty => false,
        DataRef::String(text) => !crate::folding::is_blank(text),
        DataRef::SharedString(text) => !crate::folding::is_blank(text),
        _ => true,
    }
}

/// `row` as the spreadsheet numbers it.
pub(super) fn text<'cell>(
    value: &'cell DataRef<'_>,
    format: Option<&DigitFormat>,
    epoch: Epoch,
    row: usize,
    marks: &mut Marks,
) -> Cow<'cell, str> {
    let mut number = |value: f64| match format.and_then(|format| format.show(value)) {
        Some(shown) => {
            marks.zeros.add(row, 1);
            shown
        }
        None => cell_text::number(value),
    };
    match value {
        DataRef::Empty => Cow::Borrowed(""),
        DataRef::String(text) => Cow::Borrowed(text),
        DataRef::SharedString(text) => Cow::Borrowed(text),
        DataRef::Int(value) => number(*value as f64).into(),
        DataRef::Float(value) => number(*value).into(),
        DataRef::Bool(value) => Cow::Borrowed(if *value { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(date) if date.is_duration() => cell_text::duration(date.as_f64()).into(),
        DataRef::DateTime(date) => {
            let serial = date.as_f64();
            cell_text::date(serial, epoch).unwrap_or_else(|| cell_text::number(serial)).into()
        }
        DataRef::DateTimeIso(text) => Cow::Borrowed(cell_text::iso(text)),
        DataRef::DurationIso(text) => Cow::Borrowed(text),
        DataRef::Error(error) => {
            marks.errors.add(row, 1);
            error.to_string().into()
        }
    }
}

/// Without what calamine quotes from the file.
fn from_calamine(error: XlsxError) -> ContactsError {
    match error {
        XlsxError::Password => ContactsError::Protected,
        XlsxError::RowNumberOverflow | XlsxError::ColumnNumberOverflow => {
            ContactsError::SheetTooLarge
        }
        XlsxError::CellError(_) => ContactsError::UnknownCellError,
        _ => ContactsError::Damaged,
    }
}
