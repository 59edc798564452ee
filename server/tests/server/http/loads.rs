//! Loading and publishing over HTTP: what adds up, what is refused, what stays.

use crate::deployment::{Deployment, HOUR, Loader, NOW, TWO_GROUPS, declaration, publish};
use actix_web::http::StatusCode;
use serde_json::json;
use shirabe_protocol::{manifest, tag::Tag};
use shirabe_server::{incidents::apply::Applied, jobs};

const A: [&str; 3] = ["ann@example.jp", "bao@example.com", "chie@example.ne.jp"];
const B: [&str; 2] = ["chie@example.ne.jp", "dev@example.org"];

#[actix_web::test]
async fn two_loads_add_up_and_a_person_in_both_has_both_groups() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    assert_eq!(publish(&deployment, "two-groups", &A, 0).await, 1);
    assert_eq!(deployment.look_up("two-groups", "ann@example.jp").await, ["a"]);
    assert_eq!(deployment.look_up("two-groups", "dev@example.org").await, [""; 0]);
    assert_eq!(publish(&deployment, "two-groups", &B, 1).await, 2);
    assert_eq!(deployment.look_up("two-groups", "ann@example.jp").await, ["a"]);
    assert_eq!(deployment.look_up("two-groups", "CHIE@example.ne.jp").await, ["a", "b"]);
    assert_eq!(deployment.look_up("two-groups", "dev@example.org").await, ["b"]);
    assert_eq!(deployment.look_up("two-groups", "eve@example.org").await, [""; 0]);
}

#[actix_web::test]
async fn filters_hold_no_tag_that_a_record_holds() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let loader = Loader::open(&deployment, "two-groups", A.len()).await;
    let uploads = loader.upload(&A, 0).await;
    assert!(uploads.public_tags.iter().all(|tag| !uploads.staff_tags.contains(tag)));
    let mut stored = std::collections::BTreeMap::new();
    let services = deployment.services().await;
    let load = hex::decode(&loader.load).unwrap().try_into().unwrap();
    services.store.collect_tags(&load, &mut stored).await.unwrap();
    let mut found: Vec<Tag> = stored.into_values().flatten().collect();
    let mut expected = uploads.public_tags.clone();
    found.sort_unstable();
    expected.sort_unstable();
    assert!(found == expected);
}

#[actix_web::test]
async fn a_batch_is_idempotent_and_other_bytes_are_refused() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let loader = Loader::open(&deployment, "two-groups", A.len()).await;
    let uploads = loader.evaluate(&A, 0).await;
    let first = loader.put("evaluations", 0, uploads.evaluations.clone()).await;
    let again = loader.put("evaluations", 0, uploads.evaluations.clone()).await;
    assert!(first.body == again.body, "proofs are random: equal bytes are the stored result");
    let other = loader.put("evaluations", 0, uploads.evaluations[..64].to_vec()).await;
    assert_eq!((other.status, other.problem().as_str()), (StatusCode::CONFLICT, "batch-differs"));
    for stage in ["records", "filter-entries"] {
        let bytes = if stage == "records" { &uploads.records } else { &uploads.filter_entries };
        assert_eq!(loader.put(stage, 0, bytes.clone()).await.status, StatusCode::NO_CONTENT);
        assert_eq!(loader.put(stage, 0, bytes.clone()).await.status, StatusCode::NO_CONTENT);
        let cut = bytes[..bytes.len() / 3].to_vec();
        assert_eq!(loader.put(stage, 0, cut).await.problem(), "batch-differs");
    }
    let status = loader.status().await.json();
    assert_eq!(status["identifiers"], 3, "a repeated batch counts once: {status}");
    assert_eq!(loader.step("close").await.status, StatusCode::OK);
    assert_eq!(loader.put("records", 1, uploads.records).await.problem(), "load-state");
    let late = loader.put("evaluations", 0, uploads.evaluations).await;
    assert_eq!(late.problem(), "load-state", "a token evaluates nothing after the close");
}

