//! The people of a desk, and what they find there.

use crate::deployment::{
    Deployment, Person, TWO_GROUPS, published,
    staff::{Body, Member, Staff},
};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};
use shirabe_server::{access::Role, clock::Clock, store::AuditSelection};

pub const API: &str = "/api/v1/staff/incidents/two-groups";
pub const PAGE: &str = "/en/staff/incidents/two-groups";

pub const ANN: Person = Person { name: "ann", emails: &["ann@example.jp"], groups: &[0] };
pub const BAO: Person = Person { name: "bao", emails: &["bao@example.jp"], groups: &[1] };

/// The incident of the tests, as a sample or in earnest: then publishing needs two people.
pub async fn with_four_eyes() -> Deployment {
    let deployment = Deployment::start().await;
    let earnest = TWO_GROUPS
        .replace("sample = true\n", "")
        .replace("profile = \"sample\"", "profile = \"standard\"");
    deployment.apply(&earnest).await.unwrap();
    deployment
}

pub async fn sample() -> Deployment {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    deployment
}

/// With Ann and Bao in the published list.
pub async fn with_list() -> Deployment {
    let deployment = sample().await;
    published(&deployment, "add", &[ANN, BAO]).await.unwrap();
    deployment
}

pub async fn agent(staff: &Staff<'_>, login: &str) -> Member {
    staff.with_roles("two-groups", login, &[Role::DeskAgent]).await
}

pub async fn supervisor(staff: &Staff<'_>) -> Member {
    staff.with_roles("two-groups", "supervisor", &[Role::Supervisor]).await
}

/// Somebody of an organisation that sees one part of the incident alone.
pub async fn limited(staff: &Staff<'_>, login: &str, share: u16, role: Role) -> Member {
    let organisation = format!("City {share}");
    staff.join("two-groups", &organisation, Some(share)).await;
    let member = staff.member(login, &organisation).await;
    staff.grant("two-groups", &member, role).await;
    member
}

pub async fn post(
    staff: &Staff<'_>,
    who: &Member,
    path: &str,
    body: Value,
) -> crate::deployment::Reply {
    staff.send(who, Method::POST, &format!("{API}/{path}"), Body::Json(body)).await
}

pub async fn get(staff: &Staff<'_>, who: &Member, path: &str) -> Value {
    let reply = staff.get(who, &format!("{API}/{path}")).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}");
    reply.json()
}

/// A page in English.
pub async fn page(staff: &Staff<'_>, who: &Member, path: &str) -> String {
    let reply = staff.get(who, &format!("{PAGE}/{path}")).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}");
    String::from_utf8(reply.body).unwrap()
}

/// What a call was, as most are.
pub fn call() -> Value {
    json!({"begun_seconds_ago": 60, "kind": "email", "answer": "listed", "language": "vi",
           "topic": "what-to-do", "explained": true})
}

/// A question that was asked and answered, as the desk's own API leaves it.
pub async fn looked_up(
    deployment: &Deployment,
    staff: &Staff<'_>,
    who: &Member,
    search: [u8; 16],
    found: Option<Person>,
) {
    let incident = hex::encode(staff.incident("two-groups").await);
    let (account, search) = (hex::encode(who.account), hex::encode(search));
    let now = deployment.clock.now();
    let hour = now.div_euclid(3600);
    let (answer, handle) = match found {
        Some(person) => ("listed", literal(&hex::encode(person.handle()))),
        None => ("not-listed", "NULL".to_owned()),
    };
    let (incident, account, search) = (literal(&incident), literal(&account), literal(&search));
    let entry = format!(
        "INSERT INTO desk_lookups (incident, search, account, hour, at, answer, handle)
         VALUES ({incident}, {search}, {account}, {hour}, {now}, '{answer}', {handle});
         INSERT INTO desk_hours (incident, account, hour, lookups)
         VALUES ({incident}, {account}, {hour}, 1)
         ON CONFLICT (incident, account, hour)
         DO UPDATE SET lookups = desk_hours.lookups + 1"
    );
    super::staff_desk::raw(deployment, &entry).await;
}

/// An alarm, as the desk's own API raises it.
pub async fn alarm(deployment: &Deployment, staff: &Staff<'_>, kind: &str, who: &Member) {
    let incident = literal(&hex::encode(staff.incident("two-groups").await));
    let (account, now) = (literal(&hex::encode(who.account)), deployment.clock.now());
    let (hour, login) = (now.div_euclid(3600), &who.login);
    let entry = format!(
        "INSERT INTO desk_alarms (incident, kind, subject, hour, subject_name, at, times)
         VALUES ({incident}, '{kind}', {account}, {hour}, '{login}', {now}, 1)"
    );
    super::staff_desk::raw(deployment, &entry).await;
}

/// Bytes as both databases write them.
fn literal(hex: &str) -> String {
    if *crate::deployment::ON_POSTGRES { format!("'\\x{hex}'") } else { format!("X'{hex}'") }
}

/// Entries of an action, as text; whole bodies.
pub async fn entered(staff: &Staff<'_>, action: &str) -> Vec<String> {
    let mut wanted = AuditSelection::all_of(staff.incident("two-groups").await);
    action.clone_into(&mut wanted.action);
    let entries = staff.services.store.audit_entries(&wanted, 100).await.unwrap();
    entries.into_iter().map(|entry| entry.body.unwrap()).collect()
}
