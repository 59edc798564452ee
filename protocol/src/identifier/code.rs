//! `code` under `n1`: a letter code, thirteen characters, upper case, no hyphens.

use super::folding;
use crate::{error::InputError, letter_code};

pub(super) fn normalise(text: &str) -> Result<String, InputError> {
    let folded: String = folding::fold(text)
        .chars()
        .filter(|c| *c != '-' && !folding::is_long_vowel_mark(*c))
        .collect();
    if folded.is_empty() {
        return Err(InputError::Empty);
    }
    letter_code::LetterCode::read(&folded).map(|code| code.compact())
}
