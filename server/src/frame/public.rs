//! What stands around every page: header, language switch, footer, assets.

use super::{
    assets::{self, Asset},
    program::ProgramLine,
};
use crate::{
    incidents::Incident,
    words::{Language, Words, readings, review},
};
use actix_web::web::Data;

pub struct Frame {
    words: Words,
    /// For the `lang` attribute.
    pub language: &'static str,
    /// What `Intl` in the browser writes numbers by.
    pub locale: &'static str,
    /// Readings of kanji need room above each line.
    pub with_readings: bool,
    pub title: String,
    /// Who speaks on this page, with a link to where the page begins.
    pub speaker: String,
    pub speaker_path: String,
    pub languages: Vec<LanguageLink>,
    pub language_name: String,
    /// The same page for every language, without one; leads to the reader's own.
    pub any_language_path: String,
    /// The address that people see, where this page is to be found by search engines.
    pub public_url: Option<String>,
    /// The same page in the language that decides, while nobody has checked this one.
    pub decided_by: Option<String>,
    /// That the organisation's own texts are in another language.
    pub texts_elsewhere: Option<String>,
    pub home_path: String,
    pub how_path: String,
    pub real_path: String,
    pub program: ProgramLine,
    pub program_path: String,
    /// Stands in a frame on another site: without header and footer, and links open windows.
    pub embedded: bool,
    pub sample: bool,
    pub styles: [Style; 5],
    pub lookup_style: Asset,
    pub embed_style: Asset,
    pub script: Asset,
}

/// A style sheet with the media it is for.
pub struct Style {
    pub asset: Asset,
    pub media: &'static str,
}

/// The address that people see, without a slash at its end.
pub struct PublicUrl(String);

impl PublicUrl {
    pub fn new(configured: &str) -> Self {
        Self(configured.trim_end_matches('/').to_owned())
    }

    /// `check.example.org`, with its port where it has one.
    pub fn host(&self) -> &str {
        self.0.split("://").last().unwrap_or_default()
    }
}

/// The same page in another language, named in that language.
pub struct LanguageLink {
    pub language: &'static str,
    pub hreflang: &'static str,
    pub name: String,
    pub path: String,
    pub current: bool,
}

impl Frame {
    /// `rest` is the path of this page after its language, without a leading slash.
    pub fn new(words: Words, title: String, rest: &str) -> Self {
        let language = words.language().tag();
        let languages = Language::ALL.map(|other| LanguageLink {
            language: other.html(),
            hreflang: other.hreflang(),
            name: Words::of(other).text("language-name"),
            path: format!("/{}/{rest}", other.tag()),
            current: other == words.language(),
        });
        let decided_by = || format!("/{}/{rest}", Language::Japanese.tag());
        Self {
            words,
            language: words.language().html(),
            locale: words.language().locale_tag(),
            with_readings: words.language() == Language::EasyJapanese,
            title: readings::without(&title),
            speaker: words.text("site-name"),
            speaker_path: format!("/{language}/"),
            languages: languages.into(),
            language_name: words.text("language-name"),
            any_language_path: format!("/{rest}"),
            public_url: None,
            decided_by: (!review::is_sound(words.language())).then(decided_by),
            texts_elsewhere: None,
            home_path: format!("/{language}/"),
            how_path: format!("/{language}/how-it-works"),
            real_path: format!("/{language}/real"),
            program: ProgramLine::of_this_server(),
            program_path: format!("/{language}/real#program"),
            embedded: false,
            sample: false,
            styles: ["tokens", "base", "controls", "pages", "print"].map(|name| Style {
                asset: assets::find(&format!("styles/{name}.css")),
                media: if name == "print" { "print" } else { "all" },
            }),
            lookup_style: assets::find("elements/exposure-lookup/exposure-lookup.css"),
            embed_style: assets::find("elements/embed/embed.css"),
            script: assets::find("elements/exposure-lookup/exposure-lookup.js"),
        }
    }

    /// A page that search engines may find, in every language.
    pub fn at(mut self, address: Option<&Data<PublicUrl>>) -> Self {
        self.public_url = address.map(|address| address.0.clone());
        self
    }

    /// The incident's organisation speaks instead of the site.
    pub fn of_incident(mut self, incident: &Incident) -> Self {
        let slug = &incident.definition.slug;
        let language = self.words.language().tag();
        incident.definition.responsible(language).clone_into(&mut self.speaker);
        self.speaker_path = format!("/{language}/incidents/{slug}");
        self.texts_elsewhere = incident.definition.texts_elsewhere(self.words);
        self.real_path = format!("/{language}/incidents/{slug}/real");
        self.sample = incident.definition.sample;
        self
    }
}
