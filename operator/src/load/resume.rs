//! Going on with a load that an earlier run of the same command left unfinished.
//!
//! "The same command" is told by a fingerprint of what is done, of every element and of the
//! server's parameters: a seed must never blind other elements than those it was drawn for.

use super::plan::Plan;
use crate::{
    errors::{OperatorError, RequestError},
    progress::Progress,
    server_client::{Action, LoadApi, LoadId, LoadParameters, LoadState, Opening},
    work_folder::{LoadInProgress, WorkFolder},
};
use hmac::{Hmac, Mac};
use rand_core::{CryptoRng, RngCore};
use sha2::Sha256;
use shirabe_contacts::Seed;
use shirabe_protocol::letter_code::ListSecret;

/// What is left to do.
pub(crate) enum Remaining {
    /// Everything, or what the server does not have yet.
    Send(LoadInProgress, Seed),
    /// The load is closed.
    Publish(LoadInProgress),
}

/// HMAC-SHA-256 under the list secret, so that the file beside the list is no test for its
/// content. `plan` is in the order that follows from its elements.
pub(crate) fn fingerprint(
    secret: &ListSecret,
    parameters: &LoadParameters,
    action: Action,
    as_of: Option<i64>,
    plan: &Plan,
) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(secret.as_bytes())
        .expect("HMAC takes a key of any length");
    mac.update(b"shirabe/load-fingerprint");
    let kinds = serde_json::to_vec(&parameters.kinds).unwrap_or_default();
    let groups = parameters.groups.join(",");
    let as_of = as_of.map(i64::to_be_bytes);
    let share = parameters.share.map(u16::to_be_bytes);
    let parts = [
        &parameters.deployment[..],
        &parameters.incident,
        &parameters.public_key,
        &parameters.staff_key,
        &kinds,
        groups.as_bytes(),
        &parameters.max_batch.to_be_bytes(),
        action.code().as_bytes(),
        as_of.as_ref().map_or(&[], |bytes| bytes.as_slice()),
        share.as_ref().map_or(&[], |bytes| bytes.as_slice()),
    ];
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    for element in plan.elements().iter() {
        mac.update(element.handle);
        mac.update(&[element.kind]);
        mac.update(&element.groups.to_be_bytes());
        mac.update(&(element.canonical.len() as u64).to_be_bytes());
        mac.update(element.canonical);
    }
    mac.finalize().into_bytes().into()
}

/// Goes on with the load under way if it is this command's, else opens a new one.
pub(crate) fn begin<R: RngCore + CryptoRng>(
    work: &WorkFolder,
    api: &LoadApi<'_>,
    slug: &str,
    fingerprint: &[u8; 32],
    opening: &Opening,
    rng: &mut R,
    progress: &dyn Progress,
) -> Result<Remaining, OperatorError> {
    let fingerprint = hex::encode(fingerprint);
    if let Some(known) = work.load_in_progress()? {
        let state = match api.state(&known.load) {
            Err(error) if matches!(error.status(), Some(404 | 410)) => LoadState::Abandoned,
            state => state?,
        };
        let same = known.fingerprint == fingerprint;
        match (state, work.load_seed()?) {
            (LoadState::Open | LoadState::Uploading, Some(seed)) if same => {
                progress.say("We go on with the load that was interrupted.");
                return Ok(Remaining::Send(known, seed));
            }
            (LoadState::Closed | LoadState::Published, _) if same => {
                work.erase_seed()?;
                progress.say("The list was sent before; what is left is to publish and verify.");
                return Ok(Remaining::Publish(known));
            }
            // Another list's load that only this machine had not noted as published.
            (LoadState::Published, _) => work.publish_tags(&known.load)?,
            (LoadState::Abandoned, _) => work.drop_unpublished_tags(&known.load)?,
            // An hour's work of a load is not thrown away for a look at another list.
            _ if opening.action == Action::Diff => return Err(unfinished()),
            _ => {
                let question = "An earlier load of another list was never finished. Abandon it?";
                if !progress.confirm(question) {
                    return Err(OperatorError::Declined);
                }
                progress.say("The earlier load is abandoned.");
                abandon(work, api, &known.load)?;
            }
        }
        work.forget_load()?;
    }
    let seed = work.new_load_seed(rng)?;
    let load = api.open(slug, opening)?;
    let begun = LoadInProgress { load, fingerprint, as_of: opening.as_of };
    work.remember_load(&begun)?;
    Ok(Remaining::Send(begun, seed))
}

/// After an error: a load that cannot succeed by being repeated is given up here and at the
/// server; any other waits for the same command.
pub(crate) fn give_up_if_hopeless(
    work: &WorkFolder,
    api: &LoadApi<'_>,
    load: &LoadId,
    error: OperatorError,
) -> OperatorError {
    let hopeless = match &error {
        OperatorError::Check { .. } | OperatorError::Verification { .. } => true,
        OperatorError::Request(RequestError::Status { status, .. }) => {
            (400..500).contains(status) && !matches!(status, 401 | 403 | 408 | 429)
        }
        _ => false,
    };
    if hopeless {
        // The first error is the one to tell; a load left open at the server is never published.
        let _ = abandon(work, api, load);
        let _ = work.forget_load();
    }
    error
}

fn unfinished() -> OperatorError {
    OperatorError::List {
        problem: "a load from this work folder was never finished".into(),
        advice: "Finish it first by running its command again, or name another folder with --work.",
    }
}

/// Gives a load up, here and at the server.
pub(crate) fn abandon(
    work: &WorkFolder,
    api: &LoadApi<'_>,
    load: &LoadId,
) -> Result<(), OperatorError> {
    work.drop_unpublished_tags(load)?;
    match api.abandon(load) {
        Err(error) if matches!(error.status(), Some(404 | 409 | 410)) => Ok(()),
        abandoned => Ok(abandoned?),
    }
}
