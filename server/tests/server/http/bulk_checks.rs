//! Checks that other organisations make for all of their own people: links, claims, budgets.

use crate::deployment::{
    Deployment, NOW, Person, Reply, TWO_GROUPS, published,
    staff::{Body, Member, Staff},
};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};
use shirabe_protocol::wire;
use shirabe_server::{access::Role, store::AuditSelection};

const SLUG: &str = "two-groups";
const ANN: Person = Person { name: "ann", emails: &["ann@example.jp"], groups: &[0] };
const ELEMENT: &str = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";
const INVITATIONS: &str = "/api/v1/staff/incidents/two-groups/bulk-checks";

async fn scene() -> Deployment {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    published(&deployment, "add", &[ANN]).await.unwrap();
    deployment
}

async fn invite(staff: &Staff<'_>, member: &Member, people: u64) -> Value {
    let body = json!({ "organisation": "Example Trading", "people": people });
    let reply = staff.send(member, Method::POST, INVITATIONS, Body::Json(body)).await;
    assert_eq!(reply.status, StatusCode::CREATED);
    reply.json()
}

struct Invited<'a> {
    deployment: &'a Deployment,
    secret: String,
    claim: String,
}

impl<'a> Invited<'a> {
    fn new(deployment: &'a Deployment, invitation: &Value, device: u8) -> Self {
        let secret = invitation["secret"].as_str().unwrap().to_owned();
        assert_eq!(secret.len(), 43);
        Self { deployment, secret, claim: hex::encode([device; 32]) }
    }

    async fn send(&self, method: Method, path: &str, media: &str, body: Vec<u8>) -> Reply {
        let bearer = format!("Bearer {}", self.secret);
        let headers = [
            ("authorization", bearer.as_str()),
            ("x-shirabe-claim", self.claim.as_str()),
            ("content-type", media),
        ];
        let path = format!("/api/v1/bulk-checks/current{path}");
        self.deployment.send(method, &path, &headers, body).await
    }

    async fn current(&self) -> Value {
        self.send(Method::GET, "", "", Vec::new()).await.json()
    }

    async fn step(&self, step: &str) -> Reply {
        self.send(Method::POST, &format!("/{step}"), "", Vec::new()).await
    }

    async fn batch(&self, number: u32, elements: usize) -> Reply {
        let body = hex::decode(ELEMENT.repeat(elements)).unwrap();
        self.send(Method::PUT, &format!("/evaluations/{number}"), wire::BATCH_REQUEST, body).await
    }
}

#[actix_web::test]
async fn an_invited_organisation_asks_as_much_as_it_may_and_no_more() {
    let deployment = scene().await;
    let staff = Staff::of(&deployment).await;
    let host = staff.with_roles(SLUG, "hanako", &[Role::Publisher]).await;
    let invitation = invite(&staff, &host, 10).await;
    let invited = Invited::new(&deployment, &invitation, 1);
    let current = invited.current().await;
    // One public kind; a tenth more than there are people.
    assert_eq!(
        (&current["state"], &current["budget"], &current["own"], &current["incident"]),
        (&json!("open"), &json!(11), &json!(false), &json!(SLUG))
    );
    assert_eq!(current["kinds"].as_array().unwrap().len(), 1);
    assert_eq!(invited.batch(0, 1).await.problem(), "bulk-check-claimed");
    assert_eq!(invited.step("claim").await.status, StatusCode::NO_CONTENT);
    assert_eq!(invited.step("claim").await.status, StatusCode::NO_CONTENT);

    let first = invited.batch(0, 8).await;
    assert_eq!((first.status, first.body.len()), (StatusCode::OK, 8 * 32 + 64));
    wire::decode_bulk_reply(&first.body, 8).unwrap();
    let again = invited.batch(0, 8).await;
    assert_eq!(again.body[..256], first.body[..256], "the same elements give the same");
    assert_eq!(invited.current().await["evaluated"], 8, "and are counted once");
    assert_eq!(invited.batch(0, 7).await.problem(), "batch-differs");
    assert_eq!(invited.batch(1, 4).await.problem(), "bulk-check-budget");
    assert_eq!(invited.batch(1, 3).await.status, StatusCode::OK);
    assert_eq!(invited.batch(2, 1).await.problem(), "bulk-check-budget");
    for elements in [0, 4097] {
        assert_ne!(invited.batch(3, elements).await.status, StatusCode::OK);
    }

    // Who invited sees how much was used; and what the audit log says of it.
    let listed = staff.get(&host, INVITATIONS).await.json();
    assert_eq!((&listed[0]["evaluated"], &listed[0]["state"]), (&json!(11), &json!("claimed")));
    assert_eq!(invited.step("finish").await.status, StatusCode::NO_CONTENT);
    assert_eq!(invited.batch(0, 8).await.problem(), "bulk-check-over");
    assert_eq!(invited.step("claim").await.problem(), "bulk-check-over");
    assert_eq!(invited.current().await["state"], "finished");
    let wanted = AuditSelection::all_of(staff.incident(SLUG).await);
    let entries = staff.services.store.audit_entries(&wanted, 100).await.unwrap();
    let actions: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
    for action in ["bulk-check-invited", "bulk-check-begun", "bulk-check-finished", "alarm-raised"]
    {
        assert_eq!(actions.iter().filter(|one| **one == action).count(), 1, "{action}");
    }
}

