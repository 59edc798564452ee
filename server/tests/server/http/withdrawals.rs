//! People who were listed by mistake are taken out; what does not fit is refused whole.

use crate::deployment::{Deployment, Loader, Person, TWO_GROUPS, declaration, published, uploaded};
use actix_web::http::StatusCode;

const ANN: Person = Person { name: "ann", emails: &["ann@example.jp"], groups: &[0] };
const BAO: Person =
    Person { name: "bao", emails: &["bao@example.com", "home@example.com"], groups: &[0] };
/// Lives with Bao.
const CHIE: Person = Person { name: "chie", emails: &["home@example.com"], groups: &[0] };
const DEV: Person =
    Person { name: "dev", emails: &["dev@example.org", "d@example.org"], groups: &[0, 1] };

const A: [&str; 1] = ["a"];
const NOBODY: [&str; 0] = [];

async fn deployment() -> Deployment {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    deployment
}

async fn answer(deployment: &Deployment, email: &str) -> Vec<String> {
    deployment.look_up("two-groups", email).await
}

#[actix_web::test]
async fn of_two_people_with_one_address_the_other_stays_listed() {
    let deployment = deployment().await;
    assert_eq!(published(&deployment, "add", &[ANN, BAO, CHIE]).await, Ok(1));
    assert_eq!(published(&deployment, "withdraw", &[BAO]).await, Ok(2));
    assert_eq!(answer(&deployment, "bao@example.com").await, NOBODY);
    assert_eq!(answer(&deployment, "home@example.com").await, A);
    assert_eq!(answer(&deployment, "ann@example.jp").await, A);
    assert_eq!(published(&deployment, "withdraw", &[CHIE]).await, Ok(3));
    assert_eq!(answer(&deployment, "home@example.com").await, NOBODY);
    assert_eq!(answer(&deployment, "ann@example.jp").await, A);
}

#[actix_web::test]
async fn what_does_not_fit_is_refused_and_changes_nothing() {
    let deployment = deployment().await;
    let differs = || Err("withdrawal-differs".to_owned());
    assert_eq!(published(&deployment, "withdraw", &[ANN]).await, differs(), "nothing published");
    published(&deployment, "add", &[ANN, BAO, CHIE, DEV]).await.unwrap();
    let before = deployment.manifest("two-groups").await.1;
    let refused = [
        ("an unknown person", Person { name: "eve", ..ANN }),
        ("another identifier", Person { emails: &["bao@example.com"], ..ANN }),
        ("fewer identifiers", Person { emails: &["bao@example.com"], ..BAO }),
        ("more identifiers", Person { emails: &["ann@example.jp", "home@example.com"], ..ANN }),
        ("another group", Person { groups: &[1], ..ANN }),
        ("a further group", Person { groups: &[0, 1], ..ANN }),
    ];
    for (what, person) in refused {
        assert_eq!(published(&deployment, "withdraw", &[CHIE, person]).await, differs(), "{what}");
    }
    assert!(deployment.manifest("two-groups").await.1 == before);
    for email in ["ann@example.jp", "bao@example.com", "home@example.com"] {
        assert_eq!(answer(&deployment, email).await, A);
    }
}

#[actix_web::test]
async fn a_person_leaves_one_group_and_stays_in_the_other() {
    let deployment = deployment().await;
    published(&deployment, "add", &[DEV]).await.unwrap();
    let of_a = Person { groups: &[0], ..DEV };
    let of_b = Person { groups: &[1], ..DEV };
    assert_eq!(published(&deployment, "withdraw", &[of_a]).await, Ok(2));
    assert_eq!(answer(&deployment, "dev@example.org").await, ["b"]);
    assert_eq!(answer(&deployment, "d@example.org").await, ["b"]);
    let again = published(&deployment, "withdraw", &[of_a]).await;
    assert_eq!(again, Err("withdrawal-differs".into()));
    assert_eq!(published(&deployment, "withdraw", &[of_b]).await, Ok(3));
    assert_eq!(answer(&deployment, "dev@example.org").await, NOBODY);
}

#[actix_web::test]
async fn a_person_of_two_loads_leaves_both() {
    let deployment = deployment().await;
    published(&deployment, "add", &[ANN, BAO, CHIE]).await.unwrap();
    published(&deployment, "add", &[BAO, CHIE]).await.unwrap();
    assert_eq!(published(&deployment, "withdraw", &[BAO]).await, Ok(3));
    assert_eq!(answer(&deployment, "bao@example.com").await, NOBODY);
    assert_eq!(answer(&deployment, "home@example.com").await, A, "Chie is in both loads too");
    assert_eq!(published(&deployment, "withdraw", &[CHIE]).await, Ok(4));
    assert_eq!(answer(&deployment, "home@example.com").await, NOBODY);
    assert_eq!(answer(&deployment, "ann@example.jp").await, A);
}

