//! What a load consists of, in which order it is sent, and how each element is blinded.
//!
//! Everything follows from the load seed, so that a batch that is sent again has equal bytes:
//!
//! - order: Fisher-Yates with ChaCha20 seeded by HMAC-SHA-256(load seed, `shirabe/load/order`);
//! - order of the filter entries: the same with `shirabe/load/filter-order`, over the whole load;
//! - blind of the element at position p of the order: ChaCha20 seeded by HMAC-SHA-256(load seed,
//!   `shirabe/load/blinds`), stream p. Threads need not agree on who blinds what.

use crate::{
    server_client::{Action, LoadParameters, Opening},
    work_folder::LoadSeed,
};
use rand_chacha::ChaCha20Rng;
use rand_core::{RngCore, SeedableRng};
use shirabe_contacts::{ContactList, Elements};
use shirabe_protocol::{
    error::CheckError,
    identifier::NormalizedIdentifier,
    tag::Tag,
    wire::{FilterEntry, Record},
};

/// All elements of a load: every distinct identifier of every person, and the person's letter
/// code if the incident declares codes. An identifier that several people have is one element
/// for each of them.
pub(crate) struct Plan {
    elements: Elements,
    people: u64,
    /// By position of the kind: whether its tags go into the public filters.
    public: Vec<bool>,
    /// Of every record; 0 where the token is good for the whole incident.
    share: u16,
}

/// What one element became.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tags {
    pub(crate) public: Tag,
    pub(crate) staff: Tag,
}

impl Tags {
    pub(crate) const BYTES: usize = 2 * Tag::BYTES;

    /// Holds the place of tags that are not known yet.
    pub(super) fn none() -> Self {
        Self { public: Tag::from_bytes([0; 16]), staff: Tag::from_bytes([0; 16]) }
    }
}

impl Plan {
    /// Takes the elements out of a list, in an order that follows from them alone.
    pub(crate) fn of(list: ContactList, parameters: &LoadParameters) -> Self {
        let public = parameters.kinds.iter().map(|kind| kind.public).collect();
        let share = parameters.share.unwrap_or(0);
        Self { elements: list.elements, people: list.people, public, share }
    }

    pub(crate) fn len(&self) -> usize {
        self.elements.len()
    }

    pub(crate) fn elements(&self) -> &Elements {
        &self.elements
    }

    pub(super) fn identifier(&self, position: usize) -> Result<NormalizedIdentifier, CheckError> {
        // What was packed as an identifier is one.
        self.elements.get(position).identifier().ok_or(CheckError::Order)
    }

    /// What the load declares.
    pub(crate) fn opening(&self, action: Action, file: [u8; 32], as_of: i64) -> Opening {
        let entries = self.elements.iter().filter(|element| self.is_public(element.kind));
        Opening {
            action,
            file: hex::encode(file),
            identifiers: self.elements.len() as u64,
            filter_entries: entries.map(|element| u64::from(element.groups.count_ones())).sum(),
            people: self.people,
            as_of,
        }
    }

    /// Brings the elements into the order in which they are sent; the list's own was forgotten
    /// when it was read.
    pub(crate) fn shuffle(&mut self, seed: &LoadSeed) {
        shuffle(self.elements.order_mut(), &mut generator(seed, b"shirabe/load/order"));
    }

    /// The records, in the load's order.
    pub(super) fn records<'a>(&'a self, tags: &'a [Tags]) -> impl Iterator<Item = Record> + 'a {
        self.elements.iter().zip(tags).map(|(element, tags)| Record {
            tag: tags.staff,
            kind: element.kind,
            handle: *element.handle,
            groups: element.groups,
            share: self.share,
        })
    }

