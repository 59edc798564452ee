//! What calamine does not tell of an XLSX sheet: hidden rows and columns, formulas without a
//! result. Reads the sheet's XML once, keeping nothing.

use super::{
    note::Marks,
    xml::{self, attribute, count, is_true},
    zip_guard::Package,
};
use crate::error::ContactsError;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// Strings that a workbook may announce: calamine makes room for them at its word.
const MOST_STRINGS: usize = 40_000_000;

/// The name of each sheet, and the archive's entry that holds it. Refuses a workbook that
/// calamine would look for elsewhere, or that announces more strings than there can be.
pub(super) fn sheet_entries(
    file: &[u8],
    package: &Package,
) -> Result<Vec<(String, String)>, ContactsError> {
    let mut archive = xml::archive(file)?;
    if let Some(relations) = package.name("_rels/.rels") {
        let mut reader = xml::entry(&mut archive, relations)?;
        while let Some(event) = reader.next()? {
            if let Event::Start(element) = &event
                && attribute(element, "Type")?.is_some_and(|t| t.ends_with("/officeDocument"))
            {
                let target = attribute(element, "Target")?.unwrap_or_default().to_lowercase();
                if target.trim_start_matches('/') != "xl/workbook.xml" {
                    return Err(ContactsError::Damaged);
                }
            }
        }
    }
    if let Some(strings) = package.name("xl/sharedStrings.xml") {
        let mut reader = xml::entry(&mut archive, strings)?;
        while let Some(event) = reader.next()? {
            let Event::Start(element) = &event else { continue };
            if count(element, "uniqueCount")?.is_some_and(|strings| strings > MOST_STRINGS) {
                return Err(ContactsError::ExpandsTooFar);
            }
            if element.local_name().as_ref() == "sst" {
                break;
            }
        }
    }
    let mut targets = HashMap::new();
    let relations = package.name("xl/_rels/workbook.xml.rels").ok_or(ContactsError::Damaged)?;
    let mut reader = xml::entry(&mut archive, relations)?;
    while let Some(event) = reader.next()? {
        if let Event::Start(element) = &event
            && element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) =
                (attribute(element, "Id")?, attribute(element, "Target")?)
        {
            targets.insert(id, target);
        }
    }
    drop(reader);
    let workbook = package.name("xl/workbook.xml").ok_or(ContactsError::Damaged)?;
    let mut reader = xml::entry(&mut archive, workbook)?;
    let mut entries = Vec::new();
    while let Some(event) = reader.next()? {
        if let Event::Start(element) = &event
            && element.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(element, "name")?, attribute(element, "id")?)
            && let Some(target) = targets.get(&id)
        {
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            };
            if let Some(entry) = package.name(&path) {
                entries.push((name, entry.to_owned()));
            }
        }
    }
    Ok(entries)
}

/// Where the scan stands.
#[derive(Default)]
struct Place {
    /// As the spreadsheet numbers it.
    row: usize,
    row_is_hidden: bool,
    row_counted: bool,
    column: usize,
    widest: usize,
    in_cell: bool,
    has_formula: bool,
    has_value: bool,
}

pub(super) fn mark(file: &[u8], entry: &str, marks: &mut Marks) -> Result<(), ContactsError> {
    let mut archive = xml::archive(file)?;
    let mut reader = xml::entry(&mut archive, entry)?;
    let mut place = Place::default();
    let mut hidden_columns = Vec::new();
    while let Some(event) = reader.next()? {
        match &event {
            Event::Start(element) => place.start(element, &mut hidden_columns, marks)?,
            Event::Text(_) | Event::GeneralRef(_) => {}
            Event::End(element) if element.local_name().as_ref() == "c" => place.end_cell(marks),
            _ => {}
        }
    }
    hidden_columns.sort_unstable();
    hidden_columns.dedup();
    // Columns to the right of all cells are often hidden; nobody misses them.
    hidden_columns.retain(|column| *column < place.widest);
    marks.hidden_columns = hidden_columns;
    Ok(())
}

impl Place {
    fn start(
        &mut self,
        element: &BytesStart<'_>,
        hidden_columns: &mut Vec<usize>,
        marks: &mut Marks,
    ) -> Result<(), ContactsError> {
        match element.local_name().as_ref() {
            "col" if is_true(element, "hidden")? => {
                let first = count(element, "min")?.unwrap_or(1).clamp(1, 16_384);
                let last = count(element, "max")?.unwrap_or(first).min(16_384);
                if hidden_columns.len() < 16_384 {
                    hidden_columns.extend(first - 1..last.max(first));
                }
            }
            "row" => {
                self.row = count(element, "r")?.unwrap_or(self.row + 1);
                self.row_is_hidden = is_true(element, "hidden")?;
                self.row_counted = false;
                self.column = 0;
            }
            "c" => {
                self.column = match attribute(element, "r")? {
                    Some(position) => column(&position).ok_or(ContactsError::Damaged)?,
                    None => self.column + 1,
                };
                (self.in_cell, self.has_formula, self.has_value) = (true, false, false);
            }
            "f" if self.in_cell => self.has_formula = true,
            "v" | "is" if self.in_cell => self.has_value = true,
            "mergeCell" => {
                let area = attribute(element, "ref")?.unwrap_or_default();
                let row: String = area
                    .chars()
                    .skip_while(|c| c.is_ascii_alphabetic())
                    .take_while(char::is_ascii_digit)
                    .collect();
                marks.merged.add(row.parse().map_err(|_| ContactsError::Damaged)?, 1);
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self, marks: &mut Marks) {
        self.in_cell = false;
        if self.has_formula {
            marks.formulas.add(self.row, 1);
            if !self.has_value {
                marks.formulas_without_result.add(self.row, 1);
            }
        }
        if self.has_value || self.has_formula {
            self.widest = self.widest.max(self.column);
            if self.row_is_hidden && !self.row_counted {
                self.row_counted = true;
                marks.hidden_rows.add(self.row, 1);
            }
        }
    }
}

/// The number of the column in `AB12`, from 1.
fn column(position: &str) -> Option<usize> {
    let letters = position.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0, |number, letter| {
        number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    (number > 0).then_some(number)
}
