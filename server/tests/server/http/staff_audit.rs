//! The audit log: one chain, whoever writes; what was altered is found; reading is entered too.

use super::staff_desk::{Desk, actor, raw};
use crate::deployment::{Deployment, NOW, TWO_GROUPS};
use actix_web::http::StatusCode;
use rand::rngs::OsRng;
use shirabe_server::{
    access::Role,
    audit::{self, Action, By, Event, verify},
    store::audit::chain::Misfit,
};
use std::process::Command;

async fn deployment() -> Deployment {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    deployment
}

async fn enter(deployment: &Deployment, count: usize) {
    let services = deployment.services().await;
    let incident = services.store.incident("two-groups").await.unwrap().unwrap().id;
    let actor = actor(1, 1);
    for _ in 0..count {
        let event = Event::new(Action::RecordRead, By::Account(&actor)).of_incident(incident);
        audit::note(&services.store, NOW, event).await.unwrap();
    }
}

#[actix_web::test]
async fn what_several_processes_append_at_once_is_one_chain() {
    let deployment = deployment().await;
    let writer = || enter(&deployment, 15);
    tokio::join!(writer(), writer(), writer(), writer());
    let services = deployment.services().await;
    let found = verify(&services.store, None).await.unwrap();
    assert_eq!((found.entries, found.misfit), (61, None), "and one for the incident file");
}

#[actix_web::test]
async fn what_was_altered_in_the_database_is_found() {
    let deployment = deployment().await;
    enter(&deployment, 5).await;
    let services = deployment.services().await;
    let check = async |known| verify(&services.store, known).await.unwrap();
    let whole = check(None).await;
    assert_eq!((whole.entries, whole.misfit), (6, None));
    for (change, restore, at, misfit) in [
        (
            "UPDATE audit SET body = body || ' ' WHERE number = 3",
            "UPDATE audit SET body = substr(body, 1, length(body) - 1) WHERE number = 3",
            3,
            Misfit::Body,
        ),
        (
            "UPDATE audit SET account = replace(account, '01', '02') WHERE number = 4",
            "UPDATE audit SET account = replace(account, '02', '01') WHERE number = 4",
            4,
            Misfit::DoneBy,
        ),
        (
            "UPDATE audit SET at = at + 1 WHERE number = 4",
            "UPDATE audit SET at = at - 1 WHERE number = 4",
            4,
            Misfit::Hash,
        ),
        (
            "UPDATE audit SET action = 'sign-out' WHERE number = 2",
            "UPDATE audit SET action = 'record-read' WHERE number = 2",
            2,
            Misfit::Hash,
        ),
        (
            "UPDATE audit SET number = CASE number WHEN 2 THEN -3 ELSE -2 END
             WHERE number IN (2, 3); UPDATE audit SET number = -number WHERE number < 0",
            "UPDATE audit SET number = CASE number WHEN 2 THEN -3 ELSE -2 END
             WHERE number IN (2, 3); UPDATE audit SET number = -number WHERE number < 0",
            2,
            Misfit::Body,
        ),
        (
            "INSERT INTO audit (number, at, action, body, body_hash, hash)
             SELECT 7, at, action, body, body_hash, hash FROM audit WHERE number = 6",
            "DELETE FROM audit WHERE number = 7",
            7,
            Misfit::Body,
        ),
    ] {
        raw(&deployment, change).await;
        assert_eq!(check(None).await.misfit, Some((at, misfit)), "{change}");
        raw(&deployment, restore).await;
        assert_eq!(check(None).await, whole, "{restore}");
    }
    let known = Some((6, whole.last));
    assert!(check(known).await.is_sound());
    raw(&deployment, "DELETE FROM audit WHERE number = 6").await;
    assert!(check(None).await.is_sound(), "the end alone says nothing");
    assert!(check(known).await.cut_short);
    raw(&deployment, "DELETE FROM audit WHERE number = 3").await;
    assert_eq!(check(None).await.misfit, Some((4, Misfit::Number)));
}

#[actix_web::test]
async fn erased_bodies_leave_the_chain_whole() {
    let deployment = deployment().await;
    enter(&deployment, 3).await;
    let services = deployment.services().await;
    let nobody = Event::new(Action::SignInFailed, By::Nobody);
    audit::note(&services.store, NOW, nobody).await.unwrap();
    let before = verify(&services.store, None).await.unwrap();
    let incident = services.store.incident("two-groups").await.unwrap().unwrap().id;
    assert_eq!(services.store.erase_audit_bodies(&incident).await.unwrap(), 4);
    let after = verify(&services.store, None).await.unwrap();
    assert_eq!((after.entries, after.erased_bodies, after.misfit), (5, 4, None));
    assert_eq!(after.last, before.last);
    let who = services.store.newest_audit_entry_of_accounts(&incident).await.unwrap();
    assert!(who.is_empty(), "nothing says any more who did it");
    enter(&deployment, 1).await;
    assert!(verify(&services.store, Some((5, before.last))).await.unwrap().is_sound());
}

#[actix_web::test]
async fn switching_four_eyes_off_is_entered() {
    let deployment = deployment().await;
    let alone = TWO_GROUPS
        .replace("sample = true", "four_eyes = false")
        .replace("profile = \"sample\"", "profile = \"standard\"");
    let services = deployment.services().await;
    let store = &services.store;
    let actions = async |slug: &str| {
        let id = store.incident(slug).await.unwrap().unwrap().id;
        let all = shirabe_server::store::AuditSelection::all_of(id);
        let entries = store.audit_entries(&all, 10).await.unwrap();
        entries.into_iter().map(|entry| entry.action).collect::<Vec<_>>()
    };
    assert_eq!(actions("two-groups").await, ["incident-applied"]);
    deployment.apply(&alone.replace("two-groups", "alone")).await.unwrap();
    assert_eq!(actions("alone").await, ["four-eyes-off", "incident-applied"]);
}

