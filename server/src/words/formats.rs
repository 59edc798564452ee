//! Dates and numbers as people of a language write them, by the data of Unicode's CLDR.

use super::{Language, readings};
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

/// A date as words around its numbers, for the browser, whose own data lacks some languages.
pub struct MonthWords {
    pub number: u8,
    pub before: String,
    /// `year` or `day`, whichever comes first.
    pub first: &'static str,
    pub between: String,
    pub second: &'static str,
    pub after: String,
}

/// The words of each month. Days of easy Japanese are those of [`days_with_readings`].
pub fn months(language: Language) -> Vec<MonthWords> {
    const YEAR: &str = "2345";
    const DAY: &str = "28";
    let words = |number| {
        let mut written = date(language, (2345, number, 28))?;
        if language == Language::EasyJapanese {
            written = written.replace("28日《にち》", DAY);
        }
        let year_first = written.find(YEAR)? < written.find(DAY)?;
        let (first, second) = if year_first { (YEAR, DAY) } else { (DAY, YEAR) };
        let (before, rest) = written.split_once(first)?;
        let (between, after) = rest.split_once(second)?;
        let names = if year_first { ("year", "day") } else { ("day", "year") };
        Some(MonthWords {
            number,
            before: before.to_owned(),
            first: names.0,
            between: between.to_owned(),
            second: names.1,
            after: after.to_owned(),
        })
    };
    (1..=12).filter_map(words).collect()
}

/// `1日` to `31日` with their readings, in easy Japanese; elsewhere a day is its number.
pub fn days_with_readings(language: Language) -> Vec<String> {
    match language {
        Language::EasyJapanese => {
            (1..=31).map(|day| readings::of_date(&format!("{day}日"), day)).collect()
        }
        _ => Vec::new(),
    }
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
    fn the_browser_writes_the_same_dates() {
        for language in Language::ALL {
            let months = months(language);
            let days = days_with_readings(language);
            for (month, words) in (1..=12).zip(&months) {
                for day in [1, 8, 20, 31] {
                    let Some(written) = date(language, (2025, month, day)) else { continue };
                    let number = |name| match (name, days.get(usize::from(day) - 1)) {
                        ("year", _) => "2025".to_owned(),
                        (_, Some(read)) => read.clone(),
                        (_, None) => day.to_string(),
                    };
                    let (first, second) = (number(words.first), number(words.second));
                    let MonthWords { before, between, after, .. } = words;
                    assert_eq!(format!("{before}{first}{between}{second}{after}"), written);
                }
            }
            assert_eq!(months.len(), 12, "{}", language.tag());
        }
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
