//! From rows to people, each with the identifiers of all their rows.
//!
//! Rows are one person only when the key column says so or everything in them is equal. Sharing
//! an office's number or a family's address never makes two people one.

use crate::{
    columns::{ColumnUse, CompositeColumns},
    encoding::Encoding,
    error::ContactsError,
    rows::{ReadRow, RejectedCell},
    table::Table,
};
use shirabe_protocol::identifier::{Kind, NormalizedIdentifier};
use std::collections::HashMap;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A list as read. Its `Debug` prints counts and the names of columns.
pub struct ContactList {
    pub encoding: Encoding,
    pub columns: Vec<ColumnUse>,
    /// Rows below the header that are not blank.
    pub rows: usize,
    /// In the order of their first rows.
    pub people: Vec<Person>,
    /// Rows of people who had a row before.
    pub duplicates: usize,
    /// Identifiers that more than one person has.
    pub shared_identifiers: usize,
    pub rejected: Vec<RejectedCell>,
    /// People without any identifier: only a letter's code finds them.
    pub without_identifier: usize,
    /// Numbers of rows with another count of cells than the header.
    pub uneven_rows: Vec<usize>,
    table: Table,
    /// For each row of the table the position of its person.
    person_of_row: Vec<usize>,
}

/// One person. Prints nothing of the person.
pub struct Person {
    /// Number of the first row, as a spreadsheet counts.
    pub row: usize,
    /// What handle and letter code follow from: see [`shirabe_protocol::letter_code`].
    pub person_key: PersonKey,
    /// Position in the slice of kinds, and the identifier; all different.
    pub identifiers: Vec<(usize, NormalizedIdentifier)>,
}

/// The list's own key of a person, or else the whole normalised row. Identifying: has no Debug
/// and is erased when dropped.
#[derive(Clone, PartialEq, Eq, Hash, Zeroize, ZeroizeOnDrop)]
pub struct PersonKey(pub(crate) Vec<u8>);

impl std::ops::Deref for PersonKey {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl ContactList {
    /// The header as written, trailing empty cells left out.
    pub fn header(&self) -> &[String] {
        &self.table.header
    }

    /// Every row that is not blank, as written, with the position of its person in `people`;
    /// as many cells as the header has. For the organisation's own file of letter codes.
    pub fn rows_with_people(&self) -> impl Iterator<Item = (&[String], usize)> {
        let rows = self.table.rows.iter().map(|row| row.cells.as_slice());
        rows.zip(self.person_of_row.iter().copied())
    }
}

impl std::fmt::Debug for ContactList {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ContactList")
            .field("encoding", &self.encoding)
            .field("columns", &self.columns)
            .field("rows", &self.rows)
            .field("people", &self.people.len())
            .field("rejected", &self.rejected)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Person").field("row", &self.row).finish_non_exhaustive()
    }
}

pub(crate) fn collect(
    encoding: Encoding,
    table: Table,
    columns: Vec<ColumnUse>,
    kinds: &[Kind],
) -> Result<ContactList, ContactsError> {
    let composites = CompositeColumns::of(&columns, kinds);
    let mut collection = Collection::default();
    for row in &table.rows {
        collection.add(ReadRow::read(row, &columns, &composites, kinds)?, row.number);
    }
    let people = collection.people;
    let mut holders: HashMap<&(usize, NormalizedIdentifier), usize> = HashMap::new();
    for identifier in people.iter().flat_map(|person| &person.identifiers) {
        *holders.entry(identifier).or_default() += 1;
    }
    Ok(ContactList {
        encoding,
        columns,
        rows: table.rows.len(),
        duplicates: table.rows.len() - people.len(),
        shared_identifiers: holders.values().filter(|people| **people > 1).count(),
        without_identifier: people.iter().filter(|p| p.identifiers.is_empty()).count(),
        rejected: collection.rejected,
        uneven_rows: table.uneven.clone(),
        person_of_row: collection.person_of_row,
        people,
        table,
    })
}

/// People so far, found again by their keys.
#[derive(Default)]
struct Collection {
    people: Vec<Person>,
    by_key: HashMap<PersonKey, usize>,
    /// How often a row without key and identifier has been seen.
    alike: HashMap<PersonKey, u32>,
    rejected: Vec<RejectedCell>,
    person_of_row: Vec<usize>,
}

impl Collection {
    fn add(&mut self, row: ReadRow, number: usize) {
        let mut key = row.key;
        if !row.tells_people_apart {
            // Counted among equal rows alone, so that a new export in another order still
            // gives these people the same codes.
            let seen = self.alike.entry(key.clone()).or_default();
            key.0.extend_from_slice(&seen.to_be_bytes());
            *seen += 1;
        }
        let next = self.people.len();
        let place = *self.by_key.entry(key.clone()).or_insert(next);
        if place == next {
            self.people.push(Person { row: number, person_key: key, identifiers: Vec::new() });
        }
        let known = &mut self.people[place].identifiers;
        for identifier in row.identifiers {
            if !known.contains(&identifier) {
                known.push(identifier);
            }
        }
        self.rejected.extend(row.rejected);
        self.person_of_row.push(place);
    }
}
