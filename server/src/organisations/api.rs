//! Organisations, chain and roles for programs, as JSON.

use super::{leaving, members, register, roles};
use crate::{
    access::Role,
    http::request::{AtIncident, Staff, id_of},
    problem::{Problem, ProblemBody},
    store::{AccountLine, ChainMember},
};
use actix_web::{
    HttpResponse,
    web::{Json, Path},
};
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// An organisation of the deployment. Ids are 32 hex digits.
#[derive(Serialize, utoipa::ToSchema)]
pub struct OrganisationBody {
    pub organisation: String,
    pub name: String,
    /// Accounts that are not disabled.
    pub accounts: u64,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct AccountBody {
    pub account: String,
    pub login: String,
    pub name: String,
    pub deployment_administrator: bool,
    /// A password and a second factor are set.
    pub is_set_up: bool,
    pub disabled: bool,
}

impl From<&AccountLine> for AccountBody {
    fn from(line: &AccountLine) -> Self {
        Self {
            account: hex::encode(line.id),
            login: line.login.clone(),
            name: line.name.clone(),
            deployment_administrator: line.deployment_administrator,
            is_set_up: line.is_set_up,
            disabled: line.disabled,
        }
    }
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NameBody {
    pub name: String,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitedBody {
    pub login: String,
    pub name: String,
    /// `ja` or `en`.
    pub language: String,
}

/// An organisation that takes part in an incident.
#[derive(Serialize, utoipa::ToSchema)]
pub struct MemberBody {
    pub organisation: String,
    pub name: String,
    /// `responsible`, `contractor`, `sub-contractor`, `call-centre`, `entrusting-party`.
    pub place: String,
    /// Its part of the incident; absent: all of it.
    pub share: Option<u16>,
    pub share_name: String,
}

impl From<&ChainMember> for MemberBody {
    fn from(member: &ChainMember) -> Self {
        Self {
            organisation: hex::encode(member.organisation),
            name: member.name.clone(),
            place: member.chain_role.clone(),
            share: member.share,
            share_name: member.share_name.clone(),
        }
    }
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JoiningBody {
    /// The organisation's name, exactly.
    pub name: String,
    pub place: String,
    #[serde(default)]
    pub share: Option<u16>,
    #[serde(default)]
    pub share_name: String,
}

/// Somebody of the chain, with roles or without.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PersonBody {
    pub account: String,
    pub organisation: String,
    pub login: String,
    pub name: String,
    pub disabled: bool,
    pub roles: Vec<&'static str>,
}

impl From<&roles::RoleLine> for PersonBody {
    fn from(line: &roles::RoleLine) -> Self {
        Self {
            account: hex::encode(line.account.account),
            organisation: hex::encode(line.account.organisation),
            login: line.account.login.clone(),
            name: line.account.name.clone(),
            disabled: line.account.disabled,
            roles: line.roles.iter().map(|role| role.code()).collect(),
        }
    }
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantBody {
    pub account: String,
    pub role: String,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdministratorBody {
    pub login: String,
}

type Reply = Result<HttpResponse, Problem>;
type TwoIds = Path<(String, String)>;

fn nothing() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// Every organisation of the deployment.
#[utoipa::path(get, path = "/api/v1/staff/organisations", tag = "organisations",
    security(("staff_session" = [])), responses((status = 200, body = Vec<OrganisationBody>)))]
pub async fn list(staff: Staff) -> Reply {
    let all = register::all(&staff).await?;
    let body: Vec<_> = all
        .into_iter()
        .map(|one| OrganisationBody {
            organisation: hex::encode(one.id),
            name: one.name,
            accounts: one.accounts,
        })
        .collect();
    Ok(HttpResponse::Ok().json(body))
}

/// Makes an organisation.
#[utoipa::path(post, path = "/api/v1/staff/organisations", tag = "organisations",
    security(("staff_session" = [])), request_body = NameBody,
    responses((status = 201), (status = 409, body = ProblemBody)))]
pub async fn create(staff: Staff, body: Json<NameBody>) -> Reply {
    let id = register::create(&staff, &body.name, &mut OsRng).await?;
    Ok(HttpResponse::Created().json(json!({ "organisation": hex::encode(id) })))
}

/// The accounts of an organisation.
#[utoipa::path(get, path = "/api/v1/staff/organisations/{organisation}", tag = "organisations",
    params(("organisation" = String, Path)), security(("staff_session" = [])),
    responses((status = 200, body = Vec<AccountBody>), (status = 404, body = ProblemBody)))]
pub async fn accounts(staff: Staff, path: Path<String>) -> Reply {
    let (_, accounts) = register::one(&staff, &id_of(&path)?).await?;
    Ok(HttpResponse::Ok().json(accounts.iter().map(AccountBody::from).collect::<Vec<_>>()))
}

/// Gives an organisation another name.
#[utoipa::path(put, path = "/api/v1/staff/organisations/{organisation}", tag = "organisations",
    params(("organisation" = String, Path)), security(("staff_session" = [])),
    request_body = NameBody, responses((status = 204), (status = 409, body = ProblemBody)))]
pub async fn rename(staff: Staff, path: Path<String>, body: Json<NameBody>) -> Reply {
    register::rename(&staff, &id_of(&path)?, &body.name, &mut OsRng).await?;
    Ok(nothing())
}

/// Invites somebody; the secret of the one-time link is shown once.
#[utoipa::path(post, path = "/api/v1/staff/organisations/{organisation}/accounts",
    tag = "organisations", params(("organisation" = String, Path)),
    security(("staff_session" = [])), request_body = InvitedBody,
    responses((status = 201), (status = 409, body = ProblemBody)))]
