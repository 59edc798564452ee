//! `shirabe token create`: what the command line makes is entered, ends, and is shown as such.

use crate::deployment::{
    Deployment, TWO_GROUPS,
    staff::{Member, Staff},
};
use actix_web::http::Method;
use serde_json::Value;
use shirabe_server::{access::Role, store::AuditSelection};
use std::process::{Command, Output};

const DAY: i64 = 24 * 3600;
const TOKENS: &str = "/api/v1/staff/incidents/two-groups/tokens";

fn create(deployment: &Deployment, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirabe"));
    command.arg("--config").arg(deployment.config_file());
    command.args(["token", "create", "--incident", "two-groups"]).args(arguments);
    command.output().unwrap()
}

/// The token of a command that must succeed.
fn created(deployment: &Deployment, arguments: &[&str]) -> String {
    let output = create(deployment, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// What was entered of tokens, the oldest first: time and body.
async fn entered(staff: &Staff<'_>) -> Vec<(i64, Value)> {
    let mut wanted = AuditSelection::all_of(staff.incident("two-groups").await);
    wanted.action = "token-made".into();
    let entries = staff.services.store.audit_entries(&wanted, 100).await.unwrap();
    let body = |body: Option<String>| serde_json::from_str(&body.unwrap()).unwrap();
    entries.into_iter().rev().map(|entry| (entry.at, body(entry.body))).collect()
}

async fn scene(deployment: &Deployment) -> (Staff<'_>, Member) {
    deployment.apply(TWO_GROUPS).await.unwrap();
    let staff = Staff::of(deployment).await;
    let loader = staff.with_roles("two-groups", "loader", &[Role::Loader]).await;
    (staff, loader)
}

#[actix_web::test]
async fn a_token_of_the_command_line_is_entered_and_ends() {
    let deployment = Deployment::start().await;
    let (staff, loader) = scene(&deployment).await;
    let usual = created(&deployment, &["--name", "October list"]);
    let short = created(&deployment, &["--name", "short", "--days", "1"]);
    let entries = entered(&staff).await;
    let facts = |(at, body): &(i64, Value)| {
        let expires = body["details"]["expires"].as_i64().unwrap();
        let name = body["details"]["token"].as_str().unwrap().to_owned();
        (body["by"].as_str().unwrap().to_owned(), name, expires - at)
    };
    let by = "command-line".to_owned();
    assert_eq!(facts(&entries[0]), (by.clone(), "October list".into(), 14 * DAY));
    assert_eq!(facts(&entries[1]), (by, "short".into(), DAY));
    let text = format!("{entries:?}");
    assert!(!text.contains(&usual) && !text.contains(&short), "a token in the audit log");

    let listed = staff.get(&loader, TOKENS).await.json();
    let ends = entries[0].0 + 14 * DAY;
    let one = listed.as_array().unwrap().iter().find(|one| one["name"] == "October list");
    assert_eq!(one.unwrap()["expires"], ends);
    let page = staff.get(&loader, "/en/staff/incidents/two-groups/tokens").await;
    let page = String::from_utf8(page.body).unwrap();
    assert_eq!(page.matches("at the command line of the server").count(), 2, "{page}");

    let parameters = "/api/v1/staff/incidents/two-groups/load-parameters";
    let bearer = format!("Bearer {usual}");
    let headers = [("authorization", bearer.as_str())];
    let take = || deployment.send(Method::GET, parameters, &headers, Vec::new());
    assert!(take().await.status.is_success());
    deployment.clock.set(ends);
    assert_eq!(take().await.problem(), "unauthorized");
}

#[actix_web::test]
async fn what_pages_refuse_the_command_line_refuses_and_enters_nothing() {
    let deployment = Deployment::start().await;
    let (staff, _) = scene(&deployment).await;
    for (arguments, why) in [
        (["--name", "a", "--days", "0"], "1..=90"),
        (["--name", "a", "--days", "91"], "1..=90"),
        (["--name", " ", "--days", "7"], "--name: write 1 to 100 characters"),
        (["--name", "a\u{202E}b", "--days", "7"], "--name: write 1 to 100 characters"),
    ] {
        let output = create(&deployment, &arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(why), "{said}");
        assert!(output.stdout.is_empty());
    }
    assert!(entered(&staff).await.is_empty());
}
