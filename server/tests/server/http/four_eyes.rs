//! What a load token may not do alone: from the closed load to the second person's yes.

use super::staff_desk::{Desk, actor};
use crate::deployment::{
    Deployment, Loader, NOW, Person, Reply, TWO_GROUPS, declaration,
    staff::{Body, Member, Staff},
    uploaded,
};
use actix_web::http::{Method, StatusCode};
use rand::rngs::OsRng;
use serde_json::{Value, json};
use shirabe_server::{
    access::Role,
    approvals, audit, carrying_out,
    problem::Problem,
    store::{ApprovalState, AuditSelection},
};

const ANN: Person = Person { name: "ann", emails: &["ann@example.jp"], groups: &[0, 1] };
const BAO: Person = Person { name: "bao", emails: &["bao@example.com"], groups: &[0] };
const CHIE: Person = Person { name: "chie", emails: &["chie@example.ne.jp"], groups: &[1] };

const APPROVALS: &str = "/api/v1/staff/incidents/two-groups/approvals";
const TOKENS: &str = "/api/v1/staff/incidents/two-groups/tokens";

async fn with_four_eyes() -> Deployment {
    let deployment = Deployment::start().await;
    let earnest = TWO_GROUPS
        .replace("sample = true\n", "")
        .replace("profile = \"sample\"", "profile = \"standard\"");
    deployment.apply(&earnest).await.unwrap();
    deployment
}

/// The id of the wish that a reply speaks of.
fn waiting(reply: &Reply) -> String {
    assert_eq!(reply.status, StatusCode::ACCEPTED, "{}", String::from_utf8_lossy(&reply.body));
    let body = reply.json();
    assert_eq!(body["state"], "waiting");
    let id = body["approval"].as_str().unwrap().to_owned();
    assert_eq!(body, json!({"state": "waiting", "approval": id}));
    id
}

async fn approve(staff: &Staff<'_>, who: &Member, id: &str) -> Reply {
    let path = format!("{APPROVALS}/{id}/approve");
    staff.send(who, Method::POST, &path, Body::Json(json!({}))).await
}

/// As people read who asked.
fn named(member: &Member) -> String {
    format!("{} (Office of two-groups)", member.login)
}

/// What a token of the command line asked for, approved by two.
async fn approve_by_two(staff: &Staff<'_>, [first, second]: [&Member; 2], id: &str) -> Reply {
    let one = approve(staff, first, id).await.json();
    assert_eq!((&one["state"], &one["requester"]), (&json!("waiting"), &json!(named(first))));
    approve(staff, second, id).await
}

async fn two_publishers(staff: &Staff<'_>) -> [Member; 2] {
    let first = staff.with_roles("two-groups", "first", &[Role::Publisher]).await;
    [first, staff.with_roles("two-groups", "second", &[Role::Publisher]).await]
}

/// Closed, and asked for.
async fn asked(loader: &Loader<'_>) -> String {
    assert_eq!(loader.step("close").await.status, StatusCode::OK);
    waiting(&loader.step("publish").await)
}

/// Actions and whoever did them, the oldest first; the chain is whole.
async fn entered(staff: &Staff<'_>) -> Vec<String> {
    let store = &staff.services.store;
    assert!(audit::verify(store, None).await.unwrap().is_sound());
    let all = AuditSelection::all_of(staff.incident("two-groups").await);
    let entries = store.audit_entries(&all, 100).await.unwrap();
    let line = |entry: shirabe_server::store::AuditEntry| {
        let body: Value = serde_json::from_str(&entry.body.unwrap()).unwrap();
        format!("{} {}", entry.action, body["by"].as_str().unwrap())
    };
    entries.into_iter().rev().map(line).collect()
}

