//! What an invited organisation's browser or program calls.

use crate::{
    bulk_checks::current::{self, Current},
    http::bearer,
    message::{self, Arrived},
    problem::{Problem, ProblemBody},
    state::Services,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    web::{Data, Path},
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use shirabe_protocol::{identifier::Kind, wire};

/// 32 random bytes in hex, drawn and kept by the device that begins a check.
pub const CLAIM_HEADER: &str = "x-shirabe-claim";

type Reply = Result<HttpResponse, Problem>;

/// An invitation, as the invited see it; moments in seconds since 1970.
#[derive(Serialize, utoipa::ToSchema)]
pub struct CurrentBody {
    /// 32 hex digits: names the check, opens nothing.
    pub check: String,
    /// Slug of the incident.
    pub incident: String,
    /// Who is invited.
    pub organisation: String,
    pub people: u64,
    /// Identifiers that may be asked for, and have been.
    pub budget: u64,
    pub evaluated: u64,
    pub expires: i64,
    /// `open`, `claimed`, `finished`, `revoked`, `expired`.
    pub state: &'static str,
    /// Whether this device has begun it.
    pub own: bool,
    /// Kinds that may be asked, as in the manifest.
    #[schema(value_type = Vec<Object>)]
    pub kinds: Vec<Kind>,
}

/// SHA-256 of the claim that a request carries.
fn presented_claim(request: &HttpRequest) -> Option<[u8; 32]> {
    let header = request.headers().get(CLAIM_HEADER)?.to_str().ok()?;
    let mut claim = [0; 32];
    hex::decode_to_slice(header, &mut claim).ok()?;
    Some(Sha256::digest(claim).into())
}

async fn current_of(services: &Services, request: &HttpRequest) -> Result<Current, Problem> {
    let digest = bearer::bulk_check(request)?;
    Current::of(services, &digest, presented_claim(request)).await
}

/// The invitation that the link opens. Spends nothing and begins nothing.
#[utoipa::path(get, path = "/api/v1/bulk-checks/current", tag = "bulk checks",
    security(("bulk_check" = [])),
    responses((status = 200, body = CurrentBody), (status = 401, body = ProblemBody)))]
pub async fn current(services: Data<Services>, request: HttpRequest) -> Reply {
    let current = current_of(&services, &request).await?;
    let state = current.state().code();
    let definition = &current.incident.definition;
    let body = CurrentBody {
        check: hex::encode(current.check.id),
        incident: definition.slug.clone(),
        people: current.check.people,
        budget: current.check.budget,
        evaluated: current.check.evaluated,
        expires: current.check.expires,
        state,
        own: current.own,
        kinds: definition.public_kinds().collect(),
        organisation: current.check.organisation,
    };
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(body))
}

/// Binds the invitation to this device.
#[utoipa::path(post, path = "/api/v1/bulk-checks/current/claim", tag = "bulk checks",
    params(("x-shirabe-claim" = String, Header, description = "64 hex digits")),
    security(("bulk_check" = [])),
    responses((status = 204), (status = 401, body = ProblemBody),
              (status = 409, body = ProblemBody)))]
pub async fn claim(services: Data<Services>, request: HttpRequest) -> Reply {
    let current = current_of(&services, &request).await?;
    let claim = presented_claim(&request).ok_or(Problem::Malformed)?;
    current::claim(&services, &bearer::bulk_check(&request)?, current, claim).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Up to 4,096 blinded elements, under the public key. Equal bytes under the same number are
/// answered again without being counted.
#[utoipa::path(put, path = "/api/v1/bulk-checks/current/evaluations/{number}",
    tag = "bulk checks",
    params(("number" = u32, Path),
           ("x-shirabe-claim" = String, Header, description = "64 hex digits")),
    security(("bulk_check" = [])),
    request_body(content_type = "application/vnd.shirabe.evaluate-batch-request",
                 content = Vec<u8>, description = "n x 32 bytes, n from 1 to 4096"),
    responses(
        (status = 200, content_type = "application/vnd.shirabe.bulk-check-reply",
         body = Vec<u8>, description = "n x 32 + 64 bytes"),
        (status = 401, body = ProblemBody), (status = 403, body = ProblemBody),
        (status = 409, body = ProblemBody)))]
pub async fn evaluate(
    services: Data<Services>,
    request: HttpRequest,
    number: Path<u32>,
    body: Arrived,
) -> Reply {
    let body = message::read(&request, wire::BATCH_REQUEST, body)?;
    let current = current_of(&services, &request).await?;
    let reply = current::evaluate(&services, current, *number, body).await?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, wire::BULK_CHECK_REPLY)).body(reply))
}

/// Ends the check; the link opens nothing more.
#[utoipa::path(post, path = "/api/v1/bulk-checks/current/finish", tag = "bulk checks",
    params(("x-shirabe-claim" = String, Header, description = "64 hex digits")),
    security(("bulk_check" = [])),
    responses((status = 204), (status = 401, body = ProblemBody),
              (status = 409, body = ProblemBody)))]
pub async fn finish(services: Data<Services>, request: HttpRequest) -> Reply {
    let current = current_of(&services, &request).await?;
    current::finish(&services, current).await?;
    Ok(HttpResponse::NoContent().finish())
}
