//! What stands around every page: header, language switch, footer, assets.

use super::{
    assets::{self, Asset},
    language::Language,
    program::ProgramLine,
    view::IncidentView,
    words::Words,
};

pub struct Frame {
    pub language: &'static str,
    pub title: String,
    /// Who speaks on this page, with a link to where the page begins.
    pub speaker: String,
    pub speaker_path: String,
    pub languages: Vec<LanguageLink>,
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

/// The same page in another language, named in that language.
pub struct LanguageLink {
    pub tag: &'static str,
    pub name: String,
    pub path: String,
    pub current: bool,
}

impl Frame {
    /// `rest` is the path of this page after its language, without a leading slash.
    pub fn new(words: Words, title: String, rest: &str) -> Self {
        let language = words.language().tag();
        let languages = Language::ALL.map(|other| LanguageLink {
            tag: other.tag(),
            name: Words::of(other).text("language-name"),
            path: format!("/{}/{rest}", other.tag()),
            current: other == words.language(),
        });
        Self {
            language,
            title,
            speaker: words.text("site-name"),
            speaker_path: format!("/{language}/"),
            languages: languages.into(),
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

    /// The incident's organisation speaks instead of the site.
    pub fn of_incident(mut self, incident: &IncidentView) -> Self {
        let slug = &incident.definition.slug;
        incident.organisation(self.language).clone_into(&mut self.speaker);
        self.speaker_path = format!("/{}/incidents/{slug}", self.language);
        self.real_path = format!("/{}/incidents/{slug}/real", self.language);
        self.sample = incident.definition.sample;
        self
    }
}