#[actix_web::test]
async fn a_closed_load_waits_for_a_second_person() {
    let deployment = with_four_eyes().await;
    let staff = Staff::of(&deployment).await;
    let both = [Role::Loader, Role::Publisher];
    let maker = staff.with_roles("two-groups", "maker", &both).await;
    let second = staff.with_roles("two-groups", "second", &[Role::Publisher]).await;
    let made = staff.send(&maker, Method::POST, TOKENS, Body::Json(json!({"name": "list"}))).await;
    let token = made.json()["token"].as_str().unwrap().to_owned();
    let loader = Loader::open_by(&deployment, "two-groups", 2, token).await;
    loader.upload(&["ann@example.jp", "bao@example.com"], 1).await;
    let id = waiting(&loader.step("publish").await);
    assert_eq!(waiting(&loader.step("publish").await), id, "asked again");
    assert_eq!(loader.status().await.json()["state"], "closed");
    let manifest = deployment.get("/api/v1/incidents/two-groups/manifest").await;
    assert_eq!(manifest.problem(), "not-published");

    let shown = staff.get(&second, &format!("{APPROVALS}/{id}")).await.json();
    assert_eq!((&shown["requester"], &shown["state"]), (&json!("list"), &json!("waiting")));
    assert_eq!(
        shown["summary"],
        json!({"lists": ["list"], "by_load_token": true, "people": {"before": 0, "after": 2},
               "filter_entries": {"before": 0, "after": 2}, "as_of": NOW,
               "groups": [{"group": "a", "people": {"before": 0, "after": 0}},
                          {"group": "b", "people": {"before": 0, "after": 2}}]})
    );
    assert_eq!(approve(&staff, &maker, &id).await.problem(), "own-request");
    assert_eq!(loader.status().await.json()["state"], "closed");
    let done = approve(&staff, &second, &id).await.json();
    assert_eq!((&done["state"], &done["set_version"]), (&json!("done"), &json!(1)));
    assert_eq!(deployment.look_up("two-groups", "ann@example.jp").await, ["b"]);
    assert_eq!(approve(&staff, &second, &id).await.problem(), "approval-state");
    let again = loader.step("publish").await;
    assert_eq!(again.json(), json!({"state": "published", "set_version": 1}));
    assert_eq!(
        entered(&staff).await,
        [
            "incident-applied command-line",
            "token-made account",
            "load-opened load-token",
            "load-closed load-token",
            "approval-requested load-token",
            "approval-given account",
            "published server",
        ]
    );
}

#[actix_web::test]
async fn a_token_of_the_command_line_is_nobody_so_two_publishers_approve() {
    let deployment = with_four_eyes().await;
    let staff = Staff::of(&deployment).await;
    let [first, second] = &two_publishers(&staff).await;
    let loader = uploaded(&deployment, "add", &[ANN]).await;
    let id = asked(&loader).await;
    let shown = async |who| {
        let path = format!("/en/staff/incidents/two-groups/approvals/{id}");
        String::from_utf8(staff.get(who, &path).await.body).unwrap()
    };
    let page = shown(first).await;
    let came_by = "Load token “test”, made at the command line of the server";
    assert!(page.contains(came_by) && page.contains("first of two"), "{page}");
    let body = staff.get(first, &format!("{APPROVALS}/{id}")).await.json();
    assert_eq!((&body["lacks_requester"], &body["requester"]), (&json!(true), &json!("test")));
    assert_eq!(body["summary"]["machine_token"], "test");

    let body = approve(&staff, first, &id).await.json();
    assert_eq!((&body["state"], &body["requester"]), (&json!("waiting"), &json!(named(first))));
    assert_eq!(body["lacks_requester"], false);
    assert_eq!(approve(&staff, first, &id).await.problem(), "own-request");
    let manifest = deployment.get("/api/v1/incidents/two-groups/manifest").await;
    assert_eq!(manifest.problem(), "not-published");
    let page = shown(second).await;
    assert!(page.contains(came_by) && page.contains(&first.login), "{page}");
    assert!(page.contains("/approve\"") && !page.contains("first of two"), "{page}");

    assert_eq!(approve(&staff, second, &id).await.json()["set_version"], 1);
    assert_eq!(deployment.look_up("two-groups", "ann@example.jp").await, ["a", "b"]);
    assert_eq!(
        entered(&staff).await,
        [
            "incident-applied command-line",
            "token-made command-line",
            "load-opened load-token",
            "load-closed load-token",
            "approval-requested load-token",
            "approval-first account",
            "approval-given account",
            "published server",
        ]
    );
}

#[actix_web::test]
async fn of_two_who_are_the_first_at_once_one_is_and_nothing_happens() {
    let deployment = with_four_eyes().await;
    let loader = uploaded(&deployment, "add", &[ANN]).await;
    let mut id = [0; 16];
    hex::decode_to_slice(asked(&loader).await, &mut id).unwrap();
    let desk = Desk::open(&deployment).await;
    let store = &desk.services.store;
    // Both look at it before either approves.
    let seen = approvals::find(store, &desk.incident.id, &id).await.unwrap();
    let approve = async |account| {
        let (services, incident, by) = (&desk.services, &desk.incident, actor(account, 1));
        carrying_out::approve(services, incident, &seen, &by, None, &mut OsRng).await
    };
    let both = tokio::join!(approve(2), approve(3));
    let both = [both.0, both.1];
    assert!(both.contains(&Ok(ApprovalState::Waiting)), "{both:?}");
    assert!(both.contains(&Err(Problem::ApprovalState)), "{both:?}");
    assert_eq!(store.current_set(&desk.incident.id).await.unwrap(), None);
}

