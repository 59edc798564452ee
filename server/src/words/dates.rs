//! Days and moments. All that is told of the clock is Japan's: +09:00, without summer time.

use time::{
    Date, OffsetDateTime, PrimitiveDateTime, UtcOffset,
    format_description::StaticFormatDescription,
    macros::{format_description, offset},
};

const JAPAN: UtcOffset = offset!(+9);
const DAY_SECONDS: i64 = 86_400;
const DAY: StaticFormatDescription = format_description!("[year]-[month]-[day]");

/// Year, month and day, if the text is a date.
pub fn parts(iso: &str) -> Option<(i32, u8, u8)> {
    let date = Date::parse(iso, DAY).ok()?;
    Some((date.year(), u8::from(date.month()), date.day()))
}

fn in_japan(seconds: i64) -> Option<OffsetDateTime> {
    Some(OffsetDateTime::from_unix_timestamp(seconds).ok()?.to_offset(JAPAN))
}

/// The day of a moment in seconds since 1970, as `2025-09-16`.
pub fn day_in_japan(seconds: i64) -> Option<String> {
    in_japan(seconds)?.date().format(DAY).ok()
}

/// `2025-09-16 08:05`.
pub fn minute_in_japan(seconds: i64) -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]");
    let minute = in_japan(seconds).and_then(|moment| moment.format(format).ok());
    minute.unwrap_or_else(|| seconds.to_string())
}

/// Hour and minute of a moment.
pub fn time_in_japan(seconds: i64) -> (i64, i64) {
    let minute = (seconds - day_began(seconds)) / 60;
    (minute / 60, minute % 60)
}

/// When a day begins, in seconds since 1970.
pub fn day_begins(iso: &str) -> Option<i64> {
    let date = Date::parse(iso, DAY).ok()?;
    Some(date.midnight().assume_offset(JAPAN).unix_timestamp())
}

/// When it ends.
pub fn day_ends(iso: &str) -> Option<i64> {
    Some(day_begins(iso)? + DAY_SECONDS)
}

/// When the day of a moment began.
pub fn day_began(now: i64) -> i64 {
    let offset = i64::from(JAPAN.whole_seconds());
    (now + offset).div_euclid(DAY_SECONDS) * DAY_SECONDS - offset
}

/// When a minute begins, as a field of a form gives it: `2025-10-11T00:01`.
pub fn minute_begins(text: &str) -> Option<i64> {
    let form = format_description!("[year]-[month]-[day]T[hour]:[minute]");
    let moment = PrimitiveDateTime::parse(text, form).ok()?;
    Some(moment.assume_offset(JAPAN).unix_timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn it_is_nine_hours_later_in_japan() {
        assert_eq!(minute_in_japan(1_763_700_000), "2025-11-21 13:40");
        assert_eq!(minute_in_japan(i64::MAX), i64::MAX.to_string());
        assert_eq!(time_in_japan(1_763_700_000), (13, 40));
    }

    #[test]
    fn days_begin_at_midnight_in_japan() {
        /// 2026-11-22 00:00 in Japan.
        const MIDNIGHT: i64 = 1_795_273_200;
        for (now, began) in [
            (MIDNIGHT, MIDNIGHT),
            (MIDNIGHT + DAY_SECONDS - 1, MIDNIGHT),
            (MIDNIGHT - 1, MIDNIGHT - DAY_SECONDS),
        ] {
            assert_eq!(day_began(now), began);
        }
    }

    #[test]
    fn days_and_minutes_of_forms_are_those_of_japan() {
        assert_eq!(day_begins("2025-10-11"), Some(1_760_108_400));
        assert_eq!(day_ends("2025-10-10"), Some(1_760_108_400));
        assert_eq!(minute_begins("2025-10-11T00:01"), Some(1_760_108_460));
        assert_eq!(minute_begins("2025-10-11 00:01"), None);
        assert_eq!(day_begins("2025-02-30"), None);
    }
}
