//! The public record: what applying a file adds to it, and what nobody takes out again.

use crate::deployment::{Deployment, HOUR, NOW, Person, TWO_GROUPS, publish, published};
use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};
use shirabe_server::{clock::Clock, store::StoredVersion};

const DAY: i64 = 24 * HOUR;
const GIL: Person = Person { name: "gil", emails: &["gil@example.org"], groups: &[1] };

/// The file with these entries; with two languages where the texts have both.
fn file(entries: &[(&str, &str)]) -> String {
    let entries: String = (entries.iter())
        .map(|(head, texts)| format!("[[timeline]]\n{head}\ntext = {{ {texts} }}\n"))
        .collect();
    TWO_GROUPS.replace("[desk]", &format!("{entries}[desk]"))
}

/// The same in Japanese too.
fn bilingual(file: &str) -> String {
    file.replace("languages = [\"en\"]", "languages = [\"en\", \"ja\"]")
        .replace("name.en = \"Example Office\"", "name = { en = \"Example Office\", ja = \"例\" }")
        .replace("title.en = \"Group A\"", "title = { en = \"Group A\", ja = \"甲\" }")
        .replace("title.en = \"Group B\"", "title = { en = \"Group B\", ja = \"乙\" }")
        + "[texts.ja]\ntitle = \"例\"\nwhat_happened = [\"例\"]\ndesk_hours = \"平日\"\n"
}

async fn record(deployment: &Deployment) -> Value {
    let reply = deployment.get("/api/v1/incidents/two-groups/record").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.headers.get("cache-control").unwrap(), "no-cache");
    reply.json()
}

async fn page(deployment: &Deployment, language: &str) -> String {
    let reply = deployment.get(&format!("/{language}/incidents/two-groups/record")).await;
    String::from_utf8(reply.body).unwrap()
}

const FIRST: &str = "date = \"2025-10-10\"\nkind = \"first\"";

#[actix_web::test]
async fn a_corrected_text_is_a_version_and_the_one_before_stays() {
    let deployment = Deployment::start().await;
    deployment.apply(&file(&[(FIRST, "en = \"382 people.\"")])).await.unwrap();
    deployment.clock.set(NOW + DAY);
    let corrected = file(&[(FIRST, "en = \"412 people.\"")]);
    deployment.apply(&corrected).await.unwrap();
    // Applied again, or with something else changed: no version.
    deployment.clock.set(NOW + 2 * DAY);
    deployment.apply(&corrected).await.unwrap();
    deployment.apply(&corrected.replace("Monday", "Tuesday")).await.unwrap();
    let version = |version, since, text| {
        json!({"version": version, "since": since,
        "kind": "first", "texts": {"en": text}})
    };
    let expected = json!({
        "incident": "two-groups",
        "next_notice": null,
        "entries": [{
            "date": "2025-10-10", "id": null, "kind": "first",
            "set_version": null, "published": null,
            "versions": [version(1, NOW, "382 people."), version(2, NOW + DAY, "412 people.")],
        }],
    });
    assert_eq!(record(&deployment).await, expected);
    let page = page(&deployment, "en").await;
    assert!(page.contains("Changed on 22 November 2025"), "{page}");
    assert!(page.contains("382</del>") && page.contains("412</ins>"));
}

#[actix_web::test]
async fn a_translation_is_a_change_to_its_own_readers_alone() {
    let deployment = Deployment::start().await;
    deployment.apply(&file(&[(FIRST, "en = \"382 people.\"")])).await.unwrap();
    deployment.clock.set(NOW + DAY);
    let translated = file(&[(FIRST, "en = \"382 people.\", ja = \"382人。\"")]);
    deployment.apply(&bilingual(&translated)).await.unwrap();
    for language in ["en", "ja"] {
        assert!(!page(&deployment, language).await.contains("earlier-switch"), "{language}");
    }
    deployment.clock.set(NOW + 2 * DAY);
    let mended = file(&[(FIRST, "en = \"382 people.\", ja = \"382人です。\"")]);
    deployment.apply(&bilingual(&mended)).await.unwrap();
    assert!(!page(&deployment, "en").await.contains("earlier-switch"));
    let ja = page(&deployment, "ja").await;
    assert_eq!(ja.matches("<details class=\"earlier-switch\">").count(), 1);
    assert!(ja.contains("2025年11月23日に変更"));
    let versions = &record(&deployment).await["entries"][0]["versions"];
    assert_eq!(versions.as_array().unwrap().len(), 3);
}

