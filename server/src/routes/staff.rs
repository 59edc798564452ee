//! The one table of routes of staff and of loads, each with its rule. Nothing below
//! `/{language}/staff` and `/api/v1/staff` is registered from elsewhere, and there is no rule by
//! default: a route without one does not compile.

use crate::{
    access::{Permission, Rule},
    accounts, approvals, audit, bulk_checks, desk,
    http::{
        guard,
        staff_route::{StaffRoute, Verb, only, route},
    },
    loads, organisations, overview, scripts, sets,
};
use actix_web::{
    middleware::from_fn,
    web::{self, PayloadConfig, ServiceConfig},
};
use shirabe_protocol::{
    oprf::{ELEMENT_BYTES, MAX_BATCH},
    wire::{FilterEntry, MAX_ENTRIES, Record},
};

use Rule::{Anyone, LoadToken, SignedIn};
use Verb::{Delete, Get, Post, Put};

/// Scripts: percent-encoded, each of their letters takes up to twelve bytes.
const TEXTS: usize = 512 * 1024;

const SEE: Rule = Rule::Incident(Permission::See);
const ACCESS: Rule = Rule::Incident(Permission::ManageAccess);
const TOKENS: Rule = Rule::Incident(Permission::MakeLoadTokens);
const APPROVE: Rule = Rule::Incident(Permission::Approve);
const AUDIT: Rule = Rule::Incident(Permission::SeeAudit);
const DESK: Rule = Rule::Incident(Permission::UseDesk);
const BULK: Rule = Rule::Incident(Permission::InviteBulkChecks);
const WATCH: Rule = Rule::Incident(Permission::WatchDesk);
const WRITE: Rule = Rule::Incident(Permission::WriteScripts);
const SEND: Rule = Rule::Incident(Permission::SendAnswers);
/// One's own wish, whatever allowed to make it.
const TAKE_BACK: Rule = Rule::AnyOf(&[Permission::RequestPublication, Permission::WriteScripts]);
const DEPLOYMENT: Rule = Rule::DeploymentAdministrator;

