//! Answers that go to the registered address.

use super::desk_people::{
    ANN, BAO, PAGE, agent, entered, get, limited, looked_up, page, post, with_list,
};
use crate::deployment::{
    HOUR, NOW, published,
    staff::{Member, Staff},
};
use actix_web::http::StatusCode;
use serde_json::{Value, json};
use shirabe_server::{access::Role, clock::Clock};

/// Signed in now: sessions end after half an hour without a request.
async fn notifier(staff: &Staff<'_>) -> Member {
    let login = format!("notifier-{}", staff.deployment.clock.now());
    staff.with_roles("two-groups", &login, &[Role::Notifier]).await
}

fn wish(search: u8, purpose: &str) -> Value {
    json!({"search": hex::encode([search; 16]), "purpose": purpose})
}

async fn ask(staff: &Staff<'_>, who: &Member, search: u8, purpose: &str) -> Result<String, String> {
    let reply = post(staff, who, "desk/answer-requests", wish(search, purpose)).await;
    match reply.status {
        StatusCode::CREATED => Ok(reply.json()["number"].as_str().unwrap().to_owned()),
        _ => Err(reply.problem()),
    }
}

#[actix_web::test]
async fn the_one_person_of_a_fresh_question_is_taken_and_nobody_else() {
    let deployment = with_list().await;
    let staff = Staff::of(&deployment).await;
    let (one, other) = (agent(&staff, "one").await, agent(&staff, "other").await);
    looked_up(&deployment, &staff, &one, [1; 16], Some(ANN)).await;
    looked_up(&deployment, &staff, &one, [2; 16], None).await;
    let nobody = Err("no-single-record".to_owned());
    assert_eq!(ask(&staff, &one, 2, "answer").await, nobody, "nobody was found");
    assert_eq!(ask(&staff, &one, 3, "answer").await, nobody, "never asked");
    assert_eq!(ask(&staff, &other, 1, "answer").await, nobody, "another agent's question");
    assert_eq!(ask(&staff, &one, 1, "money").await, Err("malformed".into()));
    deployment.clock.set(NOW + 15 * 60 + 1);
    assert_eq!(ask(&staff, &one, 1, "answer").await, nobody, "too long ago");
    deployment.clock.set(NOW + 15 * 60);
    let number = ask(&staff, &one, 1, "answer").await.unwrap();
    assert_eq!((number.len(), &number[4..5]), (9, "-"));
    let entry = &entered(&staff, "answer-requested").await[0];
    assert!(entry.contains(&number) && !entry.contains(&hex::encode(ANN.handle())), "{entry}");
}

#[actix_web::test]
async fn one_waits_for_a_purpose_and_three_are_entered_in_a_day() {
    let deployment = with_list().await;
    let staff = Staff::of(&deployment).await;
    let (one, notifier) = (agent(&staff, "one").await, notifier(&staff).await);
    looked_up(&deployment, &staff, &one, [1; 16], Some(ANN)).await;
    looked_up(&deployment, &staff, &one, [2; 16], Some(BAO)).await;
    let limit = Err("record-limit".to_owned());
    ask(&staff, &one, 1, "answer").await.unwrap();
    assert_eq!(ask(&staff, &one, 1, "answer").await, limit);
    ask(&staff, &one, 1, "letter").await.unwrap();
    // What was refused is not counted: one more of the three is left.
    let done = |place: usize| {
        let (staff, notifier) = (&staff, &notifier);
        async move {
            let all = get(staff, notifier, "requests").await;
            let id = all[place]["request"].as_str().unwrap().to_owned();
            let path = format!("requests/{id}/done");
            let reply = post(staff, notifier, &path, json!({"outcome": "sent"})).await;
            assert_eq!(reply.status, StatusCode::NO_CONTENT);
        }
    };
    done(0).await;
    done(0).await;
    ask(&staff, &one, 1, "answer").await.unwrap();
    done(0).await;
    assert_eq!(ask(&staff, &one, 1, "letter").await, limit, "the fourth of the day");
    ask(&staff, &one, 2, "answer").await.unwrap();
    deployment.clock.set(NOW + 24 * HOUR);
    let tomorrow = agent(&staff, "tomorrow").await;
    looked_up(&deployment, &staff, &tomorrow, [3; 16], Some(ANN)).await;
    ask(&staff, &tomorrow, 3, "letter").await.unwrap();
    assert_eq!(entered(&staff, "answer-requested").await.len(), 5);
}

