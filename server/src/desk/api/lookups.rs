//! What an agent's browser asks.

use crate::{
    desk::lookups::{self, LookUpReply},
    http::request::{AtIncident, Staff},
    message::{self, Arrived},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpRequest, HttpResponse, http::header::CONTENT_TYPE, web::Json};
use serde::Deserialize;
use shirabe_protocol::wire;

/// Names the question: 16 random bytes in hex, the same for every incident that is asked it.
pub const SEARCH_HEADER: &str = "x-shirabe-search";
/// A tag to look up.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LookUpBody {
    /// As in the header of `evaluate`.
    pub search: String,
    /// Name of the kind of identifier.
    pub kind: String,
    /// Hex, 16 bytes, under the staff key.
    pub tag: String,
}

/// One blinded element, evaluated under the staff key. Counts as a lookup of the hour.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/desk/evaluate", tag = "desk",
    params(("slug" = String, Path),
           ("x-shirabe-search" = String, Header, description = "32 hex digits")),
    security(("staff_session" = [])),
    request_body(content_type = "application/vnd.shirabe.evaluate-request", content = Vec<u8>,
                 description = "32 bytes: a ristretto255 element"),
    responses(
        (status = 200, content_type = "application/vnd.shirabe.evaluate-reply", body = Vec<u8>,
         description = "32 + 64 bytes, under the staff key"),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody),
        (status = 409, body = ProblemBody), (status = 429, body = ProblemBody)))]
pub async fn evaluate(
    staff: Staff,
    at: AtIncident,
    request: HttpRequest,
    body: Arrived,
) -> Result<HttpResponse, Problem> {
    let body = message::read(&request, wire::EVALUATE_REQUEST, body)?;
    let blinded: &[u8; 32] = body.as_ref().try_into().map_err(|_| Problem::Malformed)?;
    let search = request.headers().get(SEARCH_HEADER).and_then(|value| value.to_str().ok());
    let reply = lookups::evaluate(&staff, &at, search, blinded).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, wire::EVALUATE_REPLY))
        .body(reply.encode().to_vec()))
}

/// What the published set holds of a tag. Entered in the audit log before it is told.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/desk/look-up", tag = "desk",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    request_body = LookUpBody,
    responses((status = 200, body = LookUpReply), (status = 403, body = ProblemBody),
              (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub async fn look_up(
    staff: Staff,
    at: AtIncident,
    body: Json<LookUpBody>,
) -> Result<HttpResponse, Problem> {
    let LookUpBody { search, kind, tag } = &*body;
    Ok(HttpResponse::Ok().json(lookups::look_up(&staff, &at, (search, kind, tag)).await?))
}