#[actix_web::test]
async fn a_load_evaluates_no_more_than_it_declared_and_a_tenth() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let loader = Loader::open(&deployment, "two-groups", 20).await;
    let emails: Vec<String> = (0..21).map(|n| format!("p{n}@example.jp")).collect();
    let emails: Vec<&str> = emails.iter().map(String::as_str).collect();
    let uploads = loader.evaluate(&emails, 0).await;
    let two_more = uploads.evaluations[..64].to_vec();
    let refused = loader.put("evaluations", 1, two_more).await;
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (StatusCode::FORBIDDEN, "load-budget")
    );
    let one_more = uploads.evaluations[..32].to_vec();
    assert_eq!(loader.put("evaluations", 1, one_more).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn what_differs_from_the_declaration_is_not_closed() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let loader = Loader::open(&deployment, "two-groups", A.len()).await;
    let uploads = loader.evaluate(&A, 0).await;
    loader.put("records", 0, uploads.records).await;
    assert_eq!(loader.step("close").await.problem(), "counts-differ");
    assert_eq!(loader.step("publish").await.problem(), "load-state");
    loader.put("filter-entries", 0, uploads.filter_entries).await;
    assert_eq!(loader.step("close").await.status, StatusCode::OK);
}

#[actix_web::test]
async fn kinds_that_are_not_public_and_groups_that_are_not_there_stay_out_of_filters() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let loader = Loader::open(&deployment, "two-groups", 1).await;
    for (kind, group) in [(1, 0), (2, 0), (0, 2)] {
        let entry = [&[7; 16][..], &[kind], &[group]].concat();
        let refused = loader.put("filter-entries", 0, entry).await;
        assert_eq!(refused.problem(), "malformed", "kind {kind}, group {group}");
    }
}

#[actix_web::test]
async fn a_token_serves_one_load_of_one_incident() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    deployment.apply(&TWO_GROUPS.replace("\"two-groups\"", "\"other\"")).await.unwrap();
    let loader = Loader::open(&deployment, "two-groups", 1).await;
    let declared = declaration("add", [1; 3]);
    assert_eq!(loader.open_with("other", &declared).await.problem(), "unauthorized");
    assert_eq!(loader.open_with("nowhere", &declared).await.problem(), "unauthorized");
    let stranger = Loader::open(&deployment, "two-groups", 1).await;
    let stranger = Loader { load: loader.load.clone(), ..stranger };
    assert_eq!(stranger.status().await.problem(), "unauthorized");
    let forged = Loader { token: "shirabe-load-x".into(), ..stranger };
    assert_eq!(forged.status().await.status, StatusCode::UNAUTHORIZED);
}

#[actix_web::test]
async fn a_list_of_no_possible_date_is_not_loaded() {
    const YEAR_2000: i64 = 946_652_400;
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let loader = Loader::with_new_token(&deployment, "two-groups").await;
    let open = async |as_of: i64| {
        let mut declared = declaration("add", [1; 3]);
        declared["as_of"] = json!(as_of);
        loader.open_with("two-groups", &declared).await
    };
    for wrong in [i64::MIN, 0, YEAR_2000 - 1, NOW + 24 * HOUR + 1, NOW * 1000, i64::MAX] {
        let refused = open(wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(refused.problem(), "list-date", "{wrong}");
    }
    // The token has opened nothing yet.
    for right in [YEAR_2000, NOW, NOW + 24 * HOUR] {
        assert_eq!(open(right).await.status, StatusCode::CREATED, "{right}");
    }
    // Nor is a load that is open declared anew with such a date.
    assert_eq!(open(i64::MAX).await.problem(), "list-date");
}

#[actix_web::test]
async fn publishing_again_after_a_lost_reply_changes_nothing() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let loader = Loader::open(&deployment, "two-groups", A.len()).await;
    loader.upload(&A, 0).await;
    let first = loader.step("publish").await.json();
    assert_eq!(first, loader.step("publish").await.json());
    assert_eq!(loader.step("abandon").await.problem(), "load-state");
}

