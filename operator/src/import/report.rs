//! What a person reads before and after a load, and `report-<load>.json`: counts and row
//! numbers, never a value.

use crate::{
    errors::OperatorError,
    server_client::{LoadId, LoadParameters, Opening},
    verify::VerifyReport,
    work_folder::{LoadInProgress, WorkFolder},
};
use serde::Serialize;
use shirabe_contacts::{COMPOSITE_INCOMPLETE, ContactList, RejectedCell, Use};
use shirabe_protocol::{error::InputError, identifier::Kind};
use std::{collections::BTreeMap, path::PathBuf};

/// Rejected cells that the summary shows one by one; the report file has all.
const SHOWN: usize = 20;

/// How a load went.
#[derive(Debug)]
pub struct ImportReport {
    pub load: LoadId,
    /// `None` where the server's answer to "publish" was lost and it does not tell again.
    pub set_version: Option<u64>,
    pub counts: Counts,
    /// The list with each row's letter code, if the incident declares codes.
    pub letter_codes: Option<PathBuf>,
    pub verified: VerifyReport,
}

/// Counts of one list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub rows: u64,
    /// People with at least one element.
    pub people: u64,
    /// (person, identifier) pairs, by kind: elements evaluated, and records.
    pub identifiers: BTreeMap<String, u64>,
    pub filter_entries: u64,
    pub duplicate_rows: u64,
    pub shared_identifiers: u64,
    pub people_without_identifier: u64,
    pub uneven_rows: Vec<usize>,
    pub rejected: Vec<RejectedPlace>,
}

/// A cell that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RejectedPlace {
    pub row: usize,
    /// From 1. A number, because a list without a header has values for names.
    pub column: usize,
    pub reason: &'static str,
}

impl Counts {
    pub(super) fn of(
        list: &ContactList,
        opening: &Opening,
        identifiers: BTreeMap<String, u64>,
    ) -> Self {
        let column = |cell: &RejectedCell| {
            list.columns.iter().position(|c| c.name == cell.column).map_or(0, |place| place + 1)
        };
        Self {
            rows: list.rows as u64,
            people: opening.people,
            identifiers,
            filter_entries: opening.filter_entries,
            duplicate_rows: list.duplicates as u64,
            shared_identifiers: list.shared_identifiers as u64,
            people_without_identifier: list.without_identifier as u64,
            uneven_rows: list.uneven_rows.clone(),
            rejected: list
                .rejected
                .iter()
                .map(|cell| RejectedPlace {
                    row: cell.row,
                    column: column(cell),
                    reason: cell.reason,
                })
                .collect(),
        }
    }
}

/// The lines shown before anything is sent.
pub(super) fn summary(
    list: &ContactList,
    parameters: &LoadParameters,
    counts: &Counts,
) -> Vec<String> {
    let kinds: Vec<Kind> = parameters.kinds.iter().map(|kind| kind.kind.clone()).collect();
    let mut lines = vec![format!("Read as {}. Columns:", list.encoding)];
    for column in &list.columns {
        let source = if column.mapped { " (from --map)" } else { "" };
        lines.push(format!("  {}: {}{source}", column.name, uses(&column.uses, &kinds)));
    }
    lines.push(format!("{}, {}.", many(counts.rows, "row"), people(counts.people)));
    for (name, count) in &counts.identifiers {
        let public = parameters.kinds.iter().any(|kind| kind.kind.name == *name && kind.public);
        let readers = if public { "public and staff" } else { "staff only" };
        lines.push(format!("  {name}: {count} ({readers})"));
    }
    let noted = [
        (counts.duplicate_rows, "further rows of people who have one already"),
        (counts.shared_identifiers, "identifiers that more than one person has"),
        (counts.people_without_identifier, "people with no identifier: only a letter finds them"),
        (counts.uneven_rows.len() as u64, "rows with more or fewer cells than the header"),
    ];
    for (count, what) in noted.into_iter().filter(|(count, _)| *count > 0) {
        lines.push(format!("  {count} {what}"));
    }
    lines.extend(uneven_lines(&list.uneven_rows));
    lines.extend(rejected_lines(&list.rejected));
    lines
}

/// `insurance.birth-date, employee.birth-date`.
fn uses(uses: &[Use], kinds: &[Kind]) -> String {
    let words = uses.iter().map(|used| match used {
        Use::Key => "key of the list: equal keys are one person".to_owned(),
        Use::Kind(_) | Use::Field { .. } => used.target(kinds),
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { "not an identifier".to_owned() } else { words.join(", ") }
}

fn uneven_lines(rows: &[usize]) -> Option<String> {
    let shown: Vec<_> = rows.iter().take(SHOWN).map(usize::to_string).collect();
    let rest = if rows.len() > SHOWN { ", ..." } else { "" };
    (!rows.is_empty()).then(|| format!("    in row {}{rest}", shown.join(", ")))
}

fn rejected_lines(rejected: &[RejectedCell]) -> Vec<String> {
    if rejected.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("  {} could not be read:", many(rejected.len() as u64, "cell"))];
    for cell in rejected.iter().take(SHOWN) {
        lines.push(format!("    row {}, {}: {}", cell.row, cell.column, words(cell.reason)));
    }
    if rejected.len() > SHOWN {
        lines.push(format!("    and {} more; the report file has all", rejected.len() - SHOWN));
    }
    lines
}

/// The sentence of a rejected cell's reason.
fn words(code: &str) -> String {
    if code == COMPOSITE_INCOMPLETE {
        return "empty, while other fields of the same kind are filled".to_owned();
    }
    let known = InputError::ALL.into_iter().find(|error| error.code() == code);
    known.map_or_else(|| code.to_owned(), |error| error.to_string())
}

fn many(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn people(count: u64) -> String {
    format!("{count} {}", if count == 1 { "person" } else { "people" })
}

#[derive(Serialize)]
struct ReportFile<'a> {
    format: &'static str,
    load: &'a LoadId,
    incident: &'a str,
    group: &'a str,
    /// The list's date, in seconds since 1970.
    as_of: i64,
    set_version: Option<u64>,
    #[serde(flatten)]
    counts: &'a Counts,
}

/// Writes `report-<load>.json`.
pub(super) fn write(
    work: &WorkFolder,
    LoadInProgress { load, as_of, .. }: &LoadInProgress,
    (incident, group): (&str, &str),
    set_version: Option<u64>,
    counts: &Counts,
) -> Result<(), OperatorError> {
    let format = "shirabe/load-report/1";
    let file = ReportFile { format, load, incident, group, as_of: *as_of, set_version, counts };
    work.write_json(&format!("report-{}.json", load.as_str()), &file)
}
