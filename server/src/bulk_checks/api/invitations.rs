//! Invitations for programs, as JSON.

use crate::{
    bulk_checks::invitations::{self, Wanted},
    http::request::{AtIncident, Staff, id_of},
    problem::{Problem, ProblemBody},
    store::BulkCheck,
};
use actix_web::{
    HttpResponse,
    web::{Json, Path},
};
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// An invitation as it is listed; moments in seconds since 1970.
#[derive(Serialize, utoipa::ToSchema)]
pub struct BulkCheckBody {
    /// 32 hex digits: names it, opens nothing.
    pub check: String,
    pub organisation: String,
    pub people: u64,
    /// Identifiers that it may ask for, and has asked for.
    pub budget: u64,
    pub evaluated: u64,
    /// `open`, `claimed`, `finished`, `revoked`, `expired`.
    pub state: &'static str,
    pub creator: String,
    pub created: i64,
    pub expires: i64,
    pub last_used: Option<i64>,
}

impl BulkCheckBody {
    fn new(check: BulkCheck, now: i64) -> Self {
        Self {
            check: hex::encode(check.id),
            state: check.state(now).code(),
            organisation: check.organisation,
            people: check.people,
            budget: check.budget,
            evaluated: check.evaluated,
            creator: check.creator,
            created: check.created,
            expires: check.expires,
            last_used: check.last_used,
        }
    }
}

/// Whom to invite.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteBody {
    pub organisation: String,
    /// How many people it has, 1 to 1,000,000.
    pub people: u64,
    /// How long the invitation lasts, 1 to 60.
    #[serde(default = "days")]
    pub days: u32,
}

fn days() -> u32 {
    invitations::DAYS
}

type Reply = Result<HttpResponse, Problem>;

/// The invitations of an incident, and how much of their budgets is spent.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/bulk-checks", tag = "bulk checks",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    responses((status = 200, body = Vec<BulkCheckBody>)))]
pub async fn list(staff: Staff, at: AtIncident) -> Reply {
    let now = staff.now();
    let all = invitations::all(&staff, &at).await?;
    let body: Vec<_> = all.into_iter().map(|check| BulkCheckBody::new(check, now)).collect();
    Ok(HttpResponse::Ok().json(body))
}

/// Invites an organisation; the secret of the link is shown once.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/bulk-checks", tag = "bulk checks",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    request_body = InviteBody,
    responses((status = 201), (status = 400, body = ProblemBody),
              (status = 404, body = ProblemBody)))]
pub async fn invite(staff: Staff, at: AtIncident, body: Json<InviteBody>) -> Reply {
    let wanted = Wanted { organisation: &body.organisation, people: body.people, days: body.days };
    let invited = invitations::invite(&staff, &at, &wanted, &mut OsRng).await?;
    Ok(HttpResponse::Created().json(json!({
        "check": hex::encode(invited.id),
        "secret": invited.secret.as_str(),
    })))
}

/// Takes an invitation back.
#[utoipa::path(delete, path = "/api/v1/staff/incidents/{slug}/bulk-checks/{check}",
    tag = "bulk checks", params(("slug" = String, Path), ("check" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 204), (status = 404, body = ProblemBody)))]
pub async fn revoke(staff: Staff, at: AtIncident, path: Path<(String, String)>) -> Reply {
    invitations::revoke(&staff, &at, &id_of(&path.1)?, &mut OsRng).await?;
    Ok(HttpResponse::NoContent().finish())
}