#[actix_web::test]
async fn marking_done_can_be_undone_for_an_hour() {
    let deployment = with_list().await;
    let staff = Staff::of(&deployment).await;
    let (one, notifier) = (agent(&staff, "one").await, notifier(&staff).await);
    let empty = page(&staff, &notifier, "requests").await;
    assert!(empty.contains("Nothing waits to be sent."), "{empty}");
    looked_up(&deployment, &staff, &one, [1; 16], Some(ANN)).await;
    let number = ask(&staff, &one, 1, "answer").await.unwrap();
    let home = staff.get(&notifier, "/en/staff").await;
    assert!(String::from_utf8_lossy(&home.body).contains("Answers waiting to be sent: 1"));
    let line = get(&staff, &notifier, "requests").await[0].clone();
    assert_eq!((&line["number"], &line["purpose"]), (&json!(number), &json!("answer")));
    assert_eq!((&line["done"], &line["outcome"]), (&Value::Null, &json!("")));
    let record = line["record"].as_str().unwrap();
    assert_eq!(record.len(), 8);
    assert!(!hex::encode(ANN.handle()).contains(record));
    let path =
        format!("/en/staff/incidents/two-groups/requests/{}", line["request"].as_str().unwrap());
    let send = async |who: &Member, step: &str, fields: &[(&str, &str)]| {
        let reply = staff.post(who, &format!("{path}/{step}"), fields).await;
        if let Some(location) = reply.headers.get("location") {
            assert_eq!(location, "/en/staff/incidents/two-groups/requests");
        }
        reply.status
    };
    let sent = [("outcome", "sent")];
    assert_eq!(send(&notifier, "done", &[("outcome", "lost")]).await, StatusCode::BAD_REQUEST);
    assert_eq!(send(&notifier, "undo", &[]).await, StatusCode::CONFLICT, "it is open");
    assert_eq!(
        send(&notifier, "done", &[("outcome", "not-deliverable")]).await,
        StatusCode::SEE_OTHER
    );
    assert_eq!(send(&notifier, "done", &sent).await, StatusCode::CONFLICT);
    let shown = page(&staff, &notifier, "requests").await;
    assert!(shown.contains("Cannot be delivered") && shown.contains("/undo\""), "{shown}");
    deployment.clock.set(NOW + HOUR);
    let later = super::desk_requests::notifier(&staff).await;
    assert_eq!(send(&later, "undo", &[]).await, StatusCode::SEE_OTHER);
    assert_eq!(send(&later, "done", &sent).await, StatusCode::SEE_OTHER);
    deployment.clock.set(NOW + 2 * HOUR + 1);
    let late = super::desk_requests::notifier(&staff).await;
    assert_eq!(send(&late, "undo", &[]).await, StatusCode::CONFLICT, "more than an hour later");
    let shown = page(&staff, &late, "requests").await;
    assert!(!shown.contains("/undo\""), "{shown}");
    assert_eq!(entered(&staff, "answer-request-done").await.len(), 2);
    assert_eq!(entered(&staff, "answer-request-reopened").await.len(), 1);
}

