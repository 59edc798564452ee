//! What one row says: its key, the identifiers that could be read, the cells that could not.

use crate::{
    columns::{ColumnUse, CompositeColumns, Use},
    error::ContactsError,
    folding,
    people::PersonKey,
    table::Row,
};
use shirabe_protocol::{
    error::InputError,
    identifier::{Form, Kind, NormalizedIdentifier, email_bare_form},
};
use zeroize::{Zeroize, Zeroizing};

/// Why the empty cell of a composite kind is reported: other fields of the kind are filled, and
/// without this one nobody is found by them.
pub const COMPOSITE_INCOMPLETE: &str = "composite-incomplete";

/// A cell of an identifier's column from which no identifier of that kind could be made. Holds
/// no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedCell {
    pub row: usize,
    pub column: String,
    /// [`InputError::code`], or [`COMPOSITE_INCOMPLETE`].
    pub reason: &'static str,
}

pub(crate) struct ReadRow {
    pub(crate) key: PersonKey,
    /// Whether the row has the list's key or an identifier.
    pub(crate) tells_people_apart: bool,
    pub(crate) identifiers: Vec<(usize, NormalizedIdentifier)>,
    pub(crate) rejected: Vec<RejectedCell>,
}

impl ReadRow {
    pub(crate) fn read(
        row: &Row,
        columns: &[ColumnUse],
        composites: &[CompositeColumns],
        kinds: &[Kind],
    ) -> Result<Self, ContactsError> {
        let mut read = Self {
            key: PersonKey(Vec::new()),
            tells_people_apart: false,
            identifiers: Vec::new(),
            rejected: Vec::new(),
        };
        let mut list_key = None;
        for (cell, column) in row.cells.iter().zip(columns) {
            let mut part = None;
            for used in &column.uses {
                let canonical = match *used {
                    Use::Kind(place) => match read.single(cell, place, kinds) {
                        Ok(identifier) => identifier.map(|i| i.canonical_bytes().to_vec()),
                        Err(error) => {
                            read.reject(row, column, error.code());
                            None
                        }
                    },
                    // Read once more below, with the other fields of its kind.
                    Use::Field { kind, field } => {
                        kinds[kind].canonical_field(field, cell).ok().map(String::into_bytes)
                    }
                    Use::Key => {
                        if !folding::is_blank(cell) {
                            list_key = Some(PersonKey(folding::cell(cell).into_bytes()));
                        }
                        None
                    }
                };
                part = part.or(canonical.map(Zeroizing::new));
            }
            let part = part.unwrap_or_else(|| Zeroizing::new(folding::cell(cell).into_bytes()));
            let length = u16::try_from(part.len()).map_err(|_| ContactsError::CellTooLong {
                row: row.number,
                column: column.name.clone(),
            })?;
            read.key.0.extend_from_slice(&length.to_be_bytes());
            read.key.0.extend_from_slice(&part);
        }
        for composite in composites {
            read.composite(row, columns, composite, kinds);
        }
        read.tells_people_apart = list_key.is_some() || !read.identifiers.is_empty();
        if let Some(key) = list_key {
            read.key.zeroize();
            read.key = key;
        }
        Ok(read)
    }

    /// Takes in the identifier of a cell, an address with a `+suffix` in both forms; gives the
    /// one that stands in the cell, or nothing where it is empty.
    fn single(
        &mut self,
        cell: &str,
        place: usize,
        kinds: &[Kind],
    ) -> Result<Option<NormalizedIdentifier>, InputError> {
        let kind = &kinds[place];
        let identifier = match kind.normalise(&[cell]) {
            // A lone dash is empty too.
            Err(InputError::Empty) => return Ok(None),
            other => other?,
        };
        self.identifiers.push((place, identifier.clone()));
        if kind.form == Form::Email
            && let Some(bare) = email_bare_form(cell).map(Zeroizing::new)
        {
            self.identifiers.push((place, kind.normalise(&[bare.as_str()])?));
        }
        Ok(Some(identifier))
    }

    /// Takes in the identifier that several cells make together. A row has none, and nothing is
    /// wrong, where all cells are empty that belong to this kind alone.
    fn composite(
        &mut self,
        row: &Row,
        columns: &[ColumnUse],
        composite: &CompositeColumns,
        kinds: &[Kind],
    ) {
        let kind = &kinds[composite.kind];
        let cells: Vec<&str> =
            composite.columns.iter().map(|column| row.cells[*column].as_str()).collect();
        let problem = |field: usize| {
            if says_nothing(cells[field]) {
                return Some(InputError::Empty);
            }
            let canonical = kind.canonical_field(field, cells[field]).map(Zeroizing::new);
            canonical.err()
        };
        let problems: Vec<Option<InputError>> = (0..cells.len()).map(problem).collect();
        let mut own = problems.iter().zip(&composite.own).filter(|(_, own)| **own);
        if own.all(|(problem, _)| *problem == Some(InputError::Empty)) {
            return;
        }
        for (problem, column) in problems.iter().zip(&composite.columns) {
            let reason = match problem {
                None => continue,
                Some(InputError::Empty) => COMPOSITE_INCOMPLETE,
                Some(error) => error.code(),
            };
            self.reject(row, &columns[*column], reason);
        }
        // Refused only where a field was, and that is reported.
        if problems.iter().all(Option::is_none)
            && let Ok(identifier) = kind.normalise(&cells)
        {
            self.identifiers.push((composite.kind, identifier));
        }
    }

    /// A cell that two kinds cannot read for one reason is one rejected cell.
    fn reject(&mut self, row: &Row, column: &ColumnUse, reason: &'static str) {
        let cell = RejectedCell { row: row.number, column: column.name.clone(), reason };
        if !self.rejected.contains(&cell) {
            self.rejected.push(cell);
        }
    }
}

/// Empty, or a dash that stands for nothing: no name is one long vowel, no day one hyphen.
fn says_nothing(cell: &str) -> bool {
    let is_dash = |c| matches!(c, '-' | '－' | 'ー' | 'ｰ' | '―' | '—' | '–' | '‐' | '−' | '─');
    cell.chars().all(|character| folding::is_white_space(character) || is_dash(character))
}
