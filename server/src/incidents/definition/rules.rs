//! What an incident file must keep, beyond its syntax.

use super::{DeclaredKind, Definition, DefinitionError, KindName};
use crate::words::Language;
use shirabe_protocol::{identifier::FieldForm, stretching::Profile};
use std::collections::BTreeSet;

/// Guessing one person's identifier of a sensitive incident must take a year and more.
const DAYS_TO_GUESS: u64 = 365;

impl Definition {
    /// # Errors
    /// [`DefinitionError::Rule`] for the first rule that is broken.
    pub(super) fn check(&self) -> Result<(), DefinitionError> {
        rule(is_name(&self.slug), "slug", "use lower-case letters, digits and hyphens")?;
        rule(
            self.languages.contains(&self.default_language),
            "default_language",
            "name one of `languages`",
        )?;
        for language in &self.languages {
            let known = Language::from_tag(language).is_some();
            let tags = Language::ALL.map(Language::tag).join(", ");
            let problem = format!("the pages have no language `{language}`; there are {tags}");
            rule(known, "languages", &problem)?;
        }
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
        let names: BTreeSet<_> = self.kinds.iter().map(|kind| &kind.kind).collect();
        rule(names.len() == self.kinds.len(), "kinds", "declare each kind once")?;
        rule(self.kinds.len() <= 32, "kinds", "an incident has at most 32 kinds")?;
        rule(self.public_kinds().next().is_some(), "kinds", "make at least one kind public")?;
        rule(self.daily_budget() > 0, "daily_budget", "it must be above 0")?;
        let lookups = self.desk.lookups_per_hour;
        rule(lookups != Some(0), "desk.lookups_per_hour", "it must be above 0")?;
        for declared in &self.kinds {
            self.check_form(declared)?;
            if declared.public {
                self.check_answer_policy(declared)?;
            }
        }
        Ok(())
    }

    /// A composite kind has a name, a title and fields; the others have none of their own.
    fn check_form(&self, declared: &DeclaredKind) -> Result<(), DefinitionError> {
        let place = format!("kinds.{}", declared.kind.code());
        rule(is_name(declared.kind.code()), &place, "use lower-case letters, digits and hyphens")?;
        let reserved =
            ["key", "group", "ignore", "none", "another"].contains(&declared.kind.code());
        rule(!reserved, &place, "this name has a meaning of its own; choose another")?;
        if !declared.is_composite() {
            let plain = declared.fields.is_empty() && declared.title.is_none();
            return rule(plain, &place, "email, phone and code have neither title nor fields");
        }
        rule(!declared.fields.is_empty(), &place, "name the fields it is made of")?;
        rule(declared.fields.len() <= 8, &place, "a kind has at most 8 fields")?;
        let names: BTreeSet<_> = declared.fields.iter().map(|field| &field.name).collect();
        rule(names.len() == declared.fields.len(), &place, "give each field its own name")?;
        for language in &self.languages {
            let named = declared.title.as_ref().is_some_and(|title| title.contains_key(language))
                && declared.fields.iter().all(|field| {
                    let hint = field.hint.as_ref();
                    field.label.contains_key(language)
                        && hint.is_none_or(|hint| hint.contains_key(language))
                });
            let problem = format!("write title, labels and hints in `{language}` too");
            rule(named, &place, &problem)?;
        }
        for field in &declared.fields {
            let place = format!("{place}.{}", field.name);
            rule(is_name(&field.name), &place, "use lower-case letters, digits and hyphens")?;
            let sizes = match field.form {
                FieldForm::NumberCode { width, .. } => (1..=64).contains(&width),
                FieldForm::Digits { min, max } => 0 < min && min <= max && max <= 64,
                FieldForm::Date | FieldForm::KanaName => true,
            };
            rule(sizes, &place, "give sizes from 1 to 64")?;
        }
        Ok(())
    }

    /// What the public may ask by.
    fn check_answer_policy(&self, declared: &DeclaredKind) -> Result<(), DefinitionError> {
        let place = format!("kinds.{}", declared.kind.code());
        let is = |name| declared.kind.code() == name;
        rule(
            !self.sensitive || !(is(KindName::EMAIL) || is(KindName::PHONE)),
            &place,
            "of sensitive data an email address or a phone number alone must not be public: \
             anybody who knows it could ask",
        )?;
        rule(
            !is(KindName::PHONE) || self.people <= 100_000,
            &place,
            "above 100,000 people a phone number alone must not be public: all numbers of a \
             country can be tried",
        )?;
        if !self.sensitive {
            return Ok(());
        }
        let Some(left) = declared.guesses_left() else {
            let problem = "say what is left to guess for somebody who knows name, employer and \
                           age: `guesses = [{ factor = \"birth dates\", number = 18000 }]`";
            return rule(false, &place, problem);
        };
        let budget = self.daily_budget();
        let words = declared.guessing_in_words(budget).unwrap_or_default();
        rule(
            left / budget >= DAYS_TO_GUESS,
            &place,
            &format!(
                "too easy to guess: {words}. Sensitive data needs at least {DAYS_TO_GUESS}. Make \
                 it `public = false`, for staff, or ask for one field more"
            ),
        )
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
            let named = entry.id.as_ref().is_none_or(|id| is_name(id));
            rule(named, "timeline.id", "use lower-case letters, digits and hyphens")?;
        }
        if let Some(date) = &self.next_notice {
            rule(is_date(date), "next_notice", "write the date as 2025-03-07")?;
        }
        if let Some(site) = &self.website {
            let is_site = url::Url::parse(site).is_ok_and(|site| site.scheme() == "https");
            rule(is_site, "website", "write the whole address, like https://www.example.jp/")?;
        }
        self.check_embed_origins()
    }

    /// They stand in a header and decide who may show the check: each is one whole origin.
    fn check_embed_origins(&self) -> Result<(), DefinitionError> {
        let place = "embed_origins";
        rule(self.embed_origins.len() <= 16, place, "name at most 16 sites")?;
        for origin in &self.embed_origins {
            let problem = format!(
                "`{origin}` is not admitted: write scheme and host alone, like \
                 https://www.example.jp (a sample incident may also name http://localhost:8000)"
            );
            rule(is_embed_origin(origin, self.sample), place, &problem)?;
        }
        Ok(())
    }
}

fn is_embed_origin(text: &str, sample: bool) -> bool {
    let Ok(url) = url::Url::parse(text) else { return false };
    let this_machine = matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
    let scheme = match url.scheme() {
        "https" => true,
        "http" => sample && this_machine && url.port().is_some(),
        _ => false,
    };
    // Neither a `*` nor anything that would end the header's directive.
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:/".contains(&b));
    scheme && plain && url.origin().ascii_serialization() == text
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
