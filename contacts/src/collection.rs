//! People and their identifiers, packed: about as many bytes as the identifiers themselves and
//! thirty more for each, so that a list of a million rows stays below a hundred megabytes.
//!
//! Rows are one person only when the key column says so or everything in them is equal. Sharing
//! an office's number or a family's address never makes two people one.

use crate::{
    error::ContactsError,
    groups::GroupOfRow,
    people::{PersonKey, PersonKeys},
    rows::{ReadRow, RejectedCell, WarnedCell},
};
use shirabe_protocol::{
    identifier::{Kind, NormalizedIdentifier},
    letter_code::ListSecret,
};
use zeroize::Zeroizing;

/// Most elements of one list.
const MOST: usize = 100_000_000;
/// Places that are kept one by one; of the others the number.
const PLACES_KEPT: usize = 10_000;

/// One identifier of one person.
pub struct Element<'a> {
    /// Of the person: see [`ListSecret::person_handle`].
    pub handle: &'a [u8; 16],
    /// Position in the slice of kinds.
    pub kind: u8,
    /// A bit for each position of a group: all groups of the person.
    pub groups: u32,
    pub canonical: &'a [u8],
}

impl Element<'_> {
    pub fn identifier(&self) -> Option<NormalizedIdentifier> {
        NormalizedIdentifier::from_canonical_bytes(self.canonical)
    }
}

/// All elements of a list, each (person, identifier) once. At first in an order that follows
/// from their contents alone; [`Self::order_mut`] gives them another.
pub struct Elements {
    handles: Vec<[u8; 16]>,
    kinds: Vec<u8>,
    groups: Vec<u32>,
    /// Where each one's canonical bytes end.
    ends: Vec<usize>,
    bytes: Zeroizing<Vec<u8>>,
    order: Vec<u32>,
}

impl Elements {
    fn new() -> Self {
        Self {
            handles: Vec::new(),
            kinds: Vec::new(),
            groups: Vec::new(),
            ends: Vec::new(),
            bytes: Zeroizing::new(Vec::new()),
            order: Vec::new(),
        }
    }

    pub fn len(&self) -> usize {
        self.order.len()
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    pub fn get(&self, place: usize) -> Element<'_> {
        let stored = self.order[place] as usize;
        Element {
            handle: &self.handles[stored],
            kind: self.kinds[stored],
            groups: self.groups[stored],
            canonical: self.canonical(stored),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = Element<'_>> {
        (0..self.len()).map(|place| self.get(place))
    }

    /// To be exchanged among one another only.
    pub fn order_mut(&mut self) -> &mut [u32] {
        &mut self.order
    }

    fn canonical(&self, stored: usize) -> &[u8] {
        let start = if stored == 0 { 0 } else { self.ends[stored - 1] };
        &self.bytes[start..self.ends[stored]]
    }

    fn push(&mut self, handle: [u8; 16], kind: u8, groups: u32, canonical: &[u8]) {
        self.order.push(self.handles.len() as u32);
        self.handles.push(handle);
        self.kinds.push(kind);
        self.groups.push(groups);
        self.bytes.extend_from_slice(canonical);
        self.ends.push(self.bytes.len());
    }

    /// Sorts by person, drops what a person has twice, and gives every identifier of a person
    /// all of the person's groups.
    fn settle(&mut self) {
        let mut order = std::mem::take(&mut self.order);
        let key = |stored: u32| {
            let stored = stored as usize;
            (&self.handles[stored], self.kinds[stored], self.canonical(stored))
        };
        order.sort_unstable_by(|a, b| key(*a).cmp(&key(*b)));
        let (handles, groups) = (&self.handles, &mut self.groups);
        for of_person in order.chunk_by(|a, b| handles[*a as usize] == handles[*b as usize]) {
            let all = of_person.iter().fold(0, |bits, stored| bits | groups[*stored as usize]);
            of_person.iter().for_each(|stored| groups[*stored as usize] = all);
        }
        let key = |stored: u32| {
            let stored = stored as usize;
            (&self.handles[stored], self.kinds[stored], self.canonical(stored))
        };
        order.dedup_by(|a, b| key(*a) == key(*b));
        self.order = order;
    }

    fn people(&self) -> impl Iterator<Item = &[u32]> {
        self.order.chunk_by(|a, b| self.handles[*a as usize] == self.handles[*b as usize])
    }

    /// Identifiers that more than one person has, but for letter codes.
    fn shared(&self, code: Option<u8>) -> u64 {
        let key = |stored: &u32| (self.kinds[*stored as usize], self.canonical(*stored as usize));
        let mut order: Vec<u32> =
            self.order.iter().copied().filter(|stored| Some(key(stored).0) != code).collect();
        order.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        order.chunk_by(|a, b| key(a) == key(b)).filter(|holders| holders.len() > 1).count() as u64
    }
}

/// The first of many places, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places<T> {
    pub first: Vec<T>,
    pub count: u64,
}

impl<T> Default for Places<T> {
    fn default() -> Self {
        Self { first: Vec::new(), count: 0 }
    }
}

impl<T> Places<T> {
    fn add(&mut self, place: T) {
        self.count += 1;
        if self.first.len() < PLACES_KEPT {
            self.first.push(place);
        }
    }
}

