//! The same as the pages of sign-in and account, for programs: JSON under `/api/v1/staff`.
//!
//! A session is a cookie here too; what changes something carries its anti-forgery token in
//! `x-shirabe-csrf`.

use super::{
    invitations::{self, Acceptance},
    own_account::{self, PasswordChange},
    set_up,
    sign_in::{self, PasswordTaken, SignedIn},
};
use crate::{
    frame::staff_reply,
    http::{
        cookies,
        forms::CSRF_HEADER,
        request::{Staff, id_of},
        sessions::{self, HalfSession},
        visitor::Visitor,
    },
    problem::{Problem, ProblemBody},
    state::Services,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Json, Path},
};
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    pub login: String,
    #[schema(value_type = String)]
    pub password: Zeroizing<String>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Six digits of the app; to sign in, also a recovery code.
    #[schema(value_type = String)]
    pub code: Zeroizing<String>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    #[schema(value_type = String)]
    pub secret: Zeroizing<String>,
    #[schema(value_type = String)]
    pub password: Zeroizing<String>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    #[schema(value_type = String)]
    pub old: Zeroizing<String>,
    #[schema(value_type = String)]
    pub new: Zeroizing<String>,
}

/// Where signing in stands.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SessionState {
    /// `second-factor`, `set-up`, `complete`.
    pub state: &'static str,
    /// To send in `x-shirabe-csrf`.
    pub csrf: String,
}

/// What an authenticator app needs.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SecondFactorSecret {
    /// Base 32, in groups of four.
    #[schema(value_type = String)]
    pub secret: Zeroizing<String>,
    #[schema(value_type = String)]
    pub link: Zeroizing<String>,
}

/// Shown once.
#[derive(Serialize, utoipa::ToSchema)]
pub struct NewRecoveryCodes {
    #[schema(value_type = Vec<String>)]
    pub recovery_codes: Vec<Zeroizing<String>>,
    /// Of the session that goes on.
    pub csrf: String,
}

/// One's own account.
#[derive(Serialize, utoipa::ToSchema)]
pub struct OwnAccount {
    /// 32 hex digits.
    pub account: String,
    pub login: String,
    pub name: String,
    pub deployment_administrator: bool,
    pub recovery_codes: u64,
    pub sessions: Vec<OwnSession>,
    pub csrf: String,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct OwnSession {
    /// 64 hex digits. Names the session, opens nothing.
    pub session: String,
    /// Browser and system; empty where unknown.
    pub device: String,
    /// Seconds since 1970.
    pub created: i64,
    /// Seconds since 1970; within the last minute not exact.
    pub last_seen: i64,
    /// The one that asks.
    pub own: bool,
}

fn half_state(taken: PasswordTaken) -> Result<HttpResponse, Problem> {
    let state = SessionState { state: taken.step.code(), csrf: taken.csrf.to_send() };
    let mut reply = staff_reply::not_stored(HttpResponse::Ok().json(state));
    staff_reply::set_cookie(&mut reply, &taken.cookie)?;
    Ok(reply)
}

fn with_cookies(mut reply: HttpResponse, signed_in: &SignedIn) -> Result<HttpResponse, Problem> {
    staff_reply::set_cookie(&mut reply, &signed_in.session)?;
    staff_reply::set_cookie(&mut reply, &signed_in.device)?;
    Ok(staff_reply::not_stored(reply))
}

/// The half session that asks, with its token.
async fn half(
    services: &Services,
    visitor: &Visitor,
    request: &HttpRequest,
) -> Result<HalfSession, Problem> {
    let half = sessions::half_of(services, visitor).await?.ok_or(Problem::NotSignedIn)?;
    let given = request.headers().get(CSRF_HEADER).and_then(|value| value.to_str().ok());
    half.require_token(given.unwrap_or_default())?;
    Ok(half)
}

/// Takes login and password.
#[utoipa::path(post, path = "/api/v1/staff/session", tag = "accounts", request_body = Credentials,
    responses((status = 200, body = SessionState), (status = 401, body = ProblemBody)))]
