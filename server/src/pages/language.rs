//! Which language a page is in.

use fluent_langneg::{NegotiationStrategy, negotiate_languages, parse_accepted_languages};
use unic_langid::{LanguageIdentifier, langid};

/// A language the pages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Japanese,
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Japanese, Self::English];

    /// As it stands in URLs and in `lang` attributes.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Japanese => "ja",
            Self::English => "en",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    pub(super) fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Japanese => langid!("ja"),
            Self::English => langid!("en"),
        }
    }

    /// The best for an `Accept-Language` header. Readers of neither language get English, the
    /// one they are more likely to have learned; without a header it is Japanese.
    pub fn negotiate(accept_language: Option<&str>) -> Self {
        let Some(header) = accept_language.filter(|header| !header.trim().is_empty()) else {
            return Self::Japanese;
        };
        let wanted = parse_accepted_languages(header);
        let available = Self::ALL.map(|language| parse_accepted_languages(language.tag()));
        let available: Vec<_> = available.into_iter().flatten().collect();
        negotiate_languages(&wanted, &available, None, NegotiationStrategy::Filtering)
            .first()
            .and_then(|best| Self::from_tag(best.language.as_str()))
            .unwrap_or(Self::English)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_header_decides() {
        for (header, language) in [
            (Some("ja"), Language::Japanese),
            (Some("ja-JP,ja;q=0.9,en;q=0.8"), Language::Japanese),
            (Some("en-US,en;q=0.9,ja;q=0.8"), Language::English),
            (Some("vi-VN,vi;q=0.9,ja;q=0.8,en;q=0.7"), Language::Japanese),
            (Some("vi"), Language::English),
            (Some(""), Language::Japanese),
            (None, Language::Japanese),
        ] {
            assert_eq!(Language::negotiate(header), language, "{header:?}");
        }
    }
}
