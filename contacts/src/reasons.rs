//! Why a cell was not read, or was read with care: codes for files and programs, and the English
//! sentence of each for whoever loads the list. A closed list; no sentence holds a cell.

use shirabe_protocol::error::InputError;
use std::borrow::Cow;

/// Other fields of the composite kind are filled, and without this one nobody is found by them.
pub const COMPOSITE_INCOMPLETE: &str = "composite-incomplete";
pub const CELL_ERROR: &str = "cell-error";
pub const CELL_TOO_LONG: &str = "cell-too-long";
pub const DIGITS_LOST: &str = "digits-lost";
pub const NUMBER_FRACTION: &str = "number-fraction";
pub const EMAIL_WHITE_SPACE: &str = "email-white-space";
pub const PHONE_SEVERAL: &str = "phone-several";
pub const PHONE_EXTENSION: &str = "phone-extension";
pub const DATE_ZONE: &str = "date-zone";
pub const GROUP_UNKNOWN: &str = "group-unknown";

pub const RESPELT: &str = "respelt";
pub const PHONE_RANGE_UNKNOWN: &str = "phone-range-unknown";
pub const SERIAL_DATE: &str = "serial-date";
pub const TIME_DROPPED: &str = "time-dropped";

/// Codes of this crate, besides those of [`InputError`]: nothing was read from the cell, or a
/// part of it was not.
pub const REASONS: [(&str, &str); 10] = [
    (COMPOSITE_INCOMPLETE, "empty, while other fields of the same kind are filled"),
    (CELL_ERROR, "the spreadsheet shows an error here: mend the formula and save again"),
    (CELL_TOO_LONG, "longer than a cell of addresses or numbers can be (8,192 bytes)"),
    (
        DIGITS_LOST,
        "the spreadsheet shortened this number and its last digits are lost: format the column \
         as text in the source and export again",
    ),
    (NUMBER_FRACTION, "a number with a decimal fraction is no telephone number"),
    (
        EMAIL_WHITE_SPACE,
        "white space inside: this may be a name and an address, or one address; put the name in \
         another column",
    ),
    (
        PHONE_SEVERAL,
        "more than one number, the second one shortened: write each of them out, with a comma \
         between",
    ),
    (PHONE_EXTENSION, "an extension without its number, or one that cannot be told from a number"),
    (DATE_ZONE, "a time of another time zone: the day may be another one here"),
    (GROUP_UNKNOWN, "not the name of a group of this incident, nor a value that stands for one"),
];

/// Codes of cells that were read, with something to look at.
pub const WARNINGS: [(&str, &str); 4] = [
    (RESPELT, "the domain was written in decomposed or compatibility characters"),
    (PHONE_RANGE_UNKNOWN, "well formed, but in no range of numbers that is known to be in use"),
    (SERIAL_DATE, "read as a spreadsheet's serial number of a day"),
    (TIME_DROPPED, "a time of day stood behind the day and was left out"),
];

/// The sentence of a reason or a warning.
pub fn sentence(code: &str) -> Option<Cow<'static, str>> {
    let own = REASONS.iter().chain(&WARNINGS).find(|(known, _)| *known == code);
    own.map(|(_, sentence)| Cow::Borrowed(*sentence)).or_else(|| {
        let known = InputError::ALL.into_iter().find(|error| error.code() == code);
        known.map(|error| Cow::Owned(error.to_string()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_code_is_one_and_has_a_sentence() {
        let own = REASONS.iter().chain(&WARNINGS).map(|(code, _)| *code);
        let codes: Vec<&str> = own.chain(InputError::ALL.map(InputError::code)).collect();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
        for code in codes {
            assert!(sentence(code).is_some_and(|sentence| sentence.len() > 10), "{code}");
        }
        assert_eq!(sentence("no-such-code"), None);
    }
}
