//! Numbered batches. The same number with equal bytes gets the stored result; with others, 409.

use super::{incident_of, token};
use crate::{
    message::{self, Arrived},
    problem::Problem,
    state::Services,
    store::{BatchOutcome, Load, Stage},
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::CONTENT_TYPE,
    web::{self, Bytes, Data, Path},
};
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};
use shirabe_protocol::{
    oprf::ELEMENT_BYTES,
    wire::{self, FilterEntry, Record},
};

type BatchPath = Path<(String, u32)>;

/// A load may evaluate a tenth more than it declared.
fn evaluation_budget(load: &Load) -> u64 {
    load.declared.identifiers + load.declared.identifiers / 10
}

/// Up to 4,096 blinded elements, under both keys of the incident.
#[utoipa::path(put, path = "/api/v1/staff/loads/{load}/evaluations/{number}", tag = "loads",
    params(("load" = String, Path), ("number" = u32, Path)), security(("load_token" = [])),
    request_body(content_type = "application/vnd.shirabe.evaluate-batch-request",
                 content = Vec<u8>, description = "n x 32 bytes"),
    responses(
        (status = 200, content_type = "application/vnd.shirabe.evaluate-batch-reply",
         body = Vec<u8>, description = "public key, then staff key: n x 32 + 64 bytes each"),
        (status = 403, body = crate::problem::ProblemBody),
        (status = 409, body = crate::problem::ProblemBody)))]
pub async fn put_evaluations(
    services: Data<Services>,
    request: HttpRequest,
    path: BatchPath,
    body: Arrived,
) -> Result<HttpResponse, Problem> {
    let body = message::read(&request, wire::BATCH_REQUEST, body)?;
    let (load, number, digest) = arrive(&services, &request, &path, &body).await?;
    let outcome = match services.store.batch(&load.id, Stage::Evaluations, number, &digest).await? {
        Some(_) if !load.state.takes_batches() => BatchOutcome::WrongState,
        Some(earlier) => earlier,
        None => {
            let elements = (body.len() / ELEMENT_BYTES) as u64;
            let budget = evaluation_budget(&load);
            if load.evaluated + elements > budget {
                return Err(Problem::LoadBudget);
            }
            let reply = evaluate(&services, &load, body).await?;
            services
                .store
                .add_evaluation(&load.id, number, &digest, elements, budget, reply)
                .await?
        }
    };
    let reply = taken(outcome)?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, wire::BATCH_REPLY)).body(reply))
}

/// Off the threads that answer the public: a full batch takes about a second.
async fn evaluate(services: &Services, load: &Load, body: Bytes) -> Result<Vec<u8>, Problem> {
    let keys = services.keys.keys_of(&load.incident)?;
    let evaluated = web::block(move || {
        let mut reply = Vec::with_capacity(2 * body.len() + 128);
        for key in [&keys.public, &keys.staff] {
            let (elements, proof) = key.blind_evaluate_batch(&body, &mut OsRng)?;
            reply.extend_from_slice(&elements);
            reply.extend_from_slice(&proof);
        }
        Ok::<_, Problem>(reply)
    });
    evaluated.await.map_err(|_| Problem::Unavailable)?
}

/// Up to 4,096 records: staff tag, kind, person, groups, share.
#[utoipa::path(put, path = "/api/v1/staff/loads/{load}/records/{number}", tag = "loads",
    params(("load" = String, Path), ("number" = u32, Path)), security(("load_token" = [])),
    request_body(content_type = "application/vnd.shirabe.records", content = Vec<u8>,
                 description = "n x 39 bytes"),
    responses((status = 204), (status = 409, body = crate::problem::ProblemBody)))]
pub async fn put_records(
    services: Data<Services>,
    request: HttpRequest,
    path: BatchPath,
    body: Arrived,
) -> Result<HttpResponse, Problem> {
    let body = message::read(&request, wire::RECORDS, body)?;
    let (load, number, digest) = arrive(&services, &request, &path, &body).await?;
    let records = Record::decode_batch(&body)?;
    let incident = incident_of(&services, &load).await?;
    let share = token::share(&services, &request).await?;
    let (kinds, groups) = (incident.definition.kinds.len(), incident.definition.groups.len());
    let sound = records.iter().all(|record| {
        usize::from(record.kind) < kinds
            && record.groups != 0
            && u64::from(record.groups) < 1 << groups
            && share.is_none_or(|share| record.share == share)
    });
    if !sound {
        return Err(Problem::Malformed);
    }
    let outcome = services.store.add_records(&load.id, number, &digest, &records).await?;
    taken(outcome).map(|_| HttpResponse::NoContent().finish())
}

/// Up to 4,096 filter entries: public tag, kind, group.
#[utoipa::path(put, path = "/api/v1/staff/loads/{load}/filter-entries/{number}", tag = "loads",
    params(("load" = String, Path), ("number" = u32, Path)), security(("load_token" = [])),
    request_body(content_type = "application/vnd.shirabe.filter-entries", content = Vec<u8>,
                 description = "n x 18 bytes"),
    responses((status = 204), (status = 409, body = crate::problem::ProblemBody)))]
pub async fn put_filter_entries(
    services: Data<Services>,
    request: HttpRequest,
    path: BatchPath,
    body: Arrived,
) -> Result<HttpResponse, Problem> {
    let body = message::read(&request, wire::FILTER_ENTRIES, body)?;
    let (load, number, digest) = arrive(&services, &request, &path, &body).await?;
    let entries = FilterEntry::decode_batch(&body)?;
    let incident = incident_of(&services, &load).await?;
    let definition = &incident.definition;
    let sound = entries.iter().all(|entry| {
        // Only what the public may ask by enters filters.
        definition.kinds.get(usize::from(entry.kind)).is_some_and(|kind| kind.public)
            && usize::from(entry.group) < definition.groups.len()
    });
    if !sound {
        return Err(Problem::Malformed);
    }
    let outcome = services.store.add_filter_entries(&load.id, number, &digest, &entries).await?;
    taken(outcome).map(|_| HttpResponse::NoContent().finish())
}

async fn arrive(
    services: &Services,
    request: &HttpRequest,
    path: &BatchPath,
    body: &[u8],
) -> Result<(Load, u32, [u8; 32]), Problem> {
    let (load, number) = (&path.0, path.1);
    let load = token::for_load(services, request, load).await?;
    if !load.state.takes_batches() {
        return Err(Problem::LoadState);
    }
    Ok((load, number, Sha256::digest(body).into()))
}

fn taken(outcome: BatchOutcome) -> Result<Vec<u8>, Problem> {
    match outcome {
        BatchOutcome::Taken(reply) => Ok(reply),
        BatchOutcome::Differs => Err(Problem::BatchDiffers),
        BatchOutcome::WrongState => Err(Problem::LoadState),
        BatchOutcome::OverBudget => Err(Problem::LoadBudget),
    }
}
