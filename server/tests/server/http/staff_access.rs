//! Every role at every route, in one's own incident and in another's. What is expected is
//! written here by hand and compared with the table of routes: a new route must be entered.

use crate::deployment::{
    Deployment, NOW, Reply, TWO_GROUPS,
    staff::{Body, Member, Outcome, Staff, entry, outcome, same},
};
use actix_web::http::{Method, StatusCode};
use serde_json::json;
use shirabe_server::{
    access::Role,
    http::staff_route::{StaffRoute, Verb},
    routes::staff::ROUTES,
    store::NewApproval,
};
use std::collections::BTreeMap;

/// Method, path, who gets through; `+share` where accounts limited to a share do too, `+hidden`
/// where they do and then find nothing of others. `{l}` is the language.
const EXPECTED: &str = "
GET    /{l}/staff/sign-in                                                   anyone
POST   /{l}/staff/sign-in                                                   anyone
GET    /{l}/staff/second-factor                                             anyone
POST   /{l}/staff/second-factor                                             anyone
GET    /{l}/staff/invitation                                                anyone
POST   /{l}/staff/invitation                                                anyone
GET    /{l}/staff/set-up                                                    anyone
POST   /{l}/staff/set-up                                                    anyone
POST   /api/v1/staff/session                                                anyone
DELETE /api/v1/staff/session                                                signed-in
POST   /api/v1/staff/session/second-factor                                  anyone
POST   /api/v1/staff/session/set-up                                         anyone
POST   /api/v1/staff/session/set-up/code                                    anyone
POST   /api/v1/staff/invitation                                             anyone
GET    /{l}/staff/account                                                   signed-in
POST   /{l}/staff/account/password                                          signed-in
POST   /{l}/staff/account/sessions                                          signed-in
POST   /{l}/staff/account/recovery-codes                                    signed-in
POST   /{l}/staff/sign-out                                                  signed-in
GET    /api/v1/staff/account                                                signed-in
POST   /api/v1/staff/account/password                                       signed-in
POST   /api/v1/staff/account/recovery-codes                                 signed-in
DELETE /api/v1/staff/account/sessions                                       signed-in
DELETE /api/v1/staff/account/sessions/{session}                             signed-in
GET    /api/v1/staff/incidents/{slug}/load-parameters                       token
POST   /api/v1/staff/incidents/{slug}/loads                                 token
GET    /api/v1/staff/incidents/{slug}/history                               token
POST   /api/v1/staff/incidents/{slug}/rollback                              token
GET    /api/v1/staff/loads/{load}                                           token
GET    /api/v1/staff/loads/{load}/changes                                   token
PUT    /api/v1/staff/loads/{load}/evaluations/{number}                      token
PUT    /api/v1/staff/loads/{load}/records/{number}                          token
PUT    /api/v1/staff/loads/{load}/filter-entries/{number}                   token
POST   /api/v1/staff/loads/{load}/close                                     token
POST   /api/v1/staff/loads/{load}/publish                                   token
POST   /api/v1/staff/loads/{load}/abandon                                   token
GET    /{l}/staff/organisations                                             deployment
POST   /{l}/staff/organisations                                             deployment
GET    /{l}/staff/organisations/{organisation}                              deployment
POST   /{l}/staff/organisations/{organisation}/name                         deployment
POST   /{l}/staff/organisations/{organisation}/accounts                     deployment
POST   /{l}/staff/organisations/{organisation}/accounts/{account}/invitation  deployment
POST   /{l}/staff/organisations/{organisation}/accounts/{account}/disable   deployment
POST   /{l}/staff/deployment/incidents/{slug}/administrator                 deployment
GET    /api/v1/staff/organisations                                          deployment
POST   /api/v1/staff/organisations                                          deployment
GET    /api/v1/staff/organisations/{organisation}                           deployment
PUT    /api/v1/staff/organisations/{organisation}                           deployment
POST   /api/v1/staff/organisations/{organisation}/accounts                  deployment
DELETE /api/v1/staff/organisations/{organisation}/accounts/{account}        deployment
POST   /api/v1/staff/organisations/{organisation}/accounts/{account}/invitation  deployment
POST   /api/v1/staff/deployment/incidents/{slug}/administrator              deployment
GET    /{l}/staff                                                           signed-in
GET    /{l}/staff/incidents/{slug}                                          see +share
GET    /api/v1/staff/incidents                                              signed-in
GET    /api/v1/staff/incidents/{slug}                                       see +share
GET    /{l}/staff/incidents/{slug}/people                                   manage
POST   /{l}/staff/incidents/{slug}/people/organisations                     manage
GET    /{l}/staff/incidents/{slug}/people/organisations/{organisation}      manage
POST   /{l}/staff/incidents/{slug}/people/organisations/{organisation}      manage
POST   /{l}/staff/incidents/{slug}/people/roles                             manage
POST   /{l}/staff/incidents/{slug}/people/roles/{account}/{role}/revoke     manage
GET    /api/v1/staff/incidents/{slug}/organisations                         manage
POST   /api/v1/staff/incidents/{slug}/organisations                         manage
GET    /api/v1/staff/incidents/{slug}/organisations/{organisation}          manage
DELETE /api/v1/staff/incidents/{slug}/organisations/{organisation}          manage
GET    /api/v1/staff/incidents/{slug}/roles                                 manage
POST   /api/v1/staff/incidents/{slug}/roles                                 manage
DELETE /api/v1/staff/incidents/{slug}/roles/{account}/{role}                manage
GET    /{l}/staff/incidents/{slug}/tokens                                   tokens +share
POST   /{l}/staff/incidents/{slug}/tokens                                   tokens +share
POST   /{l}/staff/incidents/{slug}/tokens/{token}/revoke                    tokens +share
GET    /api/v1/staff/incidents/{slug}/tokens                                tokens +share
POST   /api/v1/staff/incidents/{slug}/tokens                                tokens +share
DELETE /api/v1/staff/incidents/{slug}/tokens/{token}                        tokens +share
GET    /{l}/staff/incidents/{slug}/approvals                                see +share
GET    /{l}/staff/incidents/{slug}/approvals/{approval}                     see +hidden
POST   /{l}/staff/incidents/{slug}/approvals/{approval}/approve             approve +share
POST   /{l}/staff/incidents/{slug}/approvals/{approval}/refuse              approve +share
POST   /{l}/staff/incidents/{slug}/approvals/{approval}/take-back           take-back +share
GET    /api/v1/staff/incidents/{slug}/approvals                             see +share
GET    /api/v1/staff/incidents/{slug}/approvals/{approval}                  see +hidden
POST   /api/v1/staff/incidents/{slug}/approvals/{approval}/approve          approve +share
POST   /api/v1/staff/incidents/{slug}/approvals/{approval}/refuse           approve +share
POST   /api/v1/staff/incidents/{slug}/approvals/{approval}/take-back        take-back +share
GET    /{l}/staff/incidents/{slug}/scripts                                  see +share
GET    /{l}/staff/incidents/{slug}/scripts/{answer}/{caller}                see +share
POST   /{l}/staff/incidents/{slug}/scripts/{answer}/{caller}                write
GET    /{l}/staff/incidents/{slug}/card                                     see +share
GET    /{l}/staff/incidents/{slug}/desk                                     watch +share
POST   /{l}/staff/incidents/{slug}/desk/alarms/seen                         watch +share
POST   /{l}/staff/incidents/{slug}/desk/agents/{account}/suspend            watch +share
POST   /{l}/staff/incidents/{slug}/desk/agents/{account}/lift               watch +share
GET    /{l}/staff/incidents/{slug}/desk/calls.csv                           watch +share
GET    /{l}/staff/incidents/{slug}/desk/calls.xlsx                          watch +share
GET    /{l}/staff/incidents/{slug}/requests                                 send +share
GET    /{l}/staff/incidents/{slug}/requests.csv                             send +share
POST   /{l}/staff/incidents/{slug}/requests/{request}/done                  send +share
POST   /{l}/staff/incidents/{slug}/requests/{request}/undo                  send +share
GET    /api/v1/staff/incidents/{slug}/scripts                               see +share
GET    /api/v1/staff/incidents/{slug}/scripts/{answer}/{caller}             see +share
POST   /api/v1/staff/incidents/{slug}/scripts/{answer}/{caller}             write
GET    /api/v1/staff/incidents/{slug}/card                                  see +share
GET    /api/v1/staff/incidents/{slug}/desk                                  watch +share
POST   /api/v1/staff/incidents/{slug}/desk/alarms/seen                      watch +share
POST   /api/v1/staff/incidents/{slug}/desk/agents/{account}/suspend         watch +share
POST   /api/v1/staff/incidents/{slug}/desk/agents/{account}/lift            watch +share
POST   /api/v1/staff/incidents/{slug}/desk/calls                            call +share
POST   /api/v1/staff/incidents/{slug}/desk/answer-requests                  call +share
GET    /api/v1/staff/incidents/{slug}/requests                              send +share
POST   /api/v1/staff/incidents/{slug}/requests/{request}/done               send +share
POST   /api/v1/staff/incidents/{slug}/requests/{request}/undo               send +share
GET    /{l}/staff/desk                                                      signed-in
GET    /{l}/staff/desk/training                                             signed-in
GET    /api/v1/staff/desk                                                   signed-in
POST   /api/v1/staff/incidents/{slug}/desk/evaluate                         call +share
POST   /api/v1/staff/incidents/{slug}/desk/look-up                          call +share
GET    /{l}/staff/incidents/{slug}/bulk-checks                              invite
POST   /{l}/staff/incidents/{slug}/bulk-checks                              invite
POST   /{l}/staff/incidents/{slug}/bulk-checks/{check}/revoke               invite
GET    /api/v1/staff/incidents/{slug}/bulk-checks                           invite
POST   /api/v1/staff/incidents/{slug}/bulk-checks                           invite
DELETE /api/v1/staff/incidents/{slug}/bulk-checks/{check}                   invite
GET    /{l}/bulk-check                                                      anyone
GET    /{l}/staff/incidents/{slug}/audit                                    audit +share
GET    /{l}/staff/incidents/{slug}/audit.csv                                audit +share
GET    /{l}/staff/incidents/{slug}/audit.jsonl                              audit +share
GET    /api/v1/staff/incidents/{slug}/audit                                 audit +share
";

