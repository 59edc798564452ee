//! What a column may be used as, and how `--map` says it.

use crate::error::MappingError;
use shirabe_protocol::identifier::{Form, Kind};

/// One value of `--map`: `会社電話=phone`, `保険証番号=insurance.number`, `account_id=key`,
/// `分類=group`, `備考=ignore`. A column may have several.
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
    /// The name of the group that the row's person belongs to.
    Group,
    /// Not an identifier, whatever the heading says.
    Ignore,
}

impl Mapping {
    /// Reads `COLUMN=KIND[.FIELD]` and the other targets. The last `=` counts, because headings may hold one.
    ///
    /// # Errors
    /// [`MappingError::Syntax`]. Whether column and kind exist is known only with the file.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let (column, target) = text.rsplit_once('=').ok_or(MappingError::Syntax)?;
        let (column, target) = (column.trim(), target.trim());
        if column.is_empty() || target.is_empty() {
            return Err(MappingError::Syntax);
        }
        let target = Target::parse(target)?;
        Ok(Self { column: column.to_owned(), target })
    }
}

impl std::str::FromStr for Mapping {
    type Err = MappingError;

    fn from_str(text: &str) -> Result<Self, MappingError> {
        Self::parse(text)
    }
}

impl Target {
    /// Reads `KIND`, `KIND.FIELD`, `key`, `group` or `ignore`.
    pub(crate) fn parse(text: &str) -> Result<Self, MappingError> {
        match (text, text.split_once('.')) {
            ("", _) => Err(MappingError::Syntax),
            ("key", _) => Ok(Self::Key),
            ("group", _) => Ok(Self::Group),
            ("ignore", _) => Ok(Self::Ignore),
            (_, None) => Ok(Self::Kind { kind: text.to_owned(), field: None }),
            (_, Some((kind, field))) if !kind.is_empty() && !field.is_empty() => {
                Ok(Self::Kind { kind: kind.to_owned(), field: Some(field.to_owned()) })
            }
            _ => Err(MappingError::Syntax),
        }
    }

    /// As `--map` has it.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Key => "key".to_owned(),
            Self::Group => "group".to_owned(),
            Self::Ignore => "ignore".to_owned(),
            Self::Kind { kind, field: None } => kind.clone(),
            Self::Kind { kind, field: Some(field) } => format!("{kind}.{field}"),
        }
    }
}

/// Columns that our own files add to a list: its letter codes, and the rows that could not be read.
/// They are no part of the list when such a file is loaded, so that a mended row is still the same
/// person.
pub const OWN_HEADINGS: [&str; 3] =
    ["letter code / 手紙のコード", "row / 行", "could not be read / 読めなかった列"];

/// What a column of the file is used as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnUse {
    /// Of its own in this file: the second `電話` is `電話 (2)`.
    pub name: String,
    /// All different. Without any the column is only part of the row, which tells people apart
    /// where the list has no key.
    pub uses: Vec<Use>,
    pub source: Source,
}

impl ColumnUse {
    /// Whether a mapping said so, not the file.
    pub fn mapped(&self) -> bool {
        matches!(self.source, Source::Mapping | Source::MappingFile)
    }
}

/// What tells how a column is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Its heading.
    Heading,
    /// Its cells: see `content.rs`.
    Content,
    /// `--map`.
    Mapping,
    MappingFile,
    /// It is one of [`OWN_HEADINGS`].
    Ours,
    /// Nothing: it has no use.
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Position in the slice of kinds, of a kind that is a single value.
    Kind(usize),
    /// One field of a composite kind: positions in the slice of kinds and among its fields.
    Field { kind: usize, field: usize },
    /// The list's own key.
    Key,
    /// Names the group that the row's person belongs to.
    Group,
}

impl Use {
    /// `email`, `insurance.number`, `key`: as `--map` has it.
    pub fn target(self, kinds: &[Kind]) -> String {
        match self {
            Self::Key => "key".to_owned(),
            Self::Group => "group".to_owned(),
            Self::Kind(kind) => kinds[kind].name.clone(),
            Self::Field { kind, field } => {
                format!("{}.{}", kinds[kind].name, field_names(&kinds[kind])[field])
            }
        }
    }
}

/// Names of a composite kind's fields; none for the other kinds.
pub(crate) fn field_names(kind: &Kind) -> Vec<String> {
    match &kind.form {
        Form::Composite { fields } => fields.iter().map(|field| field.name.clone()).collect(),
        Form::Email | Form::Phone { .. } | Form::Code => Vec::new(),
    }
}

/// A composite kind whose fields all have their columns.
pub(crate) struct CompositeColumns {
    /// Position in the slice of kinds.
    pub(crate) kind: usize,
    /// By field: position of its column.
    pub(crate) columns: Vec<usize>,
    /// By field: whether its column belongs to this kind alone. A person without an insurance
    /// number has a birth date all the same, because another kind needs it.
    pub(crate) own: Vec<bool>,
}

impl CompositeColumns {
    /// Those of a file whose assignment is complete.
    pub(crate) fn of(columns: &[ColumnUse], kinds: &[Kind]) -> Vec<Self> {
        let composites = kinds.iter().enumerate().filter_map(|(kind, declared)| {
            let places = (0..field_names(declared).len()).map(|field| {
                columns.iter().position(|c| c.uses.contains(&Use::Field { kind, field }))
            });
            let places: Vec<usize> = places.collect::<Option<_>>()?;
            let alone = |place: &usize| {
                let other = |used: &Use| match used {
                    Use::Kind(_) => true,
                    Use::Field { kind: other, .. } => *other != kind,
                    Use::Key | Use::Group => false,
                };
                !columns[*place].uses.iter().any(other)
            };
            let mut own: Vec<bool> = places.iter().map(alone).collect();
            if !own.contains(&true) {
                own.fill(true);
            }
            (!places.is_empty()).then_some(Self { kind, columns: places, own })
        });
        composites.collect()
    }
}