#[actix_web::test]
async fn what_waits_is_exported_with_handles_and_that_is_entered() {
    let deployment = with_list().await;
    let staff = Staff::of(&deployment).await;
    let (one, notifier) = (agent(&staff, "one").await, notifier(&staff).await);
    looked_up(&deployment, &staff, &one, [1; 16], Some(ANN)).await;
    let number = ask(&staff, &one, 1, "letter").await.unwrap();
    let path = "/en/staff/incidents/two-groups/requests.csv";
    let reply = staff.get(&notifier, path).await;
    let handle = hex::encode(ANN.handle());
    let expected = format!(
        "\u{FEFF}\"request\",\"record\",\"purpose\"\r\n\"{number}\",\"{handle}\",\"letter\"\r\n"
    );
    assert_eq!(String::from_utf8(reply.body).unwrap(), expected);
    let entries = entered(&staff, "answer-requests-exported").await;
    assert_eq!(entries.len(), 1);
    assert!(!entries[0].contains(&handle));
    assert_eq!(staff.get(&one, path).await.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn of_another_share_there_is_nothing() {
    let deployment = with_list().await;
    let staff = Staff::of(&deployment).await;
    let one = agent(&staff, "one").await;
    // Everybody of the list is of share 0.
    let of_share = limited(&staff, "of-share", 0, Role::Notifier).await;
    let of_other = limited(&staff, "of-other", 6, Role::Notifier).await;
    let limited_agent = limited(&staff, "limited-agent", 7, Role::DeskAgent).await;
    looked_up(&deployment, &staff, &one, [1; 16], Some(ANN)).await;
    looked_up(&deployment, &staff, &limited_agent, [2; 16], Some(BAO)).await;
    let nobody = Err("no-single-record".to_owned());
    assert_eq!(ask(&staff, &limited_agent, 2, "answer").await, nobody);
    ask(&staff, &one, 1, "answer").await.unwrap();
    let seen = get(&staff, &of_share, "requests").await;
    assert_eq!((seen.as_array().unwrap().len(), &seen[0]["share"]), (1, &json!(0)));
    assert_eq!(get(&staff, &of_other, "requests").await, json!([]));
    let id = seen[0]["request"].as_str().unwrap();
    let done = format!("requests/{id}/done");
    let reply = post(&staff, &of_other, &done, json!({"outcome": "sent"})).await;
    assert_eq!(reply.problem(), "not-found");
    let csv = staff.get(&of_other, "/en/staff/incidents/two-groups/requests.csv").await;
    assert_eq!(String::from_utf8(csv.body).unwrap().lines().count(), 1);
    let reply = post(&staff, &of_share, &done, json!({"outcome": "sent"})).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
}

#[actix_web::test]
async fn for_somebody_who_was_withdrawn_meanwhile_nothing_is_entered_and_shares_are_without_them() {
    let deployment = with_list().await;
    let staff = Staff::of(&deployment).await;
    let (one, notifier) = (agent(&staff, "one").await, notifier(&staff).await);
    let of_share = limited(&staff, "of-share", 0, Role::Notifier).await;
    let people = async || {
        let reply = staff.get(&of_share, "/api/v1/staff/incidents/two-groups").await;
        reply.json()["people_of_share"].as_u64().unwrap()
    };
    assert_eq!(people().await, 2);
    looked_up(&deployment, &staff, &one, [1; 16], Some(ANN)).await;
    ask(&staff, &one, 1, "answer").await.unwrap();
    let id = get(&staff, &notifier, "requests").await[0]["request"].as_str().unwrap().to_owned();
    let done = format!("requests/{id}/done");
    let done = post(&staff, &notifier, &done, json!({"outcome": "sent"})).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT);
    published(&deployment, "withdraw", &[ANN]).await.unwrap();
    assert_eq!(people().await, 1);
    assert_eq!(ask(&staff, &one, 1, "letter").await, Err("no-single-record".to_owned()));
    let undo = staff.post(&notifier, &format!("{PAGE}/requests/{id}/undo"), &[]).await;
    assert_eq!(undo.status, StatusCode::CONFLICT);
    assert_eq!(entered(&staff, "answer-requested").await.len(), 1);
}
