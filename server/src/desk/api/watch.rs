//! The rooms of the desk for programs, as JSON. Moments in seconds since 1970.

use crate::{
    desk::{
        answer_requests::{self, RequestLine},
        call_figures::CallFigures,
        watch,
    },
    frame::staff_reply::not_stored,
    http::request::{AtIncident, Staff, id_of},
    problem::{Problem, ProblemBody},
    store::{AgentLine, AlarmLine},
};
use actix_web::{
    HttpResponse,
    web::{Json, Path},
};
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use serde_json::json;

type Reply = Result<HttpResponse, Problem>;

/// The desk of an incident, as its supervisor sees it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct WatchBody {
    pub agents: Vec<AgentBody>,
    /// Those nobody has seen first.
    pub alarms: Vec<AlarmBody>,
    pub figures: CallFigures,
}

/// An agent and what they did.
#[derive(Serialize, utoipa::ToSchema)]
pub struct AgentBody {
    /// 32 hex digits.
    pub account: String,
    pub name: String,
    pub organisation: String,
    pub lookups_this_hour: u64,
    pub lookups_today: u64,
    /// Of today's answers, how many of a hundred found nobody.
    pub misses_percent: Option<u64>,
    pub calls_today: u64,
    pub suspended: Option<i64>,
}

/// Something that looked wrong.
#[derive(Serialize, utoipa::ToSchema)]
pub struct AlarmBody {
    /// `desk-budget`, `desk-misses`, `same-record`, `bulk-budget`.
    pub kind: String,
    /// Id of the account or of the check for many people at once, 32 hex digits.
    pub subject: String,
    pub name: String,
    /// Hours since 1970.
    pub hour: i64,
    pub at: i64,
    pub times: u64,
    pub seen: Option<i64>,
    pub seen_by: String,
}

/// Which alarm was seen.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenBody {
    pub kind: String,
    pub subject: String,
    pub hour: i64,
}

/// What is to go to the registered address.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerRequestBody {
    /// The question that found the person, at most 15 minutes ago: 32 hex digits.
    pub search: String,
    /// `answer`, `letter`.
    pub purpose: String,
}

/// A request; the person is named as in the audit log.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RequestBody {
    /// 32 hex digits.
    pub request: String,
    /// As staff read it out: `K7QX-4M2P`.
    pub number: String,
    /// First 8 hex digits of the record's name in the audit log.
    pub record: String,
    pub share: u16,
    /// `answer`, `letter`.
    pub purpose: String,
    pub requester: String,
    pub requested: i64,
    pub done: Option<i64>,
    pub done_by: String,
    /// `sent`, `not-deliverable`, `person-unknown`; empty while it is open.
    pub outcome: String,
}

/// How a request ended.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestDoneBody {
    /// `sent`, `not-deliverable`, `person-unknown`.
    pub outcome: String,
}

impl From<AgentLine> for AgentBody {
    fn from(agent: AgentLine) -> Self {
        Self {
            account: hex::encode(agent.account),
            misses_percent: agent.misses_percent(),
            name: agent.name,
            organisation: agent.organisation,
            lookups_this_hour: agent.hour,
            lookups_today: agent.today,
            calls_today: agent.calls,
            suspended: agent.suspended,
        }
    }
}

impl From<AlarmLine> for AlarmBody {
    fn from(alarm: AlarmLine) -> Self {
        Self {
            kind: alarm.kind,
            subject: hex::encode(alarm.subject),
            name: alarm.subject_name,
            hour: alarm.hour,
            at: alarm.at,
            times: alarm.times,
            seen: alarm.seen,
            seen_by: alarm.seen_by,
        }
    }
}

impl From<RequestLine> for RequestBody {
    fn from(line: RequestLine) -> Self {
        let request = line.request;
        Self {
            request: hex::encode(request.id),
            number: line.number,
            record: line.record,
            share: request.share,
            purpose: request.purpose,
            requester: request.requester,
            requested: request.requested,
            done: request.done,
            done_by: request.done_by,
            outcome: request.outcome,
        }
    }
}

/// Agents, alarms and the figures of calls.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/desk", tag = "desk",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    responses((status = 200, body = WatchBody), (status = 403, body = ProblemBody),
              (status = 404, body = ProblemBody)))]
