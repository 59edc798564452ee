//! The incident file: what an organisation says of an incident, as TOML.
//!
//! Everything a person reads about one incident and no other stands here, by language. Unknown
//! keys are refused, so that a mistyped one is not silently lost.

mod kinds;
mod rules;
mod shown;
mod translation;

pub use kinds::{DeclaredField, DeclaredKind, Guesses, KindName};
pub use translation::TranslationFile;

use serde::{Deserialize, Serialize};
use shirabe_protocol::{
    identifier::{Kind, Region},
    stretching::Profile,
};
use std::collections::BTreeMap;

/// A text in several languages, by language tag.
pub type Texts = BTreeMap<String, String>;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Lower-case letters, digits and hyphens; stands in URLs.
    pub slug: String,
    /// Languages that every text below has.
    pub languages: Vec<String>,
    /// The language whose text decides where two differ.
    pub default_language: String,
    /// How numbers without a calling code are read.
    pub region: Region,
    pub profile: Profile,
    /// Invented data: the pages carry a banner. Needed for profile `sample`.
    #[serde(default)]
    pub sample: bool,
    /// Sensitive personal data: neither email nor phone is public.
    #[serde(default)]
    pub sensitive: bool,
    /// Public lookups that this incident answers in a day, from all addresses together. Without
    /// it 100,000 for sensitive data, otherwise four for each person and at least 100,000.
    pub daily_budget: Option<u64>,
    /// What goes public waits for a second person. Never so for invented data.
    #[serde(default = "on")]
    pub four_eyes: bool,
    /// Day the organisation learned of it, `2025-03-07`.
    pub known_since: String,
    /// Day of the first public notice.
    pub published: String,
    pub certainty: Certainty,
    pub investigation: Investigation,
    /// Day of the next notice, where one is planned.
    pub next_notice: Option<String>,
    /// The organisation's own site, `https://www.example.jp/`: where people begin who want to be
    /// sure that the page is real.
    pub website: Option<String>,
    /// Origins whose pages may show the check inside a frame, `https://www.example.jp`.
    #[serde(default)]
    pub embed_origins: Vec<String>,
    /// People concerned, as published.
    pub people: u64,
    pub organisations: Vec<Organisation>,
    pub kinds: Vec<DeclaredKind>,
    pub groups: Vec<Group>,
    #[serde(default)]
    pub timeline: Vec<TimelineEntry>,
    pub desk: Desk,
    pub texts: BTreeMap<String, IncidentTexts>,
}

fn on() -> bool {
    true
}

/// How certain it is that data left; fixed terms, never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    WasTaken,
    MayHaveBeenTaken,
    MayHaveBeenViewed,
    SentToTheWrongPerson,
    DownloadedDeletionConfirmed,
}

impl Certainty {
    /// The key of its term, `certainty-...` in the Fluent files.
    pub fn code(self) -> &'static str {
        match self {
            Self::WasTaken => "was-taken",
            Self::MayHaveBeenTaken => "may-have-been-taken",
            Self::MayHaveBeenViewed => "may-have-been-viewed",
            Self::SentToTheWrongPerson => "sent-to-the-wrong-person",
            Self::DownloadedDeletionConfirmed => "downloaded-deletion-confirmed",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Investigation {
    Ongoing,
    Finished,
}

impl Investigation {
    pub fn code(self) -> &'static str {
        match self {
            Self::Ongoing => "ongoing",
            Self::Finished => "finished",
        }
    }
}

/// One organisation of the chain, the responsible one first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    pub role: OrganisationRole,
    pub name: Texts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationRole {
    Responsible,
    Contractor,
    SubContractor,
    CallCentre,
}

impl OrganisationRole {
    pub fn code(self) -> &'static str {
        match self {
            Self::Responsible => "responsible",
            Self::Contractor => "contractor",
            Self::SubContractor => "sub-contractor",
            Self::CallCentre => "call-centre",
        }
    }
}

/// People with the same kinds of data exposed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Lower-case letters, digits and hyphens; stands in the manifest.
    pub name: String,
    pub title: Texts,
    /// People in it, as published.
    pub people: u64,
    /// Where it differs from the incident's.
    pub certainty: Option<Certainty>,
    /// HIBP's names where they exist (`Email addresses`), ours as `shirabe:residence-status`.
    pub data_classes: Vec<String>,
}