/// Who may what, once more by hand.
fn may(role: Role, needs: &str) -> bool {
    match needs {
        "see" => true,
        "manage" => role == Role::Administrator,
        "tokens" => role == Role::Loader,
        "take-back" => {
            matches!(role, Role::Administrator | Role::Publisher | Role::Loader | Role::Supervisor)
        }
        "write" => matches!(role, Role::Administrator | Role::Supervisor),
        "watch" => role == Role::Supervisor,
        "send" => role == Role::Notifier,
        "call" => role == Role::DeskAgent,
        "invite" => matches!(role, Role::Administrator | Role::Publisher),
        "approve" => role == Role::Publisher,
        "audit" => matches!(role, Role::Administrator | Role::Auditor),
        other => panic!("nobody says who may {other}"),
    }
}

struct Expected {
    needs: &'static str,
    for_shares: bool,
    hidden: bool,
}

/// `GET /{language:ja|en}/staff` as it is entered above.
fn name_of(route: &StaffRoute) -> String {
    format!("{} {}", route.verb.method(), route.path.replace("{language:ja|en}", "{l}"))
}

fn expected() -> BTreeMap<String, Expected> {
    let mut all = BTreeMap::new();
    for line in EXPECTED.lines().filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let more = words.get(3).copied();
        let hidden = more == Some("+hidden");
        let expected = Expected { needs: words[2], for_shares: more.is_some(), hidden };
        let name = format!("{} {}", words[0], words[1]);
        assert!(all.insert(name, expected).is_none(), "{line} stands twice");
    }
    all
}

