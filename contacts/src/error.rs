//! Why a file as a whole cannot be read. No error holds a cell: only row numbers, and names of
//! columns once the first row is known to be a header.

/// Each sentence says what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContactsError {
    #[error("the file is empty: it needs a header row and at least one row below it")]
    Empty,
    #[error("the file is in {name}: save it as CSV in UTF-8, or as CSV from Excel (CP932)")]
    UnsupportedEncoding { name: &'static str },
    #[error(
        "row {row} holds bytes that are not {encoding}: the file is damaged, was cut short, or \
         is in another encoding; save it again as CSV in UTF-8"
    )]
    Malformed { encoding: &'static str, row: usize },
    #[error(
        "row {row} opens a quotation mark that is never closed: the file may have been cut \
         short; export it again"
    )]
    UnclosedQuote { row: usize },
    #[error(
        "the first row holds an address, a number or a date of a person, not the names of the \
         columns: put a header row above it"
    )]
    HeaderLooksLikeData,
    #[error(
        "no column could be recognised as an identifier of this incident; the columns are {}; \
         name one with --map COLUMN=TARGET, where TARGET is {}, or the list's key with \
         --map COLUMN=key where it holds none",
        list(.columns), list(.targets)
    )]
    NoIdentifierColumn { columns: Vec<String>, targets: Vec<String> },
    #[error("row {row}, column {column}: the cell is longer than 65,535 bytes")]
    CellTooLong { row: usize, column: String },
    #[error(transparent)]
    Mapping(#[from] MappingError),
}

/// What is wrong with a `--map` value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    #[error("write a mapping as COLUMN=KIND, COLUMN=KIND.FIELD, COLUMN=key or COLUMN=ignore")]
    Syntax,
    #[error("there is no column {column}; the columns are {}", list(.known))]
    UnknownColumn { column: String, known: Vec<String> },
    #[error("this incident has no kind {kind}; it has {}, and key and ignore", list(.known))]
    UnknownKind { kind: String, known: Vec<String> },
    #[error("{}", unknown_field(.kind, .field, .known))]
    UnknownField { kind: String, field: String, known: Vec<String> },
    #[error("kind {kind} has several fields, each with a column of its own: write {}", list(.known))]
    FieldNeeded { kind: String, known: Vec<String> },
    #[error(
        "kind {kind} needs a column for each of its fields; there is none yet for {}; the columns \
         are {}",
        list(.missing), list(.known)
    )]
    IncompleteKind { kind: String, missing: Vec<String>, known: Vec<String> },
    #[error("columns {} are all mapped to {target}: a field has one column", list(.columns))]
    SeveralColumns { target: String, columns: Vec<String> },
    #[error("column {column} is mapped to {target} more than once")]
    Repeated { column: String, target: String },
    #[error("column {column} is mapped to ignore and to something besides")]
    IgnoredAndUsed { column: String },
    #[error("columns {} are all mapped to key: a list has one key column", list(.columns))]
    SeveralKeys { columns: Vec<String> },
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn unknown_field(kind: &str, field: &str, known: &[String]) -> String {
    if known.is_empty() {
        format!("kind {kind} is a single value: write {kind} without .{field}")
    } else {
        format!("kind {kind} has no field {field}; it has {}", list(known))
    }
}
