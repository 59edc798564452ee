//! Which languages the pages are written in, and which of them a reader gets.

use icu_locale_core::{Locale, locale};
use unic_langid::LanguageIdentifier;

/// A language the pages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Japanese,
    /// Short sentences, and a reading above every kanji.
    EasyJapanese,
    English,
    Vietnamese,
    Chinese,
    Hindi,
    Indonesian,
    Nepali,
    Burmese,
    Filipino,
    Portuguese,
    Korean,
}

/// How a language is called where machines read its name.
struct Names {
    /// In URLs, in incident files and as a folder of `web/locales`.
    tag: &'static str,
    /// In `lang` attributes: what fonts, voices and line breaks go by.
    html: &'static str,
    hreflang: &'static str,
    /// How dates and numbers are written here, and numbers by `Intl` in the browser.
    locale: &'static str,
}

impl Names {
    const fn all(tag: &'static str) -> Self {
        Self { tag, html: tag, hreflang: tag, locale: tag }
    }
}

impl Language {
    /// In the order of the language menu.
    pub const ALL: [Self; 12] = [
        Self::Japanese,
        Self::EasyJapanese,
        Self::English,
        Self::Vietnamese,
        Self::Chinese,
        Self::Hindi,
        Self::Indonesian,
        Self::Nepali,
        Self::Burmese,
        Self::Filipino,
        Self::Portuguese,
        Self::Korean,
    ];

    /// The pages of staff are written in these only.
    pub const OF_STAFF: [Self; 2] = [Self::Japanese, Self::English];

    /// The one table of languages.
    const fn names(self) -> Names {
        match self {
            Self::Japanese => Names::all("ja"),
            Self::EasyJapanese => Names {
                tag: "ja-easy",
                html: "ja",
                // BCP 47 has no subtag for it: `x` begins one of our own.
                hreflang: "ja-x-easy",
                locale: "ja",
            },
            // The day first, as everywhere but in the United States.
            Self::English => Names { locale: "en-GB", ..Names::all("en") },
            Self::Vietnamese => Names::all("vi"),
            Self::Chinese => Names::all("zh-Hans"),
            Self::Hindi => Names::all("hi"),
            Self::Indonesian => Names::all("id"),
            // Digits as in letters, cards and phone numbers in Japan, in all languages.
            Self::Nepali => Names { locale: "ne-u-nu-latn", ..Names::all("ne") },
            Self::Burmese => Names { locale: "my-u-nu-latn", ..Names::all("my") },
            Self::Filipino => Names::all("fil"),
            Self::Portuguese => Names::all("pt-BR"),
            Self::Korean => Names::all("ko"),
        }
    }

    /// As it stands in URLs, in incident files and as a folder of `web/locales`.
    pub const fn tag(self) -> &'static str {
        self.names().tag
    }

    /// As it stands in `lang` attributes.
    pub const fn html(self) -> &'static str {
        self.names().html
    }

    /// As it stands in `hreflang` attributes.
    pub const fn hreflang(self) -> &'static str {
        self.names().hreflang
    }

    /// What `Intl` in the browser writes numbers by.
    pub const fn locale_tag(self) -> &'static str {
        self.names().locale
    }

    /// What dates and numbers are written by here.
    pub(crate) fn locale(self) -> Locale {
        self.locale_tag().parse().unwrap_or(locale!("en-GB"))
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// A tag whose letters are of the wrong case, as people type it.
    pub fn from_tag_of_any_case(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// A language of staff.
    pub fn of_staff(tag: &str) -> Option<Self> {
        Self::OF_STAFF.into_iter().find(|language| language.tag() == tag)
    }

    /// The part of a route that admits every language and nothing else.
    pub(crate) fn route_part() -> String {
        format!("/{{language:{}}}", Self::ALL.map(Self::tag).join("|"))
    }

    /// The key of the Fluent files. `ja-easy` reads as Japanese in a script `Easy`: odd, and
    /// a name of its own like any other.
    pub(crate) fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().unwrap_or_default()
    }

    /// The best for an `Accept-Language` header. Readers of none of these languages get English,
    /// the one they are more likely to have learned; without a header it is Japanese. Easy
    /// Japanese is never guessed: who wants it chooses it.
    pub fn negotiate(accept_language: Option<&str>) -> Self {
        let Some(header) = accept_language.filter(|header| !header.trim().is_empty()) else {
            return Self::Japanese;
        };
        let mut wanted: Vec<(f32, &str)> = header.split(',').filter_map(wish).collect();
        // Stable: of equal weights the first counts.
        wanted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        wanted.into_iter().find_map(|(_, tag)| Self::for_reader_of(tag)).unwrap_or(Self::English)
    }

    /// By the language alone: whoever reads Portuguese of Portugal reads that of Brazil sooner
    /// than English, and so with Chinese in traditional characters.
    fn for_reader_of(tag: &str) -> Option<Self> {
        let language = tag.split('-').next()?.to_ascii_lowercase();
        let language = match language.as_str() {
            // Names that browsers and phones still send.
            "tl" => "fil",
            "in" => "id",
            other => other,
        };
        let others = Self::ALL.into_iter().filter(|one| *one != Self::EasyJapanese);
        others.into_iter().find(|one| one.tag().split('-').next() == Some(language))
    }
}

