//! What a person reads before and after a load, and the report files: counts, row and column
//! numbers, never a value.

use crate::{errors::OperatorError, server_client::LoadParameters, work_folder::WorkFolder};
use serde::Serialize;
use shirabe_contacts::{ContactList, ListFile, Source, Use, reasons};
use shirabe_protocol::identifier::Kind;
use std::{borrow::Cow, collections::BTreeMap, fs::File, path::PathBuf};

/// Places that the summary shows one by one; the report file has more.
const SHOWN: usize = 20;

/// Counts of one list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub rows: u64,
    /// People with at least one element.
    pub people: u64,
    /// (person, identifier) pairs, by kind: elements evaluated, and records.
    pub identifiers: BTreeMap<String, u64>,
    /// People of each group.
    pub groups: BTreeMap<String, u64>,
    pub duplicate_rows: u64,
    pub shared_identifiers: u64,
    pub people_without_identifier: u64,
    /// Numbers of the first 10,000.
    pub uneven_rows: Vec<usize>,
    pub rejected_rows: u64,
    pub rejected_cells: u64,
    /// The first 10,000.
    pub rejected: Vec<RejectedPlace>,
    pub warned_cells: u64,
    /// The first 10,000.
    pub warned: Vec<WarnedPlace>,
}

/// A cell of which nothing, or not everything, could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RejectedPlace {
    pub row: usize,
    /// From 1. A number, because a list without a header has values for names.
    pub column: usize,
    pub reason: &'static str,
}

/// A cell that was read, and is worth a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WarnedPlace {
    pub row: usize,
    /// From 1.
    pub column: usize,
    pub warning: &'static str,
}

impl Counts {
    pub(super) fn of(list: &ContactList, parameters: &LoadParameters) -> Self {
        let named = |names: Vec<String>, counts: &[u64]| names.into_iter().zip(counts.to_vec());
        Self {
            rows: list.rows,
            people: list.people,
            identifiers: named(parameters.kind_names(), &list.by_kind).collect(),
            groups: named(parameters.groups.clone(), &list.by_group).collect(),
            duplicate_rows: list.duplicate_rows,
            shared_identifiers: list.shared_identifiers,
            people_without_identifier: list.without_identifier,
            uneven_rows: list.uneven_rows.first.clone(),
            rejected_rows: list.rejected_rows,
            rejected_cells: list.rejected.count,
            rejected: (list.rejected.first.iter())
                .map(|cell| RejectedPlace {
                    row: cell.row,
                    column: cell.column + 1,
                    reason: cell.reason,
                })
                .collect(),
            warned_cells: list.warned.count,
            warned: (list.warned.first.iter())
                .map(|cell| WarnedPlace {
                    row: cell.row,
                    column: cell.column + 1,
                    warning: cell.warning,
                })
                .collect(),
        }
    }
}

/// What the file is, and what each column was read as.
pub(super) fn columns(file: &ListFile<File>, examples: bool) -> Vec<String> {
    let facts = file.facts();
    let mut what = facts.format.to_string();
    if let Some(encoding) = facts.encoding {
        what.push_str(&format!(" in {encoding}"));
    }
    if let Some(sheet) = &facts.sheet {
        what.push_str(&format!(", sheet {sheet}"));
    }
    let mut lines = vec![format!("Read as {what}.")];
    lines.extend(facts.notes.iter().map(|note| format!("  {note}")));
    lines.push("Columns:".to_owned());
    for (place, column) in file.columns().iter().enumerate() {
        let source = match column.source {
            Source::Heading => " (by its heading)",
            Source::Content => " (by its cells)",
            Source::Mapping => " (from --map)",
            Source::MappingFile => " (from the mapping file)",
            Source::Ours => " (from this tool, no part of the list)",
            Source::None => "",
        };
        lines.push(format!("  {}: {}{source}", column.name, uses(&column.uses, file.kinds())));
        for example in if examples { file.examples(place) } else { Vec::new() } {
            lines.push(format!("    for example {} -> {}", example.written, example.understood));
        }
    }
    lines
}

