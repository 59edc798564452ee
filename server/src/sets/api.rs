//! Sets for programs: what the operator's tool calls with its token.

use super::{
    asking,
    history::History,
    publishing,
    rollback::{self, RolledBack},
};
use crate::{
    approvals::ApprovalId,
    http::bearer::PresentedToken,
    loads::{incident_of, presented},
    problem::{Problem, ProblemBody},
    state::Services,
    store::LoadState,
};
use actix_web::{
    HttpResponse,
    web::{Data, Json, Path},
};
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};

/// What was published.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Published {
    /// `published`.
    pub state: &'static str,
    /// Counts the published sets.
    pub set_version: u64,
}

impl Published {
    fn set(set_version: u64) -> Self {
        Self { state: LoadState::Published.code(), set_version }
    }
}

/// Nothing is published yet: a second person has to approve it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Waiting {
    /// `waiting`.
    pub state: &'static str,
    /// 32 hex digits.
    pub approval: String,
}

impl Waiting {
    fn reply(approval: &ApprovalId) -> HttpResponse {
        HttpResponse::Accepted().json(Self { state: "waiting", approval: hex::encode(approval) })
    }
}

/// Which set to publish again, and which one it replaces.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rollback {
    /// Version of an earlier set.
    pub to: u64,
    /// Version of the set that is served now.
    pub current: u64,
}

/// The loads and sets of the token's incident.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/history", tag = "loads",
    params(("slug" = String, Path)), security(("load_token" = [])),
    responses((status = 200, body = History),
              (status = 401, body = ProblemBody)))]
pub async fn history(
    services: Data<Services>,
    presented: PresentedToken,
    slug: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (incident, ..) = presented::for_whole_incident(&services, presented, &slug).await?;
    Ok(HttpResponse::Ok().json(History::read(&services.store, &incident.id).await?))
}

/// Publishes a closed load together with what is published already, whole or not at all; or, where
/// four eyes are needed, asks a second person to.
#[utoipa::path(post, path = "/api/v1/staff/loads/{load}/publish", tag = "loads",
    params(("load" = String, Path)), security(("load_token" = [])),
    responses((status = 200, body = Published),
              (status = 202, body = Waiting, description = "a second person has to approve it"),
              (status = 409, body = ProblemBody)))]
pub async fn publish(
    services: Data<Services>,
    presented: PresentedToken,
    load: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (token, load) = presented::with_load(&services, presented, &load).await?;
    let incident = incident_of(&services, &load).await?;
    let set_version = match load.state {
        // Asked again after a lost reply, or after a second person approved.
        LoadState::Published => {
            services.store.first_set_with(&load).await?.ok_or(Problem::Internal)?
        }
        LoadState::Closed if incident.definition.needs_four_eyes() => {
            let approval = asking::publication(&services, &incident, &token, load).await?;
            return Ok(Waiting::reply(&approval));
        }
        LoadState::Closed => publishing::publish_closed(&services, &incident, &token, load).await?,
        _ => return Err(Problem::LoadState),
    };
    Ok(HttpResponse::Ok().json(Published::set(set_version)))
}

/// Publishes an earlier set's loads again, and spends a token that opened no load, or an abandoned
/// one; or, where four eyes are needed, asks a second person to, which spends nothing.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/rollback", tag = "loads",
    params(("slug" = String, Path)), security(("load_token" = [])), request_body = Rollback,
    responses((status = 200, body = Published),
              (status = 202, body = Waiting, description = "a second person has to approve it"),
              (status = 401, body = ProblemBody),
              (status = 404, body = ProblemBody),
              (status = 409, body = ProblemBody)))]
pub async fn roll_back(
    services: Data<Services>,
    presented: PresentedToken,
    slug: Path<String>,
    body: Json<Rollback>,
) -> Result<HttpResponse, Problem> {
    let (incident, digest, token) =
        presented::for_whole_incident(&services, presented, &slug).await?;
    let Rollback { to, current } = body.into_inner();
    let token = (&digest, &token);
    match rollback::roll_back(&services, &incident, token, (to, current), &mut OsRng).await? {
        RolledBack::Published(version) => Ok(HttpResponse::Ok().json(Published::set(version))),
        RolledBack::Waiting(approval) => Ok(Waiting::reply(&approval)),
    }
}
