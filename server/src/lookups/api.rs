//! The public's questions: manifest, filters, evaluate.
//!
//! `evaluate` sees 32 uniformly distributed bytes and answers with the *public* key alone.

use crate::{
    message::{self, Arrived},
    problem::{Problem, ProblemBody},
    state::Services,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE},
    web::{Data, Path},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use rand::rngs::OsRng;
use shirabe_protocol::wire::{self, EvaluateReply};

/// The signed manifest of what is published now.
#[utoipa::path(get, path = "/api/v1/incidents/{slug}/manifest", tag = "public",
    params(("slug" = String, Path)),
    responses(
        (status = 200, content_type = "application/vnd.shirabe.manifest+json", body = String,
         headers(("shirabe-signature" = String,
                  description = "Ed25519 over the exact bytes, base64 of 64 bytes"))),
        (status = 404, body = ProblemBody)))]
pub async fn manifest(
    services: Data<Services>,
    slug: Path<String>,
) -> Result<HttpResponse, Problem> {
    let incident = services.directory.find(&slug).await?;
    let manifest = services.manifests.current(&incident).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, wire::MANIFEST))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((wire::SIGNATURE_HEADER, STANDARD.encode(&manifest.signature)))
        .body(manifest.bytes.clone()))
}

/// One filter file.
#[utoipa::path(get, path = "/filters/{sha256}", tag = "public",
    params(("sha256" = String, Path, description = "64 lower-case hex digits")),
    responses(
        (status = 200, content_type = "application/vnd.shirabe.filter", body = Vec<u8>),
        (status = 404, body = ProblemBody)))]
pub async fn filter(
    services: Data<Services>,
    sha256: Path<String>,
) -> Result<HttpResponse, Problem> {
    let digest = hex::decode(sha256.as_str()).ok().and_then(|bytes| bytes.try_into().ok());
    let digest: [u8; 32] = digest.ok_or(Problem::NotFound)?;
    let now = services.clock.now();
    let file = services.store.served_filter(&digest, now).await?.ok_or(Problem::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, wire::FILTER))
        // Random bits do not compress; and every answer must have the same bytes.
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(file))
}

/// One blinded element; the reply holds the evaluated element and the proof.
#[utoipa::path(post, path = "/api/v1/incidents/{slug}/evaluate", tag = "public",
    params(("slug" = String, Path)),
    request_body(content_type = "application/vnd.shirabe.evaluate-request", content = Vec<u8>,
                 description = "32 bytes: a ristretto255 element"),
    responses(
        (status = 200, content_type = "application/vnd.shirabe.evaluate-reply", body = Vec<u8>,
         description = "32 + 64 bytes"),
        (status = 400, body = ProblemBody),
        (status = 404, body = ProblemBody),
        (status = 415, body = ProblemBody),
        (status = 429, body = ProblemBody)))]
pub async fn evaluate(
    services: Data<Services>,
    request: HttpRequest,
    slug: Path<String>,
    body: Arrived,
) -> Result<HttpResponse, Problem> {
    let body = message::read(&request, wire::EVALUATE_REQUEST, body)?;
    let incident = services.directory.find(&slug).await?;
    if incident.set.is_none() {
        return Err(Problem::NotPublished);
    }
    services.limits.admit(&request, &incident.id)?;
    let blinded: &[u8; 32] = body.as_ref().try_into().map_err(|_| Problem::Malformed)?;
    services.budgets.take(&incident).await?;
    let keys = services.keys.keys_of(&incident.id)?;
    let (evaluated, proof) = keys.public.blind_evaluate(blinded, &mut OsRng)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, wire::EVALUATE_REPLY))
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(EvaluateReply { evaluated, proof }.encode().to_vec()))
}
