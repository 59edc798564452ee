//! Stretching and blinding on every core.

use super::plan::{Blinds, Plan};
use crate::{errors::OperatorError, progress::Progress};
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

/// Consecutive elements, stretched and blinded.
pub(super) struct Chunk {
    /// Chunk n begins at position n x 8.
    pub(super) number: usize,
    pub(super) pending: Vec<Pending>,
    /// As many times 32 bytes.
    pub(super) blinded: Vec<u8>,
}

/// Hands out chunks in order and takes them back.
pub(super) struct Queue<'a> {
    pub(super) plan: &'a Plan,
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
            if start >= self.plan.len() {
                break;
            }
            let end = (start + CHUNK).min(self.plan.len());
            let mut chunk = Chunk {
                number,
                pending: Vec::with_capacity(CHUNK),
                blinded: Vec::with_capacity(CHUNK * ELEMENT_BYTES),
            };
            for position in start..end {
                let stretched = stretcher
                    .stretch(&self.plan.element(position).identifier)
                    .map_err(OperatorError::check("stretching failed"))?;
                let (pending, blinded) = blind(stretched, &mut self.blinds.at(position))
                    .map_err(OperatorError::check("blinding failed"))?;
                chunk.pending.push(pending);
                chunk.blinded.extend_from_slice(&blinded);
            }
            self.progress.advance((end - start) as u64);
            if done.send(chunk).is_err() {
                // Nobody takes it any more: the load has failed elsewhere.
                break;
            }
        }
        Ok(())
    }
}
