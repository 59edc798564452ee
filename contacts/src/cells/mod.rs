//! From one cell to identifiers. What stands in a cell is cut into its parts and freed of names,
//! labels and comments; every part then has to pass normalisation `n1`, which knows nothing of
//! this. A part that cannot be read for certain is reported, never guessed at.

mod emails;
mod fields;
mod phones;
mod ranges;
mod words;

#[cfg(test)]
mod emails_tests;
#[cfg(test)]
mod fields_tests;
#[cfg(test)]
mod phones_tests;
#[cfg(test)]
mod properties;

pub(crate) use fields::{field, without_midnight};

use crate::{folding, reasons};
use shirabe_protocol::{
    error::InputError,
    identifier::{Form, Kind, NORMALISATION, NormalizedIdentifier, email_bare_form},
};
use zeroize::Zeroizing;

/// Longest cell of addresses or numbers, in bytes.
const MAX_CELL_BYTES: usize = 8192;

/// What one cell says as one kind. Without Debug: it holds text of the cell.
#[derive(Default)]
pub(crate) struct CellReading {
    /// All different; an address with a `+suffix` in both forms.
    pub(crate) identifiers: Vec<NormalizedIdentifier>,
    /// Whether the first identifier is what `n1` makes of the cell as it stands.
    pub(crate) is_plain: bool,
    /// Parts of the cell that could not be read, with the reasons.
    pub(crate) failed: Vec<(Zeroizing<String>, &'static str)>,
    pub(crate) warnings: Vec<&'static str>,
}

impl CellReading {
    /// Why a part, or all, could not be read.
    #[cfg(test)]
    pub(crate) fn problem(&self) -> Option<&'static str> {
        self.failed.first().map(|(_, reason)| *reason)
    }

    fn fail(&mut self, part: &str, reason: &'static str) {
        self.failed.push((Zeroizing::new(part.to_owned()), reason));
    }

    fn warn(&mut self, warning: &'static str) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    fn take(&mut self, identifier: NormalizedIdentifier) {
        if !self.identifiers.contains(&identifier) {
            self.identifiers.push(identifier);
        }
    }

    /// Takes in an address, and its bare form if it has a suffix.
    fn take_address(&mut self, address: NormalizedIdentifier, kind: &Kind) {
        let text = canonical_text(&address, kind);
        let bare = text.contains('+').then(|| email_bare_form(text)).flatten().map(Zeroizing::new);
        self.take(address);
        if let Some(Ok(bare)) = bare.map(|bare| kind.normalise(&[bare.as_str()])) {
            self.take(bare);
        }
    }

    /// Takes in a number, with a warning where no region has a range for it.
    fn take_number(&mut self, number: NormalizedIdentifier, kind: &Kind) {
        if !ranges::is_in_use(canonical_text(&number, kind)) {
            self.warn(reasons::PHONE_RANGE_UNKNOWN);
        }
        self.take(number);
    }
}

/// Reads a cell as a kind that is a single value; of a composite kind nothing is read.
pub(crate) fn read(cell: &str, kind: &Kind) -> CellReading {
    let mut reading = CellReading::default();
    if is_plain(cell, &kind.form)
        && let Ok(identifier) = kind.normalise(&[cell])
    {
        reading.is_plain = true;
        match kind.form {
            Form::Email => reading.take_address(identifier, kind),
            Form::Phone { .. } => reading.take_number(identifier, kind),
            Form::Code | Form::Composite { .. } => reading.take(identifier),
        }
        return reading;
    }
    if says_nothing(cell) {
        return reading;
    }
    if cell.len() > MAX_CELL_BYTES {
        reading.fail("", reasons::CELL_TOO_LONG);
    } else if is_error(cell) {
        reading.fail(cell, reasons::CELL_ERROR);
    } else {
        match kind.form {
            Form::Email => emails::read(cell, kind, &mut reading),
            Form::Phone { .. } => phones::read(cell, kind, &mut reading),
            Form::Code => match kind.normalise(&[cell]) {
                Ok(code) => reading.take(code),
                Err(InputError::Empty) => {}
                Err(error) => reading.fail(cell, error.code()),
            },
            Form::Composite { .. } => {}
        }
    }
    reading
}

/// Whether the cell holds nothing that has to be taken off or cut, so that `n1` may have it as
/// it stands: most cells.
fn is_plain(cell: &str, form: &Form) -> bool {
    let mut bytes = cell.trim_ascii().bytes();
    match form {
        Form::Email => {
            !cell.trim_ascii().starts_with(['\'', '='])
                && bytes.all(|byte| byte.is_ascii_graphic() && byte != b'/')
        }
        Form::Phone { .. } => {
            bytes.all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'(' | b')'))
                && !phones::ends_with_one_digit(cell)
        }
        Form::Code => true,
        Form::Composite { .. } => false,
    }
}

/// The canonical text of a kind that is a single value.
fn canonical_text<'a>(identifier: &'a NormalizedIdentifier, kind: &Kind) -> &'a str {
    let before = 2 + NORMALISATION.len() + 2 + kind.name.len() + 2;
    let field = identifier.canonical_bytes().get(before..).unwrap_or_default();
    std::str::from_utf8(field).unwrap_or_default()
}

/// Empty, a dash that stands for nothing, or a word that says so.
pub(crate) fn says_nothing(cell: &str) -> bool {
    // No name is one long vowel, no day one hyphen.
    let is_dash = |c| matches!(c, '-' | '－' | 'ー' | 'ｰ' | '―' | '—' | '–' | '‐' | '−' | '─');
    if cell.chars().all(|character| folding::is_white_space(character) || is_dash(character)) {
        return true;
    }
    // Longer than any of the words.
    if cell.len() > 64 {
        return false;
    }
    let word = folding::cell(cell).to_lowercase();
    matches!(word.as_str(), "なし" | "無し" | "無" | "不明" | "n/a" | "#n/a")
}

/// What spreadsheets show where a formula failed or a column is too narrow.
pub(crate) fn is_error(cell: &str) -> bool {
    let cell = cell.trim_ascii();
    let upper = cell.len() <= 20 && cell.is_ascii();
    let named = upper
        && matches!(
            cell.to_ascii_uppercase().as_str(),
            "#REF!"
                | "#VALUE!"
                | "#DIV/0!"
                | "#NAME?"
                | "#NUM!"
                | "#NULL!"
                | "#SPILL!"
                | "#CALC!"
                | "#FIELD!"
                | "#BLOCKED!"
                | "#CONNECT!"
                | "#UNKNOWN!"
                | "#BUSY!"
                | "#GETTING_DATA"
        );
    // LibreOffice: `Err:502`.
    let numbered = cell
        .strip_prefix("Err:")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    named || numbered || (cell.len() > 1 && cell.bytes().all(|byte| byte == b'#'))
}
