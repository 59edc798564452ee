//! The evaluation of many elements: stretching threads, an assembler that puts their work into
//! batches, and senders that keep a few batches under way and verify what comes back. All run at
//! once, so that neither the cores nor the network wait for the other. What the journal knows
//! already is not done again.

use super::{
    Evaluated, Identifiers,
    journal::{Journal, Shape},
    stretch::{Chunk, Queue, Todo},
};
use crate::{errors::OperatorError, progress::Progress, work_folder::WorkFolder};
use shirabe_contacts::Blinds;
use shirabe_protocol::{
    oprf::client::Pending,
    stretching::{Profile, Salt, Stretcher},
};
use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
};

/// What is evaluated, and by what.
pub(crate) struct Evaluation<'a> {
    /// By position in the order in which they are sent.
    pub(crate) identifiers: &'a Identifiers<'a>,
    pub(crate) blinds: Blinds,
    pub(crate) profile: Profile,
    pub(crate) salt: Salt,
    pub(crate) threads: NonZeroUsize,
    pub(crate) progress: &'a dyn Progress,
}

/// Sends one batch and verifies the reply: as many results as the batch has elements.
pub(crate) type Exchange<'a, E> = dyn Fn(&Batch) -> Result<Vec<E>, OperatorError> + Sync + 'a;

/// Consecutive elements under one number.
pub(crate) struct Batch {
    pub(crate) number: usize,
    pub(crate) pending: Vec<Pending>,
    /// As many times 32 bytes.
    pub(crate) blinded: Vec<u8>,
}

impl Batch {
    fn empty(number: usize) -> Self {
        Self { number, pending: Vec::new(), blinded: Vec::new() }
    }
}

/// What the threads share.
struct Shared<E> {
    stop: AtomicBool,
    /// The first error counts; those after it mostly follow from it.
    error: Mutex<Option<OperatorError>>,
    done: Mutex<Done<E>>,
}

struct Done<E> {
    evaluated: Vec<Option<E>>,
    journal: Journal,
}

impl<E: Evaluated> Shared<E> {
    fn fail(&self, error: OperatorError) {
        self.stop.store(true, Ordering::Relaxed);
        self.error.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }

    fn note(&self, result: Result<(), OperatorError>) {
        if let Err(error) = result {
            self.fail(error);
        }
    }

    fn keep(&self, number: usize, size: usize, batch: &[E]) -> Result<(), OperatorError> {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.journal.add(number, batch)?;
        place(&mut done.evaluated[number * size..], batch);
        Ok(())
    }
}

fn place<E: Copy>(into: &mut [Option<E>], batch: &[E]) {
    into.iter_mut().zip(batch).for_each(|(place, element)| *place = Some(*element));
}

impl Evaluation<'_> {
    /// What every element gave, by position. `journal` is the name of the journal.
    pub(crate) fn run<E: Evaluated>(
        &self,
        shape: &Shape,
        (work, journal): (&WorkFolder, &str),
        exchange: &Exchange<'_, E>,
    ) -> Result<Vec<E>, OperatorError> {
        let Self { identifiers, blinds, progress, .. } = self;
        let mut evaluated = vec![None; shape.elements];
        let mut todo: Vec<bool> = vec![true; shape.batches()];
        let journal = Journal::open(work, journal, shape, &mut |number, known: Vec<E>| {
            place(&mut evaluated[number * shape.batch..], &known);
            todo[number] = false;
        })?;
        let todo = Todo::new(shape, &todo);
        if todo.batches() < shape.batches() {
            progress.say(&format!(
                "{} of {} identifiers were evaluated before the interruption.",
                shape.elements - todo.elements(),
                shape.elements
            ));
        }
        let done = Mutex::new(Done { evaluated, journal });
        let shared = Shared { stop: AtomicBool::new(false), error: Mutex::new(None), done };
        let next = AtomicUsize::new(0);
        // Memory first: it is better to hear of a lack before anything is sent.
        let stretchers = (0..self.threads.get())
            .map(|_| Stretcher::new(self.profile, self.salt))
            .collect::<Result<Vec<_>, _>>()
            .map_err(OperatorError::check("stretching failed"))?;
        let (chunk_sender, chunks) = sync_channel(4 * self.threads.get());
        let (batch_sender, batches) = sync_channel(1);
        let batches = Mutex::new(batches);
        progress.begin("stretching and sending", todo.elements() as u64);
        std::thread::scope(|scope| {
            let (shared, batches, todo) = (&shared, &batches, &todo);
            for stretcher in stretchers {
                let (next, done) = (&next, chunk_sender.clone());
                let (stop, progress) = (&shared.stop, *progress);
                scope.spawn(move || {
                    let queue = Queue { identifiers, todo, blinds, next, stop, progress };
                    shared.note(queue.work(stretcher, &done));
                });
            }
            drop(chunk_sender);
            // Senders mostly wait or verify; with more cores more verifying keeps pace.
            for _ in 0..self.threads.get().clamp(2, 4) {
                scope.spawn(move || send_batches(batches, shape.batch, exchange, shared));
            }
            assemble(&chunks, (shape, todo), &batch_sender, &shared.stop);
            drop((chunks, batch_sender));
        });
        progress.end();
        if let Some(error) = shared.error.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        let done = shared.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        // Every thread ended without an error, so every batch was evaluated.
        let evaluated: Option<Vec<E>> = done.evaluated.into_iter().collect();
        Ok(evaluated.expect("every batch was evaluated"))
    }
}

/// Puts chunks back in order and cuts them into batches.
fn assemble(
    chunks: &Receiver<Chunk>,
    (shape, todo): (&Shape, &Todo),
    batches: &SyncSender<Batch>,
    stop: &AtomicBool,
) {
    let mut early = BTreeMap::new();
    let (mut next_chunk, mut sent) = (0, 0);
    let mut batch = Batch::empty(todo.batch(sent));
    for chunk in chunks {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        early.insert(chunk.number, chunk);
        while let Some(chunk) = early.remove(&next_chunk) {
            next_chunk += 1;
            let elements = chunk.blinded.chunks_exact(shirabe_protocol::oprf::ELEMENT_BYTES);
            for (pending, blinded) in chunk.pending.into_iter().zip(elements) {
                batch.pending.push(pending);
                batch.blinded.extend_from_slice(blinded);
                if batch.pending.len() == shape.elements_of(batch.number) {
                    sent += 1;
                    let full = std::mem::replace(&mut batch, Batch::empty(todo.batch(sent)));
                    if batches.send(full).is_err() {
                        return;
                    }
                }
            }
        }
    }
}

/// One sender's work. After an error it only empties the channel, so that nobody waits.
fn send_batches<E: Evaluated>(
    batches: &Mutex<Receiver<Batch>>,
    size: usize,
    exchange: &Exchange<'_, E>,
    shared: &Shared<E>,
) {
    loop {
        let received = batches.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(batch) = received else { return };
        if shared.stop.load(Ordering::Relaxed) {
            continue;
        }
        let evaluated = exchange(&batch);
        shared.note(evaluated.and_then(|evaluated| {
            // A finalised batch has as many results as elements.
            assert_eq!(evaluated.len(), batch.pending.len(), "one result for each element");
            shared.keep(batch.number, size, &evaluated)
        }));
    }
}
