//! What a list's columns are, saved as TOML, so that the next list of the same making reads
//! alike.
//!
//! ```toml
//! [file]
//! sheet = "名簿"
//! header_row = "3"
//!
//! [columns]
//! "会員番号" = "key"
//! "連絡先" = ["email", "phone"]
//!
//! [groups]
//! "患者" = "patients"
//! ```

use crate::{
    columns::{ColumnUse, Mapping, Source, Target},
    error::MappingError,
    source::{Asked, AskedEncoding, Epoch},
};
use serde::{Deserialize, Serialize};
use shirabe_protocol::identifier::Kind;
use std::collections::BTreeMap;

/// A mapping file as read. Holds headings and names of groups, no cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappingFile {
    /// Columns with their targets; one with several has an entry for each.
    pub columns: Vec<Mapping>,
    /// What may stand in a cell of the group column, and the group that it stands for.
    pub groups: Vec<(String, String)>,
    pub file: FileOptions,
}

/// How the file itself is read, in the words of the command line's options.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileOptions {
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    pub encoding: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    pub sheet: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    pub header_row: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    pub epoch: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    file: FileOptions,
    #[serde(default)]
    columns: BTreeMap<String, Targets>,
    #[serde(default)]
    groups: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Targets {
    One(String),
    Several(Vec<String>),
}

/// A number may be written without quotation marks.
fn word<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Word {
        Text(String),
        Number(u32),
    }
    Ok(Some(match Word::deserialize(deserializer)? {
        Word::Text(text) => text,
        Word::Number(number) => number.to_string(),
    }))
}

impl FileOptions {
    /// What the command line asks, and for the rest what a file asked before.
    pub(crate) fn of(asked: &Asked, before: Option<&Self>) -> Self {
        let before = before.cloned().unwrap_or_default();
        let encoding = asked.encoding.map(|encoding| match encoding {
            AskedEncoding::Utf8 => "utf-8",
            AskedEncoding::Cp932 => "cp932",
            AskedEncoding::Utf16 => "utf-16",
        });
        let epoch = asked.epoch.map(|epoch| match epoch {
            Epoch::Year1900 => "1900",
            Epoch::Year1904 => "1904",
        });
        Self {
            encoding: encoding.map(str::to_owned).or(before.encoding),
            sheet: asked.sheet.clone().or(before.sheet),
            header_row: asked.header_row.map(|row| row.to_string()).or(before.header_row),
            epoch: epoch.map(str::to_owned).or(before.epoch),
        }
    }
}

