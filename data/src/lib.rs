//! Sample incidents and the contact lists that belong to them.
//!
//! Figures, dates and kinds of data are those of published cases; organisations and people are
//! invented. No address and no number can belong to anybody: addresses stand at domains
//! reserved for examples, numbers in ranges that numbering plans leave out (see `reach`). The
//! files look as lists do: CP932 from Excel or UTF-8, full-width digits, double rows, shared
//! numbers, empty cells, and a cell here and there that is no address at all.
//! Numbers of insurance cards lost their zeros in a spreadsheet, and birth dates are written by
//! either calendar.
//!
//! The health check's data is sensitive; an organisation loads such a list in profile `strong`.
//! These 11,704 people are invented, so theirs is loaded in profile `sample`, in seconds.
//!
//! Everything is drawn from fixed seeds, so each file has the same bytes on every machine.

mod draw;
mod incidents;
mod lists;
mod names;
mod reach;
mod spelling;
mod written;

pub use incidents::{SampleFile, SampleIncident, incident, incidents};

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

/// A composite kind's name, and the texts of its fields in order.
pub type Composite = (&'static str, Vec<String>);

/// An invented person of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    pub name: String,
    /// The address by which this person is found, as one types it; files may spell it otherwise.
    pub email: Option<String>,
    /// Likewise.
    pub phone: Option<String>,
    /// Likewise, by each composite kind of the incident; none where it declares none.
    pub composites: Vec<Composite>,
    /// In the list's key column, if it has one.
    pub key: Option<String>,
    /// Groups of the incident, in the order of its files.
    pub groups: Vec<&'static str>,
}

/// Everybody in the lists of an incident, each once. Where the lists hold addresses and numbers
/// the first person has both, and shares neither; where they hold composite kinds everybody has
/// all of them. Empty for a slug that is none of the samples'.
pub fn people(slug: &str) -> Vec<Contact> {
    let mut people: Vec<Contact> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for file in incident(slug).map_or(&[][..], |incident| incident.files) {
        for contact in file.contacts() {
            let known = contact.key.as_ref().and_then(|key| by_key.get(key));
            if let Some(place) = known {
                people[*place].groups.extend(contact.groups);
                continue;
            }
            if let Some(key) = &contact.key {
                by_key.insert(key.clone(), people.len());
            }
            people.push(contact);
        }
    }
    people
}

/// Somebody who is in no list of the incident.
pub fn unlisted(slug: &str) -> Contact {
    Contact {
        name: "調 みつか".to_owned(),
        email: Some(format!("{}.{slug}@example.org", reach::UNLISTED_NAME)),
        phone: Some(reach::UNLISTED_PHONE.to_owned()),
        composites: match slug {
            "health-check" => lists::health_check::unlisted(),
            _ => Vec::new(),
        },
        key: None,
        groups: Vec::new(),
    }
}

/// Writes every incident's definition with its translations, as `DIR/{slug}.toml` and
/// `DIR/{slug}.{tag}.toml`, and its lists, as `DIR/{slug}/{file name}`; creates what is missing, replaces what is there.
///
/// # Errors
/// Of the file system.
pub fn write_all(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for incident in incidents() {
        let lists = directory.join(incident.slug);
        fs::create_dir_all(&lists)?;
        for (name, text) in incident.texts() {
            let path = directory.join(name);
            fs::write(&path, text)?;
            written.push(path);
        }
        for file in incident.files {
            let path = lists.join(file.file_name);
            fs::write(&path, file.contents())?;
            written.push(path);
        }
    }
    Ok(written)
}
