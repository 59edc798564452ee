//! One step back: what an earlier set held is published again, under the next number.

use super::{
    publishing::{self, Published},
    token,
    waiting::{self, Waiting},
};
use crate::{
    audit::Action,
    problem::Problem,
    state::Services,
    store::{LoadState, LoadToken, SetCause, Store},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Json, Path},
};
use rand::rngs::OsRng;
use serde::Deserialize;

/// Which set to publish again, and which one it replaces.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rollback {
    /// Version of an earlier set.
    pub to: u64,
    /// Version of the set that is served now.
    pub current: u64,
}

/// Publishes an earlier set's loads again, and spends a token that opened no load, or an abandoned
/// one; or, where four eyes are needed, asks a second person to, which spends nothing.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/rollback", tag = "loads",
    params(("slug" = String, Path)), security(("load_token" = [])), request_body = Rollback,
    responses((status = 200, body = Published),
              (status = 202, body = Waiting, description = "a second person has to approve it"),
              (status = 401, body = crate::problem::ProblemBody),
              (status = 404, body = crate::problem::ProblemBody),
              (status = 409, body = crate::problem::ProblemBody)))]
pub async fn roll_back(
    services: Data<Services>,
    request: HttpRequest,
    slug: Path<String>,
    body: Json<Rollback>,
) -> Result<HttpResponse, Problem> {
    let (incident, digest, token) = token::for_whole_incident(&services, &request, &slug).await?;
    let store = &services.store;
    let Rollback { to, current } = body.into_inner();
    let version = current.checked_add(1).ok_or(Problem::NotFound)?;
    let four_eyes = incident.definition.needs_four_eyes();
    let done = was_done(store, &incident.id, to, version).await?;
    // Asked again after a lost reply, or after a second person approved.
    if done.is_some_and(|published| four_eyes || token.spent == Some(published)) {
        return Ok(HttpResponse::Ok().json(Published::set(version)));
    }
    if !is_free(store, &token).await? {
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
        let approval = waiting::rollback(&services, &incident, &token, set, served).await?;
        return Ok(Waiting::reply(&approval));
    }
    let cause = SetCause::Rollback { back_to: to, token: Some(digest) };
    let entry = token::event(Action::RolledBack, &token)
        .with("action", "rollback")
        .with("subject", to.to_string())
        .with("set_version", version)
        .draft(services.clock.now(), &mut OsRng);
    let (services, entry) = (&services, Some(&entry));
    if publishing::publish_set(services, &incident, cause, version, set.as_of, &loads, entry)
        .await?
    {
        return Ok(HttpResponse::Ok().json(Published::set(version)));
    }
    // Meanwhile the token was used, or another set came first.
    let token = store.load_token(&digest).await?.ok_or(Problem::Unauthorized)?;
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
