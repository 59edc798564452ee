//! Going on with a load that an earlier run of the same command left unfinished.
//!
//! "The same command" is told by a fingerprint of list, group, date and parameters: a seed must
//! never blind other elements than those it was drawn for.

use crate::{
    errors::{OperatorError, RequestError},
    progress::Progress,
    server_client::{LoadApi, LoadId, LoadParameters, LoadState, Opening},
    work_folder::{LoadInProgress, LoadSeed, WorkFolder},
};
use hmac::{Hmac, Mac};
use rand_core::{CryptoRng, RngCore};
use sha2::Sha256;
use shirabe_protocol::letter_code::ListSecret;

/// What is left to do.
pub(super) enum Remaining {
    /// Everything, or what the server does not have yet.
    Send(LoadInProgress, LoadSeed),
    /// The load is closed.
    Publish(LoadInProgress),
}

/// HMAC-SHA-256 under the list secret, so that the file beside the list is no test for its
/// content.
pub(super) fn fingerprint(
    secret: &ListSecret,
    parameters: &LoadParameters,
    command: &[&[u8]],
) -> String {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(secret.as_bytes())
        .expect("HMAC takes a key of any length");
    mac.update(b"shirabe/load-fingerprint");
    let kinds = serde_json::to_vec(&parameters.kinds).unwrap_or_default();
    let groups = parameters.groups.join(",");
    let server = [
        &parameters.deployment[..],
        &parameters.incident,
        &parameters.public_key,
        &parameters.staff_key,
        &kinds,
        groups.as_bytes(),
        &parameters.max_batch.to_be_bytes(),
    ];
    for part in server.iter().chain(command) {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    hex::encode(mac.finalize().into_bytes())
}

/// Goes on with the load under way if it is this command's, else opens a new one.
pub(super) fn begin<R: RngCore + CryptoRng>(
    work: &WorkFolder,
    api: &LoadApi<'_>,
    slug: &str,
    fingerprint: String,
    opening: &Opening,
    rng: &mut R,
    progress: &dyn Progress,
) -> Result<Remaining, OperatorError> {
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
            _ => {
                progress.say("An earlier load was never finished; we abandon it.");
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
pub(super) fn give_up_if_hopeless(
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

fn abandon(work: &WorkFolder, api: &LoadApi<'_>, load: &LoadId) -> Result<(), OperatorError> {
    work.drop_unpublished_tags(load)?;
    match api.abandon(load) {
        Err(error) if matches!(error.status(), Some(404 | 409 | 410)) => Ok(()),
        abandoned => Ok(abandoned?),
    }
}
