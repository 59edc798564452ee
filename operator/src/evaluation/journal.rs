//! `journal-<name>.bin`: what every batch that was evaluated and verified gave, so that an
//! interrupted load or check stretches nothing twice.
//!
//! ```text
//!  0   8  "shrbjnl1"
//!  8  32  fingerprint of the load (HMAC under the list secret), or of the check and the set that
//!         answered (HMAC under its seed)
//! 40   4  elements of a batch, big-endian; the last batch may have fewer
//! then for each batch, in the order in which they were done:
//!      4  number of the batch, big-endian
//!      4  its elements, big-endian
//!    n*e  for each element, in the order in which they are sent: of a load public tag and staff
//!         tag (32 bytes), of a check the answer (5 bytes)
//!     16  first bytes of SHA-256(fingerprint || the batch's bytes before this)
//! ```
//!
//! No plaintext, and nothing that could be tested without asking the server. That of a load holds
//! both tags of an element together, which nobody else does, so it is removed when the load is
//! published; that of a check is removed with the check. A batch that was cut short by a crash is
//! left out and evaluated again.

use super::Evaluated;
use crate::{errors::OperatorError, work_folder::WorkFolder};
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom, Write},
    path::PathBuf,
};

const MAGIC: &[u8; 8] = b"shrbjnl1";
const HEAD: usize = 44;
const CHECK: usize = 16;

/// The journal of what is under way, open for appending.
pub(super) struct Journal {
    file: File,
    path: PathBuf,
    fingerprint: [u8; 32],
}

/// What a load or a check is, as far as a journal must agree with it.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) fingerprint: [u8; 32],
    pub(crate) elements: usize,
    pub(crate) batch: usize,
}

impl Shape {
    pub(super) fn batches(&self) -> usize {
        self.elements.div_ceil(self.batch)
    }

    /// Elements of one batch.
    pub(super) fn elements_of(&self, number: usize) -> usize {
        self.batch.min(self.elements - number * self.batch)
    }
}

impl Journal {
    /// Opens the journal of this name, and gives every batch in it to `known`; begins a new one
    /// where there is none or where it is of something else.
    pub(super) fn open<E: Evaluated>(
        work: &WorkFolder,
        name: &str,
        shape: &Shape,
        known: &mut dyn FnMut(usize, Vec<E>),
    ) -> Result<Self, OperatorError> {
        let path = work.journal_path(name);
        let mut file = work.open_private(&path)?;
        let kept = read(&file, shape, known).map_err(OperatorError::file("read", &path))?;
        let begun = match kept {
            Some(end) => file.set_len(end).and_then(|()| file.seek(SeekFrom::End(0)).map(drop)),
            None => {
                let batch = (shape.batch as u32).to_be_bytes();
                let head = [&MAGIC[..], &shape.fingerprint, &batch].concat();
                file.set_len(0)
                    .and_then(|()| file.seek(SeekFrom::Start(0)).map(drop))
                    .and_then(|()| file.write_all(&head))
            }
        };
        begun.map_err(OperatorError::file("write", &path))?;
        Ok(Self { file, path, fingerprint: shape.fingerprint })
    }

    /// Notes a batch, on the disk before this returns.
    pub(super) fn add<E: Evaluated>(
        &mut self,
        number: usize,
        evaluated: &[E],
    ) -> Result<(), OperatorError> {
        let mut bytes = Vec::with_capacity(8 + evaluated.len() * E::BYTES + CHECK);
        bytes.extend_from_slice(&(number as u32).to_be_bytes());
        bytes.extend_from_slice(&(evaluated.len() as u32).to_be_bytes());
        evaluated.iter().for_each(|element| element.encode_into(&mut bytes));
        bytes.extend_from_slice(&check(&self.fingerprint, &bytes));
        let written = self.file.write_all(&bytes).and_then(|()| self.file.sync_data());
        written.map_err(OperatorError::file("write", &self.path))
    }
}

fn check(fingerprint: &[u8; 32], bytes: &[u8]) -> [u8; CHECK] {
    let digest = Sha256::new().chain_update(fingerprint).chain_update(bytes).finalize();
    let mut first = [0; CHECK];
    first.copy_from_slice(&digest[..CHECK]);
    first
}

