//! The description of every route for programs, in the words of OpenAPI.

use crate::{
    accounts, approvals, audit, bulk_checks, desk, incidents, loads, lookups, organisations,
    overview, problem::ProblemBody, scripts, sets,
};
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};

#[derive(OpenApi)]
#[openapi(
    info(title = "Shirabe", description = "Private answers to: am I in this incident?"),
    paths(
        incidents::api::list,
        incidents::api::show,
        incidents::record::api::show,
        lookups::api::manifest,
        lookups::api::filter,
        lookups::api::evaluate,
        loads::api::loads::parameters,
        loads::api::loads::open,
        loads::api::loads::status,
        loads::api::batches::put_evaluations,
        loads::api::batches::put_records,
        loads::api::batches::put_filter_entries,
        loads::api::loads::close,
        sets::api::publish,
        loads::api::loads::abandon,
        loads::api::changes::changes,
        sets::api::history,
        sets::api::roll_back,
        overview::api::own,
        overview::api::show,
        loads::api::tokens::tokens,
        loads::api::tokens::make_token,
        loads::api::tokens::revoke_token,
        approvals::api::list,
        approvals::api::show,
        approvals::api::approve,
        approvals::api::refuse,
        approvals::api::take_back,
        scripts::api::list,
        scripts::api::show,
        scripts::api::propose,
        scripts::api::card,
        desk::api::watch::watched,
        desk::api::watch::seen,
        desk::api::watch::suspend,
        desk::api::watch::lift,
        desk::api::calls::log,
        desk::api::watch::request_answer,
        desk::api::watch::requests,
        desk::api::watch::request_done,
        desk::api::watch::request_undone,
        audit::api::list,
        accounts::api::sign_in,
        accounts::api::second_factor,
        accounts::api::offer_set_up,
        accounts::api::confirm_set_up,
        accounts::api::accept_invitation,
        accounts::api::sign_out,
        accounts::api::account,
        accounts::api::change_password,
        accounts::api::new_recovery_codes,
        accounts::api::end_other_sessions,
        accounts::api::end_session,
        organisations::api::list,
        organisations::api::create,
        organisations::api::accounts,
        organisations::api::rename,
        organisations::api::invite,
        organisations::api::invite_again,
        organisations::api::disable,
        organisations::api::name_first,
        organisations::api::members,
        organisations::api::join,
        organisations::api::leaving,
        organisations::api::leave,
        organisations::api::people,
        organisations::api::grant,
        organisations::api::revoke,
        desk::api::catalogue::catalogue,
        desk::api::lookups::evaluate,
        desk::api::lookups::look_up,
        bulk_checks::api::invitations::list,
        bulk_checks::api::invitations::invite,
        bulk_checks::api::invitations::revoke,
        bulk_checks::api::checks::current,
        bulk_checks::api::checks::claim,
        bulk_checks::api::checks::evaluate,
        bulk_checks::api::checks::finish,
    ),
    components(schemas(ProblemBody))
)]
struct Description;

pub(crate) fn description() -> utoipa::openapi::OpenApi {
    let mut description = Description::openapi();
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("__Host-shirabe-staff")));
    let components = description.components.get_or_insert_default();
    components.add_security_scheme("load_token", bearer.clone());
    components.add_security_scheme("bulk_check", bearer);
    components.add_security_scheme("staff_session", cookie);
    description
}
