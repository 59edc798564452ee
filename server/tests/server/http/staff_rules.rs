//! What staff cannot do though they may do much: forge, reach over, raise themselves, lock
//! themselves out.

use crate::deployment::{
    Deployment, HOUR, Loader, NOW, TWO_GROUPS,
    staff::{Body, Member, Staff, entry, same},
};
use actix_web::http::{Method, StatusCode};
use serde_json::json;
use shirabe_server::{access::Role, store::RoleChange};

const ROLES: &str = "/api/v1/staff/incidents/two-groups/roles";
const TOKENS: &str = "/api/v1/staff/incidents/two-groups/tokens";
const CHAIN: &str = "/api/v1/staff/incidents/two-groups/organisations";

async fn two_incidents(deployment: &Deployment) -> Staff<'_> {
    deployment.apply(TWO_GROUPS).await.unwrap();
    deployment.apply(&TWO_GROUPS.replace("\"two-groups\"", "\"other\"")).await.unwrap();
    Staff::of(deployment).await
}

async fn grant(staff: &Staff<'_>, by: &Member, to: &Member, role: &str) -> StatusCode {
    let body = json!({"account": to.id(), "role": role});
    staff.send(by, Method::POST, ROLES, Body::Json(body)).await.status
}

async fn problem(staff: &Staff<'_>, by: &Member, path: &str, body: serde_json::Value) -> String {
    staff.send(by, Method::POST, path, Body::Json(body)).await.problem()
}