#[actix_web::test]
async fn an_abandoned_load_leaves_nothing() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let loader = Loader::open(&deployment, "two-groups", A.len()).await;
    loader.upload(&A, 0).await;
    let status = loader.step("abandon").await.json();
    assert_eq!((&status["state"], &status["identifiers"]), (&json!("abandoned"), &json!(0)));
    assert_eq!(status["being_removed"], true);
    let services = deployment.services().await;
    let load = hex::decode(&loader.load).unwrap().try_into().unwrap();
    let entries = async || {
        let mut stored = std::collections::BTreeMap::new();
        services.store.collect_tags(&load, &mut stored).await.unwrap();
        stored.values().map(Vec::len).sum::<usize>()
    };
    assert_eq!(entries().await, A.len(), "the reply waits for no deletion");
    assert!(jobs::clear_all(&services).await.unwrap() > 0);
    assert_eq!(entries().await, 0);
    assert_eq!(loader.status().await.json()["being_removed"], false);
    assert_eq!(jobs::clear_all(&services).await, Ok(0));
    assert_eq!(loader.step("publish").await.problem(), "load-state");
    assert_eq!(
        deployment.get("/api/v1/incidents/two-groups/manifest").await.problem(),
        "not-published"
    );
}

#[actix_web::test]
async fn filters_of_a_replaced_set_are_served_for_a_day() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    publish(&deployment, "two-groups", &A, 0).await;
    let (before, before_bytes) = deployment.manifest("two-groups").await;
    let old = format!("/filters/{}", hex::encode(before.manifest().filters[0].shards[0].sha256));
    deployment.clock.set(NOW + HOUR);
    publish(&deployment, "two-groups", &B, 1).await;
    let (after, _) = deployment.manifest("two-groups").await;
    assert_eq!(after.manifest().set_version, 2);
    assert_eq!(after.manifest().previous, manifest::digest(&before_bytes));
    assert_eq!(deployment.get(&old).await.status, StatusCode::OK);
    let services = deployment.services().await;
    let incident = services.store.incident("two-groups").await.unwrap().unwrap().id;
    let stored = async |version| {
        jobs::clear_all(&services).await.unwrap();
        !services.store.filter_entries_of_set(&incident, version).await.unwrap().is_empty()
    };
    deployment.clock.set(NOW + 26 * HOUR);
    assert_eq!(deployment.get(&old).await.problem(), "not-found");
    assert!(stored(1).await, "until the set after next");
    publish(&deployment, "two-groups", &["dev@example.org"], 0).await;
    assert_eq!([stored(1).await, stored(2).await, stored(3).await], [false, true, true]);
    let new = format!("/filters/{}", hex::encode(after.manifest().filters[0].shards[0].sha256));
    assert_eq!(deployment.get(&new).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn an_incident_file_is_applied_once_and_keeps_what_lists_depend_on() {
    let deployment = Deployment::start().await;
    assert_eq!(deployment.apply(TWO_GROUPS).await.unwrap(), Applied::Created);
    assert_eq!(deployment.apply(TWO_GROUPS).await.unwrap(), Applied::Unchanged);
    let wording = TWO_GROUPS.replace("Data of visitors", "Data of guests");
    assert_eq!(deployment.apply(&wording).await.unwrap(), Applied::Changed);
    publish(&deployment, "two-groups", &A, 0).await;
    for (from, to, place) in [
        ("profile = \"sample\"", "profile = \"standard\"", "profile"),
        ("region = \"JP\"", "region = \"VN\"", "region"),
        ("name = \"a\"", "name = \"z\"", "groups"),
        ("kind = \"email\"", "kind = \"code\"", "kinds"),
    ] {
        let error = deployment.apply(&TWO_GROUPS.replace(from, to)).await.unwrap_err();
        assert!(error.to_string().starts_with(place), "{error}");
    }
    assert_eq!(deployment.apply(TWO_GROUPS).await.unwrap(), Applied::Changed);
    assert_eq!(deployment.look_up("two-groups", "ann@example.jp").await, ["a"]);
}

#[actix_web::test]
async fn a_kind_becomes_public_only_before_lists_are_loaded() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let public_phone =
        TWO_GROUPS.replace("kind = \"phone\"\npublic = false", "kind = \"phone\"\npublic = true");
    let with_code = format!("{TWO_GROUPS}\n[[kinds]]\nkind = \"code\"\npublic = true\n");
    assert_eq!(deployment.apply(&public_phone).await.unwrap(), Applied::Changed);
    assert_eq!(deployment.apply(TWO_GROUPS).await.unwrap(), Applied::Changed);
    publish(&deployment, "two-groups", &A, 0).await;
    for (definition, kind) in [(&public_phone, "phone"), (&with_code, "code")] {
        let error = deployment.apply(definition).await.unwrap_err().to_string();
        assert!(error.starts_with(&format!("kinds.{kind}: it was not public")), "{error}");
    }
    // One for staff may be added.
    let staff_code = with_code.replace("\"code\"\npublic = true", "\"code\"\npublic = false");
    assert_eq!(deployment.apply(&staff_code).await.unwrap(), Applied::Changed);
}