pub async fn sign_in(
    services: Data<Services>,
    visitor: Visitor,
    body: Json<Credentials>,
) -> Result<HttpResponse, Problem> {
    let Credentials { login, password } = &*body;
    let taken = sign_in::with_password(&services, &visitor, login, password, &mut OsRng).await?;
    half_state(taken.ok_or(Problem::SignInFailed)?)
}

/// Takes a code of the second factor, or a recovery code.
#[utoipa::path(post, path = "/api/v1/staff/session/second-factor", tag = "accounts",
    request_body = Code,
    responses((status = 200, body = SessionState), (status = 401, body = ProblemBody)))]
pub async fn second_factor(
    services: Data<Services>,
    visitor: Visitor,
    request: HttpRequest,
    body: Json<Code>,
) -> Result<HttpResponse, Problem> {
    let half = half(&services, &visitor, &request).await?;
    let code = &body.code;
    let signed_in = sign_in::with_code(&services, &visitor, &half, code, &mut OsRng).await?;
    let signed_in = signed_in.ok_or(Problem::SignInFailed)?;
    let state = SessionState { state: "complete", csrf: signed_in.csrf.to_send() };
    with_cookies(HttpResponse::Ok().json(state), &signed_in)
}

/// The secret of a second factor that is not set up yet.
#[utoipa::path(post, path = "/api/v1/staff/session/set-up", tag = "accounts",
    responses((status = 200, body = SecondFactorSecret), (status = 401, body = ProblemBody)))]
pub async fn offer_set_up(
    services: Data<Services>,
    visitor: Visitor,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let half = half(&services, &visitor, &request).await?;
    let offered = set_up::offer(&services, &half, &mut OsRng).await?;
    let secret = SecondFactorSecret { secret: offered.secret, link: offered.link };
    Ok(staff_reply::not_stored(HttpResponse::Ok().json(secret)))
}

/// Takes the first code of the app.
#[utoipa::path(post, path = "/api/v1/staff/session/set-up/code", tag = "accounts",
    request_body = Code,
    responses((status = 200, body = NewRecoveryCodes), (status = 401, body = ProblemBody)))]
pub async fn confirm_set_up(
    services: Data<Services>,
    visitor: Visitor,
    request: HttpRequest,
    body: Json<Code>,
) -> Result<HttpResponse, Problem> {
    let half = half(&services, &visitor, &request).await?;
    let set = set_up::confirm(&services, &visitor, &half, &body.code, &mut OsRng).await?;
    let (signed_in, recovery_codes) = set.ok_or(Problem::SignInFailed)?;
    let shown = NewRecoveryCodes { recovery_codes, csrf: signed_in.csrf.to_send() };
    with_cookies(HttpResponse::Ok().json(shown), &signed_in)
}

/// Takes the secret of an invitation and a new password.
#[utoipa::path(post, path = "/api/v1/staff/invitation", tag = "accounts",
    request_body = AcceptInvitation,
    responses((status = 200, body = SessionState), (status = 409, body = ProblemBody),
              (status = 422, body = ProblemBody)))]
pub async fn accept_invitation(
    services: Data<Services>,
    visitor: Visitor,
    body: Json<AcceptInvitation>,
) -> Result<HttpResponse, Problem> {
    let AcceptInvitation { secret, password } = &*body;
    match invitations::accept(&services, &visitor, secret, password, &mut OsRng).await? {
        Acceptance::Taken(taken) => half_state(taken),
        Acceptance::NoInvitation => Err(Problem::InvitationOver),
        Acceptance::Refused(_) => Err(Problem::PasswordRefused),
    }
}

/// Signs out.
#[utoipa::path(delete, path = "/api/v1/staff/session", tag = "accounts",
    responses((status = 204), (status = 401, body = ProblemBody)))]
