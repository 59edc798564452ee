//! What an invited organisation's browser or program calls.

use crate::{
    alarms::AlarmKind,
    audit::{Action, By, Event},
    http::bearer,
    incidents::Incident,
    message::{self, Arrived},
    problem::{Problem, ProblemBody},
    state::Services,
    store::{BulkBatch, BulkCheck, BulkState},
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    web::{self, Data, Path},
};
use rand::rngs::OsRng;
use serde::Serialize;
use sha2::{Digest, Sha256};
use shirabe_protocol::{identifier::Kind, oprf::ELEMENT_BYTES, wire};
use std::sync::Arc;
use subtle::ConstantTimeEq;

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

struct Current {
    check: BulkCheck,
    incident: Arc<Incident>,
    own: bool,
    now: i64,
}

impl Current {
    async fn of(services: &Services, request: &HttpRequest) -> Result<Self, Problem> {
        let digest = bearer::bulk_check(request)?;
        let check = services.store.bulk_check(&digest).await?.ok_or(Problem::Unauthorized)?;
        let incident = services.directory.find(&check.slug).await?;
        let claim = presented_claim(request);
        let own = match (&check.claim, claim) {
            (Some(known), Some(given)) => bool::from(known.ct_eq(&given)),
            _ => false,
        };
        let now = services.clock.now();
        Ok(Self { check, incident, own, now })
    }

    fn state(&self) -> BulkState {
        self.check.state(self.now)
    }

    /// Only the device that began it, while it lasts.
    fn going_on(&self) -> Result<(), Problem> {
        match self.state() {
            BulkState::Claimed if self.own => Ok(()),
            BulkState::Claimed | BulkState::Open => Err(Problem::BulkCheckClaimed),
            BulkState::Finished | BulkState::Revoked | BulkState::Expired => {
                Err(Problem::BulkCheckOver)
            }
        }
    }

    /// An entry about this check, by somebody who has no account.
    fn event(&self, action: Action) -> Event<'static> {
        Event::new(action, By::Nobody)
            .of_incident(self.incident.id)
            .with("organisation", self.check.organisation.as_str())
            .with("evaluated", self.check.evaluated)
    }
}

/// SHA-256 of the claim that a request carries.
fn presented_claim(request: &HttpRequest) -> Option<[u8; 32]> {
    let header = request.headers().get(CLAIM_HEADER)?.to_str().ok()?;
    let mut claim = [0; 32];
    hex::decode_to_slice(header, &mut claim).ok()?;
    Some(Sha256::digest(claim).into())
}

/// The invitation that the link opens. Spends nothing and begins nothing.
#[utoipa::path(get, path = "/api/v1/bulk-checks/current", tag = "bulk checks",
    security(("bulk_check" = [])),
    responses((status = 200, body = CurrentBody), (status = 401, body = ProblemBody)))]
pub async fn current(services: Data<Services>, request: HttpRequest) -> Reply {
    let current = Current::of(&services, &request).await?;
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
    let current = Current::of(&services, &request).await?;
    let claim = presented_claim(&request).ok_or(Problem::Malformed)?;
    if current.state() == BulkState::Open {
        let entry = current.event(Action::BulkCheckBegun).draft(current.now, &mut OsRng);
        let (id, now) = (&current.check.id, current.now);
        if services.store.claim_bulk_check(id, &claim, now, &entry).await? {
            return Ok(HttpResponse::NoContent().finish());
        }
        // Another device was first, a moment ago.
        Current::of(&services, &request).await?.going_on()?;
    }
    current.going_on()?;
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
    let current = Current::of(&services, &request).await?;
    current.going_on()?;
    let elements = (body.len() / ELEMENT_BYTES) as u64;
    if elements == 0 || body.len() % ELEMENT_BYTES != 0 {
        return Err(Problem::Malformed);
    }
    let digest: [u8; 32] = Sha256::digest(&body).into();
    let (id, now) = (current.check.id, current.now);
    let batch = (*number, &digest);
    match services.store.count_bulk_batch(&id, batch, elements, now).await? {
        BulkBatch::Counted | BulkBatch::Repeated => {}
        BulkBatch::Differs => return Err(Problem::BatchDiffers),
        BulkBatch::Spent => {
            let (check, incident) = (&current.check, current.incident.id);
            let subject = (id, check.organisation.as_str());
            let store = &services.store;
            AlarmKind::BulkBudget.raise(store, incident, subject, check.budget, now).await?;
            return Err(Problem::BulkCheckBudget);
        }
    }
    let keys = services.keys.keys_of(&current.incident.id)?;
    // Off the threads that answer the public.
    let evaluated = web::block(move || {
        let (mut reply, proof) = keys.public.blind_evaluate_batch(&body, &mut OsRng)?;
        reply.extend_from_slice(&proof);
        Ok::<_, Problem>(reply)
    });
    let reply = evaluated.await.map_err(|_| Problem::Unavailable)??;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, wire::BULK_CHECK_REPLY)).body(reply))
}

/// Ends the check; the link opens nothing more.
#[utoipa::path(post, path = "/api/v1/bulk-checks/current/finish", tag = "bulk checks",
    params(("x-shirabe-claim" = String, Header, description = "64 hex digits")),
    security(("bulk_check" = [])),
    responses((status = 204), (status = 401, body = ProblemBody),
              (status = 409, body = ProblemBody)))]
pub async fn finish(services: Data<Services>, request: HttpRequest) -> Reply {
    let current = Current::of(&services, &request).await?;
    current.going_on()?;
    let entry = current.event(Action::BulkCheckFinished).draft(current.now, &mut OsRng);
    match services.store.finish_bulk_check(&current.check.id, current.now, &entry).await? {
        true => Ok(HttpResponse::NoContent().finish()),
        false => Err(Problem::BulkCheckOver),
    }
}