/// `vi;q=0.8`: a language and how much it is wanted; nothing for one that is refused.
fn wish(part: &str) -> Option<(f32, &str)> {
    let mut parts = part.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let weight = parts.find_map(|parameter| parameter.strip_prefix("q="));
    let weight = weight.map_or(Some(1.0), |weight| weight.trim().parse::<f32>().ok())?;
    (weight > 0.0).then_some((weight, tag))
}

#[cfg(test)]
mod tests {
    use crate::words::Language;
    use std::collections::BTreeSet;

    #[test]
    fn the_header_decides() {
        for (header, tag) in [
            (Some("ja"), "ja"),
            (Some("ja-JP,ja;q=0.9,en;q=0.8"), "ja"),
            (Some("en-US,en;q=0.9,ja;q=0.8"), "en"),
            (Some("vi-VN,vi;q=0.9,ja;q=0.8,en;q=0.7"), "vi"),
            (Some("en;q=0.2, ne;q=0.9"), "ne"),
            (Some("en;q=0, ko;q=0.1"), "ko"),
            (Some("fr-FR,fr;q=0.9,my;q=0.5,en;q=0.4"), "my"),
            (Some("zh-CN"), "zh-Hans"),
            (Some("zh-SG"), "zh-Hans"),
            (Some("zh-Hans-MY"), "zh-Hans"),
            (Some("zh"), "zh-Hans"),
            (Some("zh-TW,zh;q=0.9,en;q=0.8"), "zh-Hans"),
            (Some("pt"), "pt-BR"),
            (Some("pt-PT"), "pt-BR"),
            (Some("PT-br"), "pt-BR"),
            (Some("tl"), "fil"),
            (Some("fil-PH"), "fil"),
            (Some("in"), "id"),
            (Some("hi-IN"), "hi"),
            (Some("ja-easy"), "ja"),
            (Some("ja-x-easy"), "ja"),
            (Some("de-DE,de;q=0.9"), "en"),
            (Some("*"), "en"),
            (Some(";q=1, ;;;, -, vi;q=x"), "en"),
            (Some(""), "ja"),
            (None, "ja"),
        ] {
            assert_eq!(Language::negotiate(header).tag(), tag, "{header:?}");
        }
    }

    #[test]
    fn every_language_has_names_of_its_own() {
        let distinct = |name: fn(Language) -> &'static str| {
            Language::ALL.map(name).into_iter().collect::<BTreeSet<_>>().len()
        };
        assert_eq!(distinct(Language::tag), Language::ALL.len());
        assert_eq!(distinct(Language::hreflang), Language::ALL.len());
        for language in Language::ALL {
            let tag = language.tag();
            assert_eq!(Language::from_tag(tag), Some(language));
            assert_eq!(Language::from_tag_of_any_case(&tag.to_uppercase()), Some(language));
            assert_eq!(language.locale().to_string(), language.locale_tag());
            assert!(language.identifier().to_string().eq_ignore_ascii_case(tag));
        }
        assert_eq!(Language::from_tag("zh-hans"), None);
        assert_eq!(Language::of_staff("vi"), None);
    }
}
