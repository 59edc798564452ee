//! What pages show of a definition.

use super::{Certainty, Definition, Group};
use crate::words::{Language, Words};

impl Definition {
    /// The responsible organisation, which speaks on the page as "we".
    pub fn responsible(&self, language: &str) -> &str {
        self.organisations.first().map_or("", |first| self.pick(&first.name, language))
    }

    /// The language of the incident's own texts on a page in `words`, for `lang` attributes.
    pub fn text_language(&self, words: Words) -> String {
        let shown = self.language(words.language().tag());
        match Language::from_tag(shown) {
            Some(language) => language.html().to_owned(),
            None => shown.to_owned(),
        }
    }

    /// What a page says where the incident has no texts in the reader's language.
    pub fn texts_elsewhere(&self, words: Words) -> Option<String> {
        let wanted = words.language().tag();
        let shown = Language::from_tag(self.language(wanted))?;
        let name = || Words::of(shown).text("language-name");
        (shown != words.language()).then(|| words.with("texts-elsewhere", "name", name()))
    }

    pub fn certainty_of(&self, group: &Group) -> Certainty {
        group.certainty.unwrap_or(self.certainty)
    }

    /// The desk's number as a `tel:` address: digits and a leading plus only.
    pub fn desk_address(&self) -> String {
        let dialled = self.desk.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+');
        format!("tel:{}", dialled.collect::<String>())
    }
}
