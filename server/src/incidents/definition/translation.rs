//! The texts of one language in a file of their own, so that a translator gets one file.

use super::{Definition, DefinitionError, IncidentTexts, KindName};
use crate::words::Language;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A file that lies beside the incident file.
#[derive(Debug, Clone)]
pub struct TranslationFile {
    /// For errors: `overseas-career.vi.toml`.
    pub name: String,
    /// The language that the name says.
    pub tag: String,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Translation {
    language: String,
    title: String,
    what_happened: Vec<String>,
    desk_hours: String,
    /// Names, in the order of `[[organisations]]`.
    organisations: Vec<String>,
    /// Texts, in the order of `[[timeline]]`.
    #[serde(default)]
    timeline: Vec<String>,
    #[serde(default)]
    hints: BTreeMap<KindName, String>,
    /// Titles, by the group's name.
    groups: BTreeMap<String, String>,
    #[serde(default)]
    kinds: BTreeMap<KindName, KindTexts>,
}

/// Of a composite kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindTexts {
    title: String,
    fields: BTreeMap<String, FieldTexts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldTexts {
    label: String,
    hint: Option<String>,
}

type Entered = Result<(), String>;

impl Definition {
    /// The incident file with the texts of the files beside it, every rule checked.
    ///
    /// # Errors
    /// Names the file, the place in it, and what to do.
    pub fn with_translations(
        main: &str,
        translations: &[TranslationFile],
    ) -> Result<Self, DefinitionError> {
        let mut definition = Self::unchecked(main)?;
        for file in translations {
            definition.enter(file).map_err(|problem| DefinitionError::Translation {
                file: file.name.clone(),
                problem,
            })?;
        }
        definition.check()?;
        Ok(definition)
    }

    /// # Errors
    /// Where a value does not fit into TOML; those that a file was read from do.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }

    fn enter(&mut self, file: &TranslationFile) -> Entered {
        let texts: Translation =
            toml::from_str(&file.text).map_err(|error| format!("cannot be read: {error}"))?;
        if Language::from_tag(&file.tag).is_none() {
            return Err(format!("the pages have no language `{}`; {}", file.tag, known()));
        }
        if texts.language != file.tag {
            return Err(format!(
                "language: the file is named for `{}`; write language = \"{}\", or name it {}",
                file.tag,
                file.tag,
                file.name.replace(&format!(".{}.", file.tag), &format!(".{}.", texts.language)),
            ));
        }
        if self.languages.contains(&file.tag) {
            return Err(format!(
                "language: the incident file has `{}` in its `languages`; keep one of the two",
                file.tag
            ));
        }
        self.enter_texts(texts)
    }

    fn enter_texts(&mut self, texts: Translation) -> Entered {
        let tag = texts.language;
        let own = self.texts.get(&self.default_language);
        let own = own.ok_or("the incident file has no texts of its `default_language`")?;
        written("title", &texts.title)?;
        written("desk_hours", &texts.desk_hours)?;
        each_written("what_happened", &texts.what_happened)?;
        if texts.what_happened.is_empty() {
            return Err("what_happened: write at least one sentence".into());
        }
        same_names("hints", own.hints.keys(), texts.hints.keys())?;
        texts.hints.iter().try_for_each(|(kind, hint)| written(kind.code(), hint))?;

        let titles = texts.groups;
        same_names("groups", self.groups.iter().map(|group| &group.name), titles.keys())?;
        for group in &mut self.groups {
            let title = titles.get(&group.name).map_or("", String::as_str);
            written(&format!("groups.{}", group.name), title)?;
            group.title.insert(tag.clone(), title.to_owned());
        }
        same_number("organisations", self.organisations.len(), &texts.organisations)?;
        for (organisation, name) in self.organisations.iter_mut().zip(texts.organisations) {
            organisation.name.insert(tag.clone(), name);
        }
        same_number("timeline", self.timeline.len(), &texts.timeline)?;
        for (entry, text) in self.timeline.iter_mut().zip(texts.timeline) {
            entry.text.insert(tag.clone(), text);
        }
        self.enter_kinds(&tag, texts.kinds)?;
        let own = IncidentTexts {
            title: texts.title,
            what_happened: texts.what_happened,
            desk_hours: texts.desk_hours,
            hints: texts.hints,
        };
        self.texts.insert(tag.clone(), own);
        self.languages.push(tag);
        Ok(())
    }

    fn enter_kinds(&mut self, tag: &str, mut texts: BTreeMap<KindName, KindTexts>) -> Entered {
        let composite = self.kinds.iter().filter(|declared| declared.is_composite());
        same_names("kinds", composite.map(|declared| &declared.kind), texts.keys())?;
        for declared in &mut self.kinds {
            let Some(kind) = texts.remove(&declared.kind) else { continue };
            let place = format!("kinds.{}", declared.kind.code());
            written(&format!("{place}.title"), &kind.title)?;
            declared.title.get_or_insert_default().insert(tag.to_owned(), kind.title);
            let names = declared.fields.iter().map(|field| &field.name);
            same_names(&format!("{place}.fields"), names, kind.fields.keys())?;
            for field in &mut declared.fields {
                let Some(own) = kind.fields.get(&field.name) else { continue };
                let place = format!("{place}.fields.{}", field.name);
                written(&format!("{place}.label"), &own.label)?;
                field.label.insert(tag.to_owned(), own.label.clone());
                match (&mut field.hint, &own.hint) {
                    (Some(hint), Some(own)) => {
                        written(&format!("{place}.hint"), own)?;
                        hint.insert(tag.to_owned(), own.clone());
                    }
                    (None, None) => {}
                    (Some(_), None) => return Err(format!("{place}.hint: write this text")),
                    (None, Some(_)) => {
                        return Err(format!("{place}.hint: the incident file has no such text"));
                    }
                }
            }
        }
        Ok(())
    }
}

fn known() -> String {
    format!("there are {}", Language::ALL.map(Language::tag).join(", "))
}

fn written(place: &str, text: &str) -> Entered {
    if text.trim().is_empty() { Err(format!("{place}: write this text")) } else { Ok(()) }
}

fn each_written(place: &str, texts: &[String]) -> Entered {
    texts.iter().try_for_each(|text| written(place, text))
}

fn same_number(place: &str, wanted: usize, texts: &[String]) -> Entered {
    if texts.len() != wanted {
        let found = texts.len();
        return Err(format!(
            "{place}: the incident file has {wanted} and this file {found}; write one text for \
             each, in their order"
        ));
    }
    each_written(place, texts)
}

/// A name of a group, a field or a kind.
trait Name {
    fn name(&self) -> &str;
}

impl Name for String {
    fn name(&self) -> &str {
        self
    }
}

impl Name for KindName {
    fn name(&self) -> &str {
        self.code()
    }
}

fn same_names<'a, N: Name + 'a>(
    place: &str,
    wanted: impl Iterator<Item = &'a N>,
    found: impl Iterator<Item = &'a N>,
) -> Entered {
    let wanted: BTreeSet<&str> = wanted.map(Name::name).collect();
    let found: BTreeSet<&str> = found.map(Name::name).collect();
    if let Some(missing) = wanted.difference(&found).next() {
        return Err(format!("{place}.{missing}: write this text"));
    }
    match found.difference(&wanted).next() {
        Some(other) => Err(format!("{place}.{other}: the incident file has no such text")),
        None => Ok(()),
    }
}
