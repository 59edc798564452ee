//! Loads: a list comes in as evaluations, records and filter entries.
//!
//! Everything here is hashed and blinded already; this server has no code that reads a list.

pub mod api;
pub mod batches;
pub mod pages;
pub mod presented;
pub mod tokens;
pub mod withdrawal;

use crate::{
    audit::Action,
    incidents::Incident,
    problem::Problem,
    state::Services,
    store::{Load, LoadAction, LoadDeclaration, LoadState, LoadToken},
};
use rand::{CryptoRng, RngCore};
use std::sync::Arc;

/// Most people that one load may bring.
const MAX_DECLARED: u64 = 100_000_000;

/// When the year 2000 began in Japan, in seconds since 1970: no list is older.
const EARLIEST_LIST: i64 = 946_652_400;

/// Seconds that the date of a list may lie ahead. It is signed and shown with every answer, and
/// browsers cannot write a date of no calendar: their checks would fail until a rollback.
const MOST_AHEAD: i64 = 86_400;

/// Opens the one load that a token is for; again, if nothing was sent for it or it was abandoned.
///
/// # Errors
/// [`Problem::Malformed`], [`Problem::ListDate`], [`Problem::LoadState`].
pub async fn open<R: RngCore + CryptoRng>(
    services: &Services,
    incident: &Incident,
    (digest, token): (&[u8; 32], &LoadToken),
    declared: LoadDeclaration,
    rng: &mut R,
) -> Result<Load, Problem> {
    let counts = [declared.identifiers, declared.filter_entries, declared.people];
    let sound = counts.iter().all(|count| *count <= MAX_DECLARED)
        && declared.identifiers > 0
        && declared.people > 0;
    if !sound {
        return Err(Problem::Malformed);
    }
    let (store, now) = (&services.store, services.clock.now());
    if !(EARLIEST_LIST..=now + MOST_AHEAD).contains(&declared.as_of) {
        return Err(Problem::ListDate);
    }
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    let mut entry = |id: &[u8; 16]| {
        presented::event(Action::LoadOpened, token)
            .with("load", hex::encode(id))
            .with("action", declared.action.code())
            .with("people", declared.people)
            .with("share", token.share)
            .draft(now, rng)
    };
    if !store.open_load(digest, &id, &incident.id, declared, now, &entry(&id)).await? {
        // The token's load is open already: the reply to its opening may have been lost.
        let again = store.load_token(digest).await?;
        id = again.and_then(|token| token.load).ok_or(Problem::LoadState)?;
        if !store.redeclare_load(&id, declared, &entry(&id)).await? {
            return Err(Problem::LoadState);
        }
    }
    store.load(&id).await?.ok_or(Problem::Internal)
}

/// Ends the taking of batches, if what came is what was declared.
///
/// # Errors
/// [`Problem::CountsDiffer`], [`Problem::LoadState`], [`Problem::WithdrawalDiffers`].
pub async fn close<R: RngCore + CryptoRng>(
    services: &Services,
    token: &LoadToken,
    load: Load,
    rng: &mut R,
) -> Result<Load, Problem> {
    let matched =
        load.action == LoadAction::Withdraw && load.state.takes_batches() && load.is_complete();
    let matching = if matched { Some(services.matching.lock().await) } else { None };
    let settled = match matched {
        true => Some(withdrawal::settle(services, &load).await?),
        false => None,
    };
    let now = services.clock.now();
    let entry = presented::event(Action::LoadClosed, token)
        .with("load", hex::encode(load.id))
        .with("people", load.uploaded.people)
        .draft(now, rng);
    services.store.close_load(&load, settled.as_ref(), now, &entry).await?;
    drop(matching);
    let load = services.store.load(&load.id).await?.ok_or(Problem::Internal)?;
    match load.state {
        LoadState::Abandoned => Err(Problem::LoadState),
        // It was settled, and then a batch came, or another set.
        state if state.takes_batches() && settled.is_some() => Err(Problem::LoadState),
        state if state.takes_batches() => Err(Problem::CountsDiffer),
        _ => Ok(load),
    }
}

/// Gives a load up. What it brought is deleted by `jobs.rs`, which holds nobody up.
///
/// # Errors
/// [`Problem::LoadState`].
pub async fn abandon<R: RngCore + CryptoRng>(
    services: &Services,
    token: &LoadToken,
    load: &Load,
    rng: &mut R,
) -> Result<Load, Problem> {
    let now = services.clock.now();
    let entry = presented::event(Action::LoadAbandoned, token)
        .with("load", hex::encode(load.id))
        .draft(now, rng);
    if !services.store.abandon_load(&load.id, now, &entry).await? {
        return Err(Problem::LoadState);
    }
    services.store.load(&load.id).await?.ok_or(Problem::Internal)
}

/// The incident of a load, by id.
pub async fn incident_of(services: &Services, load: &Load) -> Result<Arc<Incident>, Problem> {
    services.directory.of_id(&load.incident).await
}
