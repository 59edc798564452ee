//! Days and minutes as fields of forms give them, in Japan time (+09:00, without summer time).

use time::{Date, PrimitiveDateTime, Time, macros::format_description, macros::offset};

/// When a day begins: `2026-11-22`, as seconds since 1970.
pub fn day_begins(day: &str) -> Option<i64> {
    let day = Date::parse(day, format_description!("[year]-[month]-[day]")).ok()?;
    Some(day.with_time(Time::MIDNIGHT).assume_offset(offset!(+9)).unix_timestamp())
}

/// When a day ends: when the next one begins.
pub fn day_ends(day: &str) -> Option<i64> {
    Some(day_begins(day)? + 86_400)
}

/// `2026-11-22T09:00`, as a field of type `datetime-local` gives it.
pub fn minute(text: &str) -> Option<i64> {
    let form = format_description!("[year]-[month]-[day]T[hour]:[minute]");
    let moment = PrimitiveDateTime::parse(text, form).ok()?;
    Some(moment.assume_offset(offset!(+9)).unix_timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_minutes_are_those_of_japan() {
        assert_eq!(day_begins("2025-10-11"), Some(1_760_108_400));
        assert_eq!(day_ends("2025-10-10"), Some(1_760_108_400));
        assert_eq!(minute("2025-10-11T00:01"), Some(1_760_108_460));
        assert_eq!(minute("2025-10-11 00:01"), None);
        assert_eq!(day_begins("2025-02-30"), None);
    }
}
