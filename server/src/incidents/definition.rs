//! The incident file: what an organisation says of an incident, as TOML.
//!
//! Everything a person reads about one incident and no other stands here, by language. Unknown
//! keys are refused, so that a mistyped one is not silently lost.

use serde::{Deserialize, Serialize};
use shirabe_protocol::{
    identifier::{Form, Kind, Region},
    stretching::Profile,
};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Day the organisation learned of it, `2025-03-07`.
    pub known_since: String,
    /// Day of the first public notice.
    pub published: String,
    pub certainty: Certainty,
    pub investigation: Investigation,
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

/// A kind of identifier that this incident's lists hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredKind {
    pub kind: KindName,
    /// Whether the public page asks for it; the rest is for staff.
    pub public: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KindName {
    Email,
    Phone,
    Code,
}

impl KindName {
    pub fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Code => "code",
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
    pub date: String,
    pub text: Texts,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// As people dial it.
    pub phone: String,
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
}

impl Definition {
    /// # Errors
    /// [`DefinitionError`] names the first rule that is broken.
    pub fn from_toml(text: &str) -> Result<Self, DefinitionError> {
        let definition: Self =
            toml::from_str(text).map_err(|error| DefinitionError::Syntax(error.to_string()))?;
        definition.check()?;
        Ok(definition)
    }

    fn check(&self) -> Result<(), DefinitionError> {
        rule(is_name(&self.slug), "slug", "use lower-case letters, digits and hyphens")?;
        rule(
            self.languages.contains(&self.default_language),
            "default_language",
            "name one of `languages`",
        )?;
        for (place, date) in [("known_since", &self.known_since), ("published", &self.published)] {
            rule(is_date(date), place, "write the date as 2025-03-07")?;
        }
        rule(
            self.profile != Profile::Sample || self.sample,
            "profile",
            "`sample` protects nobody: it is for incidents with `sample = true`",
        )?;
        let weak = matches!(self.profile, Profile::Mass | Profile::Sample) && !self.sample;
        rule(!weak || !self.sensitive, "profile", "sensitive data needs `standard` or `strong`")?;
        rule(
            self.profile != Profile::Mass || self.people >= 1_000_000,
            "profile",
            "`mass` is for lists of a million people and more",
        )?;
        self.check_kinds()?;
        self.check_groups()?;
        self.check_texts()
    }

    fn check_kinds(&self) -> Result<(), DefinitionError> {
        let names: BTreeSet<_> = self.kinds.iter().map(|kind| kind.kind).collect();
        rule(names.len() == self.kinds.len(), "kinds", "declare each kind once")?;
        rule(self.public_kinds().next().is_some(), "kinds", "make at least one kind public")?;
        for declared in self.kinds.iter().filter(|declared| declared.public) {
            let place = format!("kinds.{}", declared.kind.code());
            rule(
                !self.sensitive || declared.kind == KindName::Code,
                &place,
                "of sensitive data an email address or a phone number alone must not be public: \
                 anybody who knows it could ask",
            )?;
            rule(
                declared.kind != KindName::Phone || self.people <= 100_000,
                &place,
                "above 100,000 people a phone number alone must not be public: all numbers of a \
                 country can be tried",
            )?;
        }
        Ok(())
    }

    fn check_groups(&self) -> Result<(), DefinitionError> {
        let names: BTreeSet<_> = self.groups.iter().map(|group| &group.name).collect();
        rule(!self.groups.is_empty(), "groups", "declare at least one group")?;
        rule(names.len() == self.groups.len(), "groups", "give each group its own name")?;
        rule(self.groups.len() <= 32, "groups", "an incident has at most 32 groups")?;
        for group in &self.groups {
            let place = format!("groups.{}", group.name);
            rule(is_name(&group.name), &place, "use lower-case letters, digits and hyphens")?;
            rule(!group.data_classes.is_empty(), &place, "name the kinds of data exposed")?;
        }
        Ok(())
    }

    fn check_texts(&self) -> Result<(), DefinitionError> {
        rule(!self.organisations.is_empty(), "organisations", "name the responsible one")?;
        for language in &self.languages {
            let place = format!("texts.{language}");
            rule(self.texts.contains_key(language), &place, "write the texts of this language")?;
            let translated = (self.organisations.iter().map(|o| ("organisations", &o.name)))
                .chain(self.groups.iter().map(|g| ("groups.title", &g.title)))
                .chain(self.timeline.iter().map(|t| ("timeline.text", &t.text)));
            for (place, texts) in translated {
                let place = format!("{place}.{language}");
                rule(texts.contains_key(language), &place, "write the text of this language")?;
            }
        }
        for entry in &self.timeline {
            rule(is_date(&entry.date), "timeline.date", "write the date as 2025-03-07")?;
        }
        Ok(())
    }

    /// Kinds in the protocol's terms, in the file's order: positions in a load's messages.
    pub fn kinds(&self) -> Vec<Kind> {
        self.kinds.iter().map(|declared| self.protocol_kind(declared.kind)).collect()
    }

    /// Kinds that the public may ask by.
    pub fn public_kinds(&self) -> impl Iterator<Item = Kind> {
        self.kinds.iter().filter(|kind| kind.public).map(|kind| self.protocol_kind(kind.kind))
    }

    fn protocol_kind(&self, kind: KindName) -> Kind {
        let form = match kind {
            KindName::Email => Form::Email,
            KindName::Phone => Form::Phone { region: self.region },
            KindName::Code => Form::Code,
        };
        Kind { name: kind.code().to_owned(), form }
    }

    /// The language asked for where the incident has it, else its own.
    pub fn language<'a>(&'a self, wanted: &'a str) -> &'a str {
        if self.texts.contains_key(wanted) { wanted } else { &self.default_language }
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

fn rule(holds: bool, place: &str, problem: &str) -> Result<(), DefinitionError> {
    if holds {
        return Ok(());
    }
    Err(DefinitionError::Rule { place: place.to_owned(), problem: problem.to_owned() })
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn is_date(text: &str) -> bool {
    time::Date::parse(text, time::macros::format_description!("[year]-[month]-[day]")).is_ok()
}
