//! A small list, all of it in memory, as tests look at it.

use shirabe_contacts::{
    Asked, AskedEncoding, ColumnUse, ContactsError, Encoding, ListFile, Mapping, ReadOptions,
    RejectedCell, WarnedCell,
};
use shirabe_protocol::{
    identifier::{Kind, NormalizedIdentifier},
    letter_code::ListSecret,
};
use std::{collections::HashMap, io::Cursor, ops::ControlFlow};

/// A list with its people, in the order of their first rows.
pub struct SmallList {
    pub encoding: Option<Encoding>,
    pub columns: Vec<ColumnUse>,
    pub header: Vec<String>,
    pub rows: usize,
    pub people: Vec<Person>,
    pub duplicates: usize,
    pub shared_identifiers: usize,
    pub without_identifier: usize,
    pub rejected: Vec<RejectedCell>,
    pub warned: Vec<WarnedCell>,
    pub uneven_rows: Vec<usize>,
    /// Every row as written, with the position of its person.
    pub rows_with_people: Vec<(Vec<String>, usize)>,
}

impl std::fmt::Debug for SmallList {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "a list of {} rows", self.rows)
    }
}

pub struct Person {
    pub row: usize,
    pub person_key: Vec<u8>,
    /// Position of the kind, and the identifier.
    pub identifiers: Vec<(usize, NormalizedIdentifier)>,
}

/// Reads a list of one group.
pub fn read(
    bytes: &[u8],
    kinds: &[Kind],
    mappings: &[Mapping],
    encoding: Option<AskedEncoding>,
) -> Result<SmallList, ContactsError> {
    let options = ReadOptions {
        asked: Asked { encoding, ..Asked::default() },
        mappings: mappings.to_vec(),
        ..ReadOptions::default()
    };
    read_with(bytes, kinds, &options)
}

pub fn read_with(
    bytes: &[u8],
    kinds: &[Kind],
    options: &ReadOptions,
) -> Result<SmallList, ContactsError> {
    let groups = ["contacts".to_owned()];
    let mut observed = Vec::new();
    let source = Cursor::new(bytes);
    let mut file = ListFile::open(source, kinds.to_vec(), &groups, options, &mut |piece| {
        observed.extend_from_slice(piece);
    })?;
    assert!(observed == bytes, "every byte is seen once, in order");
    let counted = file.collect(&ListSecret::from_bytes([7; 32]), Some(0))?;
    let mut people: Vec<Person> = Vec::new();
    let mut places = HashMap::new();
    let (mut rejected, mut warned, mut rows_with_people) = (Vec::new(), Vec::new(), Vec::new());
    file.for_each_written_row(&mut |row| {
        let place = *places.entry(row.key.to_vec()).or_insert(people.len());
        if place == people.len() {
            people.push(Person {
                row: row.read.number,
                person_key: row.key.to_vec(),
                identifiers: Vec::new(),
            });
        }
        for identifier in &row.read.identifiers {
            if !people[place].identifiers.contains(identifier) {
                people[place].identifiers.push(identifier.clone());
            }
        }
        rejected.extend(row.read.rejected.iter().cloned());
        warned.extend(row.read.warned.iter().cloned());
        rows_with_people.push((row.cells.to_vec(), place));
        ControlFlow::Continue(())
    })?;
    // The packed list and the rows agree.
    assert_eq!(counted.rows as usize, rows_with_people.len());
    assert_eq!(counted.rejected.count as usize, rejected.len());
    assert_eq!(counted.duplicate_rows as usize, rows_with_people.len() - people.len());
    let own = people.iter().map(|person| person.identifiers.len()).sum::<usize>();
    let code = kinds.iter().position(|kind| *kind == Kind::code());
    let of_letters = code.map_or(0, |_| people.len());
    assert!(counted.elements.len() >= own && counted.elements.len() <= own + of_letters);
    let bare = people.iter().filter(|person| person.identifiers.is_empty()).count();
    assert_eq!(counted.without_identifier as usize, bare);
    Ok(SmallList {
        encoding: file.facts().encoding,
        columns: file.columns().to_vec(),
        header: file.header().to_vec(),
        rows: rows_with_people.len(),
        duplicates: rows_with_people.len() - people.len(),
        shared_identifiers: counted.shared_identifiers as usize,
        without_identifier: bare,
        people,
        rejected,
        warned,
        uneven_rows: counted.uneven_rows.first,
        rows_with_people,
    })
}
