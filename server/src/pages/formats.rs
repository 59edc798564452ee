//! Dates and numbers as people of a language write them, by the data of Unicode's CLDR.

use super::{language::Language, readings};
use icu_calendar::{Date, Gregorian};
use icu_datetime::{FixedCalendarDateTimeFormatter, fieldsets::YMD};
use icu_decimal::{DecimalFormatter, input::Decimal};

/// `16 September 2025`; `None` for a day that no calendar has. Years are never of an era.
pub fn date(language: Language, (year, month, day): (i32, u8, u8)) -> Option<String> {
    let date = Date::try_new_gregorian(year, month, day).ok()?;
    let formatter = FixedCalendarDateTimeFormatter::<Gregorian, YMD>::try_new(
        language.locale().into(),
        YMD::long(),
    );
    let written = formatter.ok()?.format(&date).to_string();
    Some(match language {
        Language::EasyJapanese => readings::of_date(&written, day),
        _ => written,
    })
}

/// `15,829`.
pub fn number(language: Language, number: u64) -> String {
    match DecimalFormatter::try_new(language.locale().into(), Default::default()) {
        Ok(formatter) => formatter.format_to_string(&Decimal::from(number)),
        Err(_) => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_in_each_language() {
        let written = Language::ALL.map(|language| date(language, (2025, 9, 6)).unwrap());
        assert_eq!(
            written,
            [
                "2025年9月6日",
                "2025年《ねん》9月《がつ》｜6日《むいか》",
                "6 September 2025",
                "6 tháng 9 2025",
                "2025年9月6日",
                "6 सितंबर, 2025",
                "6 September 2025",
                "2025 सेप्टेम्बर 6",
                "2025 စက်တင်ဘာ 6",
                "Setyembre 6, 2025",
                "6 de setembro de 2025",
                "2025년 9월 6일",
            ]
        );
        assert_eq!(date(Language::English, (2025, 2, 30)), None);
    }

    #[test]
    fn numbers_are_grouped_as_in_each_language() {
        let written = Language::ALL.map(|language| number(language, 9_230_000));
        assert_eq!(
            written,
            [
                "9,230,000",
                "9,230,000",
                "9,230,000",
                "9.230.000",
                "9,230,000",
                "92,30,000",
                "9.230.000",
                "92,30,000",
                "9,230,000",
                "9,230,000",
                "9.230.000",
                "9,230,000",
            ]
        );
    }
}
