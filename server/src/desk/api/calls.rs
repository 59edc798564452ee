//! The log of calls.

use crate::{
    desk::calls::{self, CallBody},
    frame::staff_reply::not_stored,
    http::request::{AtIncident, Staff},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, web::Json};
use rand::rngs::OsRng;
use serde::Serialize;

/// What a call is known by.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CallReply {
    /// Six characters, the last of them a check character; `null` without a callback.
    pub reference: Option<String>,
}

/// Enters a call. Nothing of the caller is taken.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/desk/calls", tag = "desk",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    request_body = CallBody,
    responses((status = 201, body = CallReply), (status = 400, body = ProblemBody),
              (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)))]
pub async fn log(
    staff: Staff,
    at: AtIncident,
    body: Json<CallBody>,
) -> Result<HttpResponse, Problem> {
    let reference = calls::enter(&staff, &at, &body, &mut OsRng).await?;
    Ok(not_stored(HttpResponse::Created().json(CallReply { reference })))
}
