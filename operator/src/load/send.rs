//! The evaluation of a whole load: both tags of every element, each proof verified under its key.

use super::plan::{Plan, Tags, blinds};
use crate::{
    errors::OperatorError,
    evaluation::{Batch, Evaluation, Shape},
    progress::Progress,
    server_client::{LoadApi, LoadId, LoadParameters},
    work_folder::WorkFolder,
};
use shirabe_contacts::Seed;
use shirabe_protocol::{
    oprf::{PublicKey, client::finalize_batch},
    wire::decode_batch_reply,
};
use std::num::NonZeroUsize;

/// Where an evaluation goes.
pub(super) struct Destination<'a> {
    pub(super) api: &'a LoadApi<'a>,
    pub(super) load: &'a LoadId,
    pub(super) parameters: &'a LoadParameters,
}

/// Both tags of every element, by position.
pub(super) fn evaluate(
    destination: &Destination<'_>,
    (plan, shape): (&Plan, &Shape),
    work: &WorkFolder,
    seed: &Seed,
    threads: NonZeroUsize,
    progress: &dyn Progress,
) -> Result<Vec<Tags>, OperatorError> {
    let parameters = destination.parameters;
    let keys = parameters.keys()?;
    let evaluation = Evaluation {
        identifiers: &|position| plan.identifier(position),
        blinds: blinds(seed),
        profile: parameters.profile,
        salt: parameters.salt(),
        threads,
        progress,
    };
    let journal = (work, destination.load.as_str());
    evaluation.run(shape, journal, &|batch| send_batch(batch, destination, &keys))
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