#[actix_web::test]
async fn everybody_goes_and_comes_again() {
    let deployment = deployment().await;
    let all = [ANN, BAO, CHIE, DEV];
    for round in 0..2 {
        assert_eq!(published(&deployment, "add", &all).await, Ok(2 * round + 1));
        assert_eq!(answer(&deployment, "home@example.com").await, A);
        assert_eq!(answer(&deployment, "d@example.org").await, ["a", "b"]);
        assert_eq!(published(&deployment, "withdraw", &all).await, Ok(2 * round + 2));
        for email in all.iter().flat_map(|person| person.emails) {
            assert_eq!(answer(&deployment, email).await, NOBODY);
        }
    }
}

#[actix_web::test]
async fn entries_that_the_set_does_not_hold_and_ones_too_many_are_refused() {
    let deployment = deployment().await;
    published(&deployment, "add", &[ANN, CHIE, BAO]).await.unwrap();
    for (entries, what) in [(1, "of nobody"), (2, "of somebody else too")] {
        let declared = declaration("withdraw", [1, entries, 1]);
        let loader = Loader::open_for(&deployment, "two-groups", &declared).await;
        let of_ann = loader.evaluate_people(&[ANN]).await;
        loader.put("records", 0, of_ann.records).await;
        let sent = match entries {
            1 => [&[9; 16][..], &[0, 0]].concat(),
            _ => {
                let other = Loader::open_people(&deployment, "two-groups", "add", &[CHIE]).await;
                let of_chie = other.evaluate_people(&[CHIE]).await;
                [of_ann.filter_entries, of_chie.filter_entries].concat()
            }
        };
        loader.put("filter-entries", 0, sent).await;
        assert_eq!(loader.step("close").await.problem(), "withdrawal-differs", "{what}");
    }
    assert_eq!(answer(&deployment, "home@example.com").await, A);
    assert_eq!(published(&deployment, "withdraw", &[ANN]).await, Ok(2));
}

#[actix_web::test]
async fn a_withdrawal_is_checked_again_where_another_set_came_first() {
    let deployment = deployment().await;
    published(&deployment, "add", &[ANN, BAO, CHIE]).await.unwrap();
    let first = uploaded(&deployment, "withdraw", &[BAO]).await;
    let second = uploaded(&deployment, "withdraw", &[BAO, CHIE]).await;
    let third = uploaded(&deployment, "withdraw", &[CHIE]).await;
    for withdrawal in [&first, &second, &third] {
        assert_eq!(withdrawal.step("close").await.status, StatusCode::OK);
    }
    assert_eq!(first.publish().await, 2);
    let refused = second.step("publish").await;
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (StatusCode::CONFLICT, "withdrawal-differs")
    );
    assert_eq!(second.status().await.json()["state"], "closed");
    assert_eq!(answer(&deployment, "home@example.com").await, A);
    // Chie came again meanwhile, and leaves that load too.
    assert_eq!(published(&deployment, "add", &[CHIE]).await, Ok(3));
    assert_eq!(third.publish().await, 4);
    assert_eq!(third.publish().await, 4, "asked again after a lost reply");
    assert_eq!(answer(&deployment, "home@example.com").await, NOBODY);
    assert_eq!(second.step("abandon").await.status, StatusCode::OK);
}

#[actix_web::test]
async fn withdrawals_published_at_once_never_take_out_more_than_there_is() {
    let deployment = deployment().await;
    published(&deployment, "add", &[ANN, BAO, CHIE]).await.unwrap();
    let one = uploaded(&deployment, "withdraw", &[BAO]).await;
    let same = uploaded(&deployment, "withdraw", &[BAO]).await;
    let other = uploaded(&deployment, "withdraw", &[ANN]).await;
    for withdrawal in [&one, &same, &other] {
        assert_eq!(withdrawal.step("close").await.status, StatusCode::OK);
    }
    let replies = tokio::join!(one.step("publish"), same.step("publish"), other.step("publish"));
    assert_eq!(replies.2.status, StatusCode::OK);
    let published = [&replies.0, &replies.1].iter().filter(|r| r.status == StatusCode::OK).count();
    assert_eq!(published, 1);
    assert_eq!(answer(&deployment, "bao@example.com").await, NOBODY);
    assert_eq!(answer(&deployment, "ann@example.jp").await, NOBODY);
    assert_eq!(answer(&deployment, "home@example.com").await, A);
}
