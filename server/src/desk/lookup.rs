//! A question of an agent: evaluated under the staff key, then looked up among the records.

use super::budget;
use crate::{
    alarms::{self, AlarmKind},
    audit::{Action, By, Event},
    http::request::{AtIncident, Staff, id_of},
    incidents::{Incident, definition::KindName},
    message::{self, Arrived},
    problem::{Problem, ProblemBody},
    store::{DeskBegun, DeskFound, DeskQuestion},
};
use actix_web::{HttpRequest, HttpResponse, http::header::CONTENT_TYPE, web::Json};
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use shirabe_protocol::{
    tag::Tag,
    wire::{self, EvaluateReply},
};

/// Names the question: 16 random bytes in hex, the same for every incident that is asked it.
pub const SEARCH_HEADER: &str = "x-shirabe-search";
/// A question that was begun is looked up within this time.
const LASTS_SECONDS: i64 = 5 * 60;

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

/// What the server knows: no personal data, because it has none.
#[derive(Serialize, utoipa::ToSchema)]
pub struct LookUpReply {
    /// `listed`, `not-listed`, `unknown-code` for a letter code that is in no list; to an account
    /// that is limited to a share `not-in-part` in place of both.
    pub answer: &'static str,
    /// Names of the groups of all who share the identifier.
    pub groups: Vec<String>,
    /// How many people share it.
    pub people: u64,
    /// `none-recorded`: no notice to these people is recorded.
    pub notice: &'static str,
    /// Date of the list, in seconds since 1970.
    pub as_of: i64,
    pub set_version: u64,
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
    if at.incident.set.is_none() {
        return Err(Problem::NotPublished);
    }
    let search = request.headers().get(SEARCH_HEADER).and_then(|value| value.to_str().ok());
    let question = question(&staff, &at.incident, search.ok_or(Problem::Malformed)?)?;
    let (store, now) = (&staff.services.store, staff.now());
    let most = budget::of(&at.incident.definition);
    match store.begin_desk_lookup(&question, now, most).await? {
        DeskBegun::Counted(_) => {}
        DeskBegun::Spent => {
            let agent = (staff.actor.account, staff.actor.display_name.as_str());
            AlarmKind::DeskBudget.raise(store, at.incident.id, agent, most, now).await?;
            return Err(Problem::DeskBudget(budget::seconds_left(now)));
        }
        DeskBegun::Repeated => return Err(Problem::DeskQuestion),
        DeskBegun::Suspended => return Err(Problem::DeskSuspended),
    }
    let keys = staff.services.keys.keys_of(&at.incident.id)?;
    let (evaluated, proof) = keys.staff.blind_evaluate(blinded, &mut OsRng)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, wire::EVALUATE_REPLY))
        .body(EvaluateReply { evaluated, proof }.encode().to_vec()))
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
    let incident = &at.incident;
    let question = question(&staff, incident, &body.search)?;
    let tag = Tag::from_bytes(id_of(&body.tag).map_err(|_| Problem::Malformed)?);
    let kinds = &incident.definition.kinds;
    let kind = kinds.iter().position(|kind| kind.kind.code() == body.kind);
    let kind = kind.and_then(|kind| u8::try_from(kind).ok()).ok_or(Problem::Malformed)?;
    let set = incident.set.ok_or(Problem::NotPublished)?;
    let (store, now) = (&staff.services.store, staff.now());
    let found =
        store.find_records((&incident.id, set.version), kind, &tag, at.access.share).await?;
    let answer = match found.count {
        // Of other shares nothing is known here: they may hold it.
        0 if at.access.share.is_some() => "not-in-part",
        0 if body.kind == KindName::CODE => "unknown-code",
        0 => "not-listed",
        _ => "listed",
    };
    let entry = entry(&staff, incident, &body.kind, answer, &found)?;
    let draft = entry.draft(now, &mut OsRng);
    let lasts = (now - LASTS_SECONDS, now);
    let reads = store.end_desk_lookup(&question, lasts, answer, &found, &draft).await?;
    watch(&staff, incident, reads.ok_or(Problem::DeskQuestion)?, now).await?;
    let groups = incident.definition.groups.iter().enumerate();
    let groups = groups.filter(|(position, _)| found.groups >> position & 1 == 1);
    Ok(HttpResponse::Ok().json(LookUpReply {
        answer,
        groups: groups.map(|(_, group)| group.name.clone()).collect(),
        people: found.count,
        notice: "none-recorded",
        as_of: set.as_of,
        set_version: set.version,
    }))
}

fn question(staff: &Staff, incident: &Incident, search: &str) -> Result<DeskQuestion, Problem> {
    let search = id_of(search).map_err(|_| Problem::Malformed)?;
    Ok(DeskQuestion { incident: incident.id, search, account: staff.actor.account })
}

/// Agent, incident, kind, answer; and which records were read, by their names under the audit key.
fn entry<'a>(
    staff: &'a Staff,
    incident: &Incident,
    kind: &str,
    answer: &str,
    found: &DeskFound,
) -> Result<Event<'a>, Problem> {
    let action = if found.count == 0 { Action::DeskLookup } else { Action::RecordRead };
    let event = Event::new(action, By::Account(&staff.actor))
        .of_incident(incident.id)
        .with("kind", kind)
        .with("answer", answer);
    if found.count == 0 {
        return Ok(event);
    }
    let key = staff.services.keys.audit_key(&incident.id, &mut OsRng)?;
    let names: Vec<_> = found.people.iter().map(|handle| key.record_name(handle)).collect();
    Ok(event.with("record", names.join(" ")).with("people", found.count))
}

/// Alarms, after the answer is sure.
async fn watch(staff: &Staff, incident: &Incident, reads: u64, now: i64) -> Result<(), Problem> {
    let store = &staff.services.store;
    let account = staff.actor.account;
    let agent = (account, staff.actor.display_name.as_str());
    let hour = store.hour_of_answers(&incident.id, &account, now).await?;
    if alarms::looks_like_guessing(hour) {
        AlarmKind::DeskMisses.raise(store, incident.id, agent, hour.misses, now).await?;
    }
    if alarms::is_read_too_often(reads) {
        AlarmKind::SameRecord.raise(store, incident.id, agent, reads, now).await?;
    }
    Ok(())
}