/// Every route, those with the same path together.
#[rustfmt::skip]
pub static ROUTES: &[StaffRoute] = &[
    // Signing in. Half a session, which the password opened, is asked for in the handlers.
    route(Get, "/{language:ja|en}/staff/sign-in", Anyone, || web::to(accounts::pages::sign_in::show)),
    route(Post, "/{language:ja|en}/staff/sign-in", Anyone, || web::to(accounts::pages::sign_in::take_password)),
    route(Get, "/{language:ja|en}/staff/second-factor", Anyone, || web::to(accounts::pages::sign_in::show_second_factor)),
    route(Post, "/{language:ja|en}/staff/second-factor", Anyone, || web::to(accounts::pages::sign_in::take_code)),
    route(Get, "/{language:ja|en}/staff/invitation", Anyone, || web::to(accounts::pages::invitation::show)),
    route(Post, "/{language:ja|en}/staff/invitation", Anyone, || web::to(accounts::pages::invitation::accept)),
    route(Get, "/{language:ja|en}/staff/set-up", Anyone, || web::to(accounts::pages::invitation::show_set_up)),
    route(Post, "/{language:ja|en}/staff/set-up", Anyone, || web::to(accounts::pages::invitation::take_first_code)),
    route(Post, "/api/v1/staff/session", Anyone, || web::to(accounts::api::sign_in)),
    route(Delete, "/api/v1/staff/session", SignedIn, || web::to(accounts::api::sign_out)),
    route(Post, "/api/v1/staff/session/second-factor", Anyone, || web::to(accounts::api::second_factor)),
    route(Post, "/api/v1/staff/session/set-up", Anyone, || web::to(accounts::api::offer_set_up)),
    route(Post, "/api/v1/staff/session/set-up/code", Anyone, || web::to(accounts::api::confirm_set_up)),
    route(Post, "/api/v1/staff/invitation", Anyone, || web::to(accounts::api::accept_invitation)),
    // One's own account.
    route(Get, "/{language:ja|en}/staff/account", SignedIn, || web::to(accounts::pages::account::show)),
    route(Post, "/{language:ja|en}/staff/account/password", SignedIn, || web::to(accounts::pages::account::change_password)),
    route(Post, "/{language:ja|en}/staff/account/sessions", SignedIn, || web::to(accounts::pages::account::end_sessions)),
    route(Post, "/{language:ja|en}/staff/account/recovery-codes", SignedIn, || web::to(accounts::pages::account::new_recovery_codes)),
    route(Post, "/{language:ja|en}/staff/sign-out", SignedIn, || web::to(accounts::pages::account::sign_out)),
    route(Get, "/api/v1/staff/account", SignedIn, || web::to(accounts::api::account)),
    route(Post, "/api/v1/staff/account/password", SignedIn, || web::to(accounts::api::change_password)),
    route(Post, "/api/v1/staff/account/recovery-codes", SignedIn, || web::to(accounts::api::new_recovery_codes)),
    route(Delete, "/api/v1/staff/account/sessions", SignedIn, || web::to(accounts::api::end_other_sessions)),
    route(Delete, "/api/v1/staff/account/sessions/{session}", SignedIn, || web::to(accounts::api::end_session)),
    // Loads.
    route(Get, "/api/v1/staff/incidents/{slug}/load-parameters", LoadToken, || web::to(loads::api::loads::parameters)),
    route(Post, "/api/v1/staff/incidents/{slug}/loads", LoadToken, || web::to(loads::api::loads::open)),
    route(Get, "/api/v1/staff/incidents/{slug}/history", LoadToken, || web::to(sets::api::history)),
    route(Post, "/api/v1/staff/incidents/{slug}/rollback", LoadToken, || web::to(sets::api::roll_back)),
    route(Get, "/api/v1/staff/loads/{load}", LoadToken, || web::to(loads::api::loads::status)),
    route(Get, "/api/v1/staff/loads/{load}/changes", LoadToken, || web::to(loads::api::changes::changes)),
    route(Put, "/api/v1/staff/loads/{load}/evaluations/{number}", LoadToken, || web::to(loads::api::batches::put_evaluations))
        .of_bytes(MAX_BATCH * ELEMENT_BYTES),
    route(Put, "/api/v1/staff/loads/{load}/records/{number}", LoadToken, || web::to(loads::api::batches::put_records))
        .of_bytes(MAX_ENTRIES * Record::BYTES),
    route(Put, "/api/v1/staff/loads/{load}/filter-entries/{number}", LoadToken, || web::to(loads::api::batches::put_filter_entries))
        .of_bytes(MAX_ENTRIES * FilterEntry::BYTES),
    route(Post, "/api/v1/staff/loads/{load}/close", LoadToken, || web::to(loads::api::loads::close)),
    route(Post, "/api/v1/staff/loads/{load}/publish", LoadToken, || web::to(sets::api::publish)),
    route(Post, "/api/v1/staff/loads/{load}/abandon", LoadToken, || web::to(loads::api::loads::abandon)),

    // Organisations and accounts of the deployment.
    route(Get, "/{language:ja|en}/staff/organisations", DEPLOYMENT, || web::to(organisations::pages::register::organisations)),
    route(Post, "/{language:ja|en}/staff/organisations", DEPLOYMENT, || web::to(organisations::pages::register::create)),
    route(Get, "/{language:ja|en}/staff/organisations/{organisation}", DEPLOYMENT, || web::to(organisations::pages::register::organisation)),
    route(Post, "/{language:ja|en}/staff/organisations/{organisation}/name", DEPLOYMENT, || web::to(organisations::pages::register::rename)),
    route(Post, "/{language:ja|en}/staff/organisations/{organisation}/accounts", DEPLOYMENT, || web::to(organisations::pages::register::invite)),
    route(Post, "/{language:ja|en}/staff/organisations/{organisation}/accounts/{account}/invitation", DEPLOYMENT, || web::to(organisations::pages::register::invite_again)),
    route(Post, "/{language:ja|en}/staff/organisations/{organisation}/accounts/{account}/disable", DEPLOYMENT, || web::to(organisations::pages::register::disable)),
    route(Post, "/{language:ja|en}/staff/deployment/incidents/{slug}/administrator", DEPLOYMENT, || web::to(organisations::pages::register::name_first)),
    route(Get, "/api/v1/staff/organisations", DEPLOYMENT, || web::to(organisations::api::list)),
    route(Post, "/api/v1/staff/organisations", DEPLOYMENT, || web::to(organisations::api::create)),
    route(Get, "/api/v1/staff/organisations/{organisation}", DEPLOYMENT, || web::to(organisations::api::accounts)),
    route(Put, "/api/v1/staff/organisations/{organisation}", DEPLOYMENT, || web::to(organisations::api::rename)),
    route(Post, "/api/v1/staff/organisations/{organisation}/accounts", DEPLOYMENT, || web::to(organisations::api::invite)),
    route(Delete, "/api/v1/staff/organisations/{organisation}/accounts/{account}", DEPLOYMENT, || web::to(organisations::api::disable)),
    route(Post, "/api/v1/staff/organisations/{organisation}/accounts/{account}/invitation", DEPLOYMENT, || web::to(organisations::api::invite_again)),
    route(Post, "/api/v1/staff/deployment/incidents/{slug}/administrator", DEPLOYMENT, || web::to(organisations::api::name_first)),

    // One's incidents.
    route(Get, "/{language:ja|en}/staff", Rule::SignedIn, || web::to(overview::pages::home::home)),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}", SEE, || web::to(overview::pages::incident::incident)).for_shares(),
    route(Get, "/api/v1/staff/incidents", Rule::SignedIn, || web::to(overview::api::own)),
    route(Get, "/api/v1/staff/incidents/{slug}", SEE, || web::to(overview::api::show)).for_shares(),

    // Chain and roles of an incident.
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/people", ACCESS, || web::to(organisations::pages::people::people)),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/people/organisations", ACCESS, || web::to(organisations::pages::people::join)),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/people/organisations/{organisation}", ACCESS, || web::to(organisations::pages::people::leaving)),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/people/organisations/{organisation}", ACCESS, || web::to(organisations::pages::people::leave)),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/people/roles", ACCESS, || web::to(organisations::pages::people::grant)),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/people/roles/{account}/{role}/revoke", ACCESS, || web::to(organisations::pages::people::revoke)),
    route(Get, "/api/v1/staff/incidents/{slug}/organisations", ACCESS, || web::to(organisations::api::members)),
    route(Post, "/api/v1/staff/incidents/{slug}/organisations", ACCESS, || web::to(organisations::api::join)),
    route(Get, "/api/v1/staff/incidents/{slug}/organisations/{organisation}", ACCESS, || web::to(organisations::api::leaving)),
    route(Delete, "/api/v1/staff/incidents/{slug}/organisations/{organisation}", ACCESS, || web::to(organisations::api::leave)),
    route(Get, "/api/v1/staff/incidents/{slug}/roles", ACCESS, || web::to(organisations::api::people)),
    route(Post, "/api/v1/staff/incidents/{slug}/roles", ACCESS, || web::to(organisations::api::grant)),
    route(Delete, "/api/v1/staff/incidents/{slug}/roles/{account}/{role}", ACCESS, || web::to(organisations::api::revoke)),

    // Load tokens.
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/tokens", TOKENS, || web::to(loads::pages::tokens)).for_shares(),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/tokens", TOKENS, || web::to(loads::pages::make)).for_shares(),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/tokens/{token}/revoke", TOKENS, || web::to(loads::pages::revoke)).for_shares(),
    route(Get, "/api/v1/staff/incidents/{slug}/tokens", TOKENS, || web::to(loads::api::tokens::tokens)).for_shares(),
    route(Post, "/api/v1/staff/incidents/{slug}/tokens", TOKENS, || web::to(loads::api::tokens::make_token)).for_shares(),
    route(Delete, "/api/v1/staff/incidents/{slug}/tokens/{token}", TOKENS, || web::to(loads::api::tokens::revoke_token)).for_shares(),

    // What waits for a second person.
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/approvals", SEE, || web::to(approvals::pages::list)).for_shares(),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/approvals/{approval}", SEE, || web::to(approvals::pages::show)).for_shares(),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/approvals/{approval}/approve", APPROVE, || web::to(approvals::pages::approve)).for_shares(),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/approvals/{approval}/refuse", APPROVE, || web::to(approvals::pages::refuse)).for_shares(),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/approvals/{approval}/take-back", TAKE_BACK, || web::to(approvals::pages::take_back)).for_shares(),
    route(Get, "/api/v1/staff/incidents/{slug}/approvals", SEE, || web::to(approvals::api::list)).for_shares(),
    route(Get, "/api/v1/staff/incidents/{slug}/approvals/{approval}", SEE, || web::to(approvals::api::show)).for_shares(),
    route(Post, "/api/v1/staff/incidents/{slug}/approvals/{approval}/approve", APPROVE, || web::to(approvals::api::approve)).for_shares(),
    route(Post, "/api/v1/staff/incidents/{slug}/approvals/{approval}/refuse", APPROVE, || web::to(approvals::api::refuse)).for_shares(),
    route(Post, "/api/v1/staff/incidents/{slug}/approvals/{approval}/take-back", TAKE_BACK, || web::to(approvals::api::take_back)).for_shares(),

    // The rooms around the desk.
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/scripts", SEE, || web::to(scripts::pages::versions::list)).for_shares(),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/scripts/{answer}/{caller}", SEE, || web::to(scripts::pages::versions::show)).for_shares(),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/scripts/{answer}/{caller}", WRITE, || web::to(scripts::pages::versions::propose)).of_bytes(TEXTS),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/card", SEE, || web::to(scripts::pages::card::show)).for_shares(),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/desk", WATCH, || web::to(desk::pages::watch::show)).for_shares(),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/desk/alarms/seen", WATCH, || web::to(desk::pages::watch::seen)).for_shares(),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/desk/agents/{account}/suspend", WATCH, || web::to(desk::pages::watch::suspend)).for_shares(),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/desk/agents/{account}/lift", WATCH, || web::to(desk::pages::watch::lift)).for_shares(),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/desk/calls.csv", WATCH, || web::to(desk::pages::call_export::csv)).for_shares(),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/desk/calls.xlsx", WATCH, || web::to(desk::pages::call_export::xlsx)).for_shares(),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/requests", SEND, || web::to(desk::pages::requests::show)).for_shares(),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/requests.csv", SEND, || web::to(desk::pages::requests::csv)).for_shares(),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/requests/{request}/done", SEND, || web::to(desk::pages::requests::done)).for_shares(),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/requests/{request}/undo", SEND, || web::to(desk::pages::requests::undo)).for_shares(),
    route(Get, "/api/v1/staff/incidents/{slug}/scripts", SEE, || web::to(scripts::api::list)).for_shares(),
    route(Get, "/api/v1/staff/incidents/{slug}/scripts/{answer}/{caller}", SEE, || web::to(scripts::api::show)).for_shares(),
    route(Post, "/api/v1/staff/incidents/{slug}/scripts/{answer}/{caller}", WRITE, || web::to(scripts::api::propose)).of_bytes(TEXTS),
    route(Get, "/api/v1/staff/incidents/{slug}/card", SEE, || web::to(scripts::api::card)).for_shares(),
    route(Get, "/api/v1/staff/incidents/{slug}/desk", WATCH, || web::to(desk::api::watch::watched)).for_shares(),
    route(Post, "/api/v1/staff/incidents/{slug}/desk/alarms/seen", WATCH, || web::to(desk::api::watch::seen)).for_shares(),
    route(Post, "/api/v1/staff/incidents/{slug}/desk/agents/{account}/suspend", WATCH, || web::to(desk::api::watch::suspend)).for_shares(),
    route(Post, "/api/v1/staff/incidents/{slug}/desk/agents/{account}/lift", WATCH, || web::to(desk::api::watch::lift)).for_shares(),
    route(Post, "/api/v1/staff/incidents/{slug}/desk/calls", DESK, || web::to(desk::api::calls::log)).for_shares(),
    route(Post, "/api/v1/staff/incidents/{slug}/desk/answer-requests", DESK, || web::to(desk::api::watch::request_answer)).for_shares(),
    route(Get, "/api/v1/staff/incidents/{slug}/requests", SEND, || web::to(desk::api::watch::requests)).for_shares(),
    route(Post, "/api/v1/staff/incidents/{slug}/requests/{request}/done", SEND, || web::to(desk::api::watch::request_done)).for_shares(),
    route(Post, "/api/v1/staff/incidents/{slug}/requests/{request}/undo", SEND, || web::to(desk::api::watch::request_undone)).for_shares(),

    // The desk. What its page shows, and whom it asks, follows from the roles of whoever opens it.
    route(Get, "/{language:ja|en}/staff/desk", SignedIn, || web::to(desk::pages::console::show)),
    route(Get, "/{language:ja|en}/staff/desk/training", SignedIn, || web::to(desk::pages::console::practise)),
    route(Get, "/api/v1/staff/desk", SignedIn, || web::to(desk::api::catalogue::catalogue)),
    route(Post, "/api/v1/staff/incidents/{slug}/desk/evaluate", DESK, || web::to(desk::api::lookups::evaluate))
        .for_shares().of_bytes(ELEMENT_BYTES),
    route(Post, "/api/v1/staff/incidents/{slug}/desk/look-up", DESK, || web::to(desk::api::lookups::look_up)).for_shares(),

    // Checks that other organisations make for all of their own people.
    route(Get, "/{language:ja|en}/bulk-check", Anyone, || web::to(bulk_checks::pages::check::show)),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/bulk-checks", BULK, || web::to(bulk_checks::pages::invitations::list)),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/bulk-checks", BULK, || web::to(bulk_checks::pages::invitations::invite)),
    route(Post, "/{language:ja|en}/staff/incidents/{slug}/bulk-checks/{check}/revoke", BULK, || web::to(bulk_checks::pages::invitations::revoke)),
    route(Get, "/api/v1/staff/incidents/{slug}/bulk-checks", BULK, || web::to(bulk_checks::api::invitations::list)),
    route(Post, "/api/v1/staff/incidents/{slug}/bulk-checks", BULK, || web::to(bulk_checks::api::invitations::invite)),
    route(Delete, "/api/v1/staff/incidents/{slug}/bulk-checks/{check}", BULK, || web::to(bulk_checks::api::invitations::revoke)),

    // What was done.
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/audit", AUDIT, || web::to(audit::pages::show)).for_shares(),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/audit.csv", AUDIT, || web::to(audit::pages::csv)).for_shares(),
    route(Get, "/{language:ja|en}/staff/incidents/{slug}/audit.jsonl", AUDIT, || web::to(audit::pages::json_lines)).for_shares(),
    route(Get, "/api/v1/staff/incidents/{slug}/audit", AUDIT, || web::to(audit::api::list)).for_shares(),
];