pub async fn sign_out(staff: Staff) -> Result<HttpResponse, Problem> {
    own_account::end_session(&staff.services, &staff.actor, &staff.actor.session).await?;
    let mut reply = staff_reply::not_stored(HttpResponse::NoContent().finish());
    staff_reply::set_cookie(&mut reply, &cookies::removal(&staff.services))?;
    Ok(reply)
}

/// One's own account and sessions.
#[utoipa::path(get, path = "/api/v1/staff/account", tag = "accounts",
    responses((status = 200, body = OwnAccount), (status = 401, body = ProblemBody)))]
pub async fn account(staff: Staff) -> Result<HttpResponse, Problem> {
    let Staff { actor, services, .. } = &staff;
    let account = services.store.account(&actor.account).await?.ok_or(Problem::NotSignedIn)?;
    let lines = own_account::sessions_of(services, actor).await?;
    let sessions = lines.into_iter().map(|line| OwnSession {
        session: hex::encode(line.digest),
        own: line.digest == actor.session,
        device: line.device,
        created: line.created,
        last_seen: line.last_seen,
    });
    let shown = OwnAccount {
        account: hex::encode(actor.account),
        login: account.login,
        name: actor.display_name.clone(),
        deployment_administrator: actor.deployment_administrator,
        recovery_codes: services.store.recovery_codes(&actor.account).await?,
        sessions: sessions.collect(),
        csrf: actor.csrf.to_send(),
    };
    Ok(staff_reply::not_stored(HttpResponse::Ok().json(shown)))
}

/// Sets another password; every other session ends.
#[utoipa::path(post, path = "/api/v1/staff/account/password", tag = "accounts",
    request_body = ChangePassword,
    responses((status = 204), (status = 401, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub async fn change_password(
    staff: Staff,
    visitor: Visitor,
    body: Json<ChangePassword>,
) -> Result<HttpResponse, Problem> {
    let Staff { actor, services, .. } = &staff;
    let (old, new) = (&body.old, &body.new);
    match own_account::change_password(services, &visitor, actor, old, new, &mut OsRng).await? {
        PasswordChange::Changed => Ok(staff_reply::not_stored(HttpResponse::NoContent().finish())),
        PasswordChange::OldIsWrong => Err(Problem::SignInFailed),
        PasswordChange::Refused(_) => Err(Problem::PasswordRefused),
    }
}

/// New recovery codes in place of all older ones.
#[utoipa::path(post, path = "/api/v1/staff/account/recovery-codes", tag = "accounts",
    request_body = Code,
    responses((status = 200, body = NewRecoveryCodes), (status = 401, body = ProblemBody)))]
pub async fn new_recovery_codes(
    staff: Staff,
    visitor: Visitor,
    body: Json<Code>,
) -> Result<HttpResponse, Problem> {
    let Staff { actor, services, .. } = &staff;
    let codes =
        own_account::new_recovery_codes(services, &visitor, actor, &body.code, &mut OsRng).await?;
    let recovery_codes = codes.ok_or(Problem::SignInFailed)?;
    let shown = NewRecoveryCodes { recovery_codes, csrf: actor.csrf.to_send() };
    Ok(staff_reply::not_stored(HttpResponse::Ok().json(shown)))
}

/// Ends every session but the one that asks.
#[utoipa::path(delete, path = "/api/v1/staff/account/sessions", tag = "accounts",
    responses((status = 204), (status = 401, body = ProblemBody)))]
pub async fn end_other_sessions(staff: Staff) -> Result<HttpResponse, Problem> {
    own_account::end_other_sessions(&staff.services, &staff.actor).await?;
    Ok(staff_reply::not_stored(HttpResponse::NoContent().finish()))
}

/// Ends one of one's own sessions.
#[utoipa::path(delete, path = "/api/v1/staff/account/sessions/{session}", tag = "accounts",
    params(("session" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemBody)))]
pub async fn end_session(staff: Staff, session: Path<String>) -> Result<HttpResponse, Problem> {
    own_account::end_session(&staff.services, &staff.actor, &id_of(&session)?).await?;
    Ok(staff_reply::not_stored(HttpResponse::NoContent().finish()))
}