/// Where the last whole batch ends; `None` where this is no journal of that load.
fn read<E: Evaluated>(
    file: &File,
    shape: &Shape,
    known: &mut dyn FnMut(usize, Vec<E>),
) -> std::io::Result<Option<u64>> {
    let mut reader = BufReader::new(file);
    let mut head = [0; HEAD];
    if !fill(&mut reader, &mut head)? {
        return Ok(None);
    }
    let batch = (shape.batch as u32).to_be_bytes();
    if head[..8] != MAGIC[..] || head[8..40] != shape.fingerprint || head[40..] != batch {
        return Ok(None);
    }
    let mut end = HEAD as u64;
    loop {
        let mut numbers = [0; 8];
        if !fill(&mut reader, &mut numbers)? {
            return Ok(Some(end));
        }
        let number = |at: usize| {
            u32::from_be_bytes([numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]])
        };
        let (place, count) = (number(0) as usize, number(4) as usize);
        if place >= shape.batches() || count != shape.elements_of(place) {
            return Ok(Some(end));
        }
        let mut rest = vec![0; count * E::BYTES + CHECK];
        if !fill(&mut reader, &mut rest)? {
            return Ok(Some(end));
        }
        let (elements, stored) = rest.split_at(count * E::BYTES);
        if check(&shape.fingerprint, &[&numbers[..], elements].concat()) != stored {
            return Ok(Some(end));
        }
        let elements = elements.chunks_exact(E::BYTES).map(E::decode);
        let Some(elements) = elements.collect::<Option<Vec<E>>>() else { return Ok(Some(end)) };
        known(place, elements);
        end += (numbers.len() + rest.len()) as u64;
    }
}

/// `false` where the file ends before.
fn fill(reader: &mut impl Read, bytes: &mut [u8]) -> std::io::Result<bool> {
    match reader.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Tags;
    use shirabe_protocol::tag::Tag;
    use std::collections::BTreeMap;

    const SHAPE: Shape = Shape { fingerprint: [7; 32], elements: 25, batch: 10 };

    fn tags(first: u8, count: usize) -> Vec<Tags> {
        let tag = |byte: usize| Tag::from_bytes([byte as u8; 16]);
        (0..count).map(|n| Tags { public: tag(n), staff: tag(n + usize::from(first)) }).collect()
    }

    fn known(work: &WorkFolder, shape: &Shape) -> (BTreeMap<usize, Vec<Tags>>, Journal) {
        let mut known = BTreeMap::new();
        let journal = Journal::open(work, "a1", shape, &mut |number, tags| {
            known.insert(number, tags);
        });
        (known, journal.unwrap())
    }

    #[test]
    fn whole_batches_are_known_again_and_half_ones_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let work = WorkFolder::open(folder.path()).unwrap();
        let (none, mut journal) = known(&work, &SHAPE);
        assert!(none.is_empty());
        journal.add(1, &tags(1, 10)).unwrap();
        journal.add(2, &tags(2, 5)).unwrap();
        drop(journal);
        let path = work.journal_path("a1");
        let whole = std::fs::read(&path).unwrap();
        let both = |known: &BTreeMap<usize, Vec<Tags>>| {
            known.len() == 2 && known[&1] == tags(1, 10) && known[&2] == tags(2, 5)
        };
        assert!(both(&known(&work, &SHAPE).0));
        let first = HEAD + 8 + 10 * Tags::BYTES + CHECK;
        for end in [0, 1, HEAD - 1, HEAD, HEAD + 3, first - 1, first, first + 9, whole.len() - 1] {
            std::fs::write(&path, &whole[..end]).unwrap();
            let (found, mut journal) = known(&work, &SHAPE);
            assert_eq!(found.len(), usize::from(end >= first), "{end}");
            // Appending after a cut gives a sound journal again.
            if !found.contains_key(&1) {
                journal.add(1, &tags(1, 10)).unwrap();
            }
            journal.add(2, &tags(2, 5)).unwrap();
            drop(journal);
            assert!(both(&known(&work, &SHAPE).0), "{end}");
        }
    }

    #[test]
    fn a_changed_byte_or_another_load_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let work = WorkFolder::open(folder.path()).unwrap();
        known(&work, &SHAPE).1.add(0, &tags(1, 10)).unwrap();
        let path = work.journal_path("a1");
        let whole = std::fs::read(&path).unwrap();
        for place in [HEAD, HEAD + 7, HEAD + 8, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[place] ^= 1;
            std::fs::write(&path, &changed).unwrap();
            assert!(known(&work, &SHAPE).0.is_empty(), "{place}");
        }
        std::fs::write(&path, &whole).unwrap();
        for other in [Shape { fingerprint: [8; 32], ..SHAPE }, Shape { batch: 11, ..SHAPE }] {
            std::fs::write(&path, &whole).unwrap();
            assert!(known(&work, &other).0.is_empty());
        }
    }
}
