//! The hash chain: each entry's hash covers the one before it, and the hash of its own body.
//!
//! A body may be erased later, since the chain needs its hash alone. What is altered, taken
//! out, exchanged or put in between no longer fits. That entries are missing at the end is told
//! by a number and hash that were written down elsewhere.

use crate::IncidentId;
use sha2::{Digest, Sha256};

/// SHA-256.
pub type Hash = [u8; 32];

/// What the chain covers besides the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading<'a> {
    /// From 1, without a gap.
    pub number: u64,
    /// Seconds since 1970.
    pub at: i64,
    pub incident: Option<&'a IncidentId>,
    pub action: &'a str,
}

/// Before the first entry.
pub fn genesis(deployment: &[u8; 16]) -> Hash {
    hash(&[b"shirabe/audit-genesis", deployment])
}

pub fn body_hash(number: u64, body: &str) -> Hash {
    hash(&[b"shirabe/audit-body", &number.to_be_bytes(), body.as_bytes()])
}

pub fn entry_hash(previous: &Hash, heading: &Heading<'_>, body_hash: &Hash) -> Hash {
    hash(&[
        b"shirabe/audit-entry",
        previous,
        &heading.number.to_be_bytes(),
        &heading.at.to_be_bytes(),
        heading.incident.map_or(&[][..], |incident| &incident[..]),
        heading.action.as_bytes(),
        body_hash,
    ])
}

/// Each part with its length in 8 bytes before it, so that no two lists of parts are one.
fn hash(parts: &[&[u8]]) -> Hash {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

/// One entry as it was found.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    pub heading: Heading<'a>,
    /// `None`: erased.
    pub body: Option<&'a str>,
    /// Whether the columns say of who did it what the body says; nothing where that is erased.
    pub is_as_done_by: bool,
    pub body_hash: &'a Hash,
    pub hash: &'a Hash,
}

/// Why an entry does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    #[error("its number does not follow the one before: entries were taken out or put in")]
    Number,
    #[error("its body is not the one that was written")]
    Body,
    #[error("the columns for who did it are not what its body says")]
    DoneBy,
    #[error("its hash does not follow from the entry before and its own content")]
    Hash,
    #[error("its hash is not the one that was written down")]
    Known,
}

/// Walks the chain from its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// Entries that fit.
    pub entries: u64,
    pub erased_bodies: u64,
    /// Of the last entry that fits.
    pub last: Hash,
    known: Option<(u64, Hash)>,
}

impl Walk {
    /// `known`: the number and hash of an entry as somebody wrote them down.
    pub fn new(deployment: &[u8; 16], known: Option<(u64, Hash)>) -> Self {
        Self { entries: 0, erased_bodies: 0, last: genesis(deployment), known }
    }

    /// Takes the next entry, if it fits.
    ///
    /// # Errors
    /// [`Misfit`].
    pub fn take(&mut self, found: &Found<'_>) -> Result<(), Misfit> {
        let number = found.heading.number;
        if number != self.entries + 1 {
            return Err(Misfit::Number);
        }
        if found.body.is_some_and(|body| body_hash(number, body) != *found.body_hash) {
            return Err(Misfit::Body);
        }
        if !found.is_as_done_by {
            return Err(Misfit::DoneBy);
        }
        if entry_hash(&self.last, &found.heading, found.body_hash) != *found.hash {
            return Err(Misfit::Hash);
        }
        if self.known.is_some_and(|(at, hash)| at == number && hash != *found.hash) {
            return Err(Misfit::Known);
        }
        self.entries = number;
        self.erased_bodies += u64::from(found.body.is_none());
        self.last = *found.hash;
        Ok(())
    }

