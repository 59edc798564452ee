//! Whether a number lies in a range that its region has given out, by the metadata of
//! `phonenumber`. Only ever a warning: ranges change, and `n1` does not ask.
//!
//! The library compiles its patterns again and again once more than a hundred are in turn (2 ms a
//! number over twenty regions), so they are compiled here, once for each calling code that
//! occurs.

use phonenumber::{Metadata, Type, metadata::DATABASE};
use regex::Regex;
use std::sync::OnceLock;

/// What makes a number valid.
const TYPES: [Type; 10] = [
    Type::FixedLine,
    Type::Mobile,
    Type::TollFree,
    Type::PremiumRate,
    Type::SharedCost,
    Type::PersonalNumber,
    Type::Voip,
    Type::Pager,
    Type::Uan,
    Type::Voicemail,
];

/// By calling code: one pattern for each region that shares it. Public data, so kept for the
/// whole program.
static PATTERNS: [OnceLock<Vec<Regex>>; 1000] = [const { OnceLock::new() }; 1000];

/// Takes a number in E.164 form.
pub(crate) fn is_in_use(number: &str) -> bool {
    let digits = number.trim_start_matches('+');
    // No calling code begins another.
    (1..=3).filter_map(|length| digits.split_at_checked(length)).any(|(code, national)| {
        let Ok(code) = code.parse::<u16>() else { return false };
        let patterns = PATTERNS.get(usize::from(code)).map(|cell| cell.get_or_init(|| all(code)));
        patterns.is_some_and(|regions| regions.iter().any(|region| region.is_match(national)))
    })
}

fn all(code: u16) -> Vec<Regex> {
    let regions = DATABASE.by_code(&code).unwrap_or_default();
    regions.into_iter().filter_map(pattern).collect()
}

/// The patterns of all types; those of the library are known to compile.
fn pattern(region: &Metadata) -> Option<Regex> {
    let types = TYPES.iter().filter_map(|kind| region.descriptors().get(*kind));
    let types = types.map(|descriptor| format!("(?:{})", descriptor.national_number().as_str()));
    let types: Vec<String> = types.collect();
    Regex::new(&format!("(?x)^(?:{})$", types.join("|"))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_in_use_and_not() {
        // Ranges, not people: the examples that the metadata itself gives.
        let examples = ["JP", "VN", "US", "GB", "DE", "KR", "NP"].map(|region| {
            let region = DATABASE.by_id(region).unwrap_or_else(|| panic!("{region}"));
            let descriptor = region.descriptors().get(Type::Mobile);
            let example = descriptor.and_then(|d| d.example()).unwrap_or_else(|| panic!());
            format!("+{}{example}", region.country_code())
        });
        for number in examples {
            assert!(is_in_use(&number), "{number}");
            assert!(!is_in_use(&format!("{number}00000")), "{number}");
        }
        for number in ["+819000000001", "+81300000001", "+99912345678", "+", "", "+1", "+00000000"]
        {
            assert!(!is_in_use(number), "{number}");
        }
    }

    #[test]
    fn every_pattern_compiles() {
        for code in 1..1000 {
            let regions = DATABASE.by_code(&code).unwrap_or_default().len();
            assert_eq!(all(code).len(), regions, "{code}");
        }
        assert!(all(81).len() == 1 && all(1).len() > 10);
    }
}
