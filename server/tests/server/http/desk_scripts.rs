//! What is said to callers: versions, the second person, and incidents that tell nothing by
//! telephone.

use super::desk_people::{
    PAGE, entered, get, limited, page, post, sample, supervisor, with_four_eyes,
};
use crate::deployment::{
    Deployment, NOW, TWO_GROUPS,
    staff::{Body, Member, Staff},
};
use actix_web::http::{Method, StatusCode};
use rand::rngs::OsRng;
use serde_json::{Value, json};
use shirabe_server::{
    access::Role,
    carrying_out,
    scripts::{Answer, for_console},
    words::Language,
};

const VIETNAMESE: &str = "scripts/listed/vi";

fn proposal(based_on: u64, line: &str) -> Value {
    json!({"based_on": based_on, "texts": {"say": [line]}})
}

async fn proposed(staff: &Staff<'_>, who: &Member, based_on: u64, line: &str) -> String {
    let reply = post(staff, who, VIETNAMESE, proposal(based_on, line)).await;
    assert_eq!(reply.status, StatusCode::ACCEPTED, "{}", String::from_utf8_lossy(&reply.body));
    reply.json()["approval"].as_str().unwrap().to_owned()
}

async fn approve(staff: &Staff<'_>, who: &Member, id: &str) -> crate::deployment::Reply {
    post(staff, who, &format!("approvals/{id}/approve"), json!({})).await
}

async fn publisher(staff: &Staff<'_>) -> Member {
    staff.with_roles("two-groups", "publisher", &[Role::Publisher]).await
}

#[actix_web::test]
async fn a_version_is_said_once_a_second_person_has_approved_it() {
    let deployment = with_four_eyes().await;
    let staff = Staff::of(&deployment).await;
    let both = [Role::Supervisor, Role::Publisher];
    let writer = staff.with_roles("two-groups", "writer", &both).await;
    let publisher = publisher(&staff).await;
    let before = get(&staff, &writer, VIETNAMESE).await;
    assert_eq!((&before["current"]["version"], &before["versions"]), (&json!(0), &json!([])));
    let id = proposed(&staff, &writer, 0, "Xin xem {address}").await;
    let between = get(&staff, &writer, VIETNAMESE).await;
    assert_eq!((&between["current"]["version"], &between["waiting"]), (&json!(0), &json!([id])));

    assert_eq!(approve(&staff, &writer, &id).await.problem(), "own-request");
    let shown = page(&staff, &publisher, &format!("approvals/{id}")).await;
    assert!(shown.contains("<ins>") && shown.contains("Xin xem"), "{shown}");
    assert!(shown.contains("Change what we say to callers: Listed, Tiếng Việt"), "{shown}");
    assert!(!shown.contains("People in the list"), "{shown}");
    let done = approve(&staff, &publisher, &id).await.json();
    assert_eq!((&done["state"], &done["script_version"]), (&json!("done"), &json!(1)));
    assert_eq!(done["set_version"], Value::Null);
    let after = get(&staff, &writer, VIETNAMESE).await;
    assert_eq!(after["current"]["version"], 1);
    assert_eq!(
        after["versions"],
        json!([{"version": 1, "since": NOW, "author": "writer (Office of two-groups)",
                "approver": "publisher (Office of two-groups)",
                "texts": {"say": ["Xin xem {address}"], "never": [], "next": [], "escalate": []}}])
    );
    assert_eq!(after["waiting"], json!([]));
    let shown = page(&staff, &writer, VIETNAMESE).await;
    assert!(shown.contains("Xin xem http://127.0.0.1/vi/incidents/two-groups"), "{shown}");
    assert!(shown.contains("Approved by publisher (Office of two-groups)."), "{shown}");
    let changed = entered(&staff, "script-changed").await;
    assert!(changed.len() == 1 && changed[0].contains("\"script_version\":1"), "{changed:?}");
}

