//! What a cell of a spreadsheet says as text. Numbers and dates are written so that nothing is
//! guessed later: digits, ISO days.

use super::facts::Epoch;
use time::{Date, Month, Time};

/// From here on a spreadsheet has lost digits: it keeps fifteen.
const DIGITS_LOST: f64 = 1e15;

const SECONDS_A_DAY: i64 = 86_400;

/// Whole numbers as digits, others as the shortest decimal. A whole number with more than
/// fifteen digits is written with an exponent, as a spreadsheet shows it: nothing reads that
/// as a number by mistake.
pub(super) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "#NUM!".to_owned();
    }
    if value.abs() < DIGITS_LOST {
        // Zero has no sign.
        return if value == 0.0 { "0".to_owned() } else { format!("{value}") };
    }
    let exponent = format!("{value:.14E}");
    match exponent.split_once('E') {
        Some((digits, power)) => {
            let digits = digits.trim_end_matches('0').trim_end_matches('.');
            format!("{digits}E+{power}")
        }
        None => exponent,
    }
}

/// A serial date as `1985-04-01` or `1985-04-01T12:30:00`, a time without a day as `12:30:00`;
/// nothing where there is no such day.
pub(super) fn date(serial: f64, epoch: Epoch) -> Option<String> {
    if !(0.0..3_000_000.0).contains(&serial) {
        return None;
    }
    let seconds = (serial * SECONDS_A_DAY as f64).round() as i64;
    let (day, second) = (seconds / SECONDS_A_DAY, seconds % SECONDS_A_DAY);
    let time = Time::MIDNIGHT + time::Duration::seconds(second);
    let time_text = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
    let start = match (epoch, day) {
        (Epoch::Year1900, 0) => return Some(time_text),
        // 1900-02-29 never was.
        (Epoch::Year1900, 60) => return None,
        (Epoch::Year1900, ..60) => Date::from_calendar_date(1899, Month::December, 31),
        (Epoch::Year1900, _) => Date::from_calendar_date(1899, Month::December, 30),
        (Epoch::Year1904, _) => Date::from_calendar_date(1904, Month::January, 1),
    };
    let date = start.ok()?.checked_add(time::Duration::days(day))?;
    let day_text = format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day());
    Some(if second == 0 { day_text } else { format!("{day_text}T{time_text}") })
}

/// A length of time in days as hours, minutes and seconds.
pub(super) fn duration(days: f64) -> String {
    let seconds = (days * SECONDS_A_DAY as f64).round() as i64;
    let sign = if seconds < 0 { "-" } else { "" };
    let (hours, rest) = (seconds.abs() / 3_600, seconds.abs() % 3_600);
    format!("{sign}{hours:02}:{:02}:{:02}", rest / 60, rest % 60)
}

/// ISO text of a date out of ODS or strict XLSX, without a time that is midnight.
pub(super) fn iso(text: &str) -> &str {
    match text.split_once('T') {
        Some((day, time)) if time.bytes().all(|b| matches!(b, b'0' | b':' | b'.' | b'Z')) => day,
        _ => text,
    }
}

/// A number format that shows digits alone, as `00000000` and `000-0000` do.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct DigitFormat(Vec<Part>);

#[derive(Clone, Copy, PartialEq, Debug)]
enum Part {
    /// A digit, 0 where there is none.
    Digit,
    /// A digit where there is one.
    Optional,
    Written(char),
}

