//! Typed fields, of which an incident's composite kinds are made.

use super::{date, folding, kana};
use crate::error::InputError;
use serde::{Deserialize, Serialize};

/// One field of a composite kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Lower-case letters, digits and hyphens; names the field in mappings and pages.
    pub name: String,
    #[serde(flatten)]
    pub form: FieldForm,
}

/// How the text of a field is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldForm {
    /// Digits and Latin letters, `width` characters. With `pad`, leading zeros that a
    /// spreadsheet ate are put back and surplus ones dropped.
    NumberCode {
        width: u8,
        #[serde(default)]
        pad: bool,
    },
    /// Digits as they are, from `min` to `max` of them.
    Digits { min: u8, max: u8 },
    /// A calendar day, Gregorian or by Japanese era.
    Date,
    /// A name in kana.
    KanaName,
}

impl FieldForm {
    /// The canonical text of a field: what the canonical bytes hold.
    ///
    /// # Errors
    /// [`InputError`] names the rule that the text breaks.
    pub fn canonical(self, text: &str) -> Result<String, InputError> {
        match self {
            Self::NumberCode { width, pad } => number_code(text, usize::from(width), pad),
            Self::Digits { min, max } => digits(text, usize::from(min), usize::from(max)),
            Self::Date => date::normalise(text),
            Self::KanaName => kana::normalise(text),
        }
    }
}

fn number_code(text: &str, width: usize, pad: bool) -> Result<String, InputError> {
    let code = bare(text);
    if code.is_empty() {
        return Err(InputError::Empty);
    }
    if !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(InputError::NumberCodeCharacter);
    }
    let surplus = code.len().saturating_sub(width);
    let code = if pad && code.bytes().take(surplus).all(|byte| byte == b'0') {
        format!("{:0>width$}", &code[surplus..])
    } else {
        code
    };
    if code.len() == width { Ok(code) } else { Err(InputError::NumberCodeLength) }
}

fn digits(text: &str, min: usize, max: usize) -> Result<String, InputError> {
    let digits = bare(text);
    if digits.is_empty() {
        return Err(InputError::Empty);
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(InputError::DigitsCharacter);
    }
    if (min..=max).contains(&digits.len()) { Ok(digits) } else { Err(InputError::DigitsLength) }
}

/// Folded, in capitals, without dashes.
fn bare(text: &str) -> String {
    folding::fold(text)
        .chars()
        .filter(|c| *c != '-' && !folding::is_long_vowel_mark(*c))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_that_a_spreadsheet_ate_come_back() {
        let padded = FieldForm::NumberCode { width: 8, pad: true };
        for text in ["1234", "00001234", "000001234", "０００1２34", "0000-1234"] {
            assert_eq!(padded.canonical(text).as_deref(), Ok("00001234"), "{text}");
        }
        assert_eq!(padded.canonical("123456789"), Err(InputError::NumberCodeLength));
        let exact = FieldForm::NumberCode { width: 4, pad: false };
        assert_eq!(exact.canonical("ab12").as_deref(), Ok("AB12"));
        assert_eq!(exact.canonical("012"), Err(InputError::NumberCodeLength));
        assert_eq!(exact.canonical("記号12"), Err(InputError::NumberCodeCharacter));
        assert_eq!(exact.canonical(" - "), Err(InputError::Empty));
    }

    #[test]
    fn digits_are_counted_and_never_padded() {
        let digits = FieldForm::Digits { min: 2, max: 4 };
        assert_eq!(digits.canonical("００7").as_deref(), Ok("007"));
        assert_eq!(digits.canonical("7"), Err(InputError::DigitsLength));
        assert_eq!(digits.canonical("12345"), Err(InputError::DigitsLength));
        assert_eq!(digits.canonical("12a"), Err(InputError::DigitsCharacter));
    }
}
