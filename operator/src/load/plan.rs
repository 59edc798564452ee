//! What a load consists of, in which order it is sent, and how each element is blinded.
//!
//! Everything follows from the load seed (see [`Seed`]), so that a batch that is sent again has
//! equal bytes: the order by the label `shirabe/load/order`, the blinds by `shirabe/load/blinds`,
//! the order of the filter entries, over the whole load, by `shirabe/load/filter-order`.

use crate::{
    evaluation::Evaluated,
    server_client::{Action, LoadParameters, Opening},
};
use shirabe_contacts::{Blinds, ContactList, Elements, Seed};
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

impl Evaluated for Tags {
    const BYTES: usize = 2 * Tag::BYTES;

    fn encode_into(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(self.public.as_bytes());
        bytes.extend_from_slice(self.staff.as_bytes());
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (public, staff) = bytes.split_first_chunk()?;
        let staff = staff.try_into().ok()?;
        Some(Self { public: Tag::from_bytes(*public), staff: Tag::from_bytes(staff) })
    }
}

/// Of the elements of a load, by position.
pub(super) fn blinds(seed: &Seed) -> Blinds {
    seed.blinds(b"shirabe/load/blinds")
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
    pub(crate) fn shuffle(&mut self, seed: &Seed) {
        seed.shuffle(self.elements.order_mut(), b"shirabe/load/order");
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
    pub(super) fn filter_entries(&self, tags: &[Tags], seed: &Seed) -> Vec<FilterEntry> {
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
        seed.shuffle(&mut entries, b"shirabe/load/filter-order");
        entries
    }

    fn is_public(&self, kind: u8) -> bool {
        self.public[usize::from(kind)]
    }
}
