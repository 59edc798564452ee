//! What holds of SQLite in the data folder.

use crate::deployment::{Deployment, SQLITE, TWO_GROUPS};

#[actix_web::test]
async fn the_database_holds_no_token() {
    let deployment = Deployment::start_on(SQLITE, |_| {}).await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let token = deployment.token("two-groups").await;
    let holds = |needle: &[u8]| {
        let found = |(_, bytes): &(_, Vec<u8>)| bytes.windows(needle.len()).any(|w| w == needle);
        deployment.files().iter().any(found)
    };
    assert!(!holds(token.as_bytes()));
    assert!(holds(&<sha2::Sha256 as sha2::Digest>::digest(&token)), "the search finds the digest");
}
