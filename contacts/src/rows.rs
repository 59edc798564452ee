//! What one row says: its key, its group, the identifiers that could be read, the cells that
//! could not.

use crate::{
    cells::{self, CellReading},
    columns::{ColumnUse, CompositeColumns, Source, Use},
    error::ContactsError,
    folding,
    groups::{GroupOfRow, Groups},
    people::PersonKey,
    reasons,
    source::Epoch,
};
use shirabe_protocol::{
    error::InputError,
    identifier::{FieldForm, Form, Kind, NormalizedIdentifier},
};
use zeroize::{Zeroize, Zeroizing};

/// Signs that a spreadsheet takes for the beginning of a formula.
pub const FORMULA_SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A cell from which something could not be read. Holds no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedCell {
    pub row: usize,
    /// Position of the column, from 0.
    pub column: usize,
    /// See [`reasons::sentence`].
    pub reason: &'static str,
}

/// A cell that was read, with something to look at. Holds no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarnedCell {
    pub row: usize,
    /// Position of the column, from 0.
    pub column: usize,
    /// See [`reasons::sentence`].
    pub warning: &'static str,
}

/// What is the same for all rows of a list, besides its columns.
pub(crate) struct Context<'list> {
    pub(crate) columns: &'list [ColumnUse],
    pub(crate) composites: &'list [CompositeColumns],
    pub(crate) kinds: &'list [Kind],
    pub(crate) epoch: Epoch,
    pub(crate) groups: &'list Groups,
}

/// What one row says. Identifying: has no Debug.
pub struct ReadRow {
    /// As the spreadsheet shows it.
    pub number: usize,
    pub(crate) key: PersonKey,
    /// Whether the row has the list's key or an identifier.
    pub(crate) tells_people_apart: bool,
    /// Position in the slice of kinds, and the identifier; all different.
    pub identifiers: Vec<(usize, NormalizedIdentifier)>,
    pub(crate) group: GroupOfRow,
    pub rejected: Vec<RejectedCell>,
    pub warned: Vec<WarnedCell>,
}

impl ReadRow {
    /// Reads a row of as many cells as there are columns.
    ///
    /// The row's key is the list's own key where a column holds it. Else it is every cell with
    /// its length, in one of three forms: what `n1` makes of the whole cell where the column has
    /// a kind and `n1` takes it; the ISO day where the column has no kind, or is a day's field,
    /// and the cell is a day with separators or an era (so that a list gives the same letter
    /// codes as CSV and as XLSX, where a day may have a midnight behind it); the folded text.
    pub(crate) fn read(
        number: usize,
        cells: &[String],
        context: &Context<'_>,
    ) -> Result<Self, ContactsError> {
        let mut read = Self {
            number,
            key: PersonKey(Vec::new()),
            tells_people_apart: false,
            identifiers: Vec::new(),
            group: GroupOfRow::Undeclared,
            rejected: Vec::new(),
            warned: Vec::new(),
        };
        let mut list_key = None;
        for (place, (cell, column)) in cells.iter().zip(context.columns).enumerate() {
            if column.source == Source::Ours {
                continue;
            }
            let cell = without_text_mark(cell);
            let mut part = None;
            let mut readings: Vec<(usize, CellReading)> = Vec::new();
            for used in &column.uses {
                let canonical = match *used {
                    Use::Kind(kind) => {
                        let reading = cells::read(cell, &context.kinds[kind]);
                        let whole = whole_cell(cell, &reading, &context.kinds[kind]);
                        readings.push((kind, reading));
                        whole
                    }
                    // Read once more below, with the other fields of its kind.
                    Use::Field { kind, field } => {
                        let kind = &context.kinds[kind];
                        kind.canonical_field(field, cell).ok().map(String::into_bytes)
                    }
                    Use::Key => {
                        // Else everyone with `-` or `#REF!` would be one person.
                        if cells::is_error(cell) {
                            read.reject(number, place, reasons::CELL_ERROR);
                        } else if !cells::says_nothing(cell) {
                            list_key = Some(PersonKey(folding::cell(cell).into_bytes()));
                        }
                        None
                    }
                    Use::Group => {
                        read.group = context.groups.of(cell);
                        if read.group == GroupOfRow::Unknown {
                            read.reject(number, place, reasons::GROUP_UNKNOWN);
                        }
                        None
                    }
                };
                part = part.or(canonical.map(Zeroizing::new));
            }
            read.take(number, place, readings, context.kinds);
            let part = part
                .or_else(|| day(cell, column, context.kinds).map(Zeroizing::new))
                .unwrap_or_else(|| Zeroizing::new(folding::cell(cell).into_bytes()));
            let length = u16::try_from(part.len()).map_err(|_| ContactsError::CellTooLong {
                row: number,
                column: column.name.clone(),
            })?;
            read.key.0.extend_from_slice(&length.to_be_bytes());
            read.key.0.extend_from_slice(&part);
        }
        for composite in context.composites {
            read.composite(number, cells, composite, context);
        }
        read.tells_people_apart = list_key.is_some() || !read.identifiers.is_empty();
        if let Some(key) = list_key {
            read.key.zeroize();
            read.key = key;
        }
        Ok(read)
    }

