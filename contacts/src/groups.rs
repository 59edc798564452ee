//! Which group a row's cell names.

use crate::{error::MappingError, folding, mapping_file::MappingFile};
use std::collections::BTreeMap;

/// The incident's groups by what may stand in a cell for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Groups(BTreeMap<String, usize>);

/// The group of a row's person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupOfRow {
    /// The list has no group column.
    Undeclared,
    /// Position among the incident's groups.
    One(usize),
    /// The cell names none. The list as a whole cannot be trusted then.
    Unknown,
}

impl Groups {
    /// `names` are the incident's groups in its order; a mapping file adds other words for them.
    pub(crate) fn new(names: &[String], file: Option<&MappingFile>) -> Result<Self, MappingError> {
        let mut groups = Self::default();
        for (place, name) in names.iter().enumerate() {
            groups.0.insert(folded(name), place);
        }
        for (value, name) in file.iter().flat_map(|file| &file.groups) {
            let Some(place) = names.iter().position(|known| known == name) else {
                let known = names.to_vec();
                return Err(MappingError::UnknownGroup { group: name.clone(), known });
            };
            let before = groups.0.insert(folded(value), place).filter(|before| *before != place);
            if let Some(before) = before {
                let groups = vec![names[before].clone(), name.clone()];
                return Err(MappingError::AmbiguousGroup { groups });
            }
        }
        Ok(groups)
    }

    pub(crate) fn of(&self, cell: &str) -> GroupOfRow {
        self.0.get(&folded(cell)).map_or(GroupOfRow::Unknown, |place| GroupOfRow::One(*place))
    }
}

/// Width, capitals and white space do not count.
fn folded(text: &str) -> String {
    folding::cell(text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        ["patients", "職員"].map(str::to_owned).into()
    }

    #[test]
    fn names_and_other_words() {
        let file = MappingFile::parse("[groups]\n\"患者\" = \"patients\"\n\"P\" = \"patients\"\n")
            .unwrap_or_else(|error| panic!("{error}"));
        let groups = Groups::new(&names(), Some(&file)).unwrap_or_else(|error| panic!("{error}"));
        for (cell, due) in [
            ("patients", GroupOfRow::One(0)),
            (" ＰＡＴＩＥＮＴＳ\u{3000}", GroupOfRow::One(0)),
            ("患者", GroupOfRow::One(0)),
            ("ｐ", GroupOfRow::One(0)),
            ("職員", GroupOfRow::One(1)),
            ("", GroupOfRow::Unknown),
            ("-", GroupOfRow::Unknown),
            ("pat ients", GroupOfRow::Unknown),
        ] {
            assert_eq!(groups.of(cell), due, "{cell}");
        }
    }

    #[test]
    fn words_for_no_group_or_for_two_are_refused() {
        let error = |text: &str| {
            let file = MappingFile::parse(text).unwrap_or_else(|error| panic!("{error}"));
            Groups::new(&names(), Some(&file)).err().map(|error| error.to_string())
        };
        assert_eq!(
            error("[groups]\nA = \"staff\"\n").as_deref(),
            Some(
                "the mapping file names group staff, which this incident does not have; it has \
                 patients, 職員"
            )
        );
        assert!(error("[groups]\nA = \"patients\"\na = \"職員\"\n").is_some());
        assert!(error("[groups]\npatients = \"職員\"\n").is_some());
        assert_eq!(error("[groups]\nA = \"patients\"\na = \"patients\"\n"), None);
    }
}
