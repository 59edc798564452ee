//! What the pages ask the rest of the server for.

use crate::{
    incidents::{
        definition::{Certainty, Definition, Group},
        record::Record,
    },
    words::{Language, Words},
};
use std::{future::Future, pin::Pin, sync::Arc};

/// A reply that comes later.
pub type PageFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, PageUnavailable>> + Send + 'a>>;

/// Where pages get incidents from.
pub trait PageSource: Send + Sync {
    /// Every incident that the public may see, the latest notice first.
    fn incidents(&self) -> PageFuture<'_, Vec<IncidentView>>;

    /// One of them, or `None` where no incident has this slug.
    fn incident<'a>(&'a self, slug: &'a str) -> PageFuture<'a, Option<IncidentView>>;

    /// The address that people see, without a slash at the end.
    fn public_url(&self) -> &str;

    /// Seconds since 1970.
    fn now(&self) -> i64;

    /// Where to report a weakness, `mailto:...` or `https://...`.
    fn security_contact(&self) -> Option<&str>;
}

/// One incident, as far as pages show it.
#[derive(Debug, Clone)]
pub struct IncidentView {
    pub id: [u8; 16],
    pub definition: Arc<Definition>,
    pub record: Arc<Record>,
    /// When the definition was last changed, in seconds since 1970.
    pub applied: i64,
    /// `None` until a first set is published: the page then offers no check.
    pub published: Option<PublishedSet>,
    /// Ed25519 public key that signs this incident's manifests, 64 hex digits.
    pub signing_key: String,
}

/// The set that lookups are answered from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishedSet {
    pub set_version: u64,
    /// The date of the list, in seconds since 1970.
    pub as_of: i64,
}

/// The page cannot be made just now. The reason is for the log, written where it arose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what the page shows cannot be read just now")]
pub struct PageUnavailable;

impl IncidentView {
    /// The responsible organisation, which speaks on the page as "we".
    pub(super) fn organisation(&self, language: &str) -> &str {
        let definition = &self.definition;
        definition.organisations.first().map_or("", |first| definition.pick(&first.name, language))
    }

    /// The language of the incident's own texts on a page in `words`, for `lang` attributes.
    pub(super) fn text_language(&self, words: Words) -> String {
        let shown = self.definition.language(words.language().tag());
        match Language::from_tag(shown) {
            Some(language) => language.html().to_owned(),
            None => shown.to_owned(),
        }
    }

    /// What a page says where the incident has no texts in the reader's language.
    pub(super) fn texts_elsewhere(&self, words: Words) -> Option<String> {
        let wanted = words.language().tag();
        let shown = Language::from_tag(self.definition.language(wanted))?;
        let name = || Words::of(shown).text("language-name");
        (shown != words.language()).then(|| words.with("texts-elsewhere", "name", name()))
    }

    pub(super) fn certainty_of(&self, group: &Group) -> Certainty {
        group.certainty.unwrap_or(self.definition.certainty)
    }

    /// The desk's number as a `tel:` address: digits and a leading plus only.
    pub(super) fn desk_address(&self) -> String {
        let dialled =
            self.definition.desk.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+');
        format!("tel:{}", dialled.collect::<String>())
    }
}