#[actix_web::test]
async fn what_was_public_is_not_taken_out() {
    let deployment = Deployment::start().await;
    let second = ("date = \"2025-10-10\"\nid = \"passwords\"", "en = \"Passwords too.\"");
    let both = file(&[(FIRST, "en = \"First.\""), second]);
    deployment.apply(&both).await.unwrap();
    let gone = file(&[(FIRST, "en = \"First.\"")]);
    let moved = both.replace("date = \"2025-10-10\"\nid", "date = \"2025-10-11\"\nid");
    for refused in [&gone, &moved, &both.replace("\"passwords\"", "\"words\"")] {
        let error = deployment.apply(refused).await.unwrap_err().to_string();
        assert!(
            error.contains("the entry of 2025-10-10 with `id = \"passwords\"` was public"),
            "{error}"
        );
    }
    let unnamed = deployment.apply(&both.replace("id = \"passwords\"", "")).await;
    let error = unnamed.unwrap_err().to_string();
    assert!(error.contains("the entry of 2025-10-10 is there twice"), "{error}");
    assert!(error.contains("`id = \"2\"`"), "{error}");
    let odd = deployment.apply(&both.replace("\"passwords\"", "\"Pass words\"")).await;
    assert!(odd.unwrap_err().to_string().contains("timeline.id"));
    // Nothing of a refused file was kept.
    assert_eq!(record(&deployment).await["entries"].as_array().unwrap().len(), 2);
    // The order in the file is not what an entry is known by.
    deployment.apply(&file(&[second, (FIRST, "en = \"First.\"")])).await.unwrap();
    deployment.clock.set(NOW + DAY);
    let entries = record(&deployment).await["entries"].clone();
    let ids: Vec<_> = entries.as_array().unwrap().iter().map(|entry| &entry["id"]).collect();
    assert_eq!(ids, [&Value::Null, &json!("passwords")]);
}

#[actix_web::test]
async fn a_file_that_was_refused_leaves_no_incident() {
    let deployment = Deployment::start().await;
    let twice = file(&[(FIRST, "en = \"One.\""), (FIRST, "en = \"Two.\"")]);
    deployment.apply(&twice).await.unwrap_err();
    let reply = deployment.get("/api/v1/incidents/two-groups/record").await;
    assert_eq!(reply.problem(), "not-found");
    let services = deployment.services().await;
    assert!(services.store.incidents().await.unwrap().is_empty());
}

#[actix_web::test]
async fn incidents_of_earlier_versions_begin_with_what_their_file_says() {
    let deployment = Deployment::start().await;
    let twice = file(&[(FIRST, "en = \"One.\""), (FIRST, "en = \"Two.\"")]);
    let services = deployment.services().await;
    let keys = deployment.config.keys.maker().unwrap();
    keys.create(&[7; 16], &mut rand::rngs::OsRng).unwrap();
    services.store.apply_incident(&[7; 16], "two-groups", &twice, NOW, &[], &[]).await.unwrap();
    let shown = record(&deployment).await["entries"].clone();
    assert_eq!((&shown[0]["id"], &shown[1]["id"]), (&json!("2"), &Value::Null));
    assert_eq!(shown[0]["versions"][0]["since"], NOW);
    // The same file is nothing new; a changed one has to tell its entries apart.
    deployment.clock.set(NOW + DAY);
    deployment.apply(&twice).await.unwrap();
    deployment.apply(&twice.replace("Two.", "2.")).await.unwrap_err();
    let named = format!("{FIRST}\nid = \"2\"");
    deployment.apply(&file(&[(FIRST, "en = \"One.\""), (&named, "en = \"2.\"")])).await.unwrap();
    let shown = record(&deployment).await["entries"].clone();
    let texts = |entry: &Value| -> Vec<(i64, String)> {
        let versions = entry["versions"].as_array().unwrap().iter();
        let text = |version: &Value| {
            let text = version["texts"]["en"].as_str().unwrap().to_owned();
            (version["since"].as_i64().unwrap(), text)
        };
        versions.map(text).collect()
    };
    assert_eq!(texts(&shown[0]), [(NOW, "Two.".into()), (NOW + DAY, "2.".into())]);
    assert_eq!(texts(&shown[1]), [(NOW, "One.".into())]);
}

