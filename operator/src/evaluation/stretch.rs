//! Stretching and blinding on every core.

use super::{Identifiers, journal::Shape};
use crate::{errors::OperatorError, progress::Progress};
use shirabe_contacts::Blinds;
use shirabe_protocol::{
    oprf::{
        ELEMENT_BYTES,
        client::{Pending, blind},
    },
    stretching::Stretcher,
};
use std::sync::{
    atomic::{AtomicBool, AtomicUsize, Ordering},
    mpsc::SyncSender,
};

/// Elements that a thread takes at once: few enough that progress moves, and that the threads
/// end together.
const CHUNK: usize = 8;

/// The batches that are still to be evaluated, and so the positions.
pub(super) struct Todo {
    batches: Vec<usize>,
    batch: usize,
    elements: usize,
}

impl Todo {
    /// `wanted` says it of every batch.
    pub(super) fn new(shape: &Shape, wanted: &[bool]) -> Self {
        let batches: Vec<usize> = (0..shape.batches()).filter(|batch| wanted[*batch]).collect();
        let elements = batches.iter().map(|number| shape.elements_of(*number)).sum();
        Self { batches, batch: shape.batch, elements }
    }

    pub(super) fn batches(&self) -> usize {
        self.batches.len()
    }

    pub(super) fn elements(&self) -> usize {
        self.elements
    }

    /// Number of the batch that is done at this place; beyond the end that of none.
    pub(super) fn batch(&self, place: usize) -> usize {
        self.batches.get(place).copied().unwrap_or(usize::MAX)
    }

    /// Position of the element that is done at this place. Only the last batch
    /// may be shorter than the others, and it is done last.
    fn position(&self, place: usize) -> usize {
        self.batches[place / self.batch] * self.batch + place % self.batch
    }
}

/// Consecutive elements, stretched and blinded.
pub(super) struct Chunk {
    /// Chunk n begins at place n x 8.
    pub(super) number: usize,
    pub(super) pending: Vec<Pending>,
    /// As many times 32 bytes.
    pub(super) blinded: Vec<u8>,
}

/// Hands out chunks in order and takes them back.
pub(super) struct Queue<'a> {
    pub(super) identifiers: &'a Identifiers<'a>,
    pub(super) todo: &'a Todo,
    pub(super) blinds: &'a Blinds,
    pub(super) next: &'a AtomicUsize,
    /// Something went wrong elsewhere: no more work.
    pub(super) stop: &'a AtomicBool,
    pub(super) progress: &'a dyn Progress,
}

impl Queue<'_> {
    /// One thread's work: chunk after chunk, with the thread's own block of memory.
    pub(super) fn work(
        &self,
        mut stretcher: Stretcher,
        done: &SyncSender<Chunk>,
    ) -> Result<(), OperatorError> {
        while !self.stop.load(Ordering::Relaxed) {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let start = number.saturating_mul(CHUNK);
            if start >= self.todo.elements() {
                break;
            }
            let end = (start + CHUNK).min(self.todo.elements());
            let mut chunk = Chunk {
                number,
                pending: Vec::with_capacity(CHUNK),
                blinded: Vec::with_capacity(CHUNK * ELEMENT_BYTES),
            };
            for position in (start..end).map(|place| self.todo.position(place)) {
                let stretched = (self.identifiers)(position)
                    .and_then(|identifier| stretcher.stretch(&identifier))
                    .map_err(OperatorError::check("stretching failed"))?;
                let (pending, blinded) = blind(stretched, &mut self.blinds.at(position))
                    .map_err(OperatorError::check("blinding failed"))?;
                chunk.pending.push(pending);
                chunk.blinded.extend_from_slice(&blinded);
            }
            self.progress.advance((end - start) as u64);
            if done.send(chunk).is_err() {
                // Nobody takes it any more: something failed elsewhere.
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_skipped() {
        let shape = Shape { fingerprint: [0; 32], elements: 23, batch: 10 };
        let todo = Todo::new(&shape, &[true, false, true]);
        assert_eq!((todo.batches(), todo.elements()), (2, 13));
        let positions: Vec<usize> = (0..13).map(|place| todo.position(place)).collect();
        assert_eq!(positions, (0..10).chain(20..23).collect::<Vec<_>>());
        assert_eq!([todo.batch(0), todo.batch(1), todo.batch(2)], [0, 2, usize::MAX]);
    }
}