#[actix_web::test]
async fn of_two_proposals_of_one_version_the_second_fails() {
    let deployment = with_four_eyes().await;
    let staff = Staff::of(&deployment).await;
    let (writer, publisher) = (supervisor(&staff).await, publisher(&staff).await);
    let first = proposed(&staff, &writer, 0, "một").await;
    let second = proposed(&staff, &writer, 0, "hai").await;
    assert_eq!(approve(&staff, &publisher, &first).await.status, StatusCode::OK);
    assert_eq!(approve(&staff, &publisher, &second).await.problem(), "approval-failed");
    let failed = get(&staff, &publisher, &format!("approvals/{second}")).await;
    assert_eq!((&failed["state"], &failed["reason"]), (&json!("failed"), &json!("script-changed")));
    let stale = post(&staff, &writer, VIETNAMESE, proposal(0, "ba")).await;
    assert_eq!((stale.status, stale.problem().as_str()), (StatusCode::CONFLICT, "script-changed"));
    let current = get(&staff, &writer, VIETNAMESE).await["current"].clone();
    assert_eq!((&current["version"], &current["texts"]["say"]), (&json!(1), &json!(["một"])));
    // One that is taken back, by a supervisor, never comes.
    let third = proposed(&staff, &writer, 1, "bốn").await;
    let taken = post(&staff, &writer, &format!("approvals/{third}/take-back"), json!({})).await;
    assert_eq!(taken.status, StatusCode::OK);
    assert_eq!(approve(&staff, &publisher, &third).await.problem(), "approval-state");
    assert_eq!(get(&staff, &writer, VIETNAMESE).await["current"]["version"], 1);
}

#[actix_web::test]
async fn what_was_interrupted_after_the_change_is_found_done() {
    let deployment = with_four_eyes().await;
    let staff = Staff::of(&deployment).await;
    let (writer, publisher) = (supervisor(&staff).await, publisher(&staff).await);
    let id = proposed(&staff, &writer, 0, "một").await;
    assert_eq!(approve(&staff, &publisher, &id).await.status, StatusCode::OK);
    // As if the server had stopped before it entered what it had done.
    let running = format!("UPDATE approvals SET state = 'running', result = NULL, started = {NOW}");
    super::staff_desk::raw(&deployment, &running).await;
    deployment.clock.set(NOW + 3600);
    carrying_out::run_due(&deployment.services().await, &mut OsRng).await.unwrap();
    let auditor = staff.with_roles("two-groups", "auditor", &[Role::Auditor]).await;
    let settled = get(&staff, &auditor, &format!("approvals/{id}")).await;
    assert_eq!((&settled["state"], &settled["script_version"]), (&json!("done"), &json!(1)));
}

