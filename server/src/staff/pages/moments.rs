//! Moments as staff read them: in Japan's time, to the minute.

use crate::pages::Words;
use time::{OffsetDateTime, macros::format_description};

/// `2026-11-22 11:40` in Japan; the number itself where it is no moment of the calendar.
pub fn moment(seconds: i64) -> String {
    let japan = time::macros::offset!(+9);
    let moment = OffsetDateTime::from_unix_timestamp(seconds).ok();
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]");
    moment
        .and_then(|moment| moment.to_offset(japan).format(format).ok())
        .unwrap_or_else(|| seconds.to_string())
}

/// The day alone, as people write it.
pub fn day(words: Words, seconds: i64) -> String {
    crate::pages::dates::day_in_japan(seconds).map_or_else(String::new, |day| words.date(&day))
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn it_is_nine_hours_later_in_japan() {
        assert_eq!(moment(1_763_700_000), "2025-11-21 13:40");
        assert_eq!(moment(i64::MAX), i64::MAX.to_string());
    }
}