pub async fn invite(staff: Staff, path: Path<String>, body: Json<InvitedBody>) -> Reply {
    let invited =
        register::Invited { login: &body.login, name: &body.name, language: &body.language };
    let secret = register::invite(&staff, &id_of(&path)?, &invited, &mut OsRng).await?;
    Ok(HttpResponse::Created().json(json!({ "invitation": secret.as_str() })))
}

/// A new one-time link for an account; the one before ends.
#[utoipa::path(post,
    path = "/api/v1/staff/organisations/{organisation}/accounts/{account}/invitation",
    tag = "organisations",
    params(("organisation" = String, Path), ("account" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 201), (status = 404, body = ProblemBody)))]
pub async fn invite_again(staff: Staff, path: TwoIds) -> Reply {
    let (organisation, account) = (id_of(&path.0)?, id_of(&path.1)?);
    let secret = register::invite_again(&staff, &organisation, &account, &mut OsRng).await?;
    Ok(HttpResponse::Created().json(json!({ "invitation": secret.as_str() })))
}

/// Disables an account; its sessions, links and load tokens end.
#[utoipa::path(delete, path = "/api/v1/staff/organisations/{organisation}/accounts/{account}",
    tag = "organisations",
    params(("organisation" = String, Path), ("account" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 204), (status = 404, body = ProblemBody),
              (status = 409, body = ProblemBody)))]
pub async fn disable(staff: Staff, path: TwoIds) -> Reply {
    register::disable(&staff, &id_of(&path.0)?, &id_of(&path.1)?).await?;
    Ok(nothing())
}

/// Names the administrator of an incident that has none.
#[utoipa::path(post, path = "/api/v1/staff/deployment/incidents/{slug}/administrator",
    tag = "organisations", params(("slug" = String, Path)), security(("staff_session" = [])),
    request_body = AdministratorBody,
    responses((status = 204), (status = 409, body = ProblemBody)))]
pub async fn name_first(staff: Staff, slug: Path<String>, body: Json<AdministratorBody>) -> Reply {
    roles::name_first(&staff, &slug, &body.login, &mut OsRng).await?;
    Ok(nothing())
}

/// The chain of an incident.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/organisations", tag = "access",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    responses((status = 200, body = Vec<MemberBody>)))]
pub async fn members(staff: Staff, at: AtIncident) -> Reply {
    let members = members::members(&staff, &at).await?;
    Ok(HttpResponse::Ok().json(members.iter().map(MemberBody::from).collect::<Vec<_>>()))
}

/// Lets an organisation take part.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/organisations", tag = "access",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    request_body = JoiningBody, responses((status = 204), (status = 409, body = ProblemBody)))]
pub async fn join(staff: Staff, at: AtIncident, body: Json<JoiningBody>) -> Reply {
    let share = body.share.map(|number| (number, body.share_name.as_str()));
    let joining = members::Joining { organisation: &body.name, place: &body.place, share };
    members::join(&staff, &at, &joining, &mut OsRng).await?;
    Ok(nothing())
}

/// Whose roles would end if the organisation left.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/organisations/{organisation}",
    tag = "access", params(("slug" = String, Path), ("organisation" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 200, body = Vec<PersonBody>), (status = 404, body = ProblemBody)))]
pub async fn leaving(staff: Staff, at: AtIncident, path: TwoIds) -> Reply {
    let (_, ending) = leaving::leaving(&staff, &at, &id_of(&path.1)?).await?;
    Ok(HttpResponse::Ok().json(ending.iter().map(PersonBody::from).collect::<Vec<_>>()))
}

/// Ends the part of an organisation, and the roles and load tokens of its accounts.
#[utoipa::path(delete, path = "/api/v1/staff/incidents/{slug}/organisations/{organisation}",
    tag = "access", params(("slug" = String, Path), ("organisation" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 204), (status = 404, body = ProblemBody),
              (status = 409, body = ProblemBody)))]
pub async fn leave(staff: Staff, at: AtIncident, path: TwoIds) -> Reply {
    leaving::leave(&staff, &at, &id_of(&path.1)?, &mut OsRng).await?;
    Ok(nothing())
}

/// Everybody of the chain, with their roles.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/roles", tag = "access",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    responses((status = 200, body = Vec<PersonBody>)))]
pub async fn people(staff: Staff, at: AtIncident) -> Reply {
    let lines = roles::lines(&staff, &at).await?;
    Ok(HttpResponse::Ok().json(lines.iter().map(PersonBody::from).collect::<Vec<_>>()))
}

/// Grants a role.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/roles", tag = "access",
    params(("slug" = String, Path)), security(("staff_session" = [])), request_body = GrantBody,
    responses((status = 204), (status = 409, body = ProblemBody)))]
pub async fn grant(staff: Staff, at: AtIncident, body: Json<GrantBody>) -> Reply {
    let role = Role::from_code(&body.role).ok_or(Problem::Malformed)?;
    let account = id_of(&body.account).map_err(|_| Problem::Malformed)?;
    roles::grant(&staff, &at, &account, role, &mut OsRng).await?;
    Ok(nothing())
}

/// Revokes a role.
#[utoipa::path(delete, path = "/api/v1/staff/incidents/{slug}/roles/{account}/{role}",
    tag = "access",
    params(("slug" = String, Path), ("account" = String, Path), ("role" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 204), (status = 404, body = ProblemBody),
              (status = 409, body = ProblemBody)))]
pub async fn revoke(staff: Staff, at: AtIncident, path: Path<(String, String, String)>) -> Reply {
    let role = Role::from_code(&path.2).ok_or(Problem::NotFound)?;
    roles::revoke(&staff, &at, &id_of(&path.1)?, role, &mut OsRng).await?;
    Ok(nothing())
}