    /// Whether the entry that was written down has been passed; true where none was.
    pub fn passed_the_known(&self) -> bool {
        self.known.is_none_or(|(number, _)| number <= self.entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEPLOYMENT: [u8; 16] = [9; 16];
    const INCIDENT: IncidentId = [7; 16];

    #[derive(Clone, PartialEq)]
    struct Entry {
        number: u64,
        at: i64,
        incident: Option<IncidentId>,
        action: &'static str,
        body: Option<String>,
        body_hash: Hash,
        hash: Hash,
    }

    impl Entry {
        fn new(previous: &Hash, number: u64) -> Self {
            let body = format!("{{\"name\":\"entry {number}\"}}");
            let incident = number.is_multiple_of(2).then_some(INCIDENT);
            let mut entry = Self {
                number,
                at: 1000 + number as i64,
                incident,
                action: "sign-in",
                body_hash: body_hash(number, &body),
                body: Some(body),
                hash: [0; 32],
            };
            entry.hash = entry_hash(previous, &entry.heading(), &entry.body_hash);
            entry
        }

        fn heading(&self) -> Heading<'_> {
            let (number, at) = (self.number, self.at);
            Heading { number, at, incident: self.incident.as_ref(), action: self.action }
        }
    }

    fn chain() -> Vec<Entry> {
        let mut last = genesis(&DEPLOYMENT);
        let next = |number| {
            let entry = Entry::new(&last, number);
            last = entry.hash;
            entry
        };
        (1..=5).map(next).collect()
    }

    /// How many fit, and why the next one does not.
    fn walk(entries: &[Entry], known: Option<(u64, Hash)>) -> (Walk, Option<Misfit>) {
        let mut walk = Walk::new(&DEPLOYMENT, known);
        for entry in entries {
            let (heading, body) = (entry.heading(), entry.body.as_deref());
            let (body_hash, hash) = (&entry.body_hash, &entry.hash);
            let is_as_done_by = true;
            let found = Found { heading, body, is_as_done_by, body_hash, hash };
            if let Err(misfit) = walk.take(&found) {
                return (walk, Some(misfit));
            }
        }
        (walk, None)
    }

    fn first_misfit(change: impl FnOnce(&mut Vec<Entry>)) -> (u64, Option<Misfit>) {
        let mut entries = chain();
        change(&mut entries);
        let (walk, misfit) = walk(&entries, None);
        (walk.entries, misfit)
    }

    #[test]
    fn a_whole_chain_fits_with_and_without_bodies() {
        let (whole, misfit) = walk(&chain(), None);
        assert_eq!((whole.entries, whole.erased_bodies, misfit), (5, 0, None));
        let mut entries = chain();
        entries[1].body = None;
        entries[3].body = None;
        let (erased, misfit) = walk(&entries, None);
        assert_eq!((erased.entries, erased.erased_bodies, misfit), (5, 2, None));
        assert_eq!(erased.last, whole.last);
    }

    #[test]
    fn what_was_changed_is_found_where_it_stands() {
        let body = |entries: &mut Vec<Entry>| entries[2].body = Some("{}".into());
        assert_eq!(first_misfit(body), (2, Some(Misfit::Body)));
        let body_and_its_hash = |entries: &mut Vec<Entry>| {
            entries[2].body = Some("{}".into());
            entries[2].body_hash = body_hash(3, "{}");
        };
        assert_eq!(first_misfit(body_and_its_hash), (2, Some(Misfit::Hash)));
        assert_eq!(first_misfit(|entries| entries[2].at += 1), (2, Some(Misfit::Hash)));
        assert_eq!(first_misfit(|entries| entries[2].action = "x"), (2, Some(Misfit::Hash)));
        assert_eq!(first_misfit(|entries| entries[3].incident = None), (3, Some(Misfit::Hash)));
    }

    #[test]
    fn what_was_removed_swapped_or_added_is_found() {
        assert_eq!(first_misfit(|entries| drop(entries.remove(2))), (2, Some(Misfit::Number)));
        let removed_and_renumbered = |entries: &mut Vec<Entry>| {
            entries.remove(2);
            for (place, entry) in entries.iter_mut().enumerate() {
                entry.number = place as u64 + 1;
            }
        };
        assert_eq!(first_misfit(removed_and_renumbered), (2, Some(Misfit::Body)));
        let swapped = |entries: &mut Vec<Entry>| {
            entries.swap(1, 3);
            entries[1].number = 2;
            entries[3].number = 4;
        };
        assert_eq!(first_misfit(swapped), (1, Some(Misfit::Body)));
        let added = |entries: &mut Vec<Entry>| {
            let hash = entries[1].hash;
            entries.insert(2, Entry::new(&hash, 3));
        };
        assert_eq!(first_misfit(added), (3, Some(Misfit::Number)));
    }

    #[test]
    fn a_chain_made_anew_is_told_from_the_hash_that_was_written_down() {
        let entries = chain();
        let known = Some((4, entries[3].hash));
        assert_eq!(walk(&entries, known).1, None);
        let (short, misfit) = walk(&entries[..3], known);
        assert_eq!((misfit, short.passed_the_known()), (None, false));
        assert_eq!(walk(&entries, Some((4, [1; 32]))).1, Some(Misfit::Known));
    }

    #[test]
    fn another_deployment_begins_elsewhere() {
        assert_ne!(genesis(&[1; 16]), genesis(&[2; 16]));
        let none = Heading { number: 1, at: 0, incident: None, action: "ab" };
        let hash = |heading: &Heading<'_>| entry_hash(&[0; 32], heading, &[0; 32]);
        assert_ne!(hash(&none), hash(&Heading { incident: Some(&[0; 16]), ..none }));
    }
}