/// Registers the table, each route behind the guard.
pub fn configure(config: &mut ServiceConfig) {
    let mut rest = ROUTES;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|route| route.path == first.path).count();
        let (of_path, others) = rest.split_at(same);
        rest = others;
        let bytes = of_path.iter().map(|route| route.body_bytes).max().unwrap_or_default();
        let resource = web::resource(first.path).app_data(PayloadConfig::new(bytes));
        config.service(only(of_path.iter().fold(resource, |resource, route| {
            let guarded = from_fn(move |request, next| guard::check(route, request, next));
            resource.route((route.handler)().method(route.verb.method()).wrap(guarded))
        })));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_route_stands_once_and_beside_those_of_its_path() {
        let mut routes = BTreeSet::new();
        let mut paths = BTreeSet::new();
        let mut last = "";
        for route in ROUTES {
            assert!(routes.insert((route.path, route.verb.method().to_string())), "{}", route.path);
            assert!(route.path == last || paths.insert(route.path), "{}", route.path);
            last = route.path;
        }
    }

    #[test]
    fn every_route_for_programs_is_in_the_api_description() {
        let description = serde_json::to_value(crate::routes::description::description()).unwrap();
        let mut described = 0;
        for route in ROUTES.iter().filter(|route| route.path.starts_with("/api/")) {
            let verb = route.verb.method().to_string().to_lowercase();
            let found = &description["paths"][route.path][&verb];
            assert!(found.is_object(), "{verb} {} is not described", route.path);
            described += 1;
        }
        assert!(described > 40);
    }

    #[test]
    fn an_incident_is_named_where_a_rule_speaks_of_one() {
        for route in ROUTES {
            let speaks = matches!(route.rule, Rule::Incident(_) | Rule::AnyOf(_));
            assert!(!speaks || route.path.contains("/{slug}"), "{}", route.path);
            let beside = matches!(route.rule, Rule::SignedIn | Rule::Anyone);
            assert!(!beside || !route.path.contains("{slug}"), "{}", route.path);
            let staff = route.path.starts_with("/api/v1/staff/")
                || route.path.starts_with("/{language:ja|en}/staff")
                // Whoever was invited to a bulk check has no account.
                || route.path == "/{language:ja|en}/bulk-check";
            assert!(staff, "{}", route.path);
        }
    }
}
