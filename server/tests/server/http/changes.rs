//! What a load would change, in counts.

use crate::deployment::{Deployment, Loader, Person, TWO_GROUPS, published, uploaded};
use serde_json::{Value, json};

const ANN: Person = Person { name: "ann", emails: &["ann@example.jp"], groups: &[0] };
const BAO: Person =
    Person { name: "bao", emails: &["bao@example.com", "home@example.com"], groups: &[0] };
const CHIE: Person = Person { name: "chie", emails: &["home@example.com"], groups: &[0] };

async fn changes(deployment: &Deployment, action: &str, people: &[Person]) -> Value {
    uploaded(deployment, action, people).await.changes().await.json()
}

#[actix_web::test]
async fn people_and_identifiers_are_told_by_what_would_happen_to_them() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let first = changes(&deployment, "add", &[ANN, BAO]).await;
    assert_eq!(
        first,
        json!({"current_set": null,
               "people": {"new": 2, "known": 0, "changed": 0, "only_in_set": 0},
               "identifiers": {"new": 3, "known": 0, "only_in_set": 0},
               "unmatched": []})
    );
    published(&deployment, "add", &[ANN, BAO]).await.unwrap();
    // Ann has a further address, Bao is as before, Chie is new.
    let ann = Person { emails: &["ann@example.jp", "a@example.jp"], ..ANN };
    let second = changes(&deployment, "add", &[ann, CHIE]).await;
    assert_eq!(
        second,
        json!({"current_set": 1,
               "people": {"new": 1, "known": 1, "changed": 1, "only_in_set": 1},
               "identifiers": {"new": 2, "known": 1, "only_in_set": 2},
               "unmatched": []})
    );
    // A further group is a change too; of two loads with the same people each counts once.
    published(&deployment, "add", &[BAO, CHIE]).await.unwrap();
    let bao = Person { groups: &[0, 1], ..BAO };
    let third = changes(&deployment, "add", &[bao]).await;
    assert_eq!(
        third,
        json!({"current_set": 2,
               "people": {"new": 0, "known": 1, "changed": 1, "only_in_set": 2},
               "identifiers": {"new": 0, "known": 2, "only_in_set": 2},
               "unmatched": []})
    );
    // Who was taken out is not there any more.
    published(&deployment, "withdraw", &[BAO]).await.unwrap();
    let fourth = changes(&deployment, "add", &[BAO]).await;
    assert_eq!(
        fourth,
        json!({"current_set": 3,
               "people": {"new": 1, "known": 0, "changed": 0, "only_in_set": 2},
               "identifiers": {"new": 2, "known": 0, "only_in_set": 2},
               "unmatched": []})
    );
}

#[actix_web::test]
async fn a_withdrawal_names_its_people_who_do_not_fit() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    published(&deployment, "add", &[ANN, BAO, CHIE]).await.unwrap();
    let eve = Person { name: "eve", emails: &["eve@example.org"], groups: &[0] };
    let bao = Person { emails: &["bao@example.com"], ..BAO };
    let chie = Person { groups: &[1], ..CHIE };
    let mut expected = [eve, bao, chie].map(|person| hex::encode(person.handle()));
    expected.sort();
    let loader = uploaded(&deployment, "withdraw", &[ANN, eve, bao, chie]).await;
    let found = loader.changes().await.json();
    assert_eq!(found["unmatched"], json!(expected));
    assert_eq!(found["people"], json!({"new": 1, "known": 3, "changed": 1, "only_in_set": 0}));
    assert_eq!(loader.step("close").await.problem(), "withdrawal-differs");
    let fits = uploaded(&deployment, "withdraw", &[ANN, BAO]).await;
    assert_eq!(fits.changes().await.json()["unmatched"], json!([]));
    assert_eq!(fits.step("close").await.status, 200);
    assert_eq!(fits.changes().await.json()["people"]["known"], 2, "closed is compared too");
}

#[actix_web::test]
async fn only_the_loads_own_token_sees_them_and_only_while_it_may_be_published() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let loader = Loader::open_people(&deployment, "two-groups", "add", &[ANN]).await;
    assert_eq!(loader.changes().await.problem(), "load-state", "nothing has come");
    let uploads = loader.evaluate_people(&[ANN]).await;
    loader.put_all(&uploads).await;
    let stranger = Loader::with_new_token(&deployment, "two-groups").await;
    let stranger = Loader { load: loader.load.clone(), ..stranger };
    assert_eq!(stranger.changes().await.problem(), "unauthorized");
    loader.step("close").await;
    loader.publish().await;
    assert_eq!(loader.changes().await.problem(), "load-state");
}