/// One dated event or notice of the public record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimelineEntry {
    /// Day of the event or notice.
    pub date: String,
    /// Tells it from others of the same day; date and id stay, whatever becomes of the text.
    pub id: Option<String>,
    #[serde(default)]
    pub kind: EntryKind,
    pub text: Texts,
}

/// What an entry of the public record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// Something that happened.
    #[default]
    Event,
    /// The first notice to the public.
    First,
    FollowUp,
    Final,
    /// What is done so that it does not happen again.
    Prevention,
}

impl EntryKind {
    pub const ALL: [Self; 5] =
        [Self::Event, Self::First, Self::FollowUp, Self::Final, Self::Prevention];

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The key of its name, `record-kind-...` in the Fluent files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::First => "first",
            Self::FollowUp => "follow-up",
            Self::Final => "final",
            Self::Prevention => "prevention",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// As people dial it.
    pub phone: String,
    /// Lookups that each agent has in an hour; 120 without it.
    pub lookups_per_hour: Option<u64>,
    /// Whether a caller is told if they are listed. Without it yes, but for sensitive data no:
    /// then the answer goes to the registered address.
    pub tells_by_phone: Option<bool>,
}

/// The incident's own texts in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentTexts {
    /// `Personal data of people who applied to ... may have been viewed`.
    pub title: String,
    /// Short sentences, about three.
    pub what_happened: Vec<String>,
    /// When the desk answers.
    pub desk_hours: String,
    /// Which address, number or letter is meant, by kind: `The one you used when you applied.`
    #[serde(default)]
    pub hints: BTreeMap<KindName, String>,
}

/// What is wrong with an incident file: the place in it, and what to do.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    #[error("the incident file cannot be read: {0}")]
    Syntax(String),
    #[error("{place}: {problem}")]
    Rule { place: String, problem: String },
    #[error("{file}: {problem}")]
    Translation { file: String, problem: String },
}

impl Definition {
    /// # Errors
    /// [`DefinitionError`] names the first rule that is broken.
    pub fn from_toml(text: &str) -> Result<Self, DefinitionError> {
        let definition = Self::unchecked(text)?;
        definition.check()?;
        Ok(definition)
    }

    fn unchecked(text: &str) -> Result<Self, DefinitionError> {
        toml::from_str(text).map_err(|error| DefinitionError::Syntax(error.to_string()))
    }

    /// Kinds in the protocol's terms, in the file's order: positions in a load's messages.
    pub fn kinds(&self) -> Vec<Kind> {
        self.kinds.iter().map(|declared| declared.protocol_kind(self.region)).collect()
    }

    /// Kinds that the public may ask by.
    pub fn public_kinds(&self) -> impl Iterator<Item = Kind> {
        let public = self.kinds.iter().filter(|declared| declared.public);
        public.map(|declared| declared.protocol_kind(self.region))
    }

    /// Public lookups that this incident answers in a day.
    pub fn daily_budget(&self) -> u64 {
        const AT_LEAST: u64 = 100_000;
        let by_size = if self.sensitive { AT_LEAST } else { AT_LEAST.max(4 * self.people) };
        self.daily_budget.unwrap_or(by_size)
    }

    /// Whether publishing, withdrawing and rolling back wait for a second person.
    pub fn needs_four_eyes(&self) -> bool {
        self.four_eyes && !self.sample
    }

    /// Whether the desk tells a caller if they are listed.
    pub fn tells_by_phone(&self) -> bool {
        self.desk.tells_by_phone.unwrap_or(!self.sensitive)
    }

    /// The language asked for where the incident has it, else its own. Who asks for easy
    /// Japanese is served better by Japanese than by anything else.
    pub fn language<'a>(&'a self, wanted: &'a str) -> &'a str {
        let closest = [wanted, wanted.strip_suffix("-easy").unwrap_or(wanted)];
        let there = closest.into_iter().find(|language| self.texts.contains_key(*language));
        there.unwrap_or(&self.default_language)
    }

    /// The incident's texts in the language asked for, else in its own.
    pub fn texts_in(&self, language: &str) -> &IncidentTexts {
        &self.texts[self.language(language)]
    }

    /// One text in the language asked for, else in the incident's own.
    pub fn pick<'a>(&self, texts: &'a Texts, language: &str) -> &'a str {
        texts.get(self.language(language)).map_or("", String::as_str)
    }
}