#[actix_web::test]
async fn whoever_approved_first_may_take_it_back_and_it_is_asked_anew() {
    let deployment = with_four_eyes().await;
    let staff = Staff::of(&deployment).await;
    let [first, second] = &two_publishers(&staff).await;
    let loader = uploaded(&deployment, "add", &[ANN]).await;
    let id = asked(&loader).await;
    assert_eq!(approve(&staff, first, &id).await.json()["state"], "waiting");
    let take_back = format!("{APPROVALS}/{id}/take-back");
    let taken = staff.send(second, Method::POST, &take_back, Body::Empty).await;
    assert_eq!(taken.problem(), "forbidden");
    let taken = staff.send(first, Method::POST, &take_back, Body::Empty).await;
    assert_eq!(taken.json()["state"], "taken-back");
    let anew = waiting(&loader.step("publish").await);
    assert_ne!(anew, id);
    // One account alone does not come further, whoever holds the token.
    assert_eq!(approve(&staff, first, &anew).await.json()["state"], "waiting");
    assert_eq!(approve(&staff, first, &anew).await.problem(), "own-request");
}

#[actix_web::test]
async fn withdrawal_and_rollback_wait_too() {
    let deployment = with_four_eyes().await;
    let staff = Staff::of(&deployment).await;
    let [first, second] = &two_publishers(&staff).await;
    let both = [first, second];
    let adding = uploaded(&deployment, "add", &[ANN, BAO]).await;
    let id = asked(&adding).await;
    assert_eq!(approve_by_two(&staff, both, &id).await.json()["set_version"], 1);
    let leaving = uploaded(&deployment, "withdraw", &[ANN]).await;
    let id = asked(&leaving).await;
    let shown = staff.get(second, &format!("{APPROVALS}/{id}")).await.json();
    assert_eq!(shown["action"], "withdraw");
    let change = |before, after| json!({"before": before, "after": after});
    let summary = &shown["summary"];
    assert_eq!(summary["people"], change(2, 1));
    assert_eq!(summary["filter_entries"], change(3, 1));
    assert_eq!(summary["groups"][0]["people"], change(2, 1));
    assert_eq!(summary["groups"][1]["people"], change(1, 0));
    assert_eq!(deployment.look_up("two-groups", "ann@example.jp").await, ["a", "b"]);
    assert_eq!(approve_by_two(&staff, both, &id).await.json()["set_version"], 2);
    assert!(deployment.look_up("two-groups", "ann@example.jp").await.is_empty());

    let back = Loader::with_new_token(&deployment, "two-groups").await;
    assert_eq!(back.roll_back("two-groups", 2, 2).await.problem(), "not-found");
    assert_eq!(back.roll_back("two-groups", 1, 1).await.problem(), "set-changed");
    let id = waiting(&back.roll_back("two-groups", 1, 2).await);
    assert_eq!(waiting(&back.roll_back("two-groups", 1, 2).await), id, "asked again");
    let shown = staff.get(second, &format!("{APPROVALS}/{id}")).await.json();
    assert_eq!((&shown["action"], &shown["to"]), (&json!("rollback"), &json!(1)));
    assert_eq!(shown["summary"]["people"], change(1, 2));
    assert_eq!(shown["summary"]["filter_entries"], change(1, 3));
    assert_eq!(shown["summary"]["lists"], json!(["test"]), "the withdrawal");
    assert_eq!(approve_by_two(&staff, both, &id).await.json()["set_version"], 3);
    assert_eq!(deployment.look_up("two-groups", "ann@example.jp").await, ["a", "b"]);
    let again = back.roll_back("two-groups", 1, 2).await;
    assert_eq!(again.json(), json!({"state": "published", "set_version": 3}));
    let sets = back.history("two-groups").await["sets"].clone();
    assert_eq!((&sets[2]["cause"], &sets[2]["back_to"]), (&json!("rollback"), &json!(1)));
    let done: Vec<String> = entered(&staff).await;
    let done: Vec<&str> =
        (done.iter().map(String::as_str)).filter(|entry| entry.ends_with(" server")).collect();
    assert_eq!(done, ["published server", "withdrawn server", "rolled-back server"]);
}

