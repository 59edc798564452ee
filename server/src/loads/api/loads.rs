//! A load from its opening to its close.

use crate::{
    http::bearer::PresentedToken,
    loads::{self, presented},
    problem::{Problem, ProblemBody},
    state::Services,
    store::{Load, LoadAction, LoadDeclaration},
};
use actix_web::{
    HttpResponse,
    web::{Data, Json, Path},
};
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use shirabe_protocol::{
    identifier::{Kind, NORMALISATION},
    oprf::MAX_BATCH,
    stretching::Profile,
};

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
    /// The date of the list, in seconds since 1970: from the year 2000 to a day ahead.
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
    /// It was given up, and what it brought is being deleted. Another load can be opened meanwhile.
    pub being_removed: bool,
}

/// What the operator tool needs before it reads a list.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/load-parameters", tag = "loads",
    params(("slug" = String, Path)), security(("load_token" = [])),
    responses((status = 200, body = LoadParameters),
              (status = 401, body = ProblemBody)))]
pub async fn parameters(
    services: Data<Services>,
    presented: PresentedToken,
    slug: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (incident, ..) = presented::for_incident(&services, presented, &slug).await?;
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
        share: presented::share(&services, presented).await?,
    }))
}

/// Opens the one load that a token is for; again, if nothing was sent for it or it was abandoned.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/loads", tag = "loads",
    params(("slug" = String, Path)), security(("load_token" = [])), request_body = OpenLoad,
    responses((status = 201, body = LoadStatus),
              (status = 401, body = ProblemBody),
              (status = 409, body = ProblemBody),
              (status = 422, body = ProblemBody)))]
pub async fn open(
    services: Data<Services>,
    presented: PresentedToken,
    slug: Path<String>,
    body: Json<OpenLoad>,
) -> Result<HttpResponse, Problem> {
    let action = match body.action {
        Action::Add => LoadAction::Add,
        Action::Withdraw => LoadAction::Withdraw,
    };
    let (incident, digest, token) =
        presented::for_opening(&services, presented, &slug, action).await?;
    let mut file = [0; 32];
    hex::decode_to_slice(&body.file, &mut file).map_err(|_| Problem::Malformed)?;
    let declared = LoadDeclaration {
        action,
        file,
        identifiers: body.identifiers,
        filter_entries: body.filter_entries,
        people: body.people,
        as_of: body.as_of,
    };
    let token = (&digest, &token);
    let load = loads::open(&services, &incident, token, declared, &mut OsRng).await?;
    Ok(HttpResponse::Created().json(status_of(&load)))
}

/// Where a load stands.
#[utoipa::path(get, path = "/api/v1/staff/loads/{load}", tag = "loads",
    params(("load" = String, Path)), security(("load_token" = [])),
    responses((status = 200, body = LoadStatus),
              (status = 401, body = ProblemBody)))]
pub async fn status(
    services: Data<Services>,
    presented: PresentedToken,
    load: Path<String>,
) -> Result<HttpResponse, Problem> {
    let load = presented::for_load(&services, presented, &load).await?;
    Ok(HttpResponse::Ok().json(status_of(&load)))
}

/// Ends the taking of batches, if what came is what was declared.
#[utoipa::path(post, path = "/api/v1/staff/loads/{load}/close", tag = "loads",
    params(("load" = String, Path)), security(("load_token" = [])),
    responses((status = 200, body = LoadStatus),
              (status = 409, body = ProblemBody)))]
pub async fn close(
    services: Data<Services>,
    presented: PresentedToken,
    load: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (token, load) = presented::with_load(&services, presented, &load).await?;
    let load = loads::close(&services, &token, load, &mut OsRng).await?;
    Ok(HttpResponse::Ok().json(status_of(&load)))
}

/// Gives a load up; what it brought is deleted by and by.
#[utoipa::path(post, path = "/api/v1/staff/loads/{load}/abandon", tag = "loads",
    params(("load" = String, Path)), security(("load_token" = [])),
    responses((status = 200, body = LoadStatus),
              (status = 409, body = ProblemBody)))]
pub async fn abandon(
    services: Data<Services>,
    presented: PresentedToken,
    load: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (token, load) = presented::with_load(&services, presented, &load).await?;
    let load = loads::abandon(&services, &token, &load, &mut OsRng).await?;
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
        being_removed: load.is_being_removed,
    }
}
