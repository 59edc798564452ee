//! Load tokens as staff make and revoke them.

use crate::{
    http::request::{AtIncident, Staff, id_of},
    loads::tokens,
    problem::{Problem, ProblemBody},
};
use actix_web::{
    HttpResponse,
    web::{Json, Path},
};
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A load token as it is listed; moments in seconds since 1970.
#[derive(Serialize, utoipa::ToSchema)]
pub struct TokenBody {
    /// SHA-256 of the token in hex: names it, opens nothing.
    pub token: String,
    pub name: String,
    pub share: Option<u16>,
    pub created: i64,
    /// Name of the account; empty for the command line.
    pub created_by: String,
    pub expires: Option<i64>,
    pub revoked: Option<i64>,
    /// State of the load that it opened.
    pub load: Option<String>,
}

/// A load token to be made.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTokenBody {
    pub name: String,
    /// The only part of the incident whose people it may bring.
    #[serde(default)]
    pub share: Option<u16>,
    /// How long it lasts, 1 to 90.
    #[serde(default = "days")]
    pub days: u32,
}

fn days() -> u32 {
    tokens::DAYS
}

type Reply = Result<HttpResponse, Problem>;

/// The load tokens of an incident.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/tokens", tag = "staff",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    responses((status = 200, body = Vec<TokenBody>)))]
pub async fn tokens(staff: Staff, at: AtIncident) -> Reply {
    let tokens = tokens::all(&staff, &at).await?;
    let body: Vec<_> = tokens
        .into_iter()
        .map(|token| TokenBody {
            token: hex::encode(token.digest),
            name: token.name,
            share: token.share,
            created: token.created,
            created_by: token.created_by,
            expires: token.expires,
            revoked: token.revoked,
            load: token.load_state,
        })
        .collect();
    Ok(HttpResponse::Ok().json(body))
}

/// Makes a load token; it is shown once.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/tokens", tag = "staff",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    request_body = NewTokenBody,
    responses((status = 201), (status = 409, body = ProblemBody)))]
pub async fn make_token(staff: Staff, at: AtIncident, body: Json<NewTokenBody>) -> Reply {
    let wanted = tokens::Wanted { name: &body.name, share: body.share, days: body.days };
    let token = tokens::make_by_staff(&staff, &at, &wanted, &mut OsRng).await?;
    Ok(HttpResponse::Created().json(json!({ "token": token.as_str() })))
}

/// Makes a load token useless.
#[utoipa::path(delete, path = "/api/v1/staff/incidents/{slug}/tokens/{token}", tag = "staff",
    params(("slug" = String, Path), ("token" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 204), (status = 404, body = ProblemBody)))]
pub async fn revoke_token(staff: Staff, at: AtIncident, path: Path<(String, String)>) -> Reply {
    tokens::revoke(&staff, &at, &id_of(&path.1)?, &mut OsRng).await?;
    Ok(HttpResponse::NoContent().finish())
}
