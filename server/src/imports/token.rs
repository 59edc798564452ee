//! Load tokens: shown once, stored as a digest, good for one load or one step back.

use crate::{
    audit::{Action, By, Event},
    http::bearer,
    incidents::Incident,
    problem::Problem,
    secrets::{Handed, Opens},
    state::Services,
    store::{Load, LoadToken, Store, StoreError},
};
use actix_web::HttpRequest;
use rand::{CryptoRng, RngCore};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Draws a token and stores its digest.
///
/// # Errors
/// [`StoreError`].
pub async fn create<R: RngCore + CryptoRng>(
    store: &Store,
    incident: &[u8; 16],
    name: &str,
    now: i64,
    rng: &mut R,
) -> Result<Zeroizing<String>, StoreError> {
    let Handed { text, digest } = Handed::draw(Opens::Load, rng);
    store.add_load_token(&digest, incident, name, now).await?;
    Ok(text)
}

/// The token presented, as stored; one that is over or revoked is none.
async fn in_use(
    services: &Services,
    request: &HttpRequest,
) -> Result<([u8; 32], LoadToken), Problem> {
    let digest = bearer::load_token(request)?;
    let token = services.store.load_token(&digest).await?;
    let token = token.filter(|token| token.is_valid(services.clock.now()));
    Ok((digest, token.ok_or(Problem::Unauthorized)?))
}

/// The only part of the incident whose people the token may bring; `None` is all of it.
pub(super) async fn share(
    services: &Services,
    request: &HttpRequest,
) -> Result<Option<u16>, Problem> {
    Ok(in_use(services, request).await?.1.share)
}

/// The incident that the token is for, if the slug names that one; the token's digest; what it
/// was used for. An incident that does not exist and one of somebody else's look alike.
pub(super) async fn for_incident(
    services: &Services,
    request: &HttpRequest,
    slug: &str,
) -> Result<(Arc<Incident>, [u8; 32], LoadToken), Problem> {
    let (digest, token) = in_use(services, request).await?;
    match services.directory.find(slug).await {
        Ok(incident) if incident.id == token.incident => Ok((incident, digest, token)),
        Ok(_) | Err(Problem::NotFound) => Err(Problem::Unauthorized),
        Err(problem) => Err(problem),
    }
}

/// As [`for_incident`], where a token that is limited to a share does not suffice: what is said or
/// done here concerns everybody.
pub(super) async fn for_whole_incident(
    services: &Services,
    request: &HttpRequest,
    slug: &str,
) -> Result<(Arc<Incident>, [u8; 32], LoadToken), Problem> {
    let found = for_incident(services, request, slug).await?;
    refuse_share(&found.2)?;
    Ok(found)
}

pub(super) fn refuse_share(token: &LoadToken) -> Result<(), Problem> {
    if token.share.is_some() { Err(Problem::ShareOnly) } else { Ok(()) }
}

/// What was done with a token, for the audit log.
pub(super) fn event(action: Action, token: &LoadToken) -> Event<'_> {
    Event::new(action, By::LoadToken(&token.name)).of_incident(token.incident)
}

/// The load that the token opened, if that is the one named.
pub(super) async fn for_load(
    services: &Services,
    request: &HttpRequest,
    load: &str,
) -> Result<Load, Problem> {
    with_load(services, request, load).await.map(|(_, load)| load)
}

/// As [`for_load`], with the token.
pub(super) async fn with_load(
    services: &Services,
    request: &HttpRequest,
    load: &str,
) -> Result<(LoadToken, Load), Problem> {
    let (_, token) = in_use(services, request).await?;
    let id = token.load.filter(|id| hex::encode(id) == load).ok_or(Problem::Unauthorized)?;
    let load = services.store.load(&id).await?.ok_or(Problem::Unauthorized)?;
    Ok((token, load))
}