#[actix_web::test]
async fn a_form_without_the_sessions_token_or_from_elsewhere_changes_nothing() {
    let deployment = Deployment::start().await;
    let staff = two_incidents(&deployment).await;
    let loader = staff.with_roles("two-groups", "loader", &[Role::Loader]).await;
    let other = staff.with_roles("two-groups", "other-loader", &[Role::Loader]).await;
    let page = "/en/staff/incidents/two-groups/tokens";
    let fields = [("name", "head office")];
    let send = async |csrf: Option<&str>, headers: &[(&str, &str)]| {
        let body = Body::Form(&fields);
        staff.send_with(Some(&loader), csrf, Method::POST, page, body, headers).await.status
    };
    let right = Some(loader.csrf.as_str());
    for wrong in [None, Some(""), Some("wrong"), Some(other.csrf.as_str())] {
        assert_eq!(send(wrong, &[]).await, StatusCode::FORBIDDEN, "{wrong:?}");
    }
    for elsewhere in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "http://127.0.0.1.evil.example"),
    ] {
        assert_eq!(send(right, &[elsewhere]).await, StatusCode::FORBIDDEN, "{elsewhere:?}");
    }
    // Twice, one of them right, is not right.
    let doubled = [("name", "head office"), ("csrf", "wrong")];
    let reply = staff.post(&loader, page, &doubled).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    // A form's content type with a program's body, and the other way round.
    let json = Body::Json(json!({"name": "head office"}));
    let unmarked = staff.send_with(Some(&loader), None, Method::POST, TOKENS, json, &[]).await;
    assert_eq!(unmarked.problem(), "form-expired");
    assert_eq!(staff.get(&loader, TOKENS).await.json(), json!([]), "nothing was made");
    let here = [("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1")];
    assert_eq!(send(right, &here).await, StatusCode::OK);
    assert_eq!(staff.get(&loader, TOKENS).await.json().as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn ids_of_another_incident_are_nobodys() {
    let deployment = Deployment::start().await;
    let staff = two_incidents(&deployment).await;
    let both = [Role::Administrator, Role::Loader];
    let ours = staff.with_roles("two-groups", "ours", &both).await;
    let theirs = staff.with_roles("other", "theirs", &both).await;
    let path = "/api/v1/staff/incidents/other/tokens";
    let made = staff.send(&theirs, Method::POST, path, Body::Json(json!({"name": "x"}))).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let token = staff.get(&theirs, path).await.json()[0]["token"].as_str().unwrap().to_owned();
    let unknown = "cd".repeat(16);
    let organisation = hex::encode(theirs.organisation);
    for (method, theirs, nobodys) in [
        (Method::DELETE, format!("{TOKENS}/{token}"), format!("{TOKENS}/{}", unknown.repeat(2))),
        (
            Method::DELETE,
            format!("{ROLES}/{}/loader", theirs.id()),
            format!("{ROLES}/{unknown}/loader"),
        ),
        (Method::GET, format!("{CHAIN}/{organisation}"), format!("{CHAIN}/{unknown}")),
        (Method::DELETE, format!("{CHAIN}/{organisation}"), format!("{CHAIN}/{unknown}")),
    ] {
        let reached = staff.send(&ours, method.clone(), &theirs, Body::Empty).await;
        let nothing = staff.send(&ours, method.clone(), &nobodys, Body::Empty).await;
        assert_eq!(reached.problem(), "not-found", "{method} {theirs}");
        assert!(same(&reached, &nothing), "{method} {theirs}");
    }
    // A role for somebody outside the chain, and for nobody.
    let outside = json!({"account": theirs.id(), "role": "loader"});
    let outside = staff.send(&ours, Method::POST, ROLES, Body::Json(outside)).await;
    let nobody = json!({"account": unknown, "role": "loader"});
    let nobody = staff.send(&ours, Method::POST, ROLES, Body::Json(nobody)).await;
    assert_eq!(outside.problem(), "outside-chain");
    assert!(same(&outside, &nobody));
    assert_eq!(staff.roles_of("other", &theirs).await, ["administrator", "loader"]);
    let tokens = staff.get(&theirs, path).await.json();
    assert_eq!(tokens[0]["revoked"], json!(null));
}

#[actix_web::test]
async fn fields_that_nobody_asked_for_are_refused() {
    let deployment = Deployment::start().await;
    let staff = two_incidents(&deployment).await;
    let chief = staff.deployment_administrator("chief", "Data centre").await;
    let both = [Role::Administrator, Role::Loader];
    let member = staff.with_roles("two-groups", "member", &both).await;
    let organisation = hex::encode(chief.organisation);
    let accounts = format!("/api/v1/staff/organisations/{organisation}/accounts");
    for (who, path, body) in [
        (&member, TOKENS, json!({"name": "x", "created_by": "00".repeat(16)})),
        (&member, TOKENS, json!({"name": "x", "incident": "other"})),
        (&member, ROLES, json!({"account": member.id(), "role": "loader", "incident": "other"})),
        (&member, CHAIN, json!({"name": "x", "place": "contractor", "organisation": "00"})),
        (&chief, "/api/v1/staff/organisations", json!({"name": "x", "id": "00"})),
        (
            &chief,
            &accounts,
            json!({"login": "new.one", "name": "x", "language": "en",
                   "deployment_administrator": true}),
        ),
    ] {
        assert_eq!(problem(&staff, who, path, body.clone()).await, "malformed", "{body}");
    }
    let page = "/en/staff/incidents/two-groups/tokens";
    let extra = staff.post(&member, page, &[("name", "x"), ("created_by", "00")]).await;
    assert_eq!(extra.status, StatusCode::BAD_REQUEST);
    let form = format!("/en/staff/organisations/{organisation}/accounts");
    let fields = [
        ("login", "new.one"),
        ("name", "x"),
        ("language", "en"),
        ("deployment_administrator", "1"),
    ];
    assert_eq!(staff.post(&chief, &form, &fields).await.status, StatusCode::BAD_REQUEST);
    assert!(staff.services.store.account_by_login("new.one").await.unwrap().is_none());
    assert_eq!(staff.get(&member, TOKENS).await.json(), json!([]));
}

#[actix_web::test]
async fn nobody_raises_themselves_and_the_last_administrator_stays() {
    let deployment = Deployment::start().await;
    let staff = two_incidents(&deployment).await;
    let chief = staff.with_roles("two-groups", "chief", &[Role::Administrator]).await;
    let deputy = staff.with_roles("two-groups", "deputy", &[]).await;
    let own = json!({"account": chief.id(), "role": "publisher"});
    assert_eq!(problem(&staff, &chief, ROLES, own).await, "own-role");
    let revoke = async |by: &Member, of: &Member| {
        let path = format!("{ROLES}/{}/administrator", of.id());
        staff.send(by, Method::DELETE, &path, Body::Empty).await
    };
    assert_eq!(revoke(&chief, &chief).await.problem(), "last-administrator");
    let leaving = format!("{CHAIN}/{}", hex::encode(chief.organisation));
    let preview = staff.get(&chief, &leaving).await.json();
    assert_eq!(preview[0]["roles"], json!(["administrator"]), "whose roles would end");
    let left = staff.send(&chief, Method::DELETE, &leaving, Body::Empty).await;
    assert_eq!(left.problem(), "last-administrator");
    assert_eq!(staff.roles_of("two-groups", &chief).await, ["administrator"]);
    assert_eq!(grant(&staff, &chief, &deputy, "administrator").await, StatusCode::NO_CONTENT);
    assert_eq!(grant(&staff, &deputy, &chief, "publisher").await, StatusCode::NO_CONTENT);
    assert_eq!(revoke(&deputy, &chief).await.status, StatusCode::NO_CONTENT);
    // From then on the one who was revoked manages nothing.
    assert_eq!(grant(&staff, &chief, &deputy, "loader").await, StatusCode::FORBIDDEN);
    // Two who revoke each other at once: one of them stays.
    staff.grant("two-groups", &chief, Role::Administrator).await;
    let incident = staff.incident("two-groups").await;
    let (store, entry) = (&staff.services.store, entry());
    let (one, other) = tokio::join!(
        store.revoke_role(&incident, &chief.account, "administrator", &entry),
        store.revoke_role(&incident, &deputy.account, "administrator", &entry),
    );
    let changes = [one.unwrap(), other.unwrap()];
    assert!(changes.contains(&RoleChange::Done), "{changes:?}");
    assert!(changes.contains(&RoleChange::LastAdministrator), "{changes:?}");
}

#[actix_web::test]
async fn the_deployments_administrator_names_the_first_and_no_further() {
    let deployment = Deployment::start().await;
    let staff = two_incidents(&deployment).await;
    let chief = staff.deployment_administrator("chief", "Data centre").await;
    let first = staff.member("first", "Example Office").await;
    staff.member("second", "Example Office").await;
    let path = "/api/v1/staff/deployment/incidents/two-groups/administrator";
    let name = async |login: &str| {
        let body = Body::Json(json!({ "login": login }));
        staff.send(&chief, Method::POST, path, body).await
    };
    assert_eq!(name("nobody").await.problem(), "outside-chain");
    assert_eq!(name("First").await.status, StatusCode::NO_CONTENT);
    assert_eq!(name("second").await.problem(), "has-administrator");
    assert_eq!(staff.get(&first, ROLES).await.status, StatusCode::OK);
    let chain = staff.get(&first, CHAIN).await.json();
    assert_eq!(chain[0]["place"], "responsible");
    // The deployment's administrator sees organisations, and nothing of the incident.
    assert_eq!(staff.get(&chief, ROLES).await.problem(), "not-found");
    let accounts =
        format!("/api/v1/staff/organisations/{}/accounts", hex::encode(first.organisation));
    let own = format!(
        "/api/v1/staff/organisations/{}/accounts/{}",
        hex::encode(chief.organisation),
        chief.id()
    );
    let refused = staff.send(&chief, Method::DELETE, &own, Body::Empty).await;
    assert_eq!(refused.problem(), "own-account");
    // Once the first one is disabled, the incident has none, and another may be named.
    let disabled = format!("{accounts}/{}", first.id());
    let disabled = staff.send(&chief, Method::DELETE, &disabled, Body::Empty).await;
    assert_eq!(disabled.status, StatusCode::NO_CONTENT);
    assert_eq!(staff.get(&first, ROLES).await.problem(), "not-signed-in");
    assert_eq!(name("second").await.status, StatusCode::NO_CONTENT);
}

#[actix_web::test]
async fn an_invitation_makes_an_account_without_rights_and_a_link_once() {
    let deployment = Deployment::start().await;
    let staff = two_incidents(&deployment).await;
    let chief = staff.deployment_administrator("chief", "Data centre").await;
    let created = json!({"name": "Call centre Example"});
    let path = "/api/v1/staff/organisations";
    let created = staff.send(&chief, Method::POST, path, Body::Json(created)).await;
    assert_eq!(created.status, StatusCode::CREATED);
    let again = json!({"name": "Call centre Example"});
    assert_eq!(problem(&staff, &chief, path, again).await, "name-taken");
    let id = created.json()["organisation"].as_str().unwrap().to_owned();
    let page = format!("/en/staff/organisations/{id}");
    let fields = [("login", "Sato.Hanako"), ("name", "Sato Hanako"), ("language", "ja")];
    let invited = staff.post(&chief, &format!("{page}/accounts"), &fields).await;
    assert_eq!(invited.status, StatusCode::OK);
    let text = String::from_utf8(invited.body).unwrap();
    assert!(text.contains("/en/staff/invitation#"), "the link is shown");
    let shown = String::from_utf8(staff.get(&chief, &page).await.body).unwrap();
    assert!(!shown.contains("/en/staff/invitation#"), "and not a second time");
    let account = staff.services.store.account_by_login("sato.hanako").await.unwrap().unwrap();
    assert!(!account.deployment_administrator && account.password.is_empty());
    assert_eq!(hex::encode(account.organisation), id);
    let twice = staff.post(&chief, &format!("{page}/accounts"), &fields).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
}

#[actix_web::test]
async fn an_organisation_that_leaves_takes_its_roles_and_tokens_along() {
    let deployment = Deployment::start().await;
    let staff = two_incidents(&deployment).await;
    let chief = staff.with_roles("two-groups", "chief", &[Role::Administrator]).await;
    let agent = staff.member("agent", "Call centre").await;
    assert_eq!(grant(&staff, &chief, &agent, "loader").await, StatusCode::CONFLICT);
    let joining = json!({"name": "Call centre", "place": "call-centre"});
    let joined = staff.send(&chief, Method::POST, CHAIN, Body::Json(joining)).await;
    assert_eq!(joined.status, StatusCode::NO_CONTENT);
    let unknown = json!({"name": "Call center", "place": "call-centre"});
    assert_eq!(problem(&staff, &chief, CHAIN, unknown).await, "unknown-organisation");
    assert_eq!(grant(&staff, &chief, &agent, "loader").await, StatusCode::NO_CONTENT);
    let made = staff.send(&agent, Method::POST, TOKENS, Body::Json(json!({"name": "x"}))).await;
    let token = made.json()["token"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {token}");
    let parameters = "/api/v1/staff/incidents/two-groups/load-parameters";
    let use_token = async || {
        let headers = [("authorization", bearer.as_str())];
        deployment.send(Method::GET, parameters, &headers, Vec::new()).await
    };
    assert_eq!(use_token().await.status, StatusCode::OK);
    let page = format!(
        "/en/staff/incidents/two-groups/people/organisations/{}",
        hex::encode(agent.organisation)
    );
    let preview = String::from_utf8(staff.get(&chief, &page).await.body).unwrap();
    assert!(preview.contains("agent") && preview.contains("Loader"), "{preview}");
    let left = staff.post(&chief, &page, &[]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    assert_eq!(use_token().await.problem(), "unauthorized");
    assert_eq!(staff.get(&agent, TOKENS).await.problem(), "not-found");
    assert!(staff.roles_of("two-groups", &agent).await.is_empty());
}

#[actix_web::test]
async fn tokens_end_by_time_and_by_hand() {
    let deployment = Deployment::start().await;
    let staff = two_incidents(&deployment).await;
    let loader = staff.with_roles("two-groups", "loader", &[Role::Loader]).await;
    let make = async |body| {
        let reply = staff.send(&loader, Method::POST, TOKENS, Body::Json(body)).await;
        assert_eq!(reply.status, StatusCode::CREATED);
        format!("Bearer {}", reply.json()["token"].as_str().unwrap())
    };
    let (short, usual) =
        (make(json!({"name": "a", "days": 1})).await, make(json!({"name": "b"})).await);
    for days in [0, 91] {
        let body = json!({"name": "c", "days": days});
        assert_eq!(problem(&staff, &loader, TOKENS, body).await, "malformed");
    }
    let parameters = "/api/v1/staff/incidents/two-groups/load-parameters";
    let take = async |bearer: &str| {
        deployment.send(Method::GET, parameters, &[("authorization", bearer)], Vec::new()).await
    };
    assert_eq!(take(&short).await.json()["share"], json!(null));
    deployment.clock.set(NOW + 24 * HOUR);
    assert_eq!(take(&short).await.problem(), "unauthorized");
    assert_eq!(take(&usual).await.status, StatusCode::OK);
    deployment.clock.set(NOW + 7 * 24 * HOUR - 1);
    assert_eq!(take(&usual).await.status, StatusCode::OK);
    deployment.clock.set(NOW + 7 * 24 * HOUR);
    assert_eq!(take(&usual).await.problem(), "unauthorized");
    deployment.clock.set(NOW);
    let listed = staff.get(&loader, TOKENS).await.json();
    let usual_id = listed.as_array().unwrap().iter().find(|one| one["name"] == "b").unwrap();
    let path = format!("{TOKENS}/{}", usual_id["token"].as_str().unwrap());
    let revoked = staff.send(&loader, Method::DELETE, &path, Body::Empty).await;
    assert_eq!(revoked.status, StatusCode::NO_CONTENT);
    assert_eq!(take(&usual).await.problem(), "unauthorized");
    let twice = staff.send(&loader, Method::DELETE, &path, Body::Empty).await;
    assert_eq!(twice.problem(), "not-found");
}

#[actix_web::test]
async fn a_share_sees_its_own_loads_and_people_and_brings_no_others() {
    let deployment = Deployment::start().await;
    let staff = two_incidents(&deployment).await;
    let chief = staff.with_roles("two-groups", "chief", &[Role::Administrator, Role::Loader]).await;
    let city = staff.member("city", "City").await;
    let joining = json!({"name": "City", "place": "entrusting-party"});
    assert_eq!(problem(&staff, &chief, CHAIN, joining).await, "malformed", "it needs a share");
    let joining =
        json!({"name": "City", "place": "entrusting-party", "share": 3, "share_name": "City"});
    let joined = staff.send(&chief, Method::POST, CHAIN, Body::Json(joining)).await;
    assert_eq!(joined.status, StatusCode::NO_CONTENT);
    for role in ["administrator", "publisher", "auditor"] {
        let body = json!({"account": city.id(), "role": role});
        assert_eq!(problem(&staff, &chief, ROLES, body).await, "share-only", "{role}");
    }
    assert_eq!(grant(&staff, &chief, &city, "loader").await, StatusCode::NO_CONTENT);
    // Another's list of two, of no share; and one of the city's own.
    let whole = Loader::open(&deployment, "two-groups", 2).await;
    whole.upload(&["ann@example.jp", "bao@example.com"], 0).await;
    assert_eq!(whole.step("publish").await.status, StatusCode::OK);
    let refused = json!({"name": "list", "share": 4});
    assert_eq!(problem(&staff, &city, TOKENS, refused).await, "share-only");
    let made = staff.send(&city, Method::POST, TOKENS, Body::Json(json!({"name": "list"}))).await;
    let token = made.json()["token"].as_str().unwrap().to_owned();
    let own = Loader::open_by(&deployment, "two-groups", 1, token).await;
    assert_eq!(own.parameters["share"], 3);
    let mut uploads = own.evaluate(&["chie@example.ne.jp"], 0).await;
    let foreign = own.put("records", 0, uploads.records.clone()).await;
    assert_eq!(foreign.problem(), "malformed", "records of share 0");
    let end = uploads.records.len();
    uploads.records[end - 2..].copy_from_slice(&3_u16.to_be_bytes());
    let taken = own.put("records", 0, uploads.records).await;
    assert_eq!(taken.status, StatusCode::NO_CONTENT);
    assert_eq!(
        own.put("filter-entries", 0, uploads.filter_entries).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(own.step("close").await.status, StatusCode::OK);
    assert_eq!(own.step("publish").await.status, StatusCode::OK);
    deployment.clock.set(NOW + 10);
    let path = "/api/v1/staff/incidents/two-groups";
    let limited = staff.get(&city, path).await.json();
    assert_eq!(limited["people_of_share"], 1);
    assert_eq!((&limited["share"], &limited["sets"]), (&json!(3), &json!([])));
    let loads: Vec<_> =
        limited["loads"].as_array().unwrap().iter().map(|one| &one["load"]).collect();
    assert_eq!(loads, [&json!(own.load)]);
    let all = staff.get(&chief, path).await.json();
    assert_eq!(all["loads"].as_array().unwrap().len(), 2);
    assert_eq!(all["sets"].as_array().unwrap().len(), 2);
    let tokens = staff.get(&city, TOKENS).await.json();
    assert_eq!(tokens.as_array().unwrap().len(), 1, "the other token is not seen: {tokens}");
    let page = staff.get(&city, "/en/staff/incidents/two-groups").await;
    let page = String::from_utf8(page.body).unwrap();
    assert!(page.contains("You see only your own part") && !page.contains(">2 people<"), "{page}");
}
