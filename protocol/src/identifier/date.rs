//! `date` under `n1`: a calendar day, written `YYYY-MM-DD`.
//!
//! The year comes first, in four digits, or as a year of a Japanese era. Day-first and
//! month-first dates cannot be told apart and are refused.

use super::folding;
use crate::error::InputError;

/// Name, letter, the year before its first, and its last year.
const ERAS: [(&str, char, u32, u32); 5] = [
    ("令和", 'R', 2018, 99),
    ("平成", 'H', 1988, 31),
    ("昭和", 'S', 1925, 64),
    ("大正", 'T', 1911, 15),
    ("明治", 'M', 1867, 45),
];
const YEARS: std::ops::RangeInclusive<u32> = 1868..=2199;

/// The canonical day.
pub(super) fn normalise(text: &str) -> Result<String, InputError> {
    let folded = folding::fold(text);
    if folded.is_empty() {
        return Err(InputError::Empty);
    }
    let (before_first, last, rest) = match era(&folded) {
        Some((before, last, rest)) => (before, last, rest),
        None => (0, *YEARS.end(), folded.as_str()),
    };
    let by_era = before_first > 0;
    let (year, month, day) = parts(rest, by_era).ok_or(InputError::DateForm)?;
    if by_era && !(1..=last).contains(&year) {
        return Err(InputError::DateCalendar);
    }
    let year = before_first + year;
    let is_day = YEARS.contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day);
    if is_day {
        Ok(format!("{year:04}-{month:02}-{day:02}"))
    } else {
        Err(InputError::DateCalendar)
    }
}

/// Year before the era's first, its last year, and what follows its name or letter.
fn era(text: &str) -> Option<(u32, u32, &str)> {
    ERAS.iter().find_map(|(name, letter, before, last)| {
        let rest = text.strip_prefix(name).or_else(|| {
            let mut characters = text.chars();
            let first = characters.next()?.to_ascii_uppercase();
            (first == *letter).then(|| characters.as_str().trim_start_matches('.'))
        })?;
        Some((*before, *last, rest))
    })
}

/// `1985-4-1`, `1985/04/01`, `1985.4.1`, `1985年4月1日`, `19850401`; the first year of an era may
/// be `元`.
fn parts(text: &str, by_era: bool) -> Option<(u32, u32, u32)> {
    if !by_era && text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((number(&text[..4])?, number(&text[4..6])?, number(&text[6..])?));
    }
    let text = text.strip_suffix('日').unwrap_or(text);
    let separates = |c: char| "-/.年月".contains(c) || folding::is_long_vowel_mark(c);
    let mut pieces = text.split(separates);
    let (year, month, day) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if pieces.next().is_some() || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let year = match year {
        "元" if by_era => 1,
        year if by_era == (year.len() <= 2) && (by_era || year.len() == 4) => number(year)?,
        _ => return None,
    };
    Some((year, number(month)?, number(day)?))
}

fn number(digits: &str) -> Option<u32> {
    let sound = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if sound { digits.parse().ok() } else { None }
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_in_many_spellings() {
        for text in [
            "1985-04-01",
            "1985/4/1",
            "1985.4.1",
            "１９８５年４月１日",
            "19850401",
            "昭和60年4月1日",
            "S60.4.1",
            "s.60-4-1",
            "昭和６０ー４ー１",
            " 1985 - 4 - 1 ",
        ] {
            assert_eq!(normalise(text).as_deref(), Ok("1985-04-01"), "{text}");
        }
        assert_eq!(normalise("令和元年5月1日").as_deref(), Ok("2019-05-01"));
        assert_eq!(normalise("R6-4-1").as_deref(), Ok("2024-04-01"));
        assert_eq!(normalise("大正15年12月24日").as_deref(), Ok("1926-12-24"));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in
            ["4/1/1985", "85-4-1", "1985-4", "1985-4-1-1", "1985年", "昭和1985年4月1日", "元-4-1"]
        {
            assert_eq!(normalise(text), Err(InputError::DateForm), "{text}");
        }
        for text in
            ["1985-02-29", "1985-13-01", "1900-02-29", "S65-1-1", "H32-1-1", "1700-1-1", "S0-1-1"]
        {
            assert_eq!(normalise(text), Err(InputError::DateCalendar), "{text}");
        }
        assert_eq!(normalise("2000-02-29").as_deref(), Ok("2000-02-29"));
        assert_eq!(normalise("  "), Err(InputError::Empty));
    }
}
