//! Words from the Fluent files of `web/locales`, compiled in.

use super::{
    Language, dates,
    formats::{self, MonthWords},
};
use fluent_templates::{fluent_bundle::FluentValue, static_loader};
use std::{borrow::Cow, collections::HashMap, fmt::Display};

static_loader! {
    static LOCALES = {
        locales: "../web/locales",
        fallback_language: "en",
        // The languages run in one direction; marks would only get into copied numbers.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// Every variable of the Fluent files: a text that wants another one counts as missing.
const VARIABLES: [&str; 13] = [
    "address",
    "count",
    "date",
    "grouped",
    "login",
    "name",
    "organisation",
    "parts",
    "people",
    "phone",
    "seconds",
    "site",
    "size",
];

/// Stands where JavaScript puts a value in; no text contains this private character.
const GAP: &str = "\u{E000}";

/// Every sentence in one language.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    language: Language,
}

/// A sentence around a value that only the browser knows.
pub struct Around {
    pub before: String,
    pub after: String,
}

impl Words {
    pub fn of(language: Language) -> Self {
        Self { language }
    }

    /// Of a page for the public, by the first part of its path; the route admits no other.
    pub fn of_page(tag: &str) -> Self {
        Self::of(Language::from_tag(tag).unwrap_or(Language::English))
    }

    /// Of a page for staff, in the same way.
    pub fn of_staff_page(tag: &str) -> Self {
        Self::of(Language::of_staff(tag).unwrap_or(Language::English))
    }

    pub fn language(self) -> Language {
        self.language
    }

    /// Whether this language itself has the text.
    pub fn has(self, key: &str) -> bool {
        let values = arguments(VARIABLES.map(|name| (name, FluentValue::from(""))));
        own_text(self.language, key, Some(&values)).is_some()
    }

    pub fn text(self, key: &str) -> String {
        self.look_up(key, None)
    }

    pub fn with(self, key: &str, name: &'static str, value: impl Display) -> String {
        self.look_up(key, Some(&arguments([(name, FluentValue::from(value.to_string()))])))
    }

    /// The text with `{name}` where a value goes, for texts that are kept and filled in later.
    pub fn unfilled(self, key: &str) -> String {
        let values = VARIABLES.map(|name| (name, FluentValue::from(format!("{{{name}}}"))));
        self.look_up(key, Some(&arguments(values)))
    }

    /// The sentence before and after the place of `name`.
    pub fn around(self, key: &str, name: &'static str) -> Around {
        let text = self.with(key, name, GAP);
        let (before, after) = text.split_once(GAP).unwrap_or((&text, ""));
        Around { before: before.to_owned(), after: after.to_owned() }
    }

    /// `2025-09-16` as people write it; any other text as it is.
    pub fn date(self, iso: &str) -> String {
        let written = dates::parts(iso).and_then(|parts| formats::date(self.language, parts));
        written.unwrap_or_else(|| iso.to_owned())
    }

    /// The part of an incident that a share names; all of it without one.
    pub fn part(self, share: Option<u16>) -> String {
        match share {
            Some(number) => self.with("share-number", "count", number),
            None => self.text("share-whole"),
        }
    }

    /// The day of a moment in Japan, as people write it.
    pub fn day(self, seconds: i64) -> String {
        dates::day_in_japan(seconds).map_or_else(String::new, |day| self.date(&day))
    }

    /// A moment as people in Japan write it: `22 November 2026, 11:05`.
    pub fn moment(self, seconds: i64) -> String {
        let (hour, minute) = dates::time_in_japan(seconds);
        format!("{}, {hour:02}:{minute:02}", self.day(seconds))
    }

    /// For the browser: the words of each month.
    pub fn months(self) -> Vec<MonthWords> {
        formats::months(self.language)
    }

    /// For the browser: days whose number is not all that is read.
    pub fn days_with_readings(self) -> Vec<String> {
        formats::days_with_readings(self.language)
    }

    /// What stands between a day and the time of day.
    pub fn before_time(self) -> &'static str {
        match self.language {
            Language::Japanese
            | Language::EasyJapanese
            | Language::Chinese
            | Language::Korean
            | Language::Burmese => " ",
            _ => ", ",
        }
    }

    /// `15,829 people`.
    pub fn people(self, count: u64) -> String {
        let grouped = formats::number(self.language, count);
        let values = [("count", FluentValue::from(count)), ("grouped", grouped.into())];
        self.look_up("people", Some(&arguments(values)))
    }

    /// `1,200 of 2,200`.
    pub fn share_of(self, part: u64, whole: u64) -> String {
        let number = |count| formats::number(self.language, count);
        let values = [("count", number(part).into()), ("grouped", number(whole).into())];
        self.look_up("share-of", Some(&arguments(values)))
    }

    /// A sentence about so many bits, which choose one of 2^bits parts.
    pub fn bits(self, key: &str, bits: u8) -> String {
        let values =
            [("count", FluentValue::from(bits)), ("parts", FluentValue::from(1u32 << bits))];
        self.look_up(key, Some(&arguments(values)))
    }

    /// A class of data in plain words; one that no file knows stands as the incident names it.
    pub fn data_class(self, class: &str) -> String {
        let key = data_class_key(class);
        if self.has(&key) { self.text(&key) } else { class.to_owned() }
    }

    /// A language that lacks a text is a mistake, which tests find. Readers then get English.
    fn look_up(self, key: &str, values: Option<&Values>) -> String {
        own_text(self.language, key, values).unwrap_or_else(|| {
            let language = self.language.tag();
            if cfg!(test) {
                panic!("{language} has no text for {key}");
            }
            tracing::error!(language, key, "a text is missing");
            own_text(Language::English, key, values).unwrap_or_else(|| key.to_owned())
        })
    }
}