    /// Takes in what the uses of one column made of its cell. A part is rejected only where none
    /// of them can read it.
    fn take(
        &mut self,
        row: usize,
        column: usize,
        mut readings: Vec<(usize, CellReading)>,
        kinds: &[Kind],
    ) {
        let others: Vec<usize> = readings.iter().map(|(kind, _)| *kind).collect();
        let is_read = |part: &str, kind: usize| {
            let mut others = others.iter().filter(|other| **other != kind);
            others.any(|other| {
                let reading = cells::read(part, &kinds[*other]);
                reading.failed.is_empty() && !reading.identifiers.is_empty()
            })
        };
        let mut reason = None;
        for (kind, reading) in &readings {
            for (part, problem) in &reading.failed {
                if is_read(part, *kind) {
                    continue;
                }
                // Of several kinds the one that the part looks like says what is wrong.
                let looks_alike = (kinds[*kind].form == Form::Email) == part.contains(['@', '＠']);
                if reason.is_none() || (others.len() > 1 && looks_alike) {
                    reason = Some(*problem);
                }
            }
        }
        if let Some(reason) = reason {
            self.reject(row, column, reason);
        }
        for (kind, reading) in &mut readings {
            for warning in reading.warnings.drain(..) {
                self.warn(row, column, warning);
            }
            for identifier in reading.identifiers.drain(..) {
                self.identifiers.push((*kind, identifier));
            }
        }
    }

    /// Takes in the identifier that several cells make together. A row has none, and nothing is
    /// wrong, where all cells are empty that belong to this kind alone.
    fn composite(
        &mut self,
        row: usize,
        cells: &[String],
        composite: &CompositeColumns,
        context: &Context<'_>,
    ) {
        let kind = &context.kinds[composite.kind];
        let Form::Composite { fields } = &kind.form else { return };
        let mut texts: Vec<Zeroizing<String>> = Vec::with_capacity(fields.len());
        let mut warnings = Vec::new();
        let mut problems: Vec<Option<&'static str>> = Vec::with_capacity(fields.len());
        for (place, (declared, column)) in fields.iter().zip(&composite.columns).enumerate() {
            match cells::field(without_text_mark(&cells[*column]), declared.form, context.epoch) {
                Ok(field) => {
                    let canonical = kind.canonical_field(place, &field.text).map(Zeroizing::new);
                    problems.push(canonical.err().map(InputError::code));
                    warnings.extend(field.warning.map(|warning| (*column, warning)));
                    texts.push(field.text);
                }
                Err(reason) => {
                    problems.push(Some(reason));
                    texts.push(Zeroizing::default());
                }
            }
        }
        let empty = Some(InputError::Empty.code());
        let mut own = problems.iter().zip(&composite.own).filter(|(_, own)| **own);
        if own.all(|(problem, _)| *problem == empty) {
            return;
        }
        for (problem, column) in problems.iter().zip(&composite.columns) {
            match *problem {
                None => {}
                problem if problem == empty => {
                    self.reject(row, *column, reasons::COMPOSITE_INCOMPLETE);
                }
                Some(reason) => self.reject(row, *column, reason),
            }
        }
        let texts: Vec<&str> = texts.iter().map(|text| text.as_str()).collect();
        // Refused only where a field was, and that is reported.
        if problems.iter().all(Option::is_none)
            && let Ok(identifier) = kind.normalise(&texts)
        {
            self.identifiers.push((composite.kind, identifier));
            for (column, warning) in warnings {
                self.warn(row, column, warning);
            }
        }
    }

    /// A cell that two kinds cannot read for one reason is one rejected cell.
    fn reject(&mut self, row: usize, column: usize, reason: &'static str) {
        let cell = RejectedCell { row, column, reason };
        if !self.rejected.contains(&cell) {
            self.rejected.push(cell);
        }
    }

    fn warn(&mut self, row: usize, column: usize, warning: &'static str) {
        let cell = WarnedCell { row, column, warning };
        if !self.warned.contains(&cell) {
            self.warned.push(cell);
        }
    }
}

/// The cell without the apostrophe that makes a text of what would be a formula; our own files put
/// one there, so that `'+81 ...` is the same cell as `+81 ...`.
fn without_text_mark(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA_SIGNS) => rest,
        _ => cell,
    }
}

/// What `n1` makes of the whole cell, for the key.
fn whole_cell(cell: &str, reading: &CellReading, kind: &Kind) -> Option<Vec<u8>> {
    let bytes = |identifier: &NormalizedIdentifier| identifier.canonical_bytes().to_vec();
    match reading.identifiers.first() {
        Some(identifier) if reading.is_plain => Some(bytes(identifier)),
        _ => kind.normalise(&[cell]).ok().as_ref().map(bytes),
    }
}

/// The ISO day of a cell that holds one, for the key; not of digits alone, which may be a number.
fn day(cell: &str, column: &ColumnUse, kinds: &[Kind]) -> Option<Vec<u8>> {
    let may_be_day = column.uses.iter().all(|used| match *used {
        Use::Kind(_) => false,
        Use::Key | Use::Group => true,
        Use::Field { kind, field } => match &kinds[kind].form {
            Form::Composite { fields } => {
                fields.get(field).is_some_and(|field| field.form == FieldForm::Date)
            }
            Form::Email | Form::Phone { .. } | Form::Code => false,
        },
    });
    // Longer than any day. Most cells end here.
    if !may_be_day || cell.len() > 64 || !begins_as_day(cell) {
        return None;
    }
    let mut shown = cell.chars().filter(|c| !folding::is_white_space(*c)).map(folding::half_width);
    if shown.all(|character| character.is_ascii_digit()) {
        return None;
    }
    let day = FieldForm::Date.canonical(cells::without_midnight(cell)).ok()?;
    Some(day.into_bytes())
}

fn begins_as_day(cell: &str) -> bool {
    let first = cell.chars().find(|c| !folding::is_white_space(*c)).map(folding::half_width);
    first.is_some_and(|c| {
        c.is_ascii_digit()
            || "MTSHRmtshr".contains(c)
            || matches!(c, '令' | '平' | '昭' | '大' | '明')
    })
}
