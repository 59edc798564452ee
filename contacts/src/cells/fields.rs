//! The text to hand to `n1` for a field of a composite kind: days and numbers as spreadsheets
//! and other programs leave them.

use super::{is_error, says_nothing, words};
use crate::{reasons, source::Epoch};
use shirabe_protocol::{error::InputError, identifier::FieldForm};
use zeroize::Zeroizing;

/// Last serial number that is taken for a day: 2099-12-31, counted from 1900.
const LAST_SERIAL: u32 = 73_050;
/// Days between the epochs.
const EPOCHS_APART: u32 = 1462;
/// Numbers of four digits that people mean as a year. As serial numbers they are days of 1905 and
/// 1906 (1909 and 1910).
const YEARS: std::ops::RangeInclusive<u32> = 1868..=2199;

/// Text of a field. Without Debug: it is the cell's.
pub(crate) struct FieldText {
    /// Empty where the cell says nothing.
    pub(crate) text: Zeroizing<String>,
    pub(crate) warning: Option<&'static str>,
}

impl FieldText {
    fn new(text: &str, warning: Option<&'static str>) -> Self {
        Self { text: Zeroizing::new(text.to_owned()), warning }
    }
}

/// The text to hand to `n1` for a field of a composite kind.
pub(crate) fn field(cell: &str, form: FieldForm, epoch: Epoch) -> Result<FieldText, &'static str> {
    if says_nothing(cell) {
        return Ok(FieldText::new("", None));
    }
    if is_error(cell) {
        return Err(reasons::CELL_ERROR);
    }
    if cell.len() > shirabe_protocol::identifier::MAX_FIELD_BYTES {
        return Err(InputError::TooLong.code());
    }
    if form == FieldForm::KanaName {
        return Ok(FieldText::new(cell, None));
    }
    let half = Zeroizing::new(words::half_width(cell));
    let text = words::unwrapped(&half);
    if words::is_exponent_form(text) {
        return Err(reasons::DIGITS_LOST);
    }
    match form {
        FieldForm::Date => date(text, epoch),
        FieldForm::NumberCode { .. } | FieldForm::Digits { .. } => {
            Ok(FieldText::new(words::without_zero_decimals(text).unwrap_or(text), None))
        }
        FieldForm::KanaName => Ok(FieldText::new(cell, None)),
    }
}

fn date(text: &str, epoch: Epoch) -> Result<FieldText, &'static str> {
    if let Some(serial) = serial(text) {
        let day = iso_day(serial, epoch).ok_or(InputError::DateCalendar.code())?;
        return Ok(FieldText::new(&day, Some(reasons::SERIAL_DATE)));
    }
    if let Some(digits) = words::without_zero_decimals(text) {
        return Ok(FieldText::new(digits, None));
    }
    let Some((day, time)) = at_time(text) else { return Ok(FieldText::new(text, None)) };
    let time = Time::read(time).ok_or(InputError::DateForm.code())?;
    match (time.is_midnight, time.has_zone) {
        (true, _) => Ok(FieldText::new(day, None)),
        (false, false) => Ok(FieldText::new(day, Some(reasons::TIME_DROPPED))),
        (false, true) => Err(reasons::DATE_ZONE),
    }
}

/// Up to five digits, with zeros or a time of day behind a dot; but not a year.
fn serial(text: &str) -> Option<u32> {
    let (days, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let serial = (days.len() <= 5 && all_digits(days) && all_digits(fraction))
        .then(|| days.parse::<u32>().ok())??;
    let is_year = days.len() == 4 && YEARS.contains(&serial);
    (!is_year).then_some(serial)
}

/// The day of a serial number. Excel counts a 29 February 1900, which never was.
fn iso_day(serial: u32, epoch: Epoch) -> Option<String> {
    let from_1900 = match epoch {
        Epoch::Year1900 => serial,
        Epoch::Year1904 => serial.checked_add(EPOCHS_APART)?,
    };
    if serial == 0 || from_1900 > LAST_SERIAL || from_1900 == 60 {
        return None;
    }
    // Days since 1900-01-01.
    let mut days = if from_1900 < 60 { from_1900 - 1 } else { from_1900 - 2 };
    let mut year = 1900;
    let is_leap = |year: u32| year.is_multiple_of(4) && (year != 1900);
    while days >= 365 + u32::from(is_leap(year)) {
        days -= 365 + u32::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u32::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    Some(format!("{year:04}-{month:02}-{:02}", days + 1))
}

/// The day, and a time of day that follows it.
fn at_time(text: &str) -> Option<(&str, &str)> {
    let colon = text.find(':')?;
    let before = &text[..colon];
    let place = before.rfind(|c: char| matches!(c, 'T' | 't') || words::is_gap(c))?;
    let mark = text[place..].chars().next()?;
    let (day, time) = (&text[..place], &text[place + mark.len_utf8()..]);
    // `午前 0:00`
    let day_half = ["午前", "午後"].iter().find_map(|half| words::trim(day).strip_suffix(*half));
    match day_half {
        Some(shorter) => Some((shorter, &text[shorter.len()..])),
        None => Some((day, time)),
    }
}

/// A time of day, as far as it matters.
struct Time {
    is_midnight: bool,
    has_zone: bool,
}

impl Time {
    /// `0:00`, `00:00:00`, `12:30:00.000+09:00`, `午後 3:05`, `12:00:00 AM`.
    fn read(text: &str) -> Option<Self> {
        let text = words::trim(text);
        let afternoon = text.starts_with("午後");
        let text = words::trim(text.trim_start_matches("午前").trim_start_matches("午後"));
        let upper = text.to_ascii_uppercase();
        let (text, is_pm) = match (upper.strip_suffix("AM"), upper.strip_suffix("PM")) {
            (Some(rest), _) => (rest.trim_end(), Some(false)),
            (_, Some(rest)) => (rest.trim_end(), Some(true)),
            _ => (upper.as_str(), None),
        };
        let zone = text.find(['Z', '+', '-']);
        let (clock, zone) = text.split_at(zone.unwrap_or(text.len()));
        let zone_is_sound = zone.len() <= 6
            && zone.chars().all(|c| c.is_ascii_digit() || matches!(c, 'Z' | '+' | '-' | ':'));
        let mut parts = clock.split(':');
        let hour = parts.next().filter(|h| h.len() <= 2)?.parse::<u32>().ok()?;
        let minute = parts.next().filter(|m| m.len() == 2)?.parse::<u32>().ok()?;
        let seconds = parts.next().unwrap_or("00");
        let digits = |c: char| c.is_ascii_digit() || c == '.';
        let is_time = hour < 24
            && minute < 60
            && !seconds.is_empty()
            && seconds.len() <= 12
            && seconds.chars().all(digits)
            && parts.next().is_none()
            && zone_is_sound;
        let is_noon_or_later = afternoon || is_pm == Some(true);
        let is_twelve_am = is_pm == Some(false) && hour == 12;
        let is_zero = (hour == 0 || is_twelve_am)
            && minute == 0
            && seconds.chars().all(|c| matches!(c, '0' | '.'));
        is_time.then_some(Self {
            is_midnight: is_zero && !is_noon_or_later,
            has_zone: !zone.is_empty(),
        })
    }
}

/// A day with the midnight left out that a spreadsheet writes behind it. For person keys, where a
/// list has to read alike as CSV and as XLSX.
pub(crate) fn without_midnight(text: &str) -> &str {
    match at_time(text) {
        Some((day, time)) if Time::read(time).is_some_and(|t| t.is_midnight && !t.has_zone) => day,
        _ => text,
    }
}