/// The counts, shown before anything is sent.
pub(super) fn summary(
    file: &ListFile<File>,
    parameters: &LoadParameters,
    counts: &Counts,
) -> Vec<String> {
    let mut lines = vec![format!("{}, {}.", many(counts.rows, "row"), people(counts.people))];
    for (name, count) in &counts.identifiers {
        let public = parameters.kinds.iter().any(|kind| kind.kind.name == *name && kind.public);
        let readers = if public { "public and staff" } else { "staff only" };
        lines.push(format!("  {name}: {count} ({readers})"));
    }
    if counts.groups.len() > 1 {
        let groups = counts.groups.iter().filter(|(_, count)| **count > 0);
        lines.extend(groups.map(|(name, count)| format!("  group {name}: {}", people(*count))));
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
    lines.extend(uneven_lines(&counts.uneven_rows));
    let name = |column: usize| file.columns()[column - 1].name.as_str();
    lines.extend(place_lines(
        counts.rejected_cells,
        "could not be read, or not wholly",
        counts.rejected.iter().map(|cell| (cell.row, name(cell.column), cell.reason)),
    ));
    lines.extend(place_lines(
        counts.warned_cells,
        "were read and are worth a look",
        counts.warned.iter().map(|cell| (cell.row, name(cell.column), cell.warning)),
    ));
    lines
}

/// `insurance.birth-date, employee.birth-date`.
fn uses(uses: &[Use], kinds: &[Kind]) -> String {
    let words = uses.iter().map(|used| match used {
        Use::Key => "key of the list: equal keys are one person".to_owned(),
        Use::Group => "group of the row".to_owned(),
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

fn place_lines<'a>(
    count: u64,
    what: &str,
    places: impl Iterator<Item = (usize, &'a str, &'static str)>,
) -> Vec<String> {
    if count == 0 {
        return Vec::new();
    }
    let mut lines = vec![format!("  {} {what}:", many(count, "cell"))];
    let shown = places
        .take(SHOWN)
        .map(|(row, column, code)| format!("    row {row}, {column}: {}", sentence(code)));
    lines.extend(shown);
    if count > SHOWN as u64 {
        lines.push(format!("    and {} more; the report file has them", count - SHOWN as u64));
    }
    lines
}

/// The sentence of a reason or a warning.
pub(super) fn sentence(code: &str) -> Cow<'static, str> {
    reasons::sentence(code).unwrap_or(Cow::Borrowed("it could not be read"))
}

pub(crate) fn many(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

pub(crate) fn people(count: u64) -> String {
    format!("{count} {}", if count == 1 { "person" } else { "people" })
}

/// What a report is about.
#[derive(Serialize)]
pub(crate) struct ReportHead<'a> {
    pub(crate) format: &'static str,
    /// `add`, `withdraw`, `diff`, `dry-run`.
    pub(crate) action: &'static str,
    pub(crate) load: Option<&'a str>,
    pub(crate) incident: &'a str,
    /// HMAC of the file under the list secret, as it stands in the incident's history.
    pub(crate) file: String,
    /// The list's date, in seconds since 1970.
    pub(crate) as_of: Option<i64>,
    pub(crate) set_version: Option<u64>,
}

impl ReportHead<'_> {
    pub(crate) const FORMAT: &'static str = "shirabe/load-report/2";
}

#[derive(Serialize)]
struct ReportFile<'a> {
    #[serde(flatten)]
    head: ReportHead<'a>,
    #[serde(flatten)]
    counts: &'a Counts,
}

/// Writes a report.
pub(crate) fn write(
    work: &WorkFolder,
    name: &str,
    head: ReportHead<'_>,
    counts: &Counts,
) -> Result<PathBuf, OperatorError> {
    work.write_json(name, &ReportFile { head, counts })?;
    Ok(work.path().join(name))
}