impl Language {
    /// Its name, in itself.
    pub fn own_name(self) -> String {
        Words::of(self).text("language-name")
    }
}

type Values = HashMap<Cow<'static, str>, FluentValue<'static>>;

/// The text of this language and of no other.
fn own_text(language: Language, key: &str, values: Option<&Values>) -> Option<String> {
    LOCALES.lookup_single_language(&language.identifier(), key, values).ok()
}

/// `Email addresses` is `class-email-addresses`, `shirabe:residence-status` is
/// `class-shirabe-residence-status`.
pub(crate) fn data_class_key(class: &str) -> String {
    format!("class-{}", class.to_ascii_lowercase().replace([' ', ':'], "-"))
}

fn arguments<const N: usize>(values: [(&'static str, FluentValue<'static>); N]) -> Values {
    values.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::Language;
    use crate::words::Words;

    #[test]
    fn numbers_and_dates_as_people_write_them() {
        let (ja, en) = (Words::of(Language::Japanese), Words::of(Language::English));
        assert_eq!(ja.date("2025-09-06"), "2025年9月6日");
        assert_eq!(en.date("2025-09-06"), "6 September 2025");
        assert_eq!(ja.people(15_829), "15,829人");
        assert_eq!(en.people(9_230_000), "9,230,000 people");
        assert_eq!(en.people(1), "1 person");
        assert_eq!(en.people(382), "382 people");
    }

    #[test]
    fn moments_are_those_of_japan() {
        let words = Words::of(Language::English);
        assert_eq!(words.moment(1_760_108_399), "10 October 2025, 23:59");
        assert_eq!(words.moment(1_760_108_400), "11 October 2025, 00:00");
    }

    #[test]
    fn a_value_of_the_browser_leaves_a_gap() {
        let around = Words::of(Language::English).around("list-as-of", "date");
        assert_eq!((around.before.as_str(), around.after.as_str()), ("The list is as of ", "."));
    }

    #[test]
    fn an_unknown_class_keeps_its_own_name() {
        let words = Words::of(Language::Japanese);
        assert_eq!(words.data_class("Email addresses"), "メールアドレス");
        assert_eq!(words.data_class("Chess ratings"), "Chess ratings");
    }
}