    /// One filter entry for each person, public identifier and group, in an order of their own:
    /// who sees records and entries arrive cannot join them by place.
    pub(super) fn filter_entries(&self, tags: &[Tags], seed: &LoadSeed) -> Vec<FilterEntry> {
        let mut entries = Vec::with_capacity(self.elements.len());
        for (element, tags) in self.elements.iter().zip(tags) {
            let groups = (0..32).filter(|position| element.groups >> position & 1 == 1);
            if self.is_public(element.kind) {
                entries.extend(groups.map(|group| FilterEntry {
                    tag: tags.public,
                    kind: element.kind,
                    group,
                }));
            }
        }
        shuffle(&mut entries, &mut generator(seed, b"shirabe/load/filter-order"));
        entries
    }

    fn is_public(&self, kind: u8) -> bool {
        self.public[usize::from(kind)]
    }
}

/// Gives each position its own generator for the blind.
pub(super) struct Blinds(ChaCha20Rng);

impl Blinds {
    pub(super) fn new(seed: &LoadSeed) -> Self {
        Self(generator(seed, b"shirabe/load/blinds"))
    }

    pub(super) fn at(&self, position: usize) -> ChaCha20Rng {
        let mut generator = self.0.clone();
        generator.set_stream(position as u64);
        generator
    }
}

fn generator(seed: &LoadSeed, label: &[u8]) -> ChaCha20Rng {
    ChaCha20Rng::from_seed(*seed.derive(label))
}

/// Fisher-Yates, each order equally likely.
fn shuffle<T>(items: &mut [T], rng: &mut ChaCha20Rng) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(last as u64 + 1, rng) as usize);
    }
}

/// A number below `bound`, each equally likely: draws that would favour some are drawn again.
fn below(bound: u64, rng: &mut ChaCha20Rng) -> u64 {
    let limit = u64::MAX - u64::MAX % bound;
    loop {
        let drawn = rng.next_u64();
        if drawn < limit {
            return drawn % bound;
        }
    }
}

/// Elements of one evaluation batch: small lists get about twenty batches, so that progress
/// shows and a retry is cheap, but none below 64 elements.
pub(super) fn batch_size(elements: usize, most: usize) -> usize {
    elements.div_ceil(20).max(64).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn one_seed_gives_one_order_and_another_seed_another() {
        let order = |seed: u8, label| {
            let mut items: Vec<u32> = (0..500).collect();
            shuffle(&mut items, &mut generator(&LoadSeed::from_bytes([seed; 32]), label));
            items
        };
        let first = order(1, b"shirabe/load/order");
        assert_eq!(first, order(1, b"shirabe/load/order"));
        assert_ne!(first, order(2, b"shirabe/load/order"));
        assert_ne!(first, order(1, b"shirabe/load/filter-order"));
        let mut sorted = first.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..500).collect::<Vec<_>>());
        let in_place = first.iter().enumerate().filter(|(i, item)| *i as u32 == **item).count();
        assert!(in_place < 10, "{in_place} of 500 stayed in place");
    }

    #[test]
    fn every_order_of_three_is_about_as_likely() {
        let mut counts = BTreeMap::new();
        let mut rng = generator(&LoadSeed::from_bytes([3; 32]), b"shirabe/load/order");
        for _ in 0..6000 {
            let mut items = [0, 1, 2];
            shuffle(&mut items, &mut rng);
            *counts.entry(items).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|count| (880..1120).contains(count)), "{counts:?}");
    }

    #[test]
    fn blinds_differ_by_position_and_not_by_who_asks() {
        let blinds = Blinds::new(&LoadSeed::from_bytes([9; 32]));
        let first = blinds.at(0).next_u64();
        let second = blinds.at(1).next_u64();
        assert_ne!(first, second);
        assert_eq!(first, Blinds::new(&LoadSeed::from_bytes([9; 32])).at(0).next_u64());
    }

    #[test]
    fn batches_of_small_and_large_lists() {
        let sizes = [1, 64, 1281, 2000, 100_000].map(|elements| batch_size(elements, 4096));
        assert_eq!(sizes, [64, 64, 65, 100, 4096]);
        assert_eq!(batch_size(100_000, 10), 10);
    }
}