/// A list as read. Its `Debug` prints counts.
pub struct ContactList {
    pub elements: Elements,
    /// Rows below the header that are not blank.
    pub rows: u64,
    /// People with at least one element.
    pub people: u64,
    /// Rows of people who had a row before.
    pub duplicate_rows: u64,
    /// Identifiers that more than one person has, letter codes left out.
    pub shared_identifiers: u64,
    /// People without any identifier of their own: only a letter's code finds them.
    pub without_identifier: u64,
    /// Elements of each kind, by its position.
    pub by_kind: Vec<u64>,
    /// People with an element in each group, by its position.
    pub by_group: Vec<u64>,
    /// Rows with another count of cells than the header.
    pub uneven_rows: Places<usize>,
    pub rejected: Places<RejectedCell>,
    /// Rows that hold at least one rejected cell.
    pub rejected_rows: u64,
    pub warned: Places<WarnedCell>,
}

impl std::fmt::Debug for ContactList {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ContactList")
            .field("rows", &self.rows)
            .field("people", &self.people)
            .field("rejected", &self.rejected.count)
            .finish_non_exhaustive()
    }
}

/// Takes rows in, gives a list.
pub(crate) struct Collector<'a> {
    secret: &'a ListSecret,
    kinds: &'a [Kind],
    /// Position of letter codes, which every person gets, if the incident has them.
    code: Option<usize>,
    /// The group of rows without one of their own.
    group: Option<u8>,
    groups: usize,
    keys: PersonKeys,
    list: ContactList,
    /// People of rows without any identifier.
    bare: Vec<[u8; 16]>,
    unknown_groups: Places<usize>,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(
        secret: &'a ListSecret,
        kinds: &'a [Kind],
        group: Option<u8>,
        groups: usize,
    ) -> Self {
        let list = ContactList {
            elements: Elements::new(),
            rows: 0,
            people: 0,
            duplicate_rows: 0,
            shared_identifiers: 0,
            without_identifier: 0,
            by_kind: vec![0; kinds.len()],
            by_group: vec![0; groups],
            uneven_rows: Places::default(),
            rejected: Places::default(),
            rejected_rows: 0,
            warned: Places::default(),
        };
        let code =
            kinds.iter().position(|kind| kind.form == shirabe_protocol::identifier::Form::Code);
        Self {
            secret,
            kinds,
            code,
            group,
            groups,
            keys: PersonKeys::default(),
            list,
            bare: Vec::new(),
            unknown_groups: Places::default(),
        }
    }

    pub(crate) fn add(&mut self, row: ReadRow, uneven: bool) -> Result<(), ContactsError> {
        let list = &mut self.list;
        list.rows += 1;
        if uneven {
            list.uneven_rows.add(row.number);
        }
        list.rejected_rows += u64::from(!row.rejected.is_empty());
        row.rejected.iter().for_each(|cell| list.rejected.add(cell.clone()));
        row.warned.iter().for_each(|cell| list.warned.add(cell.clone()));
        let groups = match (row.group, self.group) {
            (GroupOfRow::One(position), _) => 1 << position,
            (GroupOfRow::Undeclared, Some(position)) => 1 << position,
            (GroupOfRow::Unknown, _) | (GroupOfRow::Undeclared, None) => {
                self.unknown_groups.add(row.number);
                return Ok(());
            }
        };
        let key = self.keys.of(&row.key, row.tells_people_apart);
        let handle = self.secret.person_handle(&key);
        if row.identifiers.is_empty() {
            self.bare.push(handle);
        }
        for (kind, identifier) in &row.identifiers {
            list.elements.push(handle, *kind as u8, groups, identifier.canonical_bytes());
        }
        if let Some(code) = self.code {
            let identifier = letter_code(self.secret, &key, &self.kinds[code])?;
            list.elements.push(handle, code as u8, groups, identifier.canonical_bytes());
        }
        if list.elements.len() > MOST {
            return Err(ContactsError::TooManyRows { most: MOST });
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<ContactList, ContactsError> {
        if self.unknown_groups.count > 0 {
            let shown = self.unknown_groups.first.into_iter().take(20).collect();
            return Err(ContactsError::GroupUnknown {
                rows: shown,
                count: self.unknown_groups.count,
            });
        }
        let list = &mut self.list;
        list.elements.settle();
        self.bare.sort_unstable();
        self.bare.dedup();
        let mut elsewhere = 0;
        let code = self.code.map(|code| code as u8);
        for of_person in list.elements.people() {
            let first = of_person[0] as usize;
            for position in 0..self.groups {
                list.by_group[position] += u64::from(list.elements.groups[first] >> position & 1);
            }
            for stored in of_person {
                list.by_kind[usize::from(list.elements.kinds[*stored as usize])] += 1;
            }
            list.people += 1;
            // Bare in one row, with an identifier in another, or with nothing but the code.
            if self.bare.binary_search(&list.elements.handles[first]).is_ok() {
                elsewhere += 1;
                let own = |stored: &&u32| Some(list.elements.kinds[**stored as usize]) != code;
                list.without_identifier += u64::from(of_person.iter().find(own).is_none());
            }
        }
        let without_element = self.bare.len() as u64 - elsewhere;
        list.without_identifier += without_element;
        list.duplicate_rows = list.rows - list.people - without_element;
        list.shared_identifiers = list.elements.shared(code);
        Ok(self.list)
    }
}

/// The person's letter code as an identifier.
fn letter_code(
    secret: &ListSecret,
    key: &PersonKey,
    kind: &Kind,
) -> Result<NormalizedIdentifier, ContactsError> {
    let text = Zeroizing::new(secret.letter_code(key).compact());
    // A code that was just made is one.
    kind.normalise(&[&text]).map_err(|_| ContactsError::LetterCode)
}