impl MappingFile {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`MappingError::File`] and [`MappingError::FileTarget`]. Whether columns, kinds and groups
    /// exist is known only with the list.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let written: Written = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
            MappingError::File { line, problem: error.message().to_owned() }
        })?;
        let mut columns = Vec::new();
        for (column, targets) in written.columns {
            let targets = match targets {
                Targets::One(target) => vec![target],
                Targets::Several(targets) => targets,
            };
            for target in targets {
                let Ok(parsed) = Target::parse(target.trim()) else {
                    return Err(MappingError::FileTarget { column, target });
                };
                columns.push(Mapping { column: column.clone(), target: parsed });
            }
        }
        let groups = written.groups.into_iter().collect();
        Ok(Self { columns, groups, file: written.file })
    }

    /// What is asked of the file; what the command line asks counts more.
    ///
    /// # Errors
    /// [`MappingError::File`] where a value is none of those that the command line takes.
    pub fn asked(&self, given: &Asked) -> Result<Asked, MappingError> {
        let wrong = |name: &str, known: &str| MappingError::File {
            line: 1,
            problem: format!("[file] {name} has to be {known}"),
        };
        let encoding = match self.file.encoding.as_deref() {
            None => None,
            Some("utf-8") => Some(AskedEncoding::Utf8),
            Some("cp932") => Some(AskedEncoding::Cp932),
            Some("utf-16") => Some(AskedEncoding::Utf16),
            Some(_) => return Err(wrong("encoding", "utf-8, cp932 or utf-16")),
        };
        let epoch = match self.file.epoch.as_deref() {
            None => None,
            Some("1900") => Some(Epoch::Year1900),
            Some("1904") => Some(Epoch::Year1904),
            Some(_) => return Err(wrong("epoch", "1900 or 1904")),
        };
        let header_row = match self.file.header_row.as_deref().map(str::parse) {
            None => None,
            Some(Ok(row)) => Some(row),
            Some(Err(_)) => return Err(wrong("header_row", "a number")),
        };
        Ok(Asked {
            format: given.format,
            encoding: given.encoding.or(encoding),
            sheet: given.sheet.clone().or_else(|| self.file.sheet.clone()),
            header_row: given.header_row.or(header_row),
            epoch: given.epoch.or(epoch),
        })
    }

    /// The same without key and group, which mean something only where a list is loaded.
    pub fn identifiers_only(mut self) -> Self {
        let to_load = |target: &Target| matches!(target, Target::Key | Target::Group);
        let (others, columns): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.columns).into_iter().partition(|c| to_load(&c.target));
        self.columns = columns;
        for Mapping { column, .. } in others {
            if !self.columns.iter().any(|kept| kept.column == column) {
                self.columns.push(Mapping { column, target: Target::Ignore });
            }
        }
        self.groups.clear();
        self
    }

    /// What was recognised in a list; columns without a use are to be ignored.
    pub fn of(columns: &[ColumnUse], kinds: &[Kind]) -> Self {
        let of_the_list = columns.iter().filter(|column| column.source != Source::Ours);
        let mappings = of_the_list.flat_map(|column| {
            let mapping = |target| Mapping { column: column.name.clone(), target };
            let used =
                column.uses.iter().filter_map(|used| Target::parse(&used.target(kinds)).ok());
            let used: Vec<Mapping> = used.map(mapping).collect();
            if used.is_empty() { vec![mapping(Target::Ignore)] } else { used }
        });
        Self { columns: mappings.collect(), ..Self::default() }
    }

    /// The file's text.
    ///
    /// # Errors
    /// [`MappingError::File`] where TOML cannot hold it; no list is known to lead there.
    pub fn to_toml(&self) -> Result<String, MappingError> {
        let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for mapping in &self.columns {
            columns.entry(mapping.column.clone()).or_default().push(mapping.target.words());
        }
        let targets = |mut words: Vec<String>| match words.len() {
            1 => Targets::One(words.remove(0)),
            _ => Targets::Several(words),
        };
        let written = Written {
            file: self.file.clone(),
            columns: columns.into_iter().map(|(column, words)| (column, targets(words))).collect(),
            groups: self.groups.iter().cloned().collect(),
        };
        toml::to_string(&written)
            .map_err(|error| MappingError::File { line: 1, problem: error.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sound(text: &str) -> MappingFile {
        MappingFile::parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn what_a_file_says() {
        let file = sound(
            "\u{FEFF}[columns]\n\"連絡先\" = [\"email\", \"phone\"]\nid = 'key'\n\
             [groups]\n\"患者\" = \"patients\"\n[file]\nheader_row = 3\nepoch = \"1904\"\n",
        );
        let words: Vec<_> =
            file.columns.iter().map(|m| (m.column.as_str(), m.target.words())).collect();
        let due = [("id", "key"), ("連絡先", "email"), ("連絡先", "phone")];
        assert_eq!(words, due.map(|(column, target)| (column, target.to_owned())));
        assert_eq!(file.groups, [("患者".to_owned(), "patients".to_owned())]);
        assert_eq!(file.file.header_row.as_deref(), Some("3"));
        assert_eq!(file.file.epoch.as_deref(), Some("1904"));
        assert_eq!(sound(""), MappingFile::default());
        let again = file.to_toml().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(sound(&again), file);
    }

    #[test]
    fn errors_name_the_line_and_what_is_wrong() {
        let said = |text: &str| MappingFile::parse(text).err().map(|error| error.to_string());
        for (text, parts) in [
            ("[columns]\nid = key\n", ["line 2", "mapping file"]),
            ("[colums]\nid = \"key\"\n", ["line 1", "unknown field `colums`"]),
            ("[file]\nsheets = \"A\"\n", ["line 2", "unknown field `sheets`"]),
            ("[columns]\nid = \"a.\"\n", ["column id to a.", "KIND.FIELD, key, group or ignore"]),
            ("[columns]\nid = \"\"\n", ["column id", "KIND.FIELD"]),
            ("[columns]\nid = \"a\"\nid = \"b\"\n", ["line 3", "duplicate key"]),
        ] {
            let said = said(text).unwrap_or_default();
            assert!(parts.iter().all(|part| said.contains(part)), "{text}: {said}");
        }
    }

    proptest! {
        #[test]
        fn any_heading_can_be_saved(headings in prop::collection::btree_set("\\PC{1,12}", 1..6)) {
            let mapping = |column| Mapping { column, target: Target::Ignore };
            let columns = headings.into_iter().map(mapping).collect();
            let file = MappingFile { columns, ..MappingFile::default() };
            let text = file.to_toml().unwrap_or_else(|error| panic!("{error}"));
            prop_assert_eq!(sound(&text), file);
        }
    }
}