#[actix_web::test]
async fn a_link_serves_one_device_and_one_incident_and_ends() {
    let deployment = scene().await;
    let staff = Staff::of(&deployment).await;
    let host = staff.with_roles(SLUG, "hanako", &[Role::Administrator]).await;
    let invitation = invite(&staff, &host, 10).await;
    let (first, second) =
        (Invited::new(&deployment, &invitation, 1), Invited::new(&deployment, &invitation, 2));
    assert_eq!(first.step("claim").await.status, StatusCode::NO_CONTENT);
    for reply in [second.step("claim").await, second.batch(0, 1).await, second.step("finish").await]
    {
        assert_eq!(reply.problem(), "bulk-check-claimed");
    }
    assert_eq!(second.current().await["own"], false);
    assert_eq!(first.current().await["own"], true);

    // Taken back, it ends at once; out of time, too; a secret that was never made opens nothing.
    let path = format!("{INVITATIONS}/{}", invitation["check"].as_str().unwrap());
    let taken_back = staff.send(&host, Method::DELETE, &path, Body::Empty).await;
    assert_eq!(taken_back.status, StatusCode::NO_CONTENT);
    assert_eq!(first.batch(0, 1).await.problem(), "bulk-check-over");
    assert_eq!(
        staff.send(&host, Method::DELETE, &path, Body::Empty).await.status,
        StatusCode::NOT_FOUND
    );
    let late = Invited::new(&deployment, &invite(&staff, &host, 10).await, 1);
    deployment.clock.set(NOW + 15 * 24 * 3600);
    assert_eq!(late.step("claim").await.problem(), "bulk-check-over");
    assert_eq!(late.current().await["state"], "expired");
    let unknown = Invited { secret: "A".repeat(43), ..late };
    let refused = unknown.step("claim").await;
    assert_eq!(refused.problem(), "unauthorized");
    assert_eq!(refused.headers.get("www-authenticate").unwrap(), "Bearer");
}

#[actix_web::test]
async fn who_may_invite_and_what_is_no_invitation() {
    let deployment = scene().await;
    let staff = Staff::of(&deployment).await;
    for role in Role::ALL {
        let member = staff.with_roles(SLUG, role.code(), &[role]).await;
        let may = matches!(role, Role::Administrator | Role::Publisher);
        let body = json!({ "organisation": "Example Trading", "people": 1 });
        let reply = staff.send(&member, Method::POST, INVITATIONS, Body::Json(body)).await;
        assert_eq!(reply.status == StatusCode::CREATED, may, "{}", role.code());
    }
    let host = staff.member("hanako", "Office of two-groups").await;
    staff.grant(SLUG, &host, Role::Publisher).await;
    for body in [
        json!({ "organisation": "", "people": 1 }),
        json!({ "organisation": "Example", "people": 0 }),
        json!({ "organisation": "Example", "people": 1_000_001 }),
        json!({ "organisation": "Example", "people": 1, "days": 61 }),
        json!({ "organisation": "Example", "people": 1, "budget": 5 }),
    ] {
        let reply = staff.send(&host, Method::POST, INVITATIONS, Body::Json(body)).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    }
    // On the page: the link is shown once.
    let page = "/en/staff/incidents/two-groups/bulk-checks";
    let fields = [("organisation", "Example Trading"), ("people", "1,200"), ("days", "")];
    let made = staff.post(&host, page, &fields).await;
    let made = String::from_utf8(made.body).unwrap();
    assert_eq!(made.matches("/en/bulk-check#").count(), 1);
    let later = String::from_utf8(staff.get(&host, page).await.body).unwrap();
    assert!(!later.contains("/bulk-check#") && later.contains("0 of 1,320"), "{later}");
}

#[actix_web::test]
async fn a_number_of_people_that_is_none_is_refused_at_its_field() {
    let deployment = scene().await;
    let staff = Staff::of(&deployment).await;
    let host = staff.with_roles(SLUG, "hanako", &[Role::Publisher]).await;
    let page = "/en/staff/incidents/two-groups/bulk-checks";
    let send = async |people: &str, days: &str| {
        let fields = [("organisation", "Example Trading"), ("people", people), ("days", days)];
        let reply = staff.post(&host, page, &fields).await;
        (reply.status, String::from_utf8(reply.body).unwrap())
    };
    for wrong in ["1.5", "1.200", "12,5", "-15", "0", "1,000,001", "many", ""] {
        let (status, body) = send(wrong, "").await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(body.contains("id=\"bulk-people-error\""), "{wrong}: {body}");
        assert!(body.contains(&format!("value=\"{wrong}\"")), "what was typed stays: {body}");
    }
    let (status, body) = send("15", "1.5").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(!body.contains("bulk-people-error"), "{body}");
    assert_eq!(staff.get(&host, INVITATIONS).await.json(), json!([]), "nobody was invited");
    for (number, right) in [(1, "１，２００"), (2, "1 200")] {
        assert_eq!(send(right, "").await.0, StatusCode::OK, "{right}");
        let listed = staff.get(&host, INVITATIONS).await.json();
        let people: Vec<_> = listed.as_array().unwrap().iter().map(|one| &one["people"]).collect();
        assert_eq!(people, vec![&json!(1200); number]);
    }
}
