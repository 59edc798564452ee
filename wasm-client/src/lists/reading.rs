//! What a file was read as, and what a person changes of it.

use shirabe_contacts::{
    Asked, ContactsError, ListFile, Mapping, MappingError, ReadOptions, Source, Target,
};
use shirabe_protocol::identifier::Kind;
use std::io::Cursor;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

/// A file in memory; its bytes are erased with it.
pub(super) type Bytes = Cursor<Zeroizing<Vec<u8>>>;

/// One column, for the person who has the list.
#[wasm_bindgen(getter_with_clone)]
pub struct Column {
    pub name: String,
    /// What it is used as: `email`, `insurance.number`; several for one that serves several kinds.
    pub targets: Vec<String>,
    /// The file's own result of an earlier check, or letter codes: no part of the list.
    pub ours: bool,
}

/// A cell and how it was understood.
#[wasm_bindgen(getter_with_clone)]
pub struct Example {
    pub written: String,
    pub understood: String,
}

/// Why nothing can be asked with these columns yet.
#[wasm_bindgen(getter_with_clone)]
#[derive(Clone)]
pub struct Problem {
    pub code: String,
    pub details: Vec<String>,
}

impl Problem {
    fn of(error: &ContactsError) -> Self {
        Self { code: error.code().to_owned(), details: error.details() }
    }
}

/// Opens a list. Where columns are missing, it is opened without them, so that they can be shown
/// and said; what is missing comes along.
pub(super) fn open(
    bytes: &[u8],
    kinds: &[Kind],
    sheet: &str,
    mut mappings: Vec<Mapping>,
) -> Result<(ListFile<Bytes>, Option<Problem>), ContactsError> {
    let mut problem = None;
    loop {
        let options = ReadOptions {
            asked: Asked {
                sheet: (!sheet.is_empty()).then(|| sheet.to_owned()),
                ..Asked::default()
            },
            mappings: mappings.clone(),
            ..ReadOptions::default()
        };
        let source = Cursor::new(Zeroizing::new(bytes.to_vec()));
        let error = match ListFile::open(source, kinds.to_vec(), &[], &options, &mut |_| {}) {
            Ok(file) => return Ok((file, problem)),
            Err(error) => error,
        };
        let before = mappings.len();
        match &error {
            ContactsError::NoIdentifierColumn { columns, .. } if mappings.is_empty() => {
                let column = columns.first().cloned().unwrap_or_default();
                mappings.push(Mapping { column, target: Target::Ignore });
            }
            ContactsError::Mapping(MappingError::IncompleteKind { kind, .. }) => {
                let of_kind = |mapping: &Mapping| matches!(&mapping.target, Target::Kind { kind: known, .. } if known == kind);
                mappings.retain(|mapping| !of_kind(mapping));
                if mappings.len() == before {
                    return Err(error);
                }
            }
            _ => return Err(error),
        }
        problem.get_or_insert_with(|| Problem::of(&error));
    }
}

pub(super) fn columns(file: &ListFile<Bytes>) -> Vec<Column> {
    let columns = file.columns().iter().map(|column| Column {
        name: column.name.clone(),
        targets: column.uses.iter().map(|used| used.target(file.kinds())).collect(),
        ours: column.source == Source::Ours,
    });
    columns.collect()
}