#[test]
fn every_route_is_entered_and_no_other() {
    let entered: Vec<String> = expected().into_keys().collect();
    let mut registered: Vec<String> = ROUTES.iter().map(name_of).collect();
    registered.sort();
    assert_eq!(entered, registered);
}

/// Ids that exist in the incident asked for, where a page shows one thing by its id.
struct Ids {
    organisation: String,
    approval: String,
}

fn address(route: &StaffRoute, slug: &str, ids: &Ids) -> String {
    let nothing = "ab".repeat(16);
    let mut path = route.path.replace("{language:ja|en}", "en").replace("{slug}", slug);
    for (place, value) in [
        ("{organisation}", ids.organisation.as_str()),
        ("{approval}", &ids.approval),
        ("{account}", &nothing),
        ("{load}", &nothing),
        ("{role}", "loader"),
        ("{number}", "0"),
        ("{token}", &nothing.repeat(2)),
        ("{session}", &nothing.repeat(2)),
        ("{request}", &nothing),
        ("{answer}", "listed"),
        ("{caller}", "vi"),
        ("{check}", &nothing),
    ] {
        path = path.replace(place, value);
    }
    assert!(!path.contains('{'), "{path}");
    path
}

/// Asks without an anti-forgery token: nothing is changed, and who comes as far as that token
/// got through.
async fn ask(staff: &Staff<'_>, who: Option<&Member>, route: &StaffRoute, path: &str) -> Outcome {
    let reply = staff.send_with(who, None, route.verb.method(), path, Body::Empty, &[]).await;
    let kept = reply.headers.get("cache-control").map(|value| value.as_bytes());
    assert_eq!(kept, Some(&b"no-store"[..]), "{path}");
    let outcome = outcome(&reply);
    let challenge = reply.headers.get("www-authenticate").map(|value| value.as_bytes());
    match reply.status {
        StatusCode::UNAUTHORIZED if outcome == Outcome::Token => {
            assert_eq!(challenge, Some(&b"Bearer"[..]), "{path}");
        }
        StatusCode::UNAUTHORIZED => assert_eq!(challenge, Some(&b"Session"[..]), "{path}"),
        _ => assert_eq!(challenge, None, "{path}"),
    }
    if !path.starts_with("/api/") && matches!(outcome, Outcome::Forbidden | Outcome::NotFound) {
        let media_type = reply.headers.get("content-type").map(|value| value.as_bytes());
        assert_eq!(media_type, Some(&b"text/html; charset=utf-8"[..]), "{path}");
    }
    outcome
}

