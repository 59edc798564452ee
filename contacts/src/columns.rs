//! Which column is what: by its heading, overruled column by column with `--map`.

use crate::{
    error::{ContactsError, MappingError},
    headings::{self, Promise},
    table::Table,
};
use shirabe_protocol::identifier::{Form, Kind};

/// One value of `--map`: `会社電話=phone`, `account_id=key`, `備考=ignore`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    pub column: String,
    pub target: Target,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A kind of the incident, with the field for kinds that have several.
    Kind { kind: String, field: Option<String> },
    /// The list's own key: rows with the same one are the same person.
    Key,
    /// Not an identifier, whatever the heading says.
    Ignore,
}

impl Mapping {
    /// Reads `COLUMN=KIND[.FIELD]`. The last `=` counts, because headings may hold one.
    ///
    /// # Errors
    /// [`MappingError::Syntax`]. Whether column and kind exist is known only with the file.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let (column, target) = text.rsplit_once('=').ok_or(MappingError::Syntax)?;
        let (column, target) = (column.trim(), target.trim());
        if column.is_empty() || target.is_empty() {
            return Err(MappingError::Syntax);
        }
        let target = match (target, target.split_once('.')) {
            ("key", _) => Target::Key,
            ("ignore", _) => Target::Ignore,
            (_, None) => Target::Kind { kind: target.to_owned(), field: None },
            (_, Some((kind, field))) if !kind.is_empty() && !field.is_empty() => {
                Target::Kind { kind: kind.to_owned(), field: Some(field.to_owned()) }
            }
            _ => return Err(MappingError::Syntax),
        };
        Ok(Self { column: column.to_owned(), target })
    }
}

impl std::str::FromStr for Mapping {
    type Err = MappingError;

    fn from_str(text: &str) -> Result<Self, MappingError> {
        Self::parse(text)
    }
}

/// What a column of the file is used as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnUse {
    /// Of its own in this file: the second `電話` is `電話 (2)`.
    pub name: String,
    pub used_as: Use,
    /// Whether a mapping said so, not the heading.
    pub mapped: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Position in the slice of kinds.
    Kind(usize),
    Key,
    /// Only part of the row, which tells people apart where the list has no key.
    Nothing,
}

/// One use for each column.
pub(crate) fn assign(
    table: &Table,
    kinds: &[Kind],
    mappings: &[Mapping],
) -> Result<Vec<ColumnUse>, ContactsError> {
    // First of all: the errors below name columns, and a person's data is no name.
    if table.header.iter().any(|cell| holds_identifier(cell, kinds)) {
        return Err(ContactsError::HeaderLooksLikeData);
    }
    let mut columns: Vec<ColumnUse> = table
        .names
        .iter()
        .map(|name| ColumnUse {
            name: name.clone(),
            used_as: by_heading(name, kinds),
            mapped: false,
        })
        .collect();
    for mapping in mappings {
        let place = find(&table.names, &mapping.column)?;
        let used_as = target_use(&mapping.target, kinds)?;
        let column = &mut columns[place];
        if column.mapped {
            return Err(MappingError::Repeated { column: column.name.clone() }.into());
        }
        (column.used_as, column.mapped) = (used_as, true);
    }
    let names = |wanted: &dyn Fn(&ColumnUse) -> bool| -> Vec<String> {
        columns.iter().filter(|c| wanted(c)).map(|c| c.name.clone()).collect()
    };
    let keys = names(&|column| column.used_as == Use::Key);
    if keys.len() > 1 {
        return Err(MappingError::SeveralKeys { columns: keys }.into());
    }
    // A code is made for every row; the other kinds have to stand in the file. Whoever maps a
    // column has looked at the file.
    let expected = kinds.iter().any(|kind| kind.form != Form::Code);
    let found = columns.iter().any(|column| matches!(column.used_as, Use::Kind(_)));
    if expected && !found && mappings.is_empty() {
        return Err(ContactsError::NoIdentifierColumn { columns: names(&|_| true) });
    }
    Ok(columns)
}

fn holds_identifier(cell: &str, kinds: &[Kind]) -> bool {
    Kind::email().normalise(&[cell]).is_ok()
        || kinds.iter().any(|kind| kind.normalise(&[cell]).is_ok())
}

fn by_heading(name: &str, kinds: &[Kind]) -> Use {
    let promised = headings::promise(name);
    let kept = |kind: &Kind| match kind.form {
        Form::Email => promised == Some(Promise::Email),
        Form::Phone { .. } => promised == Some(Promise::Phone),
        Form::Code => false,
    };
    kinds.iter().position(kept).map_or(Use::Nothing, Use::Kind)
}

fn find(names: &[String], wanted: &str) -> Result<usize, MappingError> {
    let exact = names.iter().position(|name| name == wanted);
    let folded = headings::compact(wanted);
    let alike = || names.iter().position(|name| headings::compact(name) == folded);
    exact.or_else(alike).ok_or_else(|| MappingError::UnknownColumn {
        column: wanted.to_owned(),
        known: names.to_vec(),
    })
}

fn target_use(target: &Target, kinds: &[Kind]) -> Result<Use, MappingError> {
    match target {
        Target::Key => Ok(Use::Key),
        Target::Ignore => Ok(Use::Nothing),
        Target::Kind { kind, field: Some(field) } if kinds.iter().any(|k| k.name == *kind) => {
            Err(MappingError::UnknownField { kind: kind.clone(), field: field.clone() })
        }
        Target::Kind { kind, .. } => {
            let place = kinds.iter().position(|known| known.name == *kind);
            place.map(Use::Kind).ok_or_else(|| MappingError::UnknownKind {
                kind: kind.clone(),
                known: kinds.iter().map(|known| known.name.clone()).collect(),
            })
        }
    }
}
