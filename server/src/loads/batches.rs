//! Numbered batches. The same number with equal bytes gets the stored result; with others, 409.

use super::incident_of;
use crate::{
    problem::Problem,
    state::Services,
    store::{BatchOutcome, Load, Stage},
};
use actix_web::web::{self, Bytes};
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};
use shirabe_protocol::{
    oprf::ELEMENT_BYTES,
    wire::{FilterEntry, Record},
};

/// A load may evaluate a tenth more than it declared.
fn evaluation_budget(load: &Load) -> u64 {
    load.declared.identifiers + load.declared.identifiers / 10
}

/// A batch that arrived for a load.
pub struct Batch {
    pub load: Load,
    pub number: u32,
    pub body: Bytes,
}

impl Batch {
    fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.body).into()
    }
}

/// Evaluates blinded elements under both keys of the incident.
///
/// # Errors
/// [`Problem::LoadBudget`], [`Problem::BatchDiffers`], [`Problem::LoadState`].
pub async fn evaluate(services: &Services, batch: Batch) -> Result<Vec<u8>, Problem> {
    let digest = batch.digest();
    let Batch { load, number, body } = batch;
    let store = &services.store;
    let outcome = match store.batch(&load.id, Stage::Evaluations, number, &digest).await? {
        Some(_) if !load.state.takes_batches() => BatchOutcome::WrongState,
        Some(earlier) => earlier,
        None => {
            let elements = (body.len() / ELEMENT_BYTES) as u64;
            let budget = evaluation_budget(&load);
            if load.evaluated + elements > budget {
                return Err(Problem::LoadBudget);
            }
            let reply = under_both_keys(services, &load, body).await?;
            store.add_evaluation(&load.id, number, &digest, elements, budget, reply).await?
        }
    };
    taken(outcome)
}

/// Off the threads that answer the public: a full batch takes about a second.
async fn under_both_keys(
    services: &Services,
    load: &Load,
    body: Bytes,
) -> Result<Vec<u8>, Problem> {
    let keys = services.keys.keys_of(&load.incident)?;
    let evaluated = web::block(move || {
        let mut reply = Vec::with_capacity(2 * body.len() + 128);
        for key in [&keys.public, &keys.staff] {
            let (elements, proof) = key.blind_evaluate_batch(&body, &mut OsRng)?;
            reply.extend_from_slice(&elements);
            reply.extend_from_slice(&proof);
        }
        Ok::<_, Problem>(reply)
    });
    evaluated.await.map_err(|_| Problem::Unavailable)?
}

/// Takes records: staff tag, kind, person, groups, share. `share`: the only one that they may have.
///
/// # Errors
/// As [`evaluate`]; [`Problem::Malformed`].
pub async fn take_records(
    services: &Services,
    batch: Batch,
    share: Option<u16>,
) -> Result<(), Problem> {
    let records = Record::decode_batch(&batch.body)?;
    let incident = incident_of(services, &batch.load).await?;
    let (kinds, groups) = (incident.definition.kinds.len(), incident.definition.groups.len());
    let sound = records.iter().all(|record| {
        usize::from(record.kind) < kinds
            && record.groups != 0
            && u64::from(record.groups) < 1 << groups
            && share.is_none_or(|share| record.share == share)
    });
    if !sound {
        return Err(Problem::Malformed);
    }
    let (load, number, digest) = (&batch.load.id, batch.number, batch.digest());
    taken(services.store.add_records(load, number, &digest, &records).await?).map(drop)
}

/// Takes filter entries: public tag, kind, group.
///
/// # Errors
/// As [`take_records`].
pub async fn take_filter_entries(services: &Services, batch: Batch) -> Result<(), Problem> {
    let entries = FilterEntry::decode_batch(&batch.body)?;
    let incident = incident_of(services, &batch.load).await?;
    let definition = &incident.definition;
    let sound = entries.iter().all(|entry| {
        // Only what the public may ask by enters filters.
        definition.kinds.get(usize::from(entry.kind)).is_some_and(|kind| kind.public)
            && usize::from(entry.group) < definition.groups.len()
    });
    if !sound {
        return Err(Problem::Malformed);
    }
    let (load, number, digest) = (&batch.load.id, batch.number, batch.digest());
    taken(services.store.add_filter_entries(load, number, &digest, &entries).await?).map(drop)
}

fn taken(outcome: BatchOutcome) -> Result<Vec<u8>, Problem> {
    match outcome {
        BatchOutcome::Taken(reply) => Ok(reply),
        BatchOutcome::Differs => Err(Problem::BatchDiffers),
        BatchOutcome::WrongState => Err(Problem::LoadState),
        BatchOutcome::OverBudget => Err(Problem::LoadBudget),
    }
}
