//! The organisation's own list with two columns more: whether the row is listed, and in which
//! groups.
//!
//! A row is "no" only where everything in it that can be asked was read and answered. A cell that
//! could not be read makes it "not checked", unless another identifier of the row is listed.

use super::{
    answers::CompleteAnswers,
    questions::Questions,
    words::{ResultLanguage, RowReason},
};
use crate::{
    error::ContactsError,
    list_file::{ListFile, WrittenRow},
    writing::{BOM, SheetError, csv_writer, fits_a_sheet, put_row, sheet_error, write_record},
};
use rust_xlsxwriter::Workbook;
use std::{
    io::{Error, Read, Seek, Write},
    ops::ControlFlow,
};

/// Why a result file was not written.
#[derive(Debug)]
pub enum ResultError {
    Reading(ContactsError),
    Writing(Error),
    /// A sheet cannot hold the list; CSV can.
    DoesNotFit,
    /// The list holds something that was not asked.
    NotAnswered,
}

impl From<SheetError> for ResultError {
    fn from(error: SheetError) -> Self {
        match error {
            SheetError::Writing(error) => Self::Writing(error),
            SheetError::DoesNotFit => Self::DoesNotFit,
        }
    }
}

/// Counts of a result. Holds no cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    pub rows: u64,
    pub listed: u64,
    pub not_listed: u64,
    pub not_checked: u64,
    /// Different identifiers that were asked.
    pub identifiers: u64,
    /// Listed rows of each group, by its position in the manifest; a row may be in several.
    pub by_group: Vec<u64>,
}

/// Takes the cells of the row with this number, the header's being 0.
type WriteRow<'a> = dyn FnMut(u32, &[&str]) -> Result<(), ResultError> + 'a;

/// What the row says, in the words of the result file.
struct Verdict {
    listed: String,
    groups: String,
}

/// A list and what is known of everything in it.
pub struct ResultFile<'a> {
    pub questions: &'a Questions,
    pub answers: &'a CompleteAnswers,
    pub language: ResultLanguage,
    /// Titles of the groups, by their position in the manifest; the name stands where one is
    /// missing.
    pub titles: &'a [String],
}

impl ResultFile<'_> {
    /// Writes CSV: UTF-8 with BOM, CRLF, no cell that a spreadsheet takes for a formula.
    ///
    /// # Errors
    /// [`ResultError`]; the target holds a part of it then.
    pub fn write_csv<R: Read + Seek, W: Write>(
        &self,
        file: &mut ListFile<R>,
        mut target: W,
    ) -> Result<Summary, ResultError> {
        target.write_all(BOM).map_err(ResultError::Writing)?;
        let mut writer = csv_writer(target);
        let summary = self.rows(file, &mut |_, cells| {
            write_record(&mut writer, &mut cells.iter().copied()).map_err(ResultError::Writing)
        })?;
        writer.flush().map_err(ResultError::Writing)?;
        Ok(summary)
    }

    /// The same as a workbook of one sheet, whose cells are texts.
    ///
    /// # Errors
    /// [`ResultError`].
    pub fn to_xlsx<R: Read + Seek>(
        &self,
        file: &mut ListFile<R>,
    ) -> Result<(Vec<u8>, Summary), ResultError> {
        if !fits_a_sheet(self.questions.rows().rows, file.header().len() + 2) {
            return Err(ResultError::DoesNotFit);
        }
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_freeze_panes(1, 0).map_err(sheet_error)?;
        let summary = self
            .rows(file, &mut |number, cells| Ok(put_row(sheet, number, cells.iter().copied())?))?;
        Ok((book.save_to_buffer().map_err(sheet_error)?, summary))
    }

    /// Counts without writing anything.
    ///
    /// # Errors
    /// [`ResultError`].
    pub fn summary<R: Read + Seek>(&self, file: &mut ListFile<R>) -> Result<Summary, ResultError> {
        self.rows(file, &mut |_, _| Ok(()))
    }

    /// Gives the header and every row with the two columns, numbered from 0.
    fn rows<R: Read + Seek>(
        &self,
        file: &mut ListFile<R>,
        write: &mut WriteRow<'_>,
    ) -> Result<Summary, ResultError> {
        if self.answers.len() != self.questions.len() {
            return Err(ResultError::NotAnswered);
        }
        let names: Vec<String> = file.columns().iter().map(|column| column.name.clone()).collect();
        let mut header: Vec<&str> = file.header().iter().map(String::as_str).collect();
        header.extend(self.language.headings());
        write(0, &header)?;
        let mut summary = Summary {
            identifiers: self.questions.len() as u64,
            by_group: vec![0; self.answers.groups().len()],
            ..Summary::default()
        };
        let mut failed = None;
        file.for_each_written_row(&mut |row| {
            let written = self.verdict(&row, &names, &mut summary).and_then(|verdict| {
                let mut cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
                cells.extend([verdict.listed.as_str(), verdict.groups.as_str()]);
                write(summary.rows as u32, &cells)
            });
            match written {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        })
        .map_err(ResultError::Reading)?;
        match failed {
            None if summary.rows == self.questions.rows().rows => Ok(summary),
            None => Err(ResultError::NotAnswered),
            Some(error) => Err(error),
        }
    }

    fn verdict(
        &self,
        row: &WrittenRow<'_>,
        names: &[String],
        summary: &mut Summary,
    ) -> Result<Verdict, ResultError> {
        let mut groups = 0;
        for (kind, identifier) in &row.read.identifiers {
            let question = self.questions.find(*kind, identifier.canonical_bytes());
            groups |= self.answers.of(question.ok_or(ResultError::NotAnswered)?).groups();
        }
        summary.rows += 1;
        if groups != 0 {
            summary.listed += 1;
            let of_row = |position: &usize| groups >> position & 1 == 1;
            let positions: Vec<usize> = (0..summary.by_group.len()).filter(of_row).collect();
            positions.iter().for_each(|position| summary.by_group[*position] += 1);
            let titles: Vec<&str> =
                positions.iter().map(|position| self.title(*position)).collect();
            let groups = titles.join(self.language.separator());
            return Ok(Verdict { listed: self.language.listed().to_owned(), groups });
        }
        let reasons = self.reasons(row, names);
        let listed = if reasons.is_empty() {
            summary.not_listed += 1;
            self.language.not_listed().to_owned()
        } else {
            summary.not_checked += 1;
            self.language.not_checked(&reasons)
        };
        Ok(Verdict { listed, groups: String::new() })
    }

    /// Why nothing is said of a row; empty where everything in it was read.
    fn reasons(&self, row: &WrittenRow<'_>, names: &[String]) -> Vec<String> {
        let cells = row.read.rejected.iter();
        let mut reasons: Vec<String> = cells
            .map(|cell| {
                let column = names.get(cell.column).map(String::as_str).unwrap_or_default();
                self.language.of_cell(column, cell.reason)
            })
            .collect();
        if row.uneven {
            reasons.push(self.language.of_row(RowReason::Uneven));
        }
        if reasons.is_empty() && row.read.identifiers.is_empty() {
            reasons.push(self.language.of_row(RowReason::NoIdentifier));
        }
        reasons
    }

    fn title(&self, group: usize) -> &str {
        let title = self.titles.get(group).filter(|title| !title.is_empty());
        title.unwrap_or(&self.answers.groups()[group])
    }
}