#[actix_web::test]
async fn what_was_asked_of_another_set_is_asked_anew() {
    let deployment = with_four_eyes().await;
    let staff = Staff::of(&deployment).await;
    let [first, second] = &two_publishers(&staff).await;
    let both = [first, second];
    let one = uploaded(&deployment, "add", &[ANN]).await;
    let other = uploaded(&deployment, "add", &[BAO]).await;
    let given_up = uploaded(&deployment, "add", &[CHIE]).await;
    let (early, stale) = (asked(&one).await, asked(&other).await);
    let abandoned = asked(&given_up).await;
    assert_eq!(given_up.step("abandon").await.status, StatusCode::OK);
    assert_eq!(approve_by_two(&staff, both, &abandoned).await.problem(), "approval-failed");
    assert_eq!(approve_by_two(&staff, both, &early).await.json()["set_version"], 1);
    assert_eq!(approve_by_two(&staff, both, &stale).await.problem(), "approval-failed");
    let fresh = waiting(&other.step("publish").await);
    assert_ne!(fresh, stale);
    let shown = staff.get(second, &format!("{APPROVALS}/{fresh}")).await.json();
    assert_eq!(shown["summary"]["people"], json!({"before": 1, "after": 2}));
    assert_eq!(approve_by_two(&staff, both, &fresh).await.json()["set_version"], 2);
    assert_eq!(deployment.look_up("two-groups", "ann@example.jp").await, ["a", "b"]);
    assert_eq!(deployment.look_up("two-groups", "bao@example.com").await, ["a"]);
    assert!(deployment.look_up("two-groups", "chie@example.ne.jp").await.is_empty());
}

#[actix_web::test]
async fn without_four_eyes_the_token_is_entered_as_who_did_it() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let staff = Staff::of(&deployment).await;
    let adding = uploaded(&deployment, "add", &[ANN]).await;
    adding.step("close").await;
    adding.publish().await;
    let leaving = uploaded(&deployment, "withdraw", &[ANN]).await;
    leaving.step("close").await;
    leaving.publish().await;
    let back = Loader::with_new_token(&deployment, "two-groups").await;
    assert_eq!(back.roll_back("two-groups", 1, 2).await.json()["set_version"], 3);
    let given_up = uploaded(&deployment, "add", &[BAO]).await;
    given_up.step("abandon").await;
    let entered = entered(&staff).await;
    let by_token = entered.iter().filter_map(|entry| entry.strip_suffix(" load-token"));
    let expected = [
        "load-opened",
        "load-closed",
        "published",
        "load-opened",
        "load-closed",
        "withdrawn",
        "rolled-back",
        "load-opened",
        "load-abandoned",
    ];
    assert_eq!(by_token.collect::<Vec<_>>(), expected);
    let made = entered.iter().filter(|entry| *entry == "token-made command-line").count();
    assert_eq!((made, entered.len()), (4, expected.len() + 5), "and the incident file");
}

#[actix_web::test]
async fn a_token_for_a_share_learns_and_changes_nothing_of_the_rest() {
    let deployment = with_four_eyes().await;
    let staff = Staff::of(&deployment).await;
    let second = staff.with_roles("two-groups", "second", &[Role::Publisher]).await;
    staff.join("two-groups", "City", Some(3)).await;
    let city = staff.member("city", "City").await;
    staff.grant("two-groups", &city, Role::Loader).await;
    let made = staff.send(&city, Method::POST, TOKENS, Body::Json(json!({"name": "list"}))).await;
    let token = made.json()["token"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {token}");
    let history = "/api/v1/staff/incidents/two-groups/history";
    let headers = [("authorization", bearer.as_str())];
    let refused = deployment.send(Method::GET, history, &headers, Vec::new()).await;
    assert_eq!(refused.problem(), "share-only");
    let loader = Loader::open_by(&deployment, "two-groups", 1, token).await;
    assert_eq!(loader.roll_back("two-groups", 1, 2).await.problem(), "share-only");
    let withdrawal = loader.open_with("two-groups", &declaration("withdraw", [1; 3])).await;
    assert_eq!(withdrawal.problem(), "share-only");
    let mut uploads = loader.evaluate(&["ann@example.jp"], 0).await;
    let end = uploads.records.len();
    uploads.records[end - 2..].copy_from_slice(&3_u16.to_be_bytes());
    loader.put_all(&uploads).await;
    assert_eq!(loader.changes().await.problem(), "share-only");
    let id = asked(&loader).await;
    // What waits counts everybody: the second person sees it, and the city does not.
    assert_eq!(staff.get(&city, APPROVALS).await.json(), json!([]));
    let one = staff.get(&city, &format!("{APPROVALS}/{id}")).await;
    assert_eq!(one.problem(), "not-found");
    let page = staff.get(&city, "/en/staff/incidents/two-groups/approvals").await;
    assert!(!String::from_utf8(page.body).unwrap().contains(&id));
    assert_eq!(staff.get(&second, APPROVALS).await.json().as_array().unwrap().len(), 1);
    assert_eq!(approve(&staff, &second, &id).await.json()["set_version"], 1);
    let again = loader.step("publish").await;
    assert_eq!(again.json()["set_version"], 1);
}
