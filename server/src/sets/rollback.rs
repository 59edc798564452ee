//! One step back: what an earlier set held is published again, under the next number.

use super::{asking, publishing};
use crate::{
    approvals::ApprovalId,
    audit::Action,
    incidents::Incident,
    loads::presented,
    problem::Problem,
    state::Services,
    store::{LoadState, LoadToken, SetCause, Store},
};
use rand::{CryptoRng, RngCore};

/// What became of the wish for an earlier set.
pub enum RolledBack {
    /// It is served again, under this version.
    Published(u64),
    /// For a second person.
    Waiting(ApprovalId),
}

/// Publishes the loads of the set `to` again in place of the set `current`, and spends a token that
/// opened no load, or an abandoned one; or, where four eyes are needed, asks a second person to,
/// which spends nothing.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::SetChanged`], [`Problem::LoadState`].
pub async fn roll_back<R: RngCore + CryptoRng>(
    services: &Services,
    incident: &Incident,
    (digest, token): (&[u8; 32], &LoadToken),
    (to, current): (u64, u64),
    rng: &mut R,
) -> Result<RolledBack, Problem> {
    let store = &services.store;
    let version = current.checked_add(1).ok_or(Problem::NotFound)?;
    let four_eyes = incident.definition.needs_four_eyes();
    let done = was_done(store, &incident.id, to, version).await?;
    // Asked again after a lost reply, or after a second person approved.
    if done.is_some_and(|published| four_eyes || token.spent == Some(published)) {
        return Ok(RolledBack::Published(version));
    }
    if !is_free(store, token).await? {
        return Err(Problem::LoadState);
    }
    let served = store.current_set(&incident.id).await?.ok_or(Problem::NotFound)?;
    if served.version != current {
        return Err(Problem::SetChanged);
    }
    let set = store.set(&incident.id, to).await?;
    let set = set.filter(|set| set.version < current).ok_or(Problem::NotFound)?;
    let loads = store.loads_of_set(&incident.id, to).await?;
    if four_eyes {
        let approval = asking::rollback(services, incident, token, set, served).await?;
        return Ok(RolledBack::Waiting(approval));
    }
    let cause = SetCause::Rollback { back_to: to, token: Some(*digest) };
    let entry = presented::event(Action::RolledBack, token)
        .with("action", "rollback")
        .with("subject", to.to_string())
        .with("set_version", version)
        .draft(services.clock.now(), rng);
    let entry = Some(&entry);
    if publishing::publish_set(services, incident, cause, version, set.as_of, &loads, entry).await?
    {
        return Ok(RolledBack::Published(version));
    }
    // Meanwhile the token was used, or another set came first.
    let token = store.load_token(digest).await?.ok_or(Problem::Unauthorized)?;
    if is_free(store, &token).await? { Err(Problem::SetChanged) } else { Err(Problem::LoadState) }
}

/// Whether a token is spent by nothing and bound to no load that goes on.
async fn is_free(store: &Store, token: &LoadToken) -> Result<bool, Problem> {
    let load = match token.load {
        Some(id) => store.load(&id).await?,
        None => None,
    };
    let ended = load.is_none_or(|load| load.state == LoadState::Abandoned);
    Ok(token.spent.is_none() && ended)
}

/// When the rollback to this set was published under that version, if it was.
async fn was_done(
    store: &Store,
    incident: &[u8; 16],
    to: u64,
    version: u64,
) -> Result<Option<i64>, Problem> {
    let sets = store.sets_of(incident).await?;
    let done = sets.iter().find(|set| set.version == version && set.back_to == Some(to));
    Ok(done.map(|set| set.published))
}
