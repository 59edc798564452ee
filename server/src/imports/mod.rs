//! Loads: a list comes in as evaluations, records and filter entries, and is published.
//!
//! Everything here is hashed and blinded already; this server has no code that reads a list.

pub mod batches;
pub mod changes;
pub mod history;
mod performing;
pub mod publishing;
pub mod rollback;
pub mod set_tags;
mod token;
mod waiting;
mod withdrawal;

pub use token::create as create_token;

use crate::{
    audit,
    incidents::Incident,
    problem::Problem,
    state::Services,
    store::{Load, LoadAction, LoadDeclaration, LoadState},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Json, Path},
};
use rand::{RngCore, rngs::OsRng};
use serde::{Deserialize, Serialize};
use shirabe_protocol::{
    identifier::{Kind, NORMALISATION},
    oprf::MAX_BATCH,
    stretching::Profile,
};
use std::sync::Arc;

/// Most people that one load may bring.
const MAX_DECLARED: u64 = 100_000_000;

/// What the operator tool needs before it reads a list. Byte strings in hex.
#[derive(Serialize, utoipa::ToSchema)]
pub struct LoadParameters {
    pub normalisation: &'static str,
    pub deployment: String,
    pub incident: String,
    pub slug: String,
    /// `standard`, `strong`, `mass`, `sample`.
    #[schema(value_type = String)]
    pub profile: Profile,
    /// Positions in this list are the numbers that records and filter entries carry.
    pub kinds: Vec<LoadKind>,
    /// Positions in this list are the numbers that records and filter entries carry.
    pub groups: Vec<String>,
    /// Evaluates what stands in filters.
    pub public_key: String,
    /// Evaluates what stands in records.
    pub staff_key: String,
    /// Ed25519, to pin.
    pub signing_key: String,
    pub max_batch: usize,
    /// What every record must carry as its share, where the token is limited to one.
    pub share: Option<u16>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct LoadKind {
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub kind: Kind,
    /// Whether its tags go into filters.
    pub public: bool,
}

/// What a load will bring; counts are held to it.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenLoad {
    /// `add`, or `withdraw` to take people out of the groups that the records name.
    pub action: Action,
    /// HMAC-SHA-256(list secret, `shirabe/file` || file), 64 hex digits.
    pub file: String,
    /// Identifiers, one for each person who has it; both forms of a `+suffix` counted.
    pub identifiers: u64,
    /// Filter entries: one for each person, public kind and group.
    pub filter_entries: u64,
    pub people: u64,
    /// The date of the list, in seconds since 1970.
    pub as_of: i64,
}

/// What a load is for.
#[derive(Deserialize, Clone, Copy, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    Add,
    Withdraw,
}

/// Where a load stands.
#[derive(Serialize, utoipa::ToSchema)]
pub struct LoadStatus {
    /// 32 hex digits.
    pub load: String,
    /// `open`, `uploading`, `closed`, `published`, `abandoned`.
    pub state: &'static str,
    pub identifiers: u64,
    pub filter_entries: u64,
    pub people: u64,
    pub evaluated: u64,
}

/// What the operator tool needs before it reads a list.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/load-parameters", tag = "loads",
    params(("slug" = String, Path)), security(("load_token" = [])),
    responses((status = 200, body = LoadParameters),
              (status = 401, body = crate::problem::ProblemBody)))]
pub async fn parameters(
    services: Data<Services>,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (incident, ..) = token::for_incident(&services, &request, &slug).await?;
    let keys = services.keys.keys_of(&incident.id)?;
    let definition = &incident.definition;
    let kinds = definition.kinds().into_iter().zip(&definition.kinds);
    Ok(HttpResponse::Ok().json(LoadParameters {
        normalisation: NORMALISATION,
        deployment: hex::encode(services.manifests.deployment()),
        incident: hex::encode(incident.id),
        slug: definition.slug.clone(),
        profile: definition.profile,
        kinds: kinds.map(|(kind, declared)| LoadKind { kind, public: declared.public }).collect(),
        groups: definition.groups.iter().map(|group| group.name.clone()).collect(),
        public_key: hex::encode(keys.public.public_key().as_bytes()),
        staff_key: hex::encode(keys.staff.public_key().as_bytes()),
        signing_key: hex::encode(services.manifests.signing_key()),
        max_batch: MAX_BATCH,
        share: token::share(&services, &request).await?,
    }))
}

/// Opens the one load that a token is for; again, if nothing was sent for it or it was abandoned.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/loads", tag = "loads",
    params(("slug" = String, Path)), security(("load_token" = [])), request_body = OpenLoad,
    responses((status = 201, body = LoadStatus),
              (status = 401, body = crate::problem::ProblemBody),
              (status = 409, body = crate::problem::ProblemBody)))]