#[actix_web::test]
async fn without_a_second_person_it_is_said_at_once() {
    let deployment = sample().await;
    let staff = Staff::of(&deployment).await;
    let writer = supervisor(&staff).await;
    let path = format!("{PAGE}/{VIETNAMESE}");
    let fields = [("based_on", "0"), ("say", " Xin xem {address}\r\n\r\nCảm ơn\r\n")];
    let reply = staff.post(&writer, &path, &fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    let current = get(&staff, &writer, VIETNAMESE).await["current"].clone();
    assert_eq!(current["texts"]["say"], json!(["Xin xem {address}", "Cảm ơn"]));
    // The same again changes nothing; an older version is not written over, and what was typed
    // is still there.
    let again = [("based_on", "1"), fields[1]];
    assert_eq!(staff.post(&writer, &path, &again).await.status, StatusCode::BAD_REQUEST);
    let stale = staff.post(&writer, &path, &[("based_on", "0"), ("say", "khác")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let shown = String::from_utf8(stale.body).unwrap();
    assert!(shown.contains(">khác</textarea>") && shown.contains("role=\"alert\""), "{shown}");
    let changed = entered(&staff, "script-changed").await;
    assert!(changed.len() == 1 && changed[0].contains("\"answer\":\"listed\""), "{changed:?}");
    let incident = staff.services.directory.find("two-groups").await.unwrap();
    let views = for_console(&staff.services, &incident, Language::English).await.unwrap();
    let view = views
        .iter()
        .find(|view| (view.answer, view.language) == (Answer::Listed, Language::Vietnamese));
    let view = view.unwrap();
    assert_eq!((view.version, view.say[1].as_str()), (1, "Cảm ơn"));
    assert_eq!(view.say[0], "Xin xem http://127.0.0.1/vi/incidents/two-groups");
    assert!(view.never[0].starts_with("Any stored detail"), "{:?}", view.never);
}

#[actix_web::test]
async fn who_sees_a_part_reads_scripts_and_writes_none() {
    let deployment = sample().await;
    let staff = Staff::of(&deployment).await;
    let chief = limited(&staff, "chief", 3, Role::Supervisor).await;
    let shown = page(&staff, &chief, VIETNAMESE).await;
    assert!(!shown.contains("<textarea"), "{shown}");
    assert_eq!(post(&staff, &chief, VIETNAMESE, proposal(0, "x")).await.problem(), "forbidden");
    for nothing in ["scripts/maybe/vi", "scripts/listed/de"] {
        let reply = staff.get(&chief, &format!("{PAGE}/{nothing}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[actix_web::test]
async fn where_nothing_is_told_both_answers_are_the_same_words() {
    let deployment = Deployment::start().await;
    let silent = TWO_GROUPS.replace("[desk]\n", "[desk]\ntells_by_phone = false\n");
    deployment.apply(&silent).await.unwrap();
    let staff = Staff::of(&deployment).await;
    let writer = supervisor(&staff).await;
    let incident = staff.services.directory.find("two-groups").await.unwrap();
    for staff_language in Language::OF_STAFF {
        let views = for_console(&staff.services, &incident, staff_language).await.unwrap();
        assert_eq!(views.len(), Answer::ALL.len() * Language::ALL.len());
        for language in Language::ALL {
            let of = |answer| {
                let of_both = |view: &&_| {
                    let view: &shirabe_server::scripts::ScriptView = view;
                    (view.answer, view.language) == (answer, language)
                };
                let view = views.iter().find(of_both).unwrap();
                (view.script, &view.say, &view.never, &view.next, &view.escalate)
            };
            assert_eq!(of(Answer::Listed), of(Answer::NotListed));
            assert_eq!(of(Answer::Listed), of(Answer::NotInPart));
            assert_eq!(of(Answer::Listed), of(Answer::Registered));
            assert_ne!(of(Answer::Listed).1, of(Answer::Overload).1);
        }
    }
    let shown = page(&staff, &writer, "scripts").await;
    assert!(shown.contains("nobody is told by telephone"), "{shown}");
    assert!(!shown.contains("scripts/listed/") && shown.contains("scripts/registered/ja"));
    let card = get(&staff, &writer, "card").await;
    let answers: Vec<_> =
        card["scripts"].as_array().unwrap().iter().map(|one| &one["answer"]).collect();
    assert_eq!((card["tells_by_phone"].clone(), answers.len()), (json!(false), 36));
    assert!(!answers.contains(&&json!("listed")));
}

#[actix_web::test]
async fn the_card_says_what_is_needed_on_paper() {
    let deployment = sample().await;
    let staff = Staff::of(&deployment).await;
    let agent = staff.with_roles("two-groups", "agent", &[Role::DeskAgent]).await;
    let card = page(&staff, &agent, "card?also=vi&also=ne").await;
    for needed in [
        "http://127.0.0.1/en/incidents/two-groups",
        "03-0000-0000",
        "2025-11-21 13:40",
        "Group A (may have been taken)",
        "Take no personal data",
        "Never say",
        "Tiếng Việt",
        "Comes with the program",
        "What you told me is not in the list",
    ] {
        assert!(card.contains(needed), "{needed} in {card}");
    }
    for wrong in ["card?also=de", "card?also=vi&print=1"] {
        let reply = staff.get(&agent, &format!("{PAGE}/{wrong}")).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[actix_web::test]
async fn longer_texts_than_other_forms_have_are_taken() {
    let deployment = sample().await;
    let staff = Staff::of(&deployment).await;
    let writer = supervisor(&staff).await;
    let line = "あ".repeat(400);
    let say = [line.as_str(); 12].join("\n");
    let fields = [
        ("based_on", "0"),
        ("say", say.as_str()),
        ("never", say.as_str()),
        ("next", say.as_str()),
        ("escalate", say.as_str()),
    ];
    let path = format!("{PAGE}/scripts/overload/ja");
    assert_eq!(staff.post(&writer, &path, &fields).await.status, StatusCode::SEE_OTHER);
    let lines = vec![line; 12];
    let texts = json!({"say": lines, "never": lines, "next": lines, "escalate": ["x"]});
    let body = Body::Json(json!({"based_on": 1, "texts": texts}));
    let path = "/api/v1/staff/incidents/two-groups/scripts/overload/ja";
    assert_eq!(staff.send(&writer, Method::POST, path, body).await.status, StatusCode::OK);
}
