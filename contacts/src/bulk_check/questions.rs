//! Every different identifier of a list, once, in an order that follows from their contents.

use crate::{error::ContactsError, list_file::ListFile};
use shirabe_protocol::identifier::NormalizedIdentifier;
use std::{
    cmp::Ordering,
    io::{Read, Seek},
    ops::ControlFlow,
};
use zeroize::Zeroizing;

/// Most questions of one list, as an order of them is kept in numbers of 32 bits.
const MOST: usize = 100_000_000;

/// What is asked: identifiers of many rows, each once. Identifying: has no Debug.
pub struct Questions {
    packed: Packed,
    /// Of each kind, by its position.
    by_kind: Vec<u64>,
    rows: RowCounts,
}

/// Rows below the header that are not blank.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts {
    pub rows: u64,
    /// Rows without any identifier that could be read.
    pub without_identifier: u64,
    /// Rows that hold something that could not be read.
    pub rejected: u64,
}

#[derive(Default)]
struct Packed {
    kinds: Vec<u8>,
    /// Where each one's canonical bytes end.
    ends: Vec<usize>,
    bytes: Zeroizing<Vec<u8>>,
}

impl Packed {
    fn push(&mut self, kind: u8, canonical: &[u8]) {
        self.kinds.push(kind);
        self.bytes.extend_from_slice(canonical);
        self.ends.push(self.bytes.len());
    }

    fn get(&self, place: usize) -> (u8, &[u8]) {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        (self.kinds[place], &self.bytes[start..self.ends[place]])
    }

    /// Each once, in order. Room is taken beforehand, so that no copy of the bytes stays behind.
    fn settled(self) -> Self {
        let mut order: Vec<u32> = (0..self.kinds.len() as u32).collect();
        order.sort_unstable_by(|a, b| self.get(*a as usize).cmp(&self.get(*b as usize)));
        order.dedup_by(|a, b| self.get(*a as usize) == self.get(*b as usize));
        let bytes = order.iter().map(|place| self.get(*place as usize).1.len()).sum();
        let mut settled = Self {
            kinds: Vec::with_capacity(order.len()),
            ends: Vec::with_capacity(order.len()),
            bytes: Zeroizing::new(Vec::with_capacity(bytes)),
        };
        for place in order {
            let (kind, canonical) = self.get(place as usize);
            settled.push(kind, canonical);
        }
        settled
    }
}

impl Questions {
    /// Reads all rows.
    ///
    /// # Errors
    /// [`ContactsError`].
    pub fn of<R: Read + Seek>(file: &mut ListFile<R>) -> Result<Self, ContactsError> {
        let mut packed = Packed::default();
        let mut rows = RowCounts::default();
        file.for_each_written_row(&mut |row| {
            rows.rows += 1;
            rows.without_identifier += u64::from(row.read.identifiers.is_empty());
            rows.rejected += u64::from(!row.read.rejected.is_empty() || row.uneven);
            for (kind, identifier) in &row.read.identifiers {
                packed.push(*kind as u8, identifier.canonical_bytes());
            }
            let full = packed.kinds.len() > MOST;
            if full { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if packed.kinds.len() > MOST {
            return Err(ContactsError::TooManyRows { most: MOST });
        }
        let packed = packed.settled();
        let mut by_kind = vec![0; file.kinds().len()];
        packed.kinds.iter().for_each(|kind| by_kind[usize::from(*kind)] += 1);
        Ok(Self { packed, by_kind, rows })
    }

    pub fn len(&self) -> usize {
        self.packed.kinds.len()
    }

    pub fn is_empty(&self) -> bool {
        self.packed.kinds.is_empty()
    }

    pub fn by_kind(&self) -> &[u64] {
        &self.by_kind
    }

    pub fn rows(&self) -> RowCounts {
        self.rows
    }

    /// Position of the kind and canonical bytes.
    pub(crate) fn get(&self, place: usize) -> (u8, &[u8]) {
        self.packed.get(place)
    }

    /// Position of the kind, and the identifier.
    pub fn identifier(&self, place: usize) -> Option<(usize, NormalizedIdentifier)> {
        let (kind, canonical) = self.get(place);
        Some((usize::from(kind), NormalizedIdentifier::from_canonical_bytes(canonical)?))
    }

    /// Where the question about this identifier stands.
    pub(crate) fn find(&self, kind: usize, canonical: &[u8]) -> Option<usize> {
        let wanted = (u8::try_from(kind).ok()?, canonical);
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.get(middle).cmp(&wanted) {
                Ordering::Equal => return Some(middle),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        None
    }
}
