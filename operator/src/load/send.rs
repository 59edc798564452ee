//! The evaluation of a whole load: stretching threads, an assembler that puts their work into
//! batches, and senders that keep a few batches under way and verify what comes back. All run at
//! once, so that neither the cores nor the network wait for the other. What the journal knows
//! already is not done again.

use super::{
    journal::{Journal, Shape},
    plan::{Blinds, Plan, Tags},
    stretch::{Chunk, Queue, Todo},
};
use crate::{
    errors::OperatorError,
    progress::Progress,
    server_client::{LoadApi, LoadId, LoadParameters},
    work_folder::{LoadSeed, WorkFolder},
};
use shirabe_protocol::{
    oprf::{
        PublicKey,
        client::{Pending, finalize_batch},
    },
    stretching::Stretcher,
    wire::decode_batch_reply,
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

/// Where an evaluation goes.
pub(super) struct Destination<'a> {
    pub(super) api: &'a LoadApi<'a>,
    pub(super) load: &'a LoadId,
    pub(super) parameters: &'a LoadParameters,
}

/// Consecutive elements under one number.
struct Batch {
    number: usize,
    pending: Vec<Pending>,
    blinded: Vec<u8>,
}

impl Batch {
    fn empty(number: usize) -> Self {
        Self { number, pending: Vec::new(), blinded: Vec::new() }
    }
}

/// What the threads share.
struct Outcome {
    stop: AtomicBool,
    /// The first error counts; those after it mostly follow from it.
    error: Mutex<Option<OperatorError>>,
    done: Mutex<Done>,
}

struct Done {
    tags: Vec<Tags>,
    batches: usize,
    journal: Journal,
}

impl Outcome {
    fn fail(&self, error: OperatorError) {
        self.stop.store(true, Ordering::Relaxed);
        self.error.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }

    fn note(&self, result: Result<(), OperatorError>) {
        if let Err(error) = result {
            self.fail(error);
        }
    }

    fn keep(&self, number: usize, size: usize, tags: &[Tags]) -> Result<(), OperatorError> {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.journal.add(number, tags)?;
        done.tags[number * size..][..tags.len()].copy_from_slice(tags);
        done.batches += 1;
        Ok(())
    }
}

/// Both tags of every element, by position, each proof verified under its key.
pub(super) fn evaluate(
    destination: &Destination<'_>,
    (plan, shape): (&Plan, &Shape),
    work: &WorkFolder,
    seed: &LoadSeed,
    threads: NonZeroUsize,
    progress: &dyn Progress,
) -> Result<Vec<Tags>, OperatorError> {
    let parameters = destination.parameters;
    let keys = parameters.keys()?;
    let mut tags = vec![Tags::none(); plan.len()];
    let mut todo: Vec<bool> = vec![true; shape.batches()];
    let journal = Journal::open(work, destination.load.as_str(), shape, &mut |number, known| {
        tags[number * shape.batch..][..known.len()].copy_from_slice(&known);
        todo[number] = false;
    })?;
    let todo = Todo::new(shape, &todo);
    let known = shape.batches() - todo.batches();
    if known > 0 {
        progress.say(&format!(
            "{} of {} identifiers were evaluated before the interruption.",
            plan.len() - todo.elements(),
            plan.len()
        ));
    }
    let done = Mutex::new(Done { tags, batches: known, journal });
    let outcome = Outcome { stop: AtomicBool::new(false), error: Mutex::new(None), done };
    let (blinds, next) = (Blinds::new(seed), AtomicUsize::new(0));
    // Memory first: it is better to hear of a lack before anything is sent.
    let stretchers = (0..threads.get())
        .map(|_| Stretcher::new(parameters.profile, parameters.salt()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(OperatorError::check("stretching failed"))?;
    let (chunk_sender, chunks) = sync_channel(4 * threads.get());
    let (batch_sender, batches) = sync_channel(1);
    let batches = Mutex::new(batches);
    progress.begin("stretching and sending", todo.elements() as u64);
    std::thread::scope(|scope| {
        let (outcome, batches, keys, todo) = (&outcome, &batches, &keys, &todo);
        for stretcher in stretchers {
            let (blinds, next, done) = (&blinds, &next, chunk_sender.clone());
            scope.spawn(move || {
                let queue = Queue { plan, todo, blinds, next, stop: &outcome.stop, progress };
                outcome.note(queue.work(stretcher, &done));
            });
        }
        drop(chunk_sender);
        // Senders mostly wait or verify; with more cores more verifying keeps pace.
        for _ in 0..threads.get().clamp(2, 4) {
            scope.spawn(move || send_batches(batches, shape.batch, destination, keys, outcome));
        }
        assemble(&chunks, (shape, todo), &batch_sender, outcome);
        drop((chunks, batch_sender));
    });
    progress.end();
    if let Some(error) = outcome.error.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    let done = outcome.done.into_inner().unwrap_or_else(PoisonError::into_inner);
    // Every thread ended without an error, so every batch was evaluated.
    assert_eq!(done.batches, shape.batches(), "every batch was evaluated");
    Ok(done.tags)
}

/// Puts chunks back in order and cuts them into batches.
fn assemble(
    chunks: &Receiver<Chunk>,
    (shape, todo): (&Shape, &Todo),
    batches: &SyncSender<Batch>,
    outcome: &Outcome,
) {
    let mut early = BTreeMap::new();
    let (mut next_chunk, mut sent) = (0, 0);
    let mut batch = Batch::empty(todo.batch(sent));
    for chunk in chunks {
        if outcome.stop.load(Ordering::Relaxed) {
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
fn send_batches(
    batches: &Mutex<Receiver<Batch>>,
    size: usize,
    destination: &Destination<'_>,
    keys: &[PublicKey; 2],
    outcome: &Outcome,
) {
    loop {
        let received = batches.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(batch) = received else { return };
        if outcome.stop.load(Ordering::Relaxed) {
            continue;
        }
        let sent = send_batch(&batch, destination, keys);
        outcome.note(sent.and_then(|tags| outcome.keep(batch.number, size, &tags)));
    }
}

fn send_batch(
    batch: &Batch,
    destination: &Destination<'_>,
    [public_key, staff_key]: &[PublicKey; 2],
) -> Result<Vec<Tags>, OperatorError> {
    let Destination { api, load, .. } = destination;
    let refused = "the server's proof does not hold";
    let reply = api.evaluate_blinded(load, batch.number, &batch.blinded)?;
    let [public, staff] =
        decode_batch_reply(&reply, batch.pending.len()).map_err(OperatorError::check(refused))?;
    let public = finalize_batch(&batch.pending, public.evaluated, public.proof, public_key)
        .map_err(OperatorError::check(refused))?;
    let staff = finalize_batch(&batch.pending, staff.evaluated, staff.proof, staff_key)
        .map_err(OperatorError::check(refused))?;
    let pairs = public.iter().zip(&staff);
    Ok(pairs.map(|(public, staff)| Tags { public: public.tag(), staff: staff.tag() }).collect())
}
