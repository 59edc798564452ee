//! What a load token that was presented is good for: one load, or one step back, of one incident.

use crate::{
    audit::{Action, By, Event},
    http::bearer::PresentedToken,
    incidents::Incident,
    problem::Problem,
    state::Services,
    store::{Load, LoadAction, LoadToken},
};
use std::sync::Arc;

/// The token presented, as stored; one that is over or revoked is none.
async fn in_use(
    services: &Services,
    presented: PresentedToken,
) -> Result<([u8; 32], LoadToken), Problem> {
    let PresentedToken(digest) = presented;
    let token = services.store.load_token(&digest).await?;
    let token = token.filter(|token| token.is_valid(services.clock.now()));
    Ok((digest, token.ok_or(Problem::Unauthorized)?))
}

/// The only part of the incident whose people the token may bring; `None` is all of it.
pub async fn share(services: &Services, presented: PresentedToken) -> Result<Option<u16>, Problem> {
    Ok(in_use(services, presented).await?.1.share)
}

/// The incident that the token is for, if the slug names that one; the token's digest; what it
/// was used for. An incident that does not exist and one of somebody else's look alike.
pub async fn for_incident(
    services: &Services,
    presented: PresentedToken,
    slug: &str,
) -> Result<(Arc<Incident>, [u8; 32], LoadToken), Problem> {
    let (digest, token) = in_use(services, presented).await?;
    match services.directory.find(slug).await {
        Ok(incident) if incident.id == token.incident => Ok((incident, digest, token)),
        Ok(_) | Err(Problem::NotFound) => Err(Problem::Unauthorized),
        Err(problem) => Err(problem),
    }
}

/// As [`for_incident`], where a token that is limited to a share does not suffice: what is said or
/// done here concerns everybody.
pub async fn for_whole_incident(
    services: &Services,
    presented: PresentedToken,
    slug: &str,
) -> Result<(Arc<Incident>, [u8; 32], LoadToken), Problem> {
    let found = for_incident(services, presented, slug).await?;
    refuse_share(&found.2)?;
    Ok(found)
}

/// As [`for_incident`], where the token may open such a load.
pub async fn for_opening(
    services: &Services,
    presented: PresentedToken,
    slug: &str,
    action: LoadAction,
) -> Result<(Arc<Incident>, [u8; 32], LoadToken), Problem> {
    let found = for_incident(services, presented, slug).await?;
    if action == LoadAction::Withdraw {
        // Records name shares, the set's filter entries do not: whose entries go cannot be told.
        refuse_share(&found.2)?;
    }
    Ok(found)
}

pub fn refuse_share(token: &LoadToken) -> Result<(), Problem> {
    if token.share.is_some() { Err(Problem::ShareOnly) } else { Ok(()) }
}

/// What was done with a token, for the audit log.
pub fn event(action: Action, token: &LoadToken) -> Event<'_> {
    Event::new(action, By::LoadToken(&token.name)).of_incident(token.incident)
}

/// The load that the token opened, if that is the one named.
pub async fn for_load(
    services: &Services,
    presented: PresentedToken,
    load: &str,
) -> Result<Load, Problem> {
    with_load(services, presented, load).await.map(|(_, load)| load)
}

/// As [`for_load`], with the token.
pub async fn with_load(
    services: &Services,
    presented: PresentedToken,
    load: &str,
) -> Result<(LoadToken, Load), Problem> {
    let (_, token) = in_use(services, presented).await?;
    let id = token.load.filter(|id| hex::encode(id) == load).ok_or(Problem::Unauthorized)?;
    let load = services.store.load(&id).await?.ok_or(Problem::Unauthorized)?;
    Ok((token, load))
}
