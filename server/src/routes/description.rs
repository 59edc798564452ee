//! The description of every route for programs, in the words of OpenAPI.

use crate::{bulk, desk, imports, incidents, lookup, problem::ProblemBody, staff};
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};

#[derive(OpenApi)]
#[openapi(
    info(title = "Shirabe", description = "Private answers to: am I in this incident?"),
    paths(
        incidents::public::list,
        incidents::public::show,
        incidents::record::api::show,
        lookup::manifest,
        lookup::filter,
        lookup::evaluate,
        imports::parameters,
        imports::open,
        imports::status,
        imports::batches::put_evaluations,
        imports::batches::put_records,
        imports::batches::put_filter_entries,
        imports::close,
        imports::publishing::publish,
        imports::abandon,
        imports::changes::changes,
        imports::history::history,
        imports::rollback::roll_back,
        staff::incident_api::own,
        staff::incident_api::show,
        staff::incident_api::tokens,
        staff::incident_api::make_token,
        staff::incident_api::revoke_token,
        staff::approvals::api::list,
        staff::approvals::api::show,
        staff::approvals::api::approve,
        staff::approvals::api::refuse,
        staff::approvals::api::take_back,
        desk::script_api::list,
        desk::script_api::show,
        desk::script_api::propose,
        desk::script_api::card,
        desk::api::watched,
        desk::api::seen,
        desk::api::suspend,
        desk::api::lift,
        desk::calls::log,
        desk::api::request_answer,
        desk::api::requests,
        desk::api::request_done,
        desk::api::request_undone,
        staff::pages::audit::list,
        staff::accounts::api::sign_in,
        staff::accounts::api::second_factor,
        staff::accounts::api::offer_set_up,
        staff::accounts::api::confirm_set_up,
        staff::accounts::api::accept_invitation,
        staff::accounts::api::sign_out,
        staff::accounts::api::account,
        staff::accounts::api::change_password,
        staff::accounts::api::new_recovery_codes,
        staff::accounts::api::end_other_sessions,
        staff::accounts::api::end_session,
        staff::organisations::api::list,
        staff::organisations::api::create,
        staff::organisations::api::accounts,
        staff::organisations::api::rename,
        staff::organisations::api::invite,
        staff::organisations::api::invite_again,
        staff::organisations::api::disable,
        staff::organisations::api::name_first,
        staff::organisations::api::members,
        staff::organisations::api::join,
        staff::organisations::api::leaving,
        staff::organisations::api::leave,
        staff::organisations::api::people,
        staff::organisations::api::grant,
        staff::organisations::api::revoke,
        desk::catalogue::catalogue,
        desk::lookup::evaluate,
        desk::lookup::look_up,
        bulk::staff_api::list,
        bulk::staff_api::invite,
        bulk::staff_api::revoke,
        bulk::api::current,
        bulk::api::claim,
        bulk::api::evaluate,
        bulk::api::finish,
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