#[actix_web::test]
async fn of_two_who_apply_at_once_one_is_told() {
    let deployment = Deployment::start().await;
    let text = file(&[(FIRST, "en = \"One.\"")]);
    deployment.apply(&text).await.unwrap();
    let store = deployment.services().await.store;
    let incident = store.incident("two-groups").await.unwrap().unwrap();
    let version = StoredVersion {
        date: "2025-10-10".into(),
        name: String::new(),
        version: 1,
        kind: "final".into(),
        texts: "{}".into(),
        since: NOW,
    };
    let changed = text.replace("Monday", "Tuesday");
    let versions = [version];
    let again = store.apply_incident(&incident.id, "two-groups", &changed, NOW, &versions, &[]);
    again.await.unwrap_err();
    let stored = store.incident("two-groups").await.unwrap().unwrap();
    assert!(stored.definition == text, "neither version nor file was kept");
}

#[actix_web::test]
async fn a_list_that_changed_is_told_by_its_day_and_by_nothing_else() {
    let deployment = Deployment::start().await;
    deployment.apply(&file(&[(FIRST, "en = \"One.\"")])).await.unwrap();
    publish(&deployment, "two-groups", &["ann@example.jp"], 0).await;
    assert_eq!(record(&deployment).await["entries"].as_array().unwrap().len(), 1, "the first");
    deployment.clock.set(NOW + DAY);
    published(&deployment, "add", &[GIL]).await.unwrap();
    deployment.clock.set(NOW + DAY + HOUR);
    published(&deployment, "withdraw", &[GIL]).await.unwrap();
    deployment.clock.set(NOW + DAY + 2 * HOUR);
    let entries = record(&deployment).await["entries"].clone();
    let list = json!({"date": "2025-11-22", "id": null, "kind": "list", "set_version": 3,
                      "published": NOW + DAY + HOUR, "versions": []});
    assert_eq!(entries[0], list);
    assert_eq!(entries.as_array().unwrap().len(), 2);
    let page = page(&deployment, "en").await;
    assert!(page.contains("id=\"list-2025-11-22\"") && page.contains("New version of the list"));
}

#[actix_web::test]
async fn whoever_has_the_record_gets_it_once() {
    let deployment = Deployment::start().await;
    let text = file(&[(FIRST, "en = \"One.\"")]);
    deployment.apply(&text).await.unwrap();
    for path in ["/api/v1/incidents/two-groups/record", "/en/incidents/two-groups/record.atom"] {
        let first = deployment.get(path).await;
        let tag = first.headers.get("etag").unwrap().to_str().unwrap().to_owned();
        let ask = async || {
            deployment.send(Method::GET, path, &[("if-none-match", &tag)], Vec::new()).await
        };
        let again = ask().await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert!(again.headers.get("set-cookie").is_none());
        deployment.clock.set(deployment.clock.now() + DAY);
        deployment.apply(&text.replace("One.", &format!("{path} was read."))).await.unwrap();
        assert_eq!(ask().await.status, StatusCode::OK, "{path}");
    }
}
