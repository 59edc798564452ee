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
    #[error("the file cannot be read ({kind}): check that it is there and complete")]
    Unreadable { kind: std::io::ErrorKind },
    #[error("the file changed while it was being read: close it in other programs and try again")]
    FileChanged,
    #[error("the file is {name}: save it as XLSX, ODS or CSV")]
    UnsupportedFormat { name: &'static str },
    #[error("the file is {found}, not {asked}: leave the format out, or name the right file")]
    OtherFormat { asked: &'static str, found: &'static str },
    #[error("the file is protected by a password: save it without one")]
    Protected,
    #[error(
        "the spreadsheet is damaged, was cut short, or holds something unknown: open it in a \
         spreadsheet program and save it again as XLSX or CSV"
    )]
    Damaged,
    #[error(
        "a cell holds an error in place of a value, of a kind that is not known here: correct \
         it, or save the sheet as CSV"
    )]
    UnknownCellError,
    #[error("the spreadsheet is larger than {megabytes} MiB: save it as CSV")]
    FileTooLarge { megabytes: u64 },
    #[error(
        "the spreadsheet expands to more than a list can be: it is damaged or meant to do harm; \
         ask where it comes from"
    )]
    ExpandsTooFar,
    #[error(
        "the sheet has more rows or spans more cells than a list can: delete what stands far \
         below or to the right of the list, or save it as CSV"
    )]
    SheetTooLarge,
    #[error("several sheets hold something: {}; name one with --sheet", list(.names))]
    SeveralSheets { names: Vec<String> },
    #[error(
        "only hidden sheets hold something: {}; name one with --sheet if it is the list",
        list(.names)
    )]
    OnlyHiddenSheets { names: Vec<String> },
    #[error("there is no sheet of that name; the sheets are {}", list(.known))]
    UnknownSheet { known: Vec<String> },
    #[error("a text has no sheets: leave --sheet out, or name a spreadsheet")]
    TextHasNoSheets,
    #[error("a spreadsheet has no encoding to choose: leave --encoding out")]
    SpreadsheetHasNoEncoding,
    #[error("row {row} cannot be the header: it is blank or below the end of the list")]
    NoHeaderRow { row: usize },
    #[error(
        "row {row} is longer than 4 MiB: a quotation mark may be open there, or the file is no \
         list; export it again"
    )]
    RowTooLong { row: usize },
    #[error(
        "row {row} has {columns} columns, more than 1,000: the file may be in another format, \
         or delete what stands to the right of the list"
    )]
    TooManyColumns { row: usize, columns: usize },
    #[error(
        "row {row} holds bytes 00, which no text holds: the file is damaged or is no list; \
         export it again"
    )]
    NulBytes { row: usize },
    #[error(
        "{count} rows name no group of this incident, the first of them {}: mend the column, or \
         say in a mapping file under [groups] what its values mean",
        numbers(.rows)
    )]
    GroupUnknown { rows: Vec<usize>, count: u64 },
    #[error("the list holds more than {most} identifiers: load it in several parts")]
    TooManyRows { most: usize },
    #[error("a letter code could not be made: this is a fault of the program, please report it")]
    LetterCode,
    #[error("row {row}, column {column}: the cell is longer than 65,535 bytes")]
    CellTooLong { row: usize, column: String },
    #[error(transparent)]
    Mapping(#[from] MappingError),
}

impl ContactsError {
    pub(crate) fn from_io(error: std::io::Error) -> Self {
        Self::Unreadable { kind: error.kind() }
    }

