//! What holds of PostgreSQL alone.

use crate::deployment::{DatabaseServer, Deployment, TWO_GROUPS};
use shirabe_server::store::{Location, Store, StoreError};

#[actix_web::test]
async fn everything_is_in_postgresql_and_nothing_in_the_data_folder() {
    let deployment =
        Deployment::start_on(DatabaseServer::shared().new_database().await, |_| {}).await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    assert!(deployment.files().is_empty());
    let written = std::fs::read_to_string(deployment.config_file()).unwrap();
    assert!(written.contains("[database]\nurl = \"postgres://shirabe@"), "{written}");
}

#[actix_web::test]
async fn a_wrong_password_and_a_database_that_is_not_there_are_said() {
    let database = DatabaseServer::shared().new_database().await;
    let url = database.url.unwrap();
    let refusal = async |url: &str, password| {
        let location = Location::at(url, Some(password)).unwrap();
        Store::open(&location).await.err().unwrap().to_string()
    };
    let wrong = refusal(&url, "opensesame").await;
    assert!(wrong.contains("password authentication failed"), "{wrong}");
    assert!(!wrong.contains("opensesame"));
    let password = std::fs::read_to_string(database.password_file.unwrap()).unwrap();
    let nowhere = refusal(&url.replace("/test_", "/best_"), &password).await;
    assert!(nowhere.contains("does not exist"), "{nowhere}");
    let empty = Location::at(&url, Some(&password)).unwrap();
    assert!(matches!(Store::open(&empty).await, Err(StoreError::Missing)));
}

#[actix_web::test]
async fn a_database_with_a_deployment_is_not_given_another() {
    let deployment =
        Deployment::start_on(DatabaseServer::shared().new_database().await, |_| {}).await;
    let location = deployment.config.database_location().unwrap();
    assert!(matches!(Store::create(&location).await, Err(StoreError::Taken)));
}

#[actix_web::test]
async fn processes_that_begin_at_once_make_the_tables_once() {
    let database = DatabaseServer::shared().new_database().await;
    let location = database.location("/nowhere".as_ref()).unwrap();
    let (one, two) = tokio::join!(Store::create(&location), Store::create(&location));
    one.unwrap().ping().await.unwrap();
    two.unwrap().ping().await.unwrap();
}
