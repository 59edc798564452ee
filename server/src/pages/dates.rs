//! Dates of incident files, `2025-09-16`, and the published set's moment.

use time::{Date, OffsetDateTime, macros::format_description};

/// Year, month and day, if the text is a date.
pub fn parts(iso: &str) -> Option<(i32, u8, u8)> {
    let date = Date::parse(iso, format_description!("[year]-[month]-[day]")).ok()?;
    Some((date.year(), u8::from(date.month()), date.day()))
}

/// The day of a moment in seconds since 1970, in Japan, as `2025-09-16`.
pub fn day_in_japan(seconds: i64) -> Option<String> {
    let japan = time::macros::offset!(+9);
    let moment = OffsetDateTime::from_unix_timestamp(seconds).ok()?.to_offset(japan);
    moment.date().format(format_description!("[year]-[month]-[day]")).ok()
}

/// When a day begins in Japan, in seconds since 1970.
pub fn day_begins(iso: &str) -> Option<i64> {
    let date = Date::parse(iso, format_description!("[year]-[month]-[day]")).ok()?;
    Some(date.midnight().assume_offset(time::macros::offset!(+9)).unix_timestamp())
}

#[cfg(test)]
mod tests {
    use super::{day_begins, day_in_japan, parts};

    #[test]
    fn a_day_begins_nine_hours_earlier_in_japan() {
        assert_eq!(day_in_japan(1_760_108_399).as_deref(), Some("2025-10-10"));
        assert_eq!(day_in_japan(1_760_108_400).as_deref(), Some("2025-10-11"));
        assert_eq!(day_begins("2025-10-11"), Some(1_760_108_400));
    }

    #[test]
    fn only_dates_are_dates() {
        assert_eq!(parts("2025-03-07"), Some((2025, 3, 7)));
        assert_eq!(parts("2025-02-30"), None);
        assert_eq!(parts("soon"), None);
    }
}
