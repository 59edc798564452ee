//! Whether somebody who speaks a language has checked its texts: `review.toml` in its folder.

use super::Language;
use serde::Deserialize;
use std::sync::LazyLock;

/// What `review.toml` says. While nobody has checked the texts, the pages say so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The day of the texts, `2026-11-22`.
    #[allow(dead_code, reason = "for those who read the file")]
    pub written: String,
    pub reviewed_by: Vec<Reviewer>,
    /// The language whose texts decide where two differ.
    #[serde(default)]
    pub decides: bool,
}

/// Who checked the texts, and when.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "for those who read the file")]
pub struct Reviewer {
    pub name: String,
    pub date: String,
}

/// The files, in the order of the languages.
static REVIEWS: LazyLock<[Option<Review>; Language::ALL.len()]> =
    LazyLock::new(|| Language::ALL.map(|language| toml::from_str(file(language)).ok()));

macro_rules! file_of {
    ($tag:literal) => {
        include_str!(concat!("../../../web/locales/", $tag, "/review.toml"))
    };
}

fn file(language: Language) -> &'static str {
    match language {
        Language::Japanese => file_of!("ja"),
        Language::EasyJapanese => file_of!("ja-easy"),
        Language::English => file_of!("en"),
        Language::Vietnamese => file_of!("vi"),
        Language::Chinese => file_of!("zh-Hans"),
        Language::Hindi => file_of!("hi"),
        Language::Indonesian => file_of!("id"),
        Language::Nepali => file_of!("ne"),
        Language::Burmese => file_of!("my"),
        Language::Filipino => file_of!("fil"),
        Language::Portuguese => file_of!("pt-BR"),
        Language::Korean => file_of!("ko"),
    }
}

/// Whether the texts may be relied on: they decide, or somebody has checked them.
pub fn is_sound(language: Language) -> bool {
    REVIEWS[language as usize]
        .as_ref()
        .is_some_and(|review| review.decides || !review.reviewed_by.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::dates;

    #[test]
    fn every_file_can_be_read_and_japanese_alone_decides() {
        for (language, review) in Language::ALL.into_iter().zip(REVIEWS.iter()) {
            let review = review.as_ref().unwrap_or_else(|| panic!("{}", language.tag()));
            assert_eq!(review.decides, language == Language::Japanese);
            let reviewed = review.reviewed_by.iter().map(|reviewer| &reviewer.date);
            for date in reviewed.chain([&review.written]) {
                assert!(dates::parts(date).is_some(), "{}: {date}", language.tag());
            }
            assert!(review.reviewed_by.iter().all(|reviewer| !reviewer.name.trim().is_empty()));
        }
    }
}
