//! The same for programs, as JSON.

use super::{Approval, ApprovalAction, Summary, may_see};
use crate::{
    approvals, carrying_out,
    frame::staff_reply::not_stored,
    http::request::{AtIncident, Staff, id_of},
    problem::{Problem, ProblemBody},
    store::ApprovalState,
};
use actix_web::{
    HttpResponse,
    web::{Json, Path},
};
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};

/// Wishes of a list; open ones come first.
const MOST: u32 = 100;

/// What waits, or waited, for a second person. Moments in seconds since 1970.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ApprovalBody {
    /// 32 hex digits.
    pub approval: String,
    /// `publish`, `withdraw`, `rollback`, `script`.
    pub action: &'static str,
    /// The load, 32 hex digits.
    pub load: Option<String>,
    /// The set to go back to.
    pub to: Option<u64>,
    pub summary: Summary,
    /// `waiting`, `scheduled`, `running`, `done`, `refused`, `taken-back`, `failed`, `expired`.
    pub state: &'static str,
    pub requester: String,
    /// A load token that was made at the command line asked. The first who approves becomes the
    /// requester, and another one approves.
    pub lacks_requester: bool,
    pub requested: i64,
    pub not_before: i64,
    /// The set served when it was requested, 0 for none; or the script's version then.
    pub based_on: u64,
    pub decider: String,
    pub decided: Option<i64>,
    /// Why it was refused, or `set-changed`, `script-changed`, `not-possible`,
    /// `refused-by-server`, `interrupted`.
    pub reason: String,
    pub set_version: Option<u64>,
    pub script_version: Option<u64>,
}

impl From<Approval> for ApprovalBody {
    fn from(approval: Approval) -> Self {
        let (load, to) = match approval.action {
            ApprovalAction::Publish { load } | ApprovalAction::Withdraw { load } => {
                (Some(hex::encode(load)), None)
            }
            ApprovalAction::Rollback { to, .. } => (None, Some(to)),
            ApprovalAction::Script { .. } => (None, None),
        };
        let (set_version, script_version) = match approval.action {
            ApprovalAction::Script { .. } => (None, approval.made),
            _ => (approval.made, None),
        };
        Self {
            approval: hex::encode(approval.id),
            action: approval.action.code(),
            load,
            to,
            summary: approval.summary,
            state: approval.state.code(),
            lacks_requester: approval.requested_by.is_none(),
            requester: approval.requester,
            requested: approval.requested,
            not_before: approval.not_before,
            based_on: approval.based_on,
            decider: approval.decider,
            decided: approval.decided,
            reason: approval.reason,
            set_version,
            script_version,
        }
    }
}

/// When it is to happen, in seconds since 1970; without it as soon as it may.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveBody {
    #[serde(default)]
    pub not_before: Option<i64>,
}

/// Why it is refused, 1 to 500 characters.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefuseBody {
    pub reason: String,
}

type Reply = Result<HttpResponse, Problem>;

/// What waits for a second person in an incident, then what was decided.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/approvals", tag = "staff",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    responses((status = 200, body = Vec<ApprovalBody>), (status = 404, body = ProblemBody)))]
pub async fn list(staff: Staff, at: AtIncident) -> Reply {
    let all = approvals::visible(&staff, &at, 0, MOST).await?;
    let bodies: Vec<_> = all.into_iter().map(ApprovalBody::from).collect();
    Ok(not_stored(HttpResponse::Ok().json(bodies)))
}

/// One of them.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/approvals/{approval}", tag = "staff",
    params(("slug" = String, Path), ("approval" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 200, body = ApprovalBody), (status = 404, body = ProblemBody)))]
pub async fn show(staff: Staff, at: AtIncident, path: Path<(String, String)>) -> Reply {
    found(&staff, &at, &path.1).await.map(reply)
}

/// Approves, and carries out what may happen now; the first of two approvals changes the requester
/// alone.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/approvals/{approval}/approve",
    tag = "staff", params(("slug" = String, Path), ("approval" = String, Path)),
    request_body = ApproveBody, security(("staff_session" = [])),
    responses((status = 200, body = ApprovalBody), (status = 403, body = ProblemBody),
              (status = 409, body = ProblemBody)))]
pub async fn approve(
    staff: Staff,
    at: AtIncident,
    path: Path<(String, String)>,
    body: Json<ApproveBody>,
) -> Reply {
    let approval = found(&staff, &at, &path.1).await?;
    let (services, actor, when) = (&staff.services, &staff.actor, body.not_before);
    let state =
        carrying_out::approve(services, &at.incident, &approval, actor, when, &mut OsRng).await?;
    if state == ApprovalState::Failed {
        return Err(Problem::ApprovalFailed);
    }
    found(&staff, &at, &path.1).await.map(reply)
}

/// Refuses, with a reason.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/approvals/{approval}/refuse",
    tag = "staff", params(("slug" = String, Path), ("approval" = String, Path)),
    request_body = RefuseBody, security(("staff_session" = [])),
    responses((status = 200, body = ApprovalBody), (status = 403, body = ProblemBody),
              (status = 409, body = ProblemBody)))]
pub async fn refuse(
    staff: Staff,
    at: AtIncident,
    path: Path<(String, String)>,
    body: Json<RefuseBody>,
) -> Reply {
    let approval = found(&staff, &at, &path.1).await?;
    let (store, now) = (&staff.services.store, staff.now());
    approvals::refuse(store, &approval, &staff.actor, &body.reason, now, &mut OsRng).await?;
    found(&staff, &at, &path.1).await.map(reply)
}

/// Takes back one's own wish.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/approvals/{approval}/take-back",
    tag = "staff", params(("slug" = String, Path), ("approval" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 200, body = ApprovalBody), (status = 403, body = ProblemBody),
              (status = 409, body = ProblemBody)))]
pub async fn take_back(staff: Staff, at: AtIncident, path: Path<(String, String)>) -> Reply {
    let approval = found(&staff, &at, &path.1).await?;
    let (store, now) = (&staff.services.store, staff.now());
    approvals::take_back(store, &approval, &staff.actor, now, &mut OsRng).await?;
    found(&staff, &at, &path.1).await.map(reply)
}

async fn found(staff: &Staff, at: &AtIncident, id: &str) -> Result<Approval, Problem> {
    let approval = approvals::find(&staff.services.store, &at.incident.id, &id_of(id)?).await?;
    may_see(staff, at, &approval).await?;
    Ok(approval)
}

fn reply(approval: Approval) -> HttpResponse {
    not_stored(HttpResponse::Ok().json(ApprovalBody::from(approval)))
}
