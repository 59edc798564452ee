//! The batches of a load.

use crate::{
    http::bearer::PresentedToken,
    loads::{
        batches::{self, Batch},
        presented,
    },
    message::{self, Arrived},
    problem::{Problem, ProblemBody},
    state::Services,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::CONTENT_TYPE,
    web::{Bytes, Data, Path},
};
use shirabe_protocol::wire;

type BatchPath = Path<(String, u32)>;

/// Up to 4,096 blinded elements, under both keys of the incident.
#[utoipa::path(put, path = "/api/v1/staff/loads/{load}/evaluations/{number}", tag = "loads",
    params(("load" = String, Path), ("number" = u32, Path)), security(("load_token" = [])),
    request_body(content_type = "application/vnd.shirabe.evaluate-batch-request",
                 content = Vec<u8>, description = "n x 32 bytes"),
    responses(
        (status = 200, content_type = "application/vnd.shirabe.evaluate-batch-reply",
         body = Vec<u8>, description = "public key, then staff key: n x 32 + 64 bytes each"),
        (status = 403, body = ProblemBody),
        (status = 409, body = ProblemBody)))]
pub async fn put_evaluations(
    services: Data<Services>,
    request: HttpRequest,
    presented: PresentedToken,
    path: BatchPath,
    body: Arrived,
) -> Result<HttpResponse, Problem> {
    let body = message::read(&request, wire::BATCH_REQUEST, body)?;
    let batch = arrive(&services, presented, &path, body).await?;
    let reply = batches::evaluate(&services, batch).await?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, wire::BATCH_REPLY)).body(reply))
}

/// Up to 4,096 records: staff tag, kind, person, groups, share.
#[utoipa::path(put, path = "/api/v1/staff/loads/{load}/records/{number}", tag = "loads",
    params(("load" = String, Path), ("number" = u32, Path)), security(("load_token" = [])),
    request_body(content_type = "application/vnd.shirabe.records", content = Vec<u8>,
                 description = "n x 39 bytes"),
    responses((status = 204), (status = 409, body = ProblemBody)))]
pub async fn put_records(
    services: Data<Services>,
    request: HttpRequest,
    presented: PresentedToken,
    path: BatchPath,
    body: Arrived,
) -> Result<HttpResponse, Problem> {
    let body = message::read(&request, wire::RECORDS, body)?;
    let batch = arrive(&services, presented, &path, body).await?;
    let share = presented::share(&services, presented).await?;
    batches::take_records(&services, batch, share).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Up to 4,096 filter entries: public tag, kind, group.
#[utoipa::path(put, path = "/api/v1/staff/loads/{load}/filter-entries/{number}", tag = "loads",
    params(("load" = String, Path), ("number" = u32, Path)), security(("load_token" = [])),
    request_body(content_type = "application/vnd.shirabe.filter-entries", content = Vec<u8>,
                 description = "n x 18 bytes"),
    responses((status = 204), (status = 409, body = ProblemBody)))]
pub async fn put_filter_entries(
    services: Data<Services>,
    request: HttpRequest,
    presented: PresentedToken,
    path: BatchPath,
    body: Arrived,
) -> Result<HttpResponse, Problem> {
    let body = message::read(&request, wire::FILTER_ENTRIES, body)?;
    let batch = arrive(&services, presented, &path, body).await?;
    batches::take_filter_entries(&services, batch).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn arrive(
    services: &Services,
    presented: PresentedToken,
    path: &BatchPath,
    body: Bytes,
) -> Result<Batch, Problem> {
    let (load, number) = (&path.0, path.1);
    let load = presented::for_load(services, presented, load).await?;
    if !load.state.takes_batches() {
        return Err(Problem::LoadState);
    }
    Ok(Batch { load, number, body })
}
