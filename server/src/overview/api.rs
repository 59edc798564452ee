//! One's own incidents for programs, as JSON.

use crate::{
    http::request::{AtIncident, Staff},
    overview,
    problem::{Problem, ProblemBody},
};
use actix_web::HttpResponse;

type Reply = Result<HttpResponse, Problem>;

/// The incidents in which this account has a role.
#[utoipa::path(get, path = "/api/v1/staff/incidents", tag = "staff",
    security(("staff_session" = [])),
    responses((status = 200, body = Vec<overview::OwnIncident>)))]
pub async fn own(staff: Staff) -> Reply {
    Ok(HttpResponse::Ok().json(overview::own_incidents(&staff).await?))
}

/// What this account may know of an incident.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}", tag = "staff",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    responses((status = 200, body = overview::Overview), (status = 404, body = ProblemBody)))]
pub async fn show(staff: Staff, at: AtIncident) -> Reply {
    Ok(HttpResponse::Ok().json(overview::of_incident(&staff, &at).await?))
}