pub async fn watched(staff: Staff, at: AtIncident) -> Reply {
    let watched = watch::look(&staff, &at).await?;
    Ok(not_stored(HttpResponse::Ok().json(WatchBody {
        agents: watched.agents.into_iter().map(AgentBody::from).collect(),
        alarms: watched.alarms.into_iter().map(AlarmBody::from).collect(),
        figures: watched.figures,
    })))
}

/// Keeps an agent from the desk, from now on.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/desk/agents/{account}/suspend",
    tag = "desk", params(("slug" = String, Path), ("account" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 204), (status = 403, body = ProblemBody),
              (status = 404, body = ProblemBody)))]
pub async fn suspend(staff: Staff, at: AtIncident, path: Path<(String, String)>) -> Reply {
    watch::suspend(&staff, &at, &id_of(&path.1)?, &mut OsRng).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Lets an agent back to the desk.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/desk/agents/{account}/lift",
    tag = "desk", params(("slug" = String, Path), ("account" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 204), (status = 403, body = ProblemBody),
              (status = 404, body = ProblemBody)))]
pub async fn lift(staff: Staff, at: AtIncident, path: Path<(String, String)>) -> Reply {
    watch::lift(&staff, &at, &id_of(&path.1)?, &mut OsRng).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Marks an alarm as seen.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/desk/alarms/seen", tag = "desk",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    request_body = SeenBody,
    responses((status = 204), (status = 403, body = ProblemBody),
              (status = 404, body = ProblemBody)))]
pub async fn seen(staff: Staff, at: AtIncident, body: Json<SeenBody>) -> Reply {
    let subject = id_of(&body.subject)?;
    watch::see(&staff, &at, (&body.kind, &subject, body.hour), &mut OsRng).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Asks for the answer, or the letter once more, to go to the registered address of the one
/// person whom a question of this agent found.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/desk/answer-requests", tag = "desk",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    request_body = AnswerRequestBody,
    responses((status = 201), (status = 403, body = ProblemBody),
              (status = 404, body = ProblemBody), (status = 409, body = ProblemBody),
              (status = 429, body = ProblemBody)))]
pub async fn request_answer(staff: Staff, at: AtIncident, body: Json<AnswerRequestBody>) -> Reply {
    let asked = (body.search.as_str(), body.purpose.as_str());
    let number = answer_requests::enter(&staff, &at, asked, &mut OsRng).await?;
    Ok(not_stored(HttpResponse::Created().json(json!({ "number": number }))))
}

/// What waits to be sent, then what was.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/requests", tag = "desk",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    responses((status = 200, body = Vec<RequestBody>), (status = 403, body = ProblemBody),
              (status = 404, body = ProblemBody)))]
pub async fn requests(staff: Staff, at: AtIncident) -> Reply {
    let all = answer_requests::all(&staff, &at).await?;
    let bodies: Vec<_> = all.into_iter().map(RequestBody::from).collect();
    Ok(not_stored(HttpResponse::Ok().json(bodies)))
}

/// Marks a request as done.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/requests/{request}/done",
    tag = "desk", params(("slug" = String, Path), ("request" = String, Path)),
    security(("staff_session" = [])), request_body = RequestDoneBody,
    responses((status = 204), (status = 403, body = ProblemBody),
              (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub async fn request_done(
    staff: Staff,
    at: AtIncident,
    path: Path<(String, String)>,
    body: Json<RequestDoneBody>,
) -> Reply {
    let ended = (&id_of(&path.1)?, body.outcome.as_str());
    answer_requests::end(&staff, &at, ended, &mut OsRng).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Opens a request again that was marked done by mistake, within an hour.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/requests/{request}/undo",
    tag = "desk", params(("slug" = String, Path), ("request" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 204), (status = 403, body = ProblemBody),
              (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub async fn request_undone(staff: Staff, at: AtIncident, path: Path<(String, String)>) -> Reply {
    answer_requests::reopen(&staff, &at, &id_of(&path.1)?, &mut OsRng).await?;
    Ok(HttpResponse::NoContent().finish())
}
