//! The history of an incident's list, for programs and on the command line.

use crate::deployment::{
    Deployment, HOUR, Loader, NOW, Person, TWO_GROUPS, declaration, published, uploaded,
};
use serde_json::{Value, json};
use std::process::Command;

const ANN: Person = Person { name: "ann", emails: &["ann@example.jp"], groups: &[0, 1] };
const BAO: Person = Person { name: "bao", emails: &["bao@example.com"], groups: &[0] };

#[actix_web::test]
async fn loads_and_sets_are_told_oldest_first() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let reader = Loader::with_new_token(&deployment, "two-groups").await;
    let nothing = json!({"current_set": null, "loads": [], "sets": []});
    assert_eq!(reader.history("two-groups").await, nothing);

    published(&deployment, "add", &[ANN, BAO]).await.unwrap();
    deployment.clock.set(NOW + HOUR);
    published(&deployment, "withdraw", &[ANN]).await.unwrap();
    deployment.clock.set(NOW + 2 * HOUR);
    let loader = Loader::with_new_token(&deployment, "two-groups").await;
    loader.roll_back("two-groups", 1, 2).await;
    let opened = uploaded(&deployment, "add", &[BAO]).await;
    deployment.clock.set(NOW + 3 * HOUR);
    opened.step("abandon").await;

    let history = reader.history("two-groups").await;
    let ids: Vec<Value> =
        history["loads"].as_array().unwrap().iter().map(|load| load["load"].clone()).collect();
    assert_eq!(ids[2], opened.load.as_str());
    let load = |number: usize, action, state, counts: [u64; 3], opened: i64, ended: i64| {
        let [people, identifiers, filter_entries] = counts;
        json!({"load": ids[number], "action": action, "state": state, "token": "test",
               "file": "f1".repeat(32), "people": people, "identifiers": identifiers,
               "filter_entries": filter_entries, "as_of": NOW,
               "opened": NOW + opened * HOUR, "ended": NOW + ended * HOUR})
    };
    let set = |version: i64, cause, caused_by: Value, back_to: Value, loads: &[Value]| {
        json!({"version": version, "cause": cause, "caused_by": caused_by, "back_to": back_to,
               "as_of": NOW, "published": NOW + (version - 1) * HOUR, "loads": loads})
    };
    let expected = json!({
        "current_set": 3,
        "loads": [
            load(0, "add", "published", [2, 2, 3], 0, 0),
            load(1, "withdraw", "published", [1, 1, 2], 1, 1),
            load(2, "add", "abandoned", [1, 1, 1], 2, 3),
        ],
        "sets": [
            set(1, "load", ids[0].clone(), Value::Null, &ids[..1]),
            set(2, "withdrawal", ids[1].clone(), Value::Null, &ids[..2]),
            set(3, "rollback", Value::Null, json!(1), &ids[..1]),
        ],
    });
    assert_eq!(history, expected);
    assert_eq!(loader.history("two-groups").await, expected, "a spent token may read it");

    let printed = Command::new(env!("CARGO_BIN_EXE_shirabe"))
        .env("SHIRABE_CONFIG", deployment.config_file())
        .args(["incident", "history", "two-groups"])
        .output()
        .unwrap();
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert!(printed.contains("back to set 1, served now"), "{printed}");
    assert!(printed.contains("2025-11-21 05:40"), "times are in UTC: {printed}");
}

#[actix_web::test]
async fn a_load_says_what_it_is_for_and_of_which_file() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let loader = Loader::with_new_token(&deployment, "two-groups").await;
    for (field, value) in [
        ("action", json!("replace")),
        ("action", Value::Null),
        ("file", json!("f1")),
        ("file", json!("zz".repeat(32))),
        ("file", Value::Null),
    ] {
        let mut declared = declaration("add", [1; 3]);
        declared[field] = value;
        assert_eq!(loader.open_with("two-groups", &declared).await.problem(), "malformed");
        declared.as_object_mut().unwrap().remove(field);
        assert_eq!(loader.open_with("two-groups", &declared).await.problem(), "malformed");
    }
    // Declared anew, it is for something else.
    let reply = loader.open_with("two-groups", &declaration("add", [1; 3])).await.json();
    let mut withdrawal = declaration("withdraw", [1; 3]);
    withdrawal["file"] = json!("0e".repeat(32));
    assert_eq!(loader.open_with("two-groups", &withdrawal).await.json()["load"], reply["load"]);
    let history = loader.history("two-groups").await;
    assert_eq!(history["loads"][0]["action"], "withdraw");
    assert_eq!(history["loads"][0]["file"], "0e".repeat(32));
    assert_eq!(history["loads"].as_array().unwrap().len(), 1);
}