pub async fn open(
    services: Data<Services>,
    request: HttpRequest,
    slug: Path<String>,
    body: Json<OpenLoad>,
) -> Result<HttpResponse, Problem> {
    let (incident, digest, token) = token::for_incident(&services, &request, &slug).await?;
    if let Action::Withdraw = body.action {
        // Records name shares, the set's filter entries do not: whose entries go cannot be told.
        token::refuse_share(&token)?;
    }
    let counts = [body.identifiers, body.filter_entries, body.people];
    let sound = counts.iter().all(|count| *count <= MAX_DECLARED)
        && body.identifiers > 0
        && body.people > 0;
    if !sound {
        return Err(Problem::Malformed);
    }
    let mut file = [0; 32];
    hex::decode_to_slice(&body.file, &mut file).map_err(|_| Problem::Malformed)?;
    let declared = LoadDeclaration {
        action: match body.action {
            Action::Add => LoadAction::Add,
            Action::Withdraw => LoadAction::Withdraw,
        },
        file,
        identifiers: body.identifiers,
        filter_entries: body.filter_entries,
        people: body.people,
        as_of: body.as_of,
    };
    let mut id = [0; 16];
    OsRng.fill_bytes(&mut id);
    let (store, now) = (&services.store, services.clock.now());
    let entry = |id: &[u8; 16]| {
        token::event(audit::Action::LoadOpened, &token)
            .with("load", hex::encode(id))
            .with("action", declared.action.code())
            .with("people", declared.people)
            .with("share", token.share)
            .draft(now, &mut OsRng)
    };
    if !store.open_load(&digest, &id, &incident.id, declared, now, &entry(&id)).await? {
        // The token's load is open already: the reply to its opening may have been lost.
        let again = store.load_token(&digest).await?;
        id = again.and_then(|token| token.load).ok_or(Problem::LoadState)?;
        if !store.redeclare_load(&id, declared, &entry(&id)).await? {
            return Err(Problem::LoadState);
        }
    }
    let load = services.store.load(&id).await?.ok_or(Problem::Internal)?;
    Ok(HttpResponse::Created().json(status_of(&load)))
}

/// Where a load stands.
#[utoipa::path(get, path = "/api/v1/staff/loads/{load}", tag = "loads",
    params(("load" = String, Path)), security(("load_token" = [])),
    responses((status = 200, body = LoadStatus),
              (status = 401, body = crate::problem::ProblemBody)))]
pub async fn status(
    services: Data<Services>,
    request: HttpRequest,
    load: Path<String>,
) -> Result<HttpResponse, Problem> {
    let load = token::for_load(&services, &request, &load).await?;
    Ok(HttpResponse::Ok().json(status_of(&load)))
}

/// Ends the taking of batches, if what came is what was declared.
#[utoipa::path(post, path = "/api/v1/staff/loads/{load}/close", tag = "loads",
    params(("load" = String, Path)), security(("load_token" = [])),
    responses((status = 200, body = LoadStatus),
              (status = 409, body = crate::problem::ProblemBody)))]
pub async fn close(
    services: Data<Services>,
    request: HttpRequest,
    load: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (token, load) = token::with_load(&services, &request, &load).await?;
    let settled = match load.action {
        LoadAction::Withdraw if load.state.takes_batches() && load.is_complete() => {
            Some(withdrawal::settle(&services, &load).await?)
        }
        _ => None,
    };
    let now = services.clock.now();
    let entry = token::event(audit::Action::LoadClosed, &token)
        .with("load", hex::encode(load.id))
        .with("people", load.uploaded.people)
        .draft(now, &mut OsRng);
    services.store.close_load(&load, settled.as_ref(), now, &entry).await?;
    let load = services.store.load(&load.id).await?.ok_or(Problem::Internal)?;
    match load.state {
        LoadState::Abandoned => Err(Problem::LoadState),
        // It was settled, and then a batch came, or another set.
        state if state.takes_batches() && settled.is_some() => Err(Problem::LoadState),
        state if state.takes_batches() => Err(Problem::CountsDiffer),
        _ => Ok(HttpResponse::Ok().json(status_of(&load))),
    }
}

/// Gives a load up and deletes what it brought.
#[utoipa::path(post, path = "/api/v1/staff/loads/{load}/abandon", tag = "loads",
    params(("load" = String, Path)), security(("load_token" = [])),
    responses((status = 200, body = LoadStatus),
              (status = 409, body = crate::problem::ProblemBody)))]
pub async fn abandon(
    services: Data<Services>,
    request: HttpRequest,
    load: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (token, load) = token::with_load(&services, &request, &load).await?;
    let now = services.clock.now();
    let entry = token::event(audit::Action::LoadAbandoned, &token)
        .with("load", hex::encode(load.id))
        .draft(now, &mut OsRng);
    if !services.store.abandon_load(&load.id, now, &entry).await? {
        return Err(Problem::LoadState);
    }
    let load = services.store.load(&load.id).await?.ok_or(Problem::Internal)?;
    Ok(HttpResponse::Ok().json(status_of(&load)))
}

fn status_of(load: &Load) -> LoadStatus {
    LoadStatus {
        load: hex::encode(load.id),
        state: load.state.code(),
        identifiers: load.uploaded.identifiers,
        filter_entries: load.uploaded.filter_entries,
        people: load.uploaded.people,
        evaluated: load.evaluated,
    }
}

/// The incident of a load, by id.
async fn incident_of(services: &Services, load: &Load) -> Result<Arc<Incident>, Problem> {
    let incidents = services.directory.all().await?;
    incidents.into_iter().find(|one| one.id == load.incident).ok_or(Problem::NotFound)
}
