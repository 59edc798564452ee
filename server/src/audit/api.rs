//! What was done in an incident, for programs.

use super::reading::{self, EntriesPage, Filter, Reader};
use crate::{
    frame::staff_reply::not_stored,
    http::request::{AtIncident, Staff},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpRequest, HttpResponse, web::Query};

pub(super) fn reader<'a>(staff: &'a Staff, at: &AtIncident) -> Reader<'a> {
    let is_limited = at.access.share.is_some();
    Reader { actor: &staff.actor, incident: at.incident.id, is_limited }
}

pub(super) fn filter_of(request: &HttpRequest) -> Result<Filter, Problem> {
    let filter = Query::from_query(request.query_string());
    filter.map(Query::into_inner).map_err(|_| Problem::Malformed)
}

/// What was done in an incident, the newest first, 50 a page. Reading is itself entered.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/audit", tag = "staff",
    params(("slug" = String, Path), ("action" = Option<String>, Query),
           ("account" = Option<String>, Query), ("from" = Option<String>, Query),
           ("to" = Option<String>, Query), ("below" = Option<u64>, Query)),
    security(("staff_session" = [])),
    responses((status = 200, body = EntriesPage), (status = 400, body = ProblemBody),
              (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)))]
pub async fn list(
    staff: Staff,
    at: AtIncident,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let filter = filter_of(&request)?;
    let page =
        reading::read(&staff.services.store, reader(&staff, &at), &filter, staff.now()).await?;
    Ok(not_stored(HttpResponse::Ok().json(page)))
}