async fn two_incidents(deployment: &Deployment) -> Staff<'_> {
    deployment.apply(TWO_GROUPS).await.unwrap();
    deployment.apply(&TWO_GROUPS.replace("\"two-groups\"", "\"other\"")).await.unwrap();
    Staff::of(deployment).await
}

async fn ids(staff: &Staff<'_>, slug: &str) -> Ids {
    let incident = staff.incident(slug).await;
    staff.join(slug, &format!("Office of {slug}"), None).await;
    let approval = NewApproval {
        id: incident,
        incident,
        action: "publish",
        subject: vec![7; 16],
        summary: json!({
            "lists": ["list"],
            "people": {"before": 0, "after": 1},
            "filter_entries": {"before": 0, "after": 1},
            "groups": [],
            "as_of": NOW,
        })
        .to_string(),
        requested_by: None,
        requester: "somebody".into(),
        requested: NOW,
        not_before: NOW,
        based_on: 0,
    };
    assert!(staff.services.store.add_approval(&approval, &entry()).await.unwrap());
    let organisation = staff.organisation(&format!("Office of {slug}")).await;
    Ids { organisation: hex::encode(organisation), approval: hex::encode(incident) }
}

#[actix_web::test]
async fn every_role_at_every_route() {
    let deployment = Deployment::start().await;
    let staff = two_incidents(&deployment).await;
    let (own, other) = (ids(&staff, "two-groups").await, ids(&staff, "other").await);
    let deployer = staff.deployment_administrator("deployer", "Data centre").await;
    let mut insiders = Vec::new();
    for role in Role::ALL {
        insiders.push((role, staff.with_roles("two-groups", role.code(), &[role]).await));
    }
    let nobody_there = staff.member("nobody-there", "Elsewhere").await;
    staff.join("two-groups", "City", Some(3)).await;
    let limited = staff.member("limited", "City").await;
    staff.grant("two-groups", &limited, Role::Loader).await;
    let expected = expected();
    for route in ROUTES {
        let name = name_of(route);
        let Expected { needs, for_shares, hidden } = expected[&name];
        assert_eq!(route.for_shares, for_shares, "{name}");
        let (here, there) = (address(route, "two-groups", &own), address(route, "other", &other));
        let of_incident = !matches!(needs, "anyone" | "signed-in" | "token" | "deployment");
        let without = match needs {
            "anyone" => Outcome::Through,
            "token" => Outcome::Token,
            _ => Outcome::SignIn,
        };
        let unsigned = ask(&staff, None, route, &here).await;
        // What only half a session opens sends everybody else to the door.
        let half = needs == "anyone" && unsigned == Outcome::SignIn;
        assert!(unsigned == without || half, "nobody at {name}: {unsigned:?}");
        if needs == "anyone" {
            continue;
        }
        let everybody = match needs {
            "signed-in" => Outcome::Through,
            "token" => Outcome::Token,
            _ => Outcome::NotFound,
        };
        for (role, member) in &insiders {
            let right = match (of_incident, of_incident && may(*role, needs)) {
                (true, true) => Outcome::Through,
                (true, false) => Outcome::Forbidden,
                (false, _) => everybody,
            };
            assert_eq!(ask(&staff, Some(member), route, &here).await, right, "{role:?} at {name}");
            let elsewhere = ask(&staff, Some(member), route, &there).await;
            assert_eq!(elsewhere, everybody, "{role:?} of another incident at {name}");
        }
        let outside = ask(&staff, Some(&nobody_there), route, &here).await;
        assert_eq!(outside, everybody, "somebody without a role at {name}");
        let right = if needs == "deployment" { Outcome::Through } else { everybody };
        let deploying = ask(&staff, Some(&deployer), route, &here).await;
        assert_eq!(deploying, right, "the deployment's administrator at {name}");
        let right = match (of_incident, for_shares && of_incident && may(Role::Loader, needs)) {
            (true, true) if hidden => Outcome::NotFound,
            (true, true) => Outcome::Through,
            (true, false) => Outcome::Forbidden,
            (false, _) => everybody,
        };
        let shared = ask(&staff, Some(&limited), route, &here).await;
        assert_eq!(shared, right, "a loader limited to a share at {name}");
    }
}

