//! An earlier set is published again, under the next number.

use crate::deployment::{
    Deployment, HOUR, Loader, NOW, Person, TWO_GROUPS, declaration, published, uploaded,
};
use actix_web::http::StatusCode;
use serde_json::json;

const ANN: Person = Person { name: "ann", emails: &["ann@example.jp"], groups: &[0] };
const BAO: Person = Person { name: "bao", emails: &["bao@example.com"], groups: &[0] };

const A: [&str; 1] = ["a"];
const NOBODY: [&str; 0] = [];

/// Ann; then Bao as well; then Ann no more.
async fn three_sets() -> Deployment {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    published(&deployment, "add", &[ANN]).await.unwrap();
    published(&deployment, "add", &[BAO]).await.unwrap();
    published(&deployment, "withdraw", &[ANN]).await.unwrap();
    deployment
}

async fn answers(deployment: &Deployment) -> [Vec<String>; 2] {
    let of = |email| deployment.look_up("two-groups", email);
    [of("ann@example.jp").await, of("bao@example.com").await]
}

async fn roll_back(deployment: &Deployment, to: u64, current: u64) -> crate::deployment::Reply {
    let loader = Loader::with_new_token(deployment, "two-groups").await;
    loader.roll_back("two-groups", to, current).await
}

#[actix_web::test]
async fn what_a_load_or_a_withdrawal_did_is_undone() {
    let deployment = three_sets().await;
    assert_eq!(answers(&deployment).await, [&NOBODY[..], &A]);
    let reply = roll_back(&deployment, 2, 3).await;
    assert_eq!(reply.json(), json!({"state": "published", "set_version": 4}));
    assert_eq!(answers(&deployment).await, [A, A]);
    assert_eq!(roll_back(&deployment, 1, 4).await.json()["set_version"], 5);
    assert_eq!(answers(&deployment).await, [&A[..], &NOBODY]);
    assert_eq!(roll_back(&deployment, 3, 5).await.json()["set_version"], 6);
    assert_eq!(answers(&deployment).await, [&NOBODY[..], &A]);
    // From here on, loads and withdrawals go by what is served.
    assert_eq!(published(&deployment, "withdraw", &[BAO]).await, Ok(7));
    let gone = published(&deployment, "withdraw", &[ANN]).await;
    assert_eq!(gone, Err("withdrawal-differs".into()));
    assert_eq!(roll_back(&deployment, 2, 7).await.json()["set_version"], 8);
    assert_eq!(published(&deployment, "withdraw", &[ANN]).await, Ok(9));
    assert_eq!(answers(&deployment).await, [&NOBODY[..], &A]);
}

#[actix_web::test]
async fn the_date_of_the_list_goes_back_too() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    published(&deployment, "add", &[ANN]).await.unwrap();
    let mut newer = declaration("add", [1; 3]);
    newer["as_of"] = json!(NOW + HOUR);
    let loader = Loader::open_for(&deployment, "two-groups", &newer).await;
    let uploads = loader.evaluate_people(&[BAO]).await;
    loader.put_all(&uploads).await;
    loader.step("close").await;
    assert_eq!(loader.publish().await, 2);
    assert_eq!(deployment.manifest("two-groups").await.0.manifest().as_of, NOW + HOUR);
    roll_back(&deployment, 1, 2).await;
    let (manifest, _) = deployment.manifest("two-groups").await;
    assert_eq!((manifest.manifest().set_version, manifest.manifest().as_of), (3, NOW));
}

#[actix_web::test]
async fn a_set_that_is_not_earlier_or_not_current_is_refused() {
    let deployment = three_sets().await;
    let before = deployment.manifest("two-groups").await.1;
    let loader = Loader::with_new_token(&deployment, "two-groups").await;
    for (to, current, problem, status) in [
        (1, 2, "set-changed", StatusCode::CONFLICT),
        (1, 4, "set-changed", StatusCode::CONFLICT),
        (0, 3, "not-found", StatusCode::NOT_FOUND),
        (3, 3, "not-found", StatusCode::NOT_FOUND),
        (4, 3, "not-found", StatusCode::NOT_FOUND),
        (u64::MAX, 3, "not-found", StatusCode::NOT_FOUND),
        (1, u64::MAX, "not-found", StatusCode::NOT_FOUND),
    ] {
        let refused = loader.roll_back("two-groups", to, current).await;
        assert_eq!((refused.status, refused.problem().as_str()), (status, problem));
    }
    assert!(deployment.manifest("two-groups").await.1 == before);
    let reply = loader.roll_back("two-groups", 1, 3).await;
    assert_eq!(reply.status, StatusCode::OK, "no refusal spent the token");
}

#[actix_web::test]
async fn a_token_is_spent_by_a_rollback_and_one_with_a_load_is_not_taken() {
    let deployment = three_sets().await;
    let loader = Loader::with_new_token(&deployment, "two-groups").await;
    let reply = loader.roll_back("two-groups", 1, 3).await.json();
    assert_eq!(loader.roll_back("two-groups", 1, 3).await.json(), reply, "after a lost reply");
    assert_eq!(loader.roll_back("two-groups", 2, 4).await.problem(), "load-state");
    assert_eq!(loader.roll_back("two-groups", 2, 3).await.problem(), "load-state");
    let refused = loader.open_with("two-groups", &declaration("add", [1; 3])).await;
    assert_eq!(refused.problem(), "load-state");
    assert_eq!(deployment.manifest("two-groups").await.0.manifest().set_version, 4);

    let busy = uploaded(&deployment, "add", &[BAO]).await;
    assert_eq!(busy.roll_back("two-groups", 2, 4).await.problem(), "load-state");
    busy.step("abandon").await;
    assert_eq!(busy.roll_back("two-groups", 2, 4).await.json()["set_version"], 5);
    let forged = Loader { token: "shirabe-load-x".into(), ..busy };
    assert_eq!(forged.roll_back("two-groups", 2, 5).await.problem(), "unauthorized");
}

#[actix_web::test]
async fn of_two_rollbacks_at_once_one_is_told_that_the_set_changed() {
    let deployment = three_sets().await;
    let one = Loader::with_new_token(&deployment, "two-groups").await;
    let other = Loader::with_new_token(&deployment, "two-groups").await;
    let (first, second) =
        tokio::join!(one.roll_back("two-groups", 1, 3), other.roll_back("two-groups", 2, 3));
    let (won, lost, loser, to) = if first.status == StatusCode::OK {
        (first, second, &other, 2)
    } else {
        (second, first, &one, 1)
    };
    assert_eq!(won.json()["set_version"], 4);
    assert_eq!(lost.problem(), "set-changed");
    assert_eq!(loser.roll_back("two-groups", to, 4).await.json()["set_version"], 5);
}
