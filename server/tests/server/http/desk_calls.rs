//! The log of calls: closed lists, references, figures, files.

use super::desk_people::{agent, call, entered, get, limited, post, sample, supervisor};
use crate::deployment::{HOUR, NOW, staff::Staff};
use actix_web::http::StatusCode;
use serde_json::{Value, json};
use shirabe_server::access::Role;
use std::collections::BTreeSet;

fn with(changes: Value) -> Value {
    let mut body = call();
    for (name, value) in changes.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

#[actix_web::test]
async fn nothing_but_closed_lists_is_taken() {
    let deployment = sample().await;
    let staff = Staff::of(&deployment).await;
    let agent = agent(&staff, "agent").await;
    let reply = post(&staff, &agent, "desk/calls", call()).await;
    assert_eq!(reply.status, StatusCode::CREATED);
    assert_eq!(reply.json(), json!({"reference": null}));
    for wrong in [
        json!({"kind": "name"}),
        json!({"answer": "maybe"}),
        json!({"language": "de"}),
        json!({"topic": "weather"}),
        json!({"note": "called by Ann"}),
        json!({"begun_seconds_ago": 90_000}),
        json!({"begun_seconds_ago": -1}),
        json!({"explained": "yes"}),
    ] {
        let reply = post(&staff, &agent, "desk/calls", with(wrong.clone())).await;
        assert_eq!(
            (reply.status, reply.problem().as_str()),
            (StatusCode::BAD_REQUEST, "malformed"),
            "{wrong}"
        );
    }
    let entries = entered(&staff, "call-logged").await;
    assert_eq!(entries.len(), 1);
    assert!(entries[0].contains("\"details\":{}"), "{entries:?}");
}

#[actix_web::test]
async fn who_is_called_back_gets_a_reference_that_can_be_checked() {
    let deployment = sample().await;
    let staff = Staff::of(&deployment).await;
    let agent = agent(&staff, "agent").await;
    let mut references = BTreeSet::new();
    for _ in 0..20 {
        let reply = post(&staff, &agent, "desk/calls", with(json!({"callback": true}))).await;
        let reference = reply.json()["reference"].as_str().unwrap().to_owned();
        assert_eq!(reference.len(), 6);
        const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let values: Vec<u8> = reference.chars().map(|c| ALPHABET.find(c).unwrap() as u8).collect();
        assert_eq!(shirabe_protocol::letter_code::reference(&values[..5]), reference);
        references.insert(reference);
    }
    assert!(references.len() > 15, "random: {references:?}");
    // No reference stands where whoever reads the log could follow a caller.
    let entries = entered(&staff, "call-logged").await.join(" ");
    assert!(references.iter().all(|reference| !entries.contains(reference)), "{entries}");
}

#[actix_web::test]
async fn known_calls_give_known_figures() {
    let deployment = sample().await;
    let staff = Staff::of(&deployment).await;
    let (agent, supervisor) = (agent(&staff, "agent").await, supervisor(&staff).await);
    let elsewhere = limited(&staff, "elsewhere", 4, Role::DeskAgent).await;
    let watching = limited(&staff, "watching", 5, Role::Supervisor).await;
    let none = get(&staff, &supervisor, "desk").await;
    assert_eq!((&none["figures"]["calls"], &none["figures"]["days"]), (&json!(0), &json!([])));

    // NOW is 13:40 in Japan.
    deployment.clock.set(NOW - 24 * HOUR);
    post(&staff, &agent, "desk/calls", with(json!({"begun_seconds_ago": 30}))).await;
    deployment.clock.set(NOW);
    for body in [
        json!({"begun_seconds_ago": 300, "language": "ja", "answer": "not-listed"}),
        json!({"begun_seconds_ago": 90, "callback": true, "escalated": true, "letter_again": true}),
    ] {
        let reply = post(&staff, &agent, "desk/calls", with(body)).await;
        assert_eq!(reply.status, StatusCode::CREATED);
    }
    post(&staff, &elsewhere, "desk/calls", with(json!({"registered": true, "explained": false})))
        .await;
    let figures = get(&staff, &supervisor, "desk").await["figures"].clone();
    assert_eq!(figures["calls"], 4);
    assert_eq!(
        (&figures["average_seconds"], &figures["longest_seconds"]),
        (&json!(120), &json!(300))
    );
    assert_eq!(figures["hours_of_today"][13], 3);
    let counted = |of: &str, calls: u64| json!({"of": of, "calls": calls});
    assert_eq!(figures["days"], json!([counted("2025-11-21", 3), counted("2025-11-20", 1)]));
    assert_eq!(figures["answers"], json!([counted("listed", 3), counted("not-listed", 1)]));
    assert_eq!(figures["languages"], json!([counted("ja", 1), counted("vi", 3)]));
    assert_eq!(figures["topics"], json!([counted("what-to-do", 4)]));
    assert_eq!(
        figures["actions"],
        json!([
            counted("explained", 3),
            counted("callback", 1),
            counted("escalated", 1),
            counted("letter-again", 1),
            counted("registered", 1)
        ])
    );
    // Limited to a share, one sees the calls of the own organisation.
    assert_eq!(get(&staff, &watching, "desk").await["figures"]["calls"], 0);
    staff.grant("two-groups", &elsewhere, Role::Supervisor).await;
    assert_eq!(get(&staff, &elsewhere, "desk").await["figures"]["calls"], 1);
}

#[actix_web::test]
async fn exported_calls_compute_nothing_and_the_export_is_entered() {
    let deployment = sample().await;
    let staff = Staff::of(&deployment).await;
    let agent = agent(&staff, "=1+1").await;
    let supervisor = supervisor(&staff).await;
    for _ in 0..3 {
        post(&staff, &agent, "desk/calls", with(json!({"callback": true}))).await;
    }
    let csv = staff.get(&supervisor, "/en/staff/incidents/two-groups/desk/calls.csv").await;
    assert_eq!(csv.status, StatusCode::OK);
    assert_eq!(csv.headers.get("content-type").unwrap(), "text/csv; charset=utf-8");
    assert_eq!(
        csv.headers.get("content-disposition").unwrap(),
        "attachment; filename=\"calls-two-groups.csv\""
    );
    let text = String::from_utf8(csv.body).unwrap();
    assert!(text.starts_with("\u{FEFF}\"ended\",\"seconds\",\"agent\""), "{text}");
    assert_eq!(text.lines().count(), 4);
    assert!(text.contains(",\"60\",\"'=1+1\",\"email\",\"listed\",\"vi\","), "{text}");
    let sheet = staff.get(&supervisor, "/ja/staff/incidents/two-groups/desk/calls.xlsx").await;
    assert!(sheet.body.starts_with(b"PK"));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&sheet.body)).unwrap();
    let mut cells = String::new();
    let mut file = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
    std::io::Read::read_to_string(&mut file, &mut cells).unwrap();
    assert!(!cells.contains("<f>") && cells.contains("<v>60</v>"), "{cells}");
    let forms = entered(&staff, "calls-exported").await;
    assert!(forms[0].contains("\"form\":\"xlsx\"") && forms[1].contains("\"form\":\"csv\""));
}
