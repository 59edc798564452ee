//! The public record of an incident: every notice with all its versions, and the days on which
//! the list of people changed.
//!
//! The incident file says what a notice reads now. What it read before is kept by the server, so
//! that nobody can take back in silence what people have read.

pub mod api;
mod keeping;
mod reading;

pub use keeping::keep;
pub use reading::{Reading, Step};

use super::definition::{Definition, EntryKind, Texts, TimelineEntry};
use crate::{
    store::{LaterSet, Store, StoreError, StoredVersion},
    words::dates::day_in_japan,
};

/// What tells one notice from the others, whatever becomes of its text: its day, and a name where
/// two share a day (otherwise empty).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoticeId {
    pub date: String,
    pub name: String,
}

impl NoticeId {
    fn of(entry: &TimelineEntry) -> Self {
        Self { date: entry.date.clone(), name: entry.id.clone().unwrap_or_default() }
    }
}

/// A notice as it read for some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub kind: EntryKind,
    pub texts: Texts,
    /// From when on, in seconds since 1970.
    pub since: i64,
}

/// One notice with its versions, the first one first; there is always one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: NoticeId,
    pub versions: Vec<Version>,
}

/// A day on which the list of people was replaced by another one. Several sets of one day are one
/// entry. It does not tell what changed: neither do the sizes of the filters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListChange {
    /// In Japan.
    pub date: String,
    /// The last set of that day, and when it was published.
    pub set_version: u64,
    pub published: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    Notice(Notice),
    List(ListChange),
}

impl Entry {
    pub fn date(&self) -> &str {
        match self {
            Self::Notice(notice) => &notice.id.date,
            Self::List(change) => &change.date,
        }
    }

    /// When it first stood in the record.
    fn appeared(&self) -> i64 {
        match self {
            Self::Notice(notice) => notice.versions.first().map_or(0, |version| version.since),
            Self::List(change) => change.published,
        }
    }
}

/// Every entry, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    pub entries: Vec<Entry>,
}

impl Record {
    /// # Errors
    /// [`StoreError`].
    pub async fn read(
        store: &Store,
        incident: &[u8; 16],
        applied: i64,
        definition: &Definition,
    ) -> Result<Self, StoreError> {
        let stored = store.record_versions(incident).await?;
        let notices = notices(&stored, definition, applied)?;
        let sets = store.later_sets(incident).await?;
        Ok(Self::new(notices, &sets, definition))
    }

    /// A record in which nothing was changed yet.
    #[cfg(test)]
    pub(crate) fn of_definition(definition: &Definition, applied: i64) -> Self {
        Self::new(first_versions(definition, applied), &[], definition)
    }

    fn new(notices: Vec<Notice>, sets: &[LaterSet], definition: &Definition) -> Self {
        let in_file: Vec<NoticeId> =
            first_versions(definition, 0).into_iter().map(|notice| notice.id).collect();
        let place = |entry: &Entry| match entry {
            Entry::Notice(notice) => in_file.iter().position(|id| *id == notice.id),
            Entry::List(_) => None,
        };
        let mut entries: Vec<Entry> = notices.into_iter().map(Entry::Notice).collect();
        entries.extend(list_changes(sets).into_iter().map(Entry::List));
        entries.sort_by(|a, b| {
            let newest = b.date().cmp(a.date()).then(b.appeared().cmp(&a.appeared()));
            newest.then(place(b).cmp(&place(a)))
        });
        Self { entries }
    }
}

/// What is stored; of incidents that were applied before anything was, what their definition says.
fn notices(
    stored: &[StoredVersion],
    definition: &Definition,
    applied: i64,
) -> Result<Vec<Notice>, StoreError> {
    if stored.is_empty() {
        return Ok(first_versions(definition, applied));
    }
    let mut notices: Vec<Notice> = Vec::new();
    for row in stored {
        let id = NoticeId { date: row.date.clone(), name: row.name.clone() };
        let version = Version {
            kind: EntryKind::from_code(&row.kind).ok_or(StoreError::Content)?,
            texts: serde_json::from_str(&row.texts).map_err(|_| StoreError::Content)?,
            since: row.since,
        };
        match notices.last_mut().filter(|notice| notice.id == id) {
            Some(notice) => notice.versions.push(version),
            None => notices.push(Notice { id, versions: vec![version] }),
        }
    }
    Ok(notices)
}

/// The notices of a definition, never changed. Files of earlier versions may have several without
/// a name on one day: the second is named `2`, the third `3`.
fn first_versions(definition: &Definition, applied: i64) -> Vec<Notice> {
    let mut notices: Vec<Notice> = Vec::new();
    for entry in &definition.timeline {
        let mut id = NoticeId::of(entry);
        for number in 2.. {
            if notices.iter().all(|notice| notice.id != id) {
                break;
            }
            id.name = format!("{number}");
        }
        let version = Version { kind: entry.kind, texts: entry.text.clone(), since: applied };
        notices.push(Notice { id, versions: vec![version] });
    }
    notices
}

/// One entry for each day.
fn list_changes(sets: &[LaterSet]) -> Vec<ListChange> {
    let mut changes: Vec<ListChange> = Vec::new();
    for set in sets {
        let date = day_in_japan(set.published).unwrap_or_default();
        changes.retain(|change| change.date != date);
        changes.push(ListChange { date, set_version: set.version, published: set.published });
    }
    changes
}

#[cfg(test)]
mod tests;