#[actix_web::test]
async fn head_meets_the_rule_of_get_and_brings_no_body() {
    let deployment = Deployment::start().await;
    let staff = two_incidents(&deployment).await;
    let own = ids(&staff, "two-groups").await;
    let member = staff.with_roles("two-groups", "all-of-them", &Role::ALL).await;
    let outside = staff.member("nobody-there", "Elsewhere").await;
    for route in ROUTES.iter().filter(|route| route.verb == Verb::Get) {
        let path = address(route, "two-groups", &own);
        for who in [None, Some(&outside), Some(&member)] {
            let ask = async |method| {
                let reply = staff.send_with(who, None, method, &path, Body::Empty, &[]).await;
                // An export enters itself, so that the next one is longer.
                let mut headers: Vec<String> = (reply.headers.iter())
                    .filter(|(name, _)| !["date", "content-length"].contains(&name.as_str()))
                    .map(|(name, value)| format!("{name}: {value:?}"))
                    .collect();
                headers.sort();
                (reply.status, headers, reply.body)
            };
            let (get, head) = (ask(Method::GET).await, ask(Method::HEAD).await);
            assert_eq!((get.0, get.1), (head.0, head.1), "{path}");
            assert!(head.2.is_empty(), "{path}");
        }
    }
}

#[actix_web::test]
async fn anothers_incident_answers_as_one_that_does_not_exist() {
    let deployment = Deployment::start().await;
    let staff = two_incidents(&deployment).await;
    let other = ids(&staff, "other").await;
    let roles = Role::ALL;
    let member = staff.with_roles("two-groups", "all-of-them", &roles).await;
    let mut compared = 0;
    let expected = expected();
    for route in ROUTES.iter().filter(|route| {
        !matches!(expected[&name_of(route)].needs, "anyone" | "signed-in" | "token" | "deployment")
    }) {
        let mut replies = Vec::new();
        for slug in ["other", "nowhere"] {
            let path = address(route, slug, &other);
            let body = match route.verb {
                Verb::Get | Verb::Delete => Body::Empty,
                _ if path.starts_with("/api/") => Body::Json(json!({})),
                _ => Body::Form(&[]),
            };
            replies.push(staff.send(&member, route.verb.method(), &path, body).await);
        }
        let shown = |reply: &Reply| {
            format!("{} {:?} {}", reply.status, reply.headers, String::from_utf8_lossy(&reply.body))
        };
        let (real, none) = (shown(&replies[0]), shown(&replies[1]));
        assert!(same(&replies[0], &replies[1]), "{}: {real}\n{none}", name_of(route));
        assert_eq!(outcome(&replies[0]), Outcome::NotFound, "{}", name_of(route));
        compared += 1;
    }
    assert!(compared >= 35, "{compared}");
}
