//! One step back: what an earlier set held is published again, under the next number.

use super::{
    publishing::{self, Published},
    token,
};
use crate::{
    app::Services,
    problem::Problem,
    store::{LoadState, LoadToken, SetCause, Store},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Json, Path},
};
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

/// Publishes an earlier set's loads again. Spends a token that opened no load, or an abandoned one.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/rollback", tag = "loads",
    params(("slug" = String, Path)), security(("load_token" = [])), request_body = Rollback,
    responses((status = 200, body = Published),
              (status = 401, body = crate::problem::ProblemBody),
              (status = 404, body = crate::problem::ProblemBody),
              (status = 409, body = crate::problem::ProblemBody)))]
pub async fn roll_back(
    services: Data<Services>,
    request: HttpRequest,
    slug: Path<String>,
    body: Json<Rollback>,
) -> Result<HttpResponse, Problem> {
    let (incident, digest, token) = token::for_incident(&services, &request, &slug).await?;
    let store = &services.store;
    let Rollback { to, current } = body.into_inner();
    let version = current.checked_add(1).ok_or(Problem::NotFound)?;
    if was_this_rollback(store, &incident.id, &token, to, version).await? {
        // Asked again after a lost reply.
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
    let cause = SetCause::Rollback { back_to: to, token: digest };
    if publishing::publish_set(&services, &incident, cause, version, set.as_of, &loads).await? {
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

/// Whether the token was spent by just this rollback.
async fn was_this_rollback(
    store: &Store,
    incident: &[u8; 16],
    token: &LoadToken,
    to: u64,
    version: u64,
) -> Result<bool, Problem> {
    let Some(spent) = token.spent else {
        return Ok(false);
    };
    let sets = store.sets_of(incident).await?;
    Ok(sets
        .iter()
        .any(|set| set.version == version && set.back_to == Some(to) && set.published == spent))
}