impl DigitFormat {
    /// Nothing where the format shows anything else, or only what a plain number shows.
    pub(super) fn parse(code: &str) -> Option<Self> {
        let code = code.split(';').next().unwrap_or(code);
        let mut parts = Vec::new();
        let mut rest = code.chars();
        while let Some(character) = rest.next() {
            match character {
                '0' => parts.push(Part::Digit),
                '#' => parts.push(Part::Optional),
                '-' => parts.push(Part::Written('-')),
                '\\' => parts.push(Part::Written(rest.next()?)),
                '"' => {
                    let quoted = rest.by_ref().take_while(|c| *c != '"');
                    parts.extend(quoted.map(Part::Written));
                }
                // A language, as in [$-411].
                '[' => {
                    let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                    if !inside.starts_with("$-") {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        let plain =
            |part: &Part| matches!(part, Part::Written('0'..='9' | '-')) || !part.is_written();
        let digits = parts.iter().filter(|part| **part == Part::Digit).count();
        let places = parts.iter().filter(|part| !part.is_written()).count();
        let says_more = digits > 1 || parts.len() > places;
        (parts.len() < 64 && places > 0 && says_more && parts.iter().all(plain))
            .then_some(Self(parts))
    }

    /// The number as it is shown; nothing where that is what its digits say anyway.
    pub(super) fn show(&self, value: f64) -> Option<String> {
        if !(0.0..DIGITS_LOST).contains(&value) || value.fract() != 0.0 {
            return None;
        }
        let plain = number(value);
        let mut digits = plain.chars().rev().filter(|_| value != 0.0).peekable();
        let mut shown = Vec::new();
        let first = self.0.iter().position(|part| !part.is_written())?;
        for (place, part) in self.0.iter().enumerate().rev() {
            match part {
                Part::Written(character) => shown.push(*character),
                Part::Digit => shown.push(digits.next().unwrap_or('0')),
                Part::Optional => shown.extend(digits.next()),
            }
            if place == first {
                shown.extend(digits.by_ref());
            }
        }
        let shown: String = shown.iter().rev().collect();
        (shown != plain).then_some(shown)
    }
}

impl Part {
    fn is_written(self) -> bool {
        matches!(self, Self::Written(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1234.0, "1234"),
            (9_012_345_678.0, "9012345678"),
            (-5.0, "-5"),
            (0.5, "0.5"),
            (1e-7, "0.0000001"),
            (999_999_999_999_999.0, "999999999999999"),
            (1e15, "1E+15"),
            (1_234_567_890_123_456.0, "1.23456789012346E+15"),
            (-1.5e300, "-1.5E+300"),
            (f64::NAN, "#NUM!"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn serial_dates_of_both_epochs() {
        for (serial, in_1900, in_1904) in [
            (0.0, Some("00:00:00"), Some("1904-01-01")),
            (0.5, Some("12:00:00"), Some("1904-01-01T12:00:00")),
            (1.0, Some("1900-01-01"), Some("1904-01-02")),
            (59.0, Some("1900-02-28"), Some("1904-02-29")),
            (60.0, None, Some("1904-03-01")),
            (61.0, Some("1900-03-01"), Some("1904-03-02")),
            (31_138.0, Some("1985-04-01"), Some("1989-04-02")),
            (29_676.0, Some("1981-03-31"), Some("1985-04-01")),
            (31_138.520_833_333_33, Some("1985-04-01T12:30:00"), Some("1989-04-02T12:30:00")),
            (31_138.999_999_999, Some("1985-04-02"), Some("1989-04-03")),
            (-1.0, None, None),
            (2_999_999.0, None, None),
            (f64::NAN, None, None),
        ] {
            assert_eq!(date(serial, Epoch::Year1900).as_deref(), in_1900, "{serial}");
            assert_eq!(date(serial, Epoch::Year1904).as_deref(), in_1904, "{serial}");
        }
        assert_eq!(duration(1.5), "36:00:00");
        assert_eq!(iso("1985-04-01T00:00:00"), "1985-04-01");
        assert_eq!(iso("1985-04-01T12:30:00"), "1985-04-01T12:30:00");
    }

    #[test]
    fn zeros_from_a_format() {
        for (code, value, shown) in [
            ("00000000", 1234.0, Some("00001234")),
            ("00000000", 12_345_678.0, None),
            ("00000000", 123_456_789.0, None),
            ("000", 0.0, Some("000")),
            ("000-0000", 600_001.0, Some("060-0001")),
            ("000\\-0000;@", 600_001.0, Some("060-0001")),
            ("00\"-\"0000\"-\"0000", 312_345_678.0, Some("03-1234-5678")),
            ("\"0\"#", 9_012_345_678.0, Some("09012345678")),
            ("[$-411]0000", 7.0, Some("0007")),
            ("0000", -7.0, None),
            ("0000", 7.5, None),
        ] {
            let format = DigitFormat::parse(code).unwrap_or_else(|| panic!("{code}"));
            assert_eq!(format.show(value).as_deref(), shown, "{code} {value}");
        }
        for code in [
            "0",
            "#",
            "##0",
            "General",
            "@",
            "#,##0",
            "0.00",
            "0%",
            "[<=999]000;000-00",
            "\"No.\"00",
            "",
        ] {
            assert_eq!(DigitFormat::parse(code), None, "{code}");
        }
    }
}
