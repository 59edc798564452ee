//! The desk: what an agent learns, what is counted, what is refused, what is entered.

use crate::deployment::{
    Deployment, NOW, Person, Reply, TWO_GROUPS, published,
    staff::{Body, Member, Staff},
};
use actix_web::http::{Method, StatusCode};
use rand::{RngCore, rngs::OsRng};
use serde_json::{Value, json};
use shirabe_protocol::{
    identifier::Kind,
    oprf::{PublicKey, client::blind},
    stretching::{Profile, Salt, Stretcher},
    wire::{self, EvaluateReply},
};
use shirabe_server::{
    access::Role,
    incidents::apply::Applied,
    store::{AuditSelection, MOST_NAMED},
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

const SLUG: &str = "two-groups";
/// The ristretto255 base point, a valid element.
const ELEMENT: &str = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";
const ANN: Person = Person { name: "ann", emails: &["ann@example.jp"], groups: &[0] };
const BAO: Person = Person { name: "bao", emails: &["desk@example.jp"], groups: &[1] };
const CHI: Person = Person { name: "chi", emails: &["desk@example.jp"], groups: &[0] };

/// An agent's browser, as far as the server sees it.
struct Agent<'a> {
    staff: &'a Staff<'a>,
    member: Member,
}

fn search() -> String {
    let mut bytes = [0; 16];
    OsRng.fill_bytes(&mut bytes);
    hex::encode(bytes)
}

impl Agent<'_> {
    async fn evaluate(&self, slug: &str, search: &str, message: &[u8]) -> Reply {
        let headers = [
            ("cookie", self.member.cookie.as_str()),
            ("x-shirabe-csrf", self.member.csrf.as_str()),
            ("x-shirabe-search", search),
            ("content-type", wire::EVALUATE_REQUEST),
        ];
        let path = format!("/api/v1/staff/incidents/{slug}/desk/evaluate");
        self.staff.deployment.send(Method::POST, &path, &headers, message.to_vec()).await
    }

    async fn look_up(&self, slug: &str, search: &str, kind: &str, tag: &str) -> Reply {
        let path = format!("/api/v1/staff/incidents/{slug}/desk/look-up");
        let body = json!({ "search": search, "kind": kind, "tag": tag });
        self.staff.send(&self.member, Method::POST, &path, Body::Json(body)).await
    }

    /// A whole question by email; the reply of the look-up.
    async fn ask(&self, search: &str, email: &str) -> Reply {
        let incidents = self.staff.get(&self.member, "/api/v1/staff/desk").await.json();
        let incident = incidents.as_array().unwrap().iter().find(|one| one["slug"] == SLUG);
        let incident = incident.expect("an incident of the agent");
        let bytes = |name: &str| hex::decode(incident[name].as_str().unwrap()).unwrap();
        let profile: Profile = serde_json::from_value(incident["profile"].clone()).unwrap();
        let salt = Salt::from_bytes(bytes("salt").try_into().unwrap());
        let key = PublicKey::from_bytes(bytes("staff_key").try_into().unwrap()).unwrap();
        let identifier = Kind::email().normalise(&[email]).unwrap();
        let stretched = Stretcher::new(profile, salt).unwrap().stretch(&identifier).unwrap();
        let (pending, message) = blind(stretched, &mut OsRng).unwrap();
        let reply = self.evaluate(SLUG, search, &message).await;
        if reply.status != StatusCode::OK {
            return reply;
        }
        let reply = EvaluateReply::decode(&reply.body).unwrap();
        let tag = pending.finalize(&reply.evaluated, &reply.proof, &key).unwrap().tag();
        self.look_up(SLUG, search, "email", &hex::encode(tag.as_bytes())).await
    }
}

async fn with_people(people: &[Person]) -> Deployment {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    published(&deployment, "add", people).await.unwrap();
    deployment
}

async fn agent<'a>(staff: &'a Staff<'a>) -> Agent<'a> {
    let member = staff.with_roles(SLUG, "hanako", &[Role::DeskAgent]).await;
    Agent { staff, member }
}

async fn entries(staff: &Staff<'_>, action: &str) -> Vec<Value> {
    let mut wanted = AuditSelection::all_of(staff.incident(SLUG).await);
    wanted.action = action.into();
    let entries = staff.services.store.audit_entries(&wanted, 1000).await.unwrap();
    let body = |entry: shirabe_server::store::AuditEntry| {
        serde_json::from_str(&entry.body.unwrap()).unwrap()
    };
    entries.into_iter().map(body).collect()
}