#[actix_web::test]
async fn the_log_is_filtered_and_reading_it_is_entered() {
    let deployment = deployment().await;
    let desk = Desk::open(&deployment).await;
    let auditor = actor(3, 1);
    let (here, other) = (actor(1, 1), actor(2, 2));
    for (at, by, action) in [
        (NOW, &here, Action::RoleGranted),
        (NOW + 86_400, &other, Action::RoleGranted),
        (NOW + 86_400, &other, Action::RoleRevoked),
    ] {
        let event = Event::new(action, By::Account(by)).of_incident(desk.incident.id);
        audit::note(&desk.services.store, at, event.with("role", "=loader")).await.unwrap();
    }
    let numbers = async |query: &str, share| {
        let path = format!("/api/v1/staff/incidents/two-groups/audit{query}");
        let (status, body) = desk.get(&auditor, &[Role::Auditor], share, &path).await;
        assert_eq!(status, StatusCode::OK, "{query}");
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let entries = body["entries"].as_array().unwrap().clone();
        entries.iter().map(|entry| entry["number"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    let account = hex::encode(other.account);
    assert_eq!(numbers("?action=role-granted", None).await, [3, 2]);
    assert_eq!(numbers(&format!("?account={account}"), None).await, [4, 3]);
    assert_eq!(numbers(&format!("?account={account}&action=role-revoked"), None).await, [4]);
    assert_eq!(numbers("?action=role-granted&to=2025-11-21", None).await, [2]);
    assert_eq!(numbers("?action=role-granted&from=2025-11-22", None).await, [3]);
    assert_eq!(numbers("?below=3", None).await, [2, 1]);
    assert_eq!(numbers("?action=audit-read", None).await, [11, 10, 9, 8, 7, 6, 5]);
    // Limited to a share: what the own organisation did.
    assert_eq!(numbers("?action=role-granted", Some(1)).await, [2]);
    assert_eq!(numbers("?action=incident-applied", Some(1)).await, [0; 0]);
    assert_eq!(numbers(&format!("?account={account}"), Some(1)).await, [0; 0]);
    let own = hex::encode(here.account);
    assert_eq!(numbers(&format!("?account={own}"), Some(1)).await, [2]);
    let wrong = "/api/v1/staff/incidents/two-groups/audit?action=sing-in";
    let (status, _) = desk.get(&auditor, &[Role::Auditor], None, wrong).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn the_log_is_read_as_a_page_and_exported_as_files() {
    let deployment = deployment().await;
    let desk = Desk::open(&deployment).await;
    let auditor = actor(3, 1);
    let event = Event::new(Action::RoleGranted, By::Account(&auditor));
    let event = event.of_incident(desk.incident.id).with("role", "<b>loader</b>");
    desk.services.store.append_audit(&event.draft(NOW, &mut OsRng)).await.unwrap();
    let get = async |path: &str| {
        let (status, body) = desk.get(&auditor, &[Role::Auditor], None, path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        body
    };
    for (language, title) in [("en", "Audit log"), ("ja", "操作の記録")] {
        let page = get(&format!("/{language}/staff/incidents/two-groups/audit")).await;
        assert!(page.contains(&format!("<h1>{title}</h1>")), "{page}");
        assert!(page.contains("Sato 3") && page.contains("&#60;b&#62;loader"), "{page}");
        assert!(!page.contains("audit-action-incident"), "every code has words");
        let choice = format!("<option value=\"{}\"", hex::encode(auditor.account));
        assert_eq!(page.matches(&choice).count(), 1, "{page}");
    }
    let csv = get("/en/staff/incidents/two-groups/audit.csv?action=role-granted").await;
    assert_eq!(csv.matches("\r\n").count(), 2, "{csv}");
    assert!(csv.starts_with("\u{FEFF}\"number\",\"at\","), "{csv}");
    let lines = get("/en/staff/incidents/two-groups/audit.jsonl").await;
    let actions: Vec<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|line| line["action"].as_str().unwrap().to_owned())
        .collect();
    let expected = [
        "audit-exported",
        "audit-exported",
        "audit-read",
        "audit-read",
        "role-granted",
        "incident-applied",
    ];
    assert_eq!(actions, expected);
}

#[actix_web::test]
async fn the_command_verifies_and_exports() {
    let deployment = deployment().await;
    enter(&deployment, 2).await;
    let shirabe = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shirabe"));
        command.arg("--config").arg(deployment.config_file()).arg("audit").args(arguments);
        let output = command.output().unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.success(), text)
    };
    let (sound, text) = shirabe(&["verify"]);
    assert!(sound && text.contains("3 entries fit, 0 of them"), "{text}");
    let known = text.lines().find_map(|line| line.strip_prefix("The last one is ")).unwrap();
    let (exported, text) = shirabe(&["export", "--incident", "two-groups"]);
    assert!(exported && text.lines().count() == 4, "{text}");
    assert!(text.contains("\"action\":\"record-read\""), "{text}");
    assert!(shirabe(&["verify", "--known", known]).0);
    raw(&deployment, "UPDATE audit SET action = 'sign-out' WHERE number = 2").await;
    let (sound, text) = shirabe(&["verify", "--known", known]);
    assert!(!sound && text.contains("entry 2 does not fit"), "{text}");
    let (found, text) = shirabe(&["export", "--incident", "nowhere"]);
    assert!(!found && text.contains("there is no incident `nowhere`"), "{text}");
}