#[actix_web::test]
async fn a_kind_made_non_public_leaves_the_manifest_at_once() {
    let deployment = Deployment::start().await;
    let both =
        TWO_GROUPS.replace("kind = \"phone\"\npublic = false", "kind = \"phone\"\npublic = true");
    deployment.apply(&both).await.unwrap();
    publish(&deployment, "two-groups", &A, 0).await;
    assert_eq!(deployment.manifest("two-groups").await.0.manifest().kinds.len(), 2);
    deployment.apply(TWO_GROUPS).await.unwrap();
    deployment.clock.set(NOW + 10);
    let (manifest, _) = deployment.manifest("two-groups").await;
    assert_eq!(manifest.manifest().kinds.len(), 1);
    assert!(manifest.manifest().filters.iter().all(|filter| filter.kind == "email"));
    assert_eq!(deployment.look_up("two-groups", "ann@example.jp").await, ["a"]);
}

#[actix_web::test]
async fn a_token_opens_again_what_was_lost_or_given_up() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let mut loader = Loader::open(&deployment, "two-groups", 1).await;
    let declared = declaration("add", [3; 3]);
    let again = loader.open_with("two-groups", &declared).await;
    assert_eq!(again.status, StatusCode::CREATED);
    assert_eq!(again.json()["load"], loader.load.as_str(), "the same load, declared anew");
    let uploads = loader.evaluate(&A, 0).await;
    let refused = loader.open_with("two-groups", &declared).await;
    assert_eq!(refused.problem(), "load-state", "something was sent for it");
    assert_eq!(loader.step("abandon").await.status, StatusCode::OK);
    assert_eq!(loader.status().await.json()["being_removed"], true, "and nobody waits for that");
    let anew = loader.open_with("two-groups", &declared).await;
    assert_eq!(anew.status, StatusCode::CREATED);
    loader.load = anew.json()["load"].as_str().unwrap().to_owned();
    assert_eq!(loader.put("evaluations", 0, uploads.evaluations).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn two_loads_published_at_once_both_come_in() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let first = Loader::open(&deployment, "two-groups", A.len()).await;
    first.upload(&A, 0).await;
    let second = Loader::open(&deployment, "two-groups", B.len()).await;
    second.upload(&B, 1).await;
    let (one, other) = tokio::join!(first.step("publish"), second.step("publish"));
    let mut versions = [one.json()["set_version"].clone(), other.json()["set_version"].clone()];
    versions.sort_by_key(|version| version.as_u64());
    assert_eq!(versions, [json!(1), json!(2)]);
    let found = deployment.look_up("two-groups", "chie@example.ne.jp").await;
    assert_eq!(found, ["a", "b"]);
}