async fn alarms(staff: &Staff<'_>) -> Vec<String> {
    let all = entries(staff, "alarm-raised").await;
    all.iter().map(|entry| entry["details"]["alarm"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn an_agent_learns_groups_and_how_many_share_it_and_no_more() {
    let deployment = with_people(&[ANN, BAO, CHI]).await;
    let staff = Staff::of(&deployment).await;
    let agent = agent(&staff).await;
    let found = agent.ask(&search(), "ann@example.jp").await;
    assert_eq!(
        found.json(),
        json!({ "answer": "listed", "groups": ["a"], "people": 1, "notice": "none-recorded",
                "as_of": NOW, "set_version": 1 })
    );
    let shared = agent.ask(&search(), "desk@example.jp").await.json();
    assert_eq!(shared["groups"], json!(["a", "b"]));
    assert_eq!(shared["people"], 2);
    let missed = agent.ask(&search(), "nobody@example.jp").await.json();
    assert_eq!(missed["answer"], "not-listed");
    assert_eq!((&missed["people"], &missed["groups"]), (&json!(0), &json!([])));

    // Agent, time, incident, kind and answer; records by names that nobody can trace back.
    let read = entries(&staff, "record-read").await;
    let missed = entries(&staff, "desk-lookup").await;
    assert_eq!((read.len(), missed.len()), (2, 1));
    assert_eq!(missed[0]["details"], json!({ "kind": "email", "answer": "not-listed" }));
    assert!(read.iter().all(|entry| entry["account"] == agent.member.id()));
    assert_eq!(read[0]["details"]["record"].as_str().unwrap().len(), 2 * 32 + 1);
    let text = format!("{read:?}{missed:?}");
    for person in [ANN, BAO, CHI] {
        assert!(!text.contains(&hex::encode(person.handle())), "a handle in the audit log");
    }
}

/// Every file of the keys folder, with its bytes.
fn keys_of(deployment: &Deployment) -> BTreeMap<PathBuf, Vec<u8>> {
    let keys = &deployment.config.keys;
    let store = std::fs::read_dir(&keys.store).unwrap().map(|entry| entry.unwrap().path());
    store.chain([keys.master_key.clone()]).map(|path| (path.clone(), read(&path))).collect()
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

#[actix_web::test]
async fn answers_of_the_desk_write_nothing_into_the_keys_folder() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let before = keys_of(&deployment);
    assert_eq!(before.len(), 4, "master key, signing key, the incident's two files");
    published(&deployment, "add", &[ANN, BAO, CHI]).await.unwrap();
    let staff = Staff::of(&deployment).await;
    let agent = agent(&staff).await;
    let one = search();
    assert_eq!(agent.ask(&one, "ann@example.jp").await.json()["answer"], "listed");
    let request = Body::Json(json!({ "search": one, "purpose": "answer" }));
    let path = format!("/api/v1/staff/incidents/{SLUG}/desk/answer-requests");
    let asked = staff.send(&agent.member, Method::POST, &path, request).await;
    assert!(asked.status.is_success(), "{}", String::from_utf8_lossy(&asked.body));
    assert_eq!(agent.ask(&search(), "nobody@example.jp").await.json()["answer"], "not-listed");
    assert!(keys_of(&deployment) == before);
}

#[actix_web::test]
async fn an_audit_key_that_is_missing_comes_with_the_file_and_not_while_serving() {
    let deployment = with_people(&[ANN]).await;
    let audit_key =
        |path: &&PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("audit-");
    let whole = keys_of(&deployment);
    std::fs::remove_file(whole.keys().find(audit_key).unwrap()).unwrap();
    let without = keys_of(&deployment);
    let checked = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_shirabe"));
        command.arg("--config").arg(deployment.config_file()).args(["config", "check"]);
        let output = command.output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let said = checked();
    assert!(said.contains(SLUG) && said.contains("`shirabe incident apply`"), "{said}");
    let staff = Staff::of(&deployment).await;
    let agent = agent(&staff).await;
    assert_eq!(agent.ask(&search(), "ann@example.jp").await.problem(), "unavailable");
    assert!(entries(&staff, "record-read").await.is_empty());
    assert!(keys_of(&deployment) == without, "nothing was made");
    // The same file brings it, to the server that runs.
    assert_eq!(deployment.apply(TWO_GROUPS).await.unwrap(), Applied::Unchanged);
    assert_eq!(agent.ask(&search(), "ann@example.jp").await.json()["answer"], "listed");
    assert!(keys_of(&deployment).keys().eq(whole.keys()));
    assert!(checked().contains("are in order"));
}

#[actix_web::test]
async fn a_question_is_answered_once_and_only_to_who_asked() {
    let deployment = with_people(&[ANN]).await;
    let staff = Staff::of(&deployment).await;
    let agent = agent(&staff).await;
    let one = search();
    assert_eq!(agent.ask(&one, "ann@example.jp").await.status, StatusCode::OK);
    assert_eq!(agent.ask(&one, "ann@example.jp").await.problem(), "desk-question");
    let tag = "00".repeat(16);
    assert_eq!(agent.look_up(SLUG, &one, "email", &tag).await.problem(), "desk-question");
    assert_eq!(agent.look_up(SLUG, &search(), "email", &tag).await.problem(), "desk-question");
    for (kind, tag) in [("email", "zz"), ("email", ""), ("insurance", &*tag)] {
        assert_eq!(agent.look_up(SLUG, &search(), kind, tag).await.problem(), "malformed");
    }
    // Another agent's question is nobody else's; one that was begun long ago is over.
    let other = staff.member("taro", "Office of two-groups").await;
    staff.grant(SLUG, &other, Role::DeskAgent).await;
    let other = Agent { staff: &staff, member: other };
    let element = hex::decode(ELEMENT).unwrap();
    let begun = search();
    assert_eq!(agent.evaluate(SLUG, &begun, &element).await.status, StatusCode::OK);
    assert_eq!(other.look_up(SLUG, &begun, "email", &tag).await.problem(), "desk-question");
    deployment.clock.set(NOW + 301);
    assert_eq!(agent.look_up(SLUG, &begun, "email", &tag).await.problem(), "desk-question");
    assert_eq!(agent.evaluate(SLUG, "short", &element).await.problem(), "malformed");
    assert_eq!(agent.evaluate(SLUG, &search(), &[0; 31]).await.problem(), "malformed");
    assert_eq!(agent.evaluate(SLUG, &search(), &[0; 32]).await.problem(), "malformed");
}

#[actix_web::test]
async fn whoever_was_withdrawn_is_not_found() {
    let deployment = with_people(&[ANN, BAO, CHI]).await;
    published(&deployment, "withdraw", &[BAO]).await.unwrap();
    let staff = Staff::of(&deployment).await;
    let agent = agent(&staff).await;
    let shared = agent.ask(&search(), "desk@example.jp").await.json();
    assert_eq!((&shared["people"], &shared["groups"]), (&json!(1), &json!(["a"])));
}

#[actix_web::test]
async fn an_agent_of_a_share_hears_of_nobody_that_they_are_not_listed() {
    let deployment = Deployment::start().await;
    let with_code = format!("{TWO_GROUPS}\n[[kinds]]\nkind = \"code\"\npublic = false\n");
    deployment.apply(&with_code).await.unwrap();
    // Both are people of share 0.
    published(&deployment, "add", &[ANN, BAO]).await.unwrap();
    let staff = Staff::of(&deployment).await;
    let mut agents = Vec::new();
    for (share, office) in [(3, "City"), (0, "Town")] {
        staff.join(SLUG, office, Some(share)).await;
        let member = staff.member(office, office).await;
        staff.grant(SLUG, &member, Role::DeskAgent).await;
        agents.push(Agent { staff: &staff, member });
    }
    let [city, town] = &agents[..] else { unreachable!() };
    let nothing = |reply: Value| {
        assert_eq!(reply["answer"], "not-in-part");
        assert_eq!((&reply["people"], &reply["groups"]), (&json!(0), &json!([])));
    };
    // Listed in another share, and nowhere: the same.
    for email in ["ann@example.jp", "desk@example.jp", "nobody@example.jp"] {
        nothing(city.ask(&search(), email).await.json());
    }
    assert_eq!(town.ask(&search(), "ann@example.jp").await.json()["answer"], "listed");
    nothing(town.ask(&search(), "nobody@example.jp").await.json());
    // Of a letter code it is not said either that no letter has it.
    let element = hex::decode(ELEMENT).unwrap();
    let begun = search();
    assert_eq!(city.evaluate(SLUG, &begun, &element).await.status, StatusCode::OK);
    nothing(city.look_up(SLUG, &begun, "code", &"00".repeat(16)).await.json());
    // Whoever sees all of the list is told so.
    let whole = agent(&staff).await;
    let missed = whole.ask(&search(), "nobody@example.jp").await.json();
    assert_eq!(missed["answer"], "not-listed");
}

#[actix_web::test]
async fn the_budget_of_an_hour_ends_and_the_supervisor_is_told() {
    let deployment = Deployment::start().await;
    let few = TWO_GROUPS.replace("[desk]", "[desk]\nlookups_per_hour = 5");
    deployment.apply(&few).await.unwrap();
    published(&deployment, "add", &[ANN]).await.unwrap();
    let staff = Staff::of(&deployment).await;
    let agent = agent(&staff).await;
    for _ in 0..5 {
        assert_eq!(agent.ask(&search(), "ann@example.jp").await.status, StatusCode::OK);
    }
    for _ in 0..3 {
        let refused = agent.ask(&search(), "ann@example.jp").await;
        assert_eq!(refused.problem(), "desk-budget");
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        let wait: i64 =
            refused.headers.get("retry-after").unwrap().to_str().unwrap().parse().unwrap();
        assert_eq!(wait, 3600 - NOW % 3600);
    }
    assert_eq!(alarms(&staff).await, ["desk-budget"], "once an hour");
    // The next hour begins, and the session has not ended yet.
    deployment.clock.set(NOW + 3600 - NOW % 3600);
    assert_eq!(agent.ask(&search(), "ann@example.jp").await.status, StatusCode::OK);
}

#[actix_web::test]
async fn guesses_raise_an_alarm_and_a_busy_hour_does_not() {
    let deployment = with_people(&[ANN]).await;
    let staff = Staff::of(&deployment).await;
    let busy = agent(&staff).await;
    for call in 0..60 {
        // One caller in four is in the list.
        let email = if call % 4 == 0 { "ann@example.jp" } else { "nobody@example.jp" };
        let email = if call < 16 { email } else { "nobody@example.jp" };
        assert_eq!(busy.ask(&search(), email).await.status, StatusCode::OK);
    }
    assert_eq!(alarms(&staff).await, [""; 0]);
    let guesser = staff.member("taro", "Office of two-groups").await;
    staff.grant(SLUG, &guesser, Role::DeskAgent).await;
    let guesser = Agent { staff: &staff, member: guesser };
    for _ in 0..45 {
        guesser.ask(&search(), "guess@example.jp").await;
    }
    assert_eq!(alarms(&staff).await, ["desk-misses"]);
}

#[actix_web::test]
async fn one_record_read_again_and_again_raises_an_alarm() {
    let deployment = with_people(&[ANN]).await;
    let staff = Staff::of(&deployment).await;
    let agent = agent(&staff).await;
    for _ in 0..19 {
        agent.ask(&search(), "ann@example.jp").await;
    }
    assert_eq!(alarms(&staff).await, [""; 0]);
    agent.ask(&search(), "ann@example.jp").await;
    assert_eq!(alarms(&staff).await, ["same-record"]);
}

#[actix_web::test]
async fn only_agents_ask_and_other_incidents_do_not_exist() {
    let deployment = with_people(&[ANN]).await;
    let staff = Staff::of(&deployment).await;
    let element = [0; 32];
    for role in Role::ALL {
        let member = staff.with_roles(SLUG, role.code(), &[role]).await;
        let someone = Agent { staff: &staff, member };
        let reply = someone.evaluate(SLUG, &search(), &element).await;
        let expected = if role == Role::DeskAgent { "malformed" } else { "forbidden" };
        assert_eq!(reply.problem(), expected, "{}", role.code());
        let listed = staff.get(&someone.member, "/api/v1/staff/desk").await.json();
        let count = listed.as_array().unwrap().len();
        assert_eq!(count, usize::from(role == Role::DeskAgent), "{}", role.code());
        assert_eq!(someone.evaluate("no-such", &search(), &element).await.problem(), "not-found");
    }
}

#[actix_web::test]
async fn a_number_of_very_many_people_is_counted_and_not_named() {
    let names: Vec<String> = (0..40).map(|number| format!("person {number}")).collect();
    let person = |name: String| Person {
        name: Box::leak(name.into_boxed_str()),
        emails: &["office@example.jp"],
        groups: &[0],
    };
    let people: Vec<Person> = names.into_iter().map(person).collect();
    let deployment = with_people(&people).await;
    let staff = Staff::of(&deployment).await;
    let agent = agent(&staff).await;
    let found = agent.ask(&search(), "office@example.jp").await.json();
    assert_eq!(found["people"], 40);
    let read = entries(&staff, "record-read").await;
    let named = read[0]["details"]["record"].as_str().unwrap().split(' ').count();
    assert_eq!(named, MOST_NAMED);
}
