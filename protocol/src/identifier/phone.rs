//! `phone` under `n1`: a number in E.164 form, `+` and 7 to 15 digits.
//!
//! Width and ASCII case folded, separators dropped, an extension and what follows it dropped (an
//! office's people share its number), calling codes and trunk prefixes resolved with the small
//! table below. Only the count of digits is judged, never whether a range is in use: ranges
//! change. A wave dash is refused: `5678~9` means two numbers.

use super::folding;
use crate::error::InputError;
use serde::{Deserialize, Serialize};

/// A region whose way of writing numbers is known, by ISO 3166-1 alpha-2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Region {
    Jp,
    Vn,
    In,
    Id,
    Np,
    Mm,
    Ph,
    Br,
    Kr,
    Cn,
    Tw,
    Hk,
    Sg,
    Th,
    Us,
    Gb,
    De,
    Fr,
    Au,
}

/// How one region writes its numbers.
struct Plan {
    calling_code: &'static str,
    /// Dialled before a national number at home; never part of the E.164 form.
    trunk: &'static str,
    /// Dialled before a calling code from home.
    international: &'static [&'static str],
    /// Digits of a national number, without trunk prefix.
    digits: std::ops::RangeInclusive<usize>,
    /// First digit of mobile numbers, where a bare `62812...` could by its length also be a
    /// national number: a spreadsheet ate its `+`.
    mobile: Option<char>,
}

const ALL: [Region; 19] = [
    Region::Jp,
    Region::Vn,
    Region::In,
    Region::Id,
    Region::Np,
    Region::Mm,
    Region::Ph,
    Region::Br,
    Region::Kr,
    Region::Cn,
    Region::Tw,
    Region::Hk,
    Region::Sg,
    Region::Th,
    Region::Us,
    Region::Gb,
    Region::De,
    Region::Fr,
    Region::Au,
];

impl Region {
    fn plan(self) -> Plan {
        let plan = |calling_code, trunk, international, digits| Plan {
            calling_code,
            trunk,
            international,
            digits,
            mobile: None,
        };
        const ZERO_ZERO: &[&str] = &["00"];
        match self {
            Self::Jp => plan("81", "0", &["010", "00"], 9..=10),
            Self::Vn => plan("84", "0", ZERO_ZERO, 9..=10),
            Self::In => plan("91", "0", ZERO_ZERO, 10..=10),
            Self::Id => {
                Plan { mobile: Some('8'), ..plan("62", "0", &["001", "008", "00"], 8..=12) }
            }
            Self::Np => plan("977", "0", ZERO_ZERO, 8..=10),
            Self::Mm => Plan { mobile: Some('9'), ..plan("95", "0", ZERO_ZERO, 7..=10) },
            Self::Ph => plan("63", "0", ZERO_ZERO, 8..=10),
            Self::Br => plan("55", "0", ZERO_ZERO, 10..=11),
            Self::Kr => plan("82", "0", &["001", "002", "00"], 8..=11),
            Self::Cn => plan("86", "0", ZERO_ZERO, 9..=11),
            Self::Tw => plan("886", "0", &["002", "00"], 8..=9),
            Self::Hk => plan("852", "", &["001", "00"], 8..=8),
            Self::Sg => plan("65", "", &["001", "00"], 8..=8),
            Self::Th => plan("66", "0", &["001", "00"], 8..=9),
            Self::Us => plan("1", "1", &["011", "00"], 10..=10),
            Self::Gb => plan("44", "0", ZERO_ZERO, 9..=10),
            Self::De => plan("49", "0", ZERO_ZERO, 6..=11),
            Self::Fr => plan("33", "0", ZERO_ZERO, 9..=9),
            Self::Au => plan("61", "0", &["0011", "00"], 9..=9),
        }
    }
}

/// The canonical number, `+` and digits.
pub(super) fn normalise(text: &str, region: Region) -> Result<String, InputError> {
    let (plus, digits) = dialled(text)?;
    if digits.is_empty() {
        return Err(InputError::Empty);
    }
    let home = region.plan();
    if plus {
        return international(&digits);
    }
    let prefixed = home.international.iter().find_map(|prefix| digits.strip_prefix(prefix));
    if let Some(rest) = prefixed {
        return international(rest);
    }
    if !home.trunk.is_empty() && digits.starts_with(home.trunk) {
        let rest = &digits[home.trunk.len()..];
        return national(&home, rest);
    }
    // No sign of what it is: a national number whose zero a spreadsheet ate, or else one with
    // its calling code.
    let after_code = digits
        .strip_prefix(home.calling_code)
        .map(|rest| without_trunk(&home, rest))
        .filter(|rest| home.digits.contains(&rest.len()));
    match after_code {
        Some(rest)
            if !home.digits.contains(&digits.len())
                || home.mobile.is_some_and(|first| rest.starts_with(first)) =>
        {
            national(&home, rest)
        }
        _ => national(&home, &digits),
    }
}

/// Whether a `+` opens the number, and its digits.
fn dialled(text: &str) -> Result<(bool, String), InputError> {
    let folded = folding::fold(text).to_ascii_lowercase();
    let number = &folded[..extension_start(&folded)];
    let number = number.strip_prefix("tel:").unwrap_or(number);
    // `(+81) 90-...`
    let number = number.trim_start_matches(['(', '[']);
    let (plus, rest) = match number.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, number),
    };
    let mut digits = String::with_capacity(rest.len());
    for character in rest.chars() {
        match character {
            '0'..='9' => digits.push(character),
            '-' | '(' | ')' | '.' | '/' | '[' | ']' | '\u{30FB}' | '\u{FF65}' => {}
            mark if folding::is_long_vowel_mark(mark) => {}
            _ => return Err(InputError::PhoneCharacter),
        }
    }
    Ok((plus, digits))
}

/// Where an extension begins, in bytes; the length of the text where there is none.
fn extension_start(folded: &str) -> usize {
    const MARKS: [&str; 5] = ["内線", "ext", "x", "#", ";"];
    MARKS.iter().filter_map(|mark| folded.find(mark)).min().unwrap_or(folded.len())
}

fn international(digits: &str) -> Result<String, InputError> {
    let known = ALL
        .iter()
        .map(|region| region.plan())
        .find_map(|plan| digits.strip_prefix(plan.calling_code).map(|rest| (plan, rest)));
    match known {
        Some((plan, rest)) => national(&plan, without_trunk(&plan, rest)),
        None if digits.len() < 7 => Err(InputError::PhoneTooShort),
        None if digits.len() > 15 => Err(InputError::PhoneTooLong),
        None if digits.starts_with('0') => Err(InputError::PhoneCharacter),
        None => Ok(format!("+{digits}")),
    }
}

/// `+81 (0)90 ...`: the trunk prefix that some write after the calling code.
fn without_trunk<'a>(plan: &Plan, digits: &'a str) -> &'a str {
    match plan.trunk {
        "0" => digits.strip_prefix('0').unwrap_or(digits),
        _ => digits,
    }
}

fn national(plan: &Plan, digits: &str) -> Result<String, InputError> {
    if !plan.trunk.is_empty() && digits.starts_with('0') {
        // A second zero after the trunk prefix: kept, it would be taken for one the next time.
        Err(InputError::PhoneTooLong)
    } else if digits.len() < *plan.digits.start() {
        Err(InputError::PhoneTooShort)
    } else if digits.len() > *plan.digits.end() {
        Err(InputError::PhoneTooLong)
    } else {
        Ok(format!("+{}{digits}", plan.calling_code))
    }
}