    /// Stable name, the key of the sentence that a page shows.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::UnsupportedEncoding { .. } => "unsupported-encoding",
            Self::Malformed { .. } => "malformed",
            Self::UnclosedQuote { .. } => "unclosed-quote",
            Self::HeaderLooksLikeData => "header-looks-like-data",
            Self::NoIdentifierColumn { .. } => "no-identifier-column",
            Self::Unreadable { .. } | Self::FileChanged => "unreadable",
            Self::UnsupportedFormat { .. } | Self::OtherFormat { .. } => "unsupported-format",
            Self::Protected => "protected",
            Self::Damaged | Self::UnknownCellError => "damaged",
            Self::FileTooLarge { .. } | Self::ExpandsTooFar | Self::SheetTooLarge => "too-large",
            Self::SeveralSheets { .. } => "several-sheets",
            Self::OnlyHiddenSheets { .. } => "only-hidden-sheets",
            Self::UnknownSheet { .. } | Self::TextHasNoSheets => "unknown-sheet",
            Self::SpreadsheetHasNoEncoding => "unsupported-encoding",
            Self::NoHeaderRow { .. } => "no-header-row",
            Self::RowTooLong { .. } | Self::NulBytes { .. } => "no-list",
            Self::TooManyColumns { .. } => "too-many-columns",
            Self::GroupUnknown { .. } | Self::LetterCode => "mapping",
            Self::TooManyRows { .. } => "too-many-rows",
            Self::CellTooLong { .. } => "cell-too-long",
            Self::Mapping(MappingError::IncompleteKind { .. }) => "incomplete-kind",
            Self::Mapping(_) => "mapping",
        }
    }

    /// What the sentence is about, as far as it is no cell: sheets, columns, rows, fields.
    pub fn details(&self) -> Vec<String> {
        match self {
            Self::SeveralSheets { names } | Self::OnlyHiddenSheets { names } => names.clone(),
            Self::UnknownSheet { known } => known.clone(),
            Self::UnsupportedEncoding { name } | Self::UnsupportedFormat { name } => {
                vec![(*name).to_owned()]
            }
            Self::Malformed { row, .. }
            | Self::UnclosedQuote { row }
            | Self::NoHeaderRow { row }
            | Self::RowTooLong { row }
            | Self::NulBytes { row }
            | Self::TooManyColumns { row, .. } => vec![row.to_string()],
            Self::CellTooLong { row, column } => vec![row.to_string(), column.clone()],
            Self::Mapping(MappingError::IncompleteKind { missing, .. }) => missing.clone(),
            Self::Mapping(MappingError::SeveralColumns { columns, .. }) => columns.clone(),
            _ => Vec::new(),
        }
    }

    /// Every code of [`Self::code`].
    pub const CODES: [&str; 21] = [
        "empty",
        "unsupported-encoding",
        "malformed",
        "unclosed-quote",
        "header-looks-like-data",
        "no-identifier-column",
        "unreadable",
        "unsupported-format",
        "protected",
        "damaged",
        "too-large",
        "several-sheets",
        "only-hidden-sheets",
        "unknown-sheet",
        "no-header-row",
        "no-list",
        "too-many-columns",
        "too-many-rows",
        "cell-too-long",
        "incomplete-kind",
        "mapping",
    ];
}

/// What is wrong with a `--map` value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    #[error(
        "write a mapping as COLUMN=KIND, COLUMN=KIND.FIELD, COLUMN=key, COLUMN=group or \
         COLUMN=ignore"
    )]
    Syntax,
    #[error("there is no column {column}; the columns are {}", list(.known))]
    UnknownColumn { column: String, known: Vec<String> },
    #[error("this incident has no kind {kind}; it has {}, and key, group and ignore", list(.known))]
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
    #[error("columns {} are all mapped to group: a list has one group column", list(.columns))]
    SeveralGroups { columns: Vec<String> },
    #[error("the mapping file names group {group}, which this incident does not have; it has {}", list(.known))]
    UnknownGroup { group: String, known: Vec<String> },
    #[error("the mapping file gives the same cell to the groups {}: keep one of them", list(.groups))]
    AmbiguousGroup { groups: Vec<String> },
    #[error("the mapping file cannot be read at line {line}: {problem}")]
    File { line: usize, problem: String },
    #[error(
        "the mapping file maps column {column} to {target}: write KIND, KIND.FIELD, key, group or \
         ignore"
    )]
    FileTarget { column: String, target: String },
}

fn numbers(rows: &[usize]) -> String {
    rows.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
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
