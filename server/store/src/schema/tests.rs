//! Databases of earlier versions, brought up to date.

use super::{STEPS, StoreError};
use crate::{AuditSelection, LoadAction, Location, Store, Uploaded};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

/// A published load, a later one that is published too, and one under way.
const EARLIER: &[&str] = &[
    "INSERT INTO incidents VALUES (x'10000000000000000000000000000001', 'earlier', '', 1)",
    "INSERT INTO loads VALUES (x'00000000000000000000000000000001', x'10000000000000000000000000000001', 'published',
        5, 4, 3, 9, 5, 10, 11)",
    "INSERT INTO loads VALUES (x'00000000000000000000000000000002', x'10000000000000000000000000000001', 'published',
        1, 1, 1, 9, 1, 12, 13)",
    "INSERT INTO loads VALUES (x'00000000000000000000000000000003', x'10000000000000000000000000000001', 'uploading',
        9, 9, 9, 9, 9, 14, NULL)",
    "INSERT INTO load_tokens VALUES (x'aa', x'10000000000000000000000000000001', 'head office', 10,
        x'00000000000000000000000000000001')",
    "INSERT INTO people VALUES (x'00000000000000000000000000000003', x'bb', 1, 0)",
    "INSERT INTO record_tags VALUES (x'00000000000000000000000000000003', x'cc', 0, x'bb'),
        (x'00000000000000000000000000000003', x'cd', 0, x'bb')",
    "INSERT INTO filter_entries VALUES (x'00000000000000000000000000000003', 0, 0, x'dd')",
    "INSERT INTO sets VALUES (x'10000000000000000000000000000001', 1, 9, 11, 13), (x'10000000000000000000000000000001', 2, 9, 13, NULL)",
    "INSERT INTO set_loads VALUES (x'10000000000000000000000000000001', 1, x'00000000000000000000000000000001'),
        (x'10000000000000000000000000000001', 2, x'00000000000000000000000000000001'),
        (x'10000000000000000000000000000001', 2, x'00000000000000000000000000000002')",
];

/// A database that has taken so many steps, and these rows, in a folder.
async fn earlier(steps: usize, rows: &[&'static str]) -> (tempfile::TempDir, Location) {
    let folder = tempfile::tempdir().unwrap();
    let file = Location::file_in(folder.path());
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
    let mut earlier = SqliteConnection::connect_with(&options).await.unwrap();
    let taken = "CREATE TABLE schema_steps (taken BIGINT NOT NULL PRIMARY KEY)";
    let before = STEPS[..steps].iter().copied().flatten();
    for statement in [&taken].into_iter().chain(before).chain(rows) {
        sqlx::query(*statement).execute(&mut earlier).await.unwrap();
    }
    for number in 1..=steps as i64 {
        let step = sqlx::query("INSERT INTO schema_steps VALUES ($1)").bind(number);
        step.execute(&mut earlier).await.unwrap();
    }
    earlier.close().await.unwrap();
    let location = Location::in_folder(folder.path());
    (folder, location)
}

/// Two entries of one account, one of another, one of the command line, one that was erased.
const ENTRIES: &[&str] = &[
    r#"INSERT INTO audit SELECT number, x'10000000000000000000000000000001', 9, 'sign-in',
        '{"account":"' || account || '","organisation":"' || organisation
            || '","name":"a \"b","by":"","details":{},"salt":"00"}',
        zeroblob(32), zeroblob(32)
     FROM (SELECT 1 AS number, '0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a' AS account,
            '01010101010101010101010101010101' AS organisation
        UNION SELECT 2, '0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a', '01010101010101010101010101010101'
        UNION SELECT 3, '0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b', '02020202020202020202020202020202'
        UNION SELECT 4, '', '')"#,
    "INSERT INTO audit VALUES (5, x'10000000000000000000000000000001', 9, 'sign-in', NULL,
        zeroblob(32), zeroblob(32))",
];

#[tokio::test]
async fn entries_of_earlier_versions_are_found_by_who_did_it_and_keep_their_text() {
    let (_folder, location) = earlier(6, ENTRIES).await;
    let store = Store::open(&location).await.unwrap();
    let incident = 0x10000000_00000000_00000000_00000001_u128.to_be_bytes();
    let numbers = async |account: &str, organisation: &str| {
        let mut wanted = AuditSelection::all_of(incident);
        wanted.done_by.account = account.repeat(16);
        wanted.done_by.organisation = organisation.repeat(16);
        let entries = store.audit_entries(&wanted, 10).await.unwrap();
        entries.iter().map(|entry| entry.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers("", "").await, [5, 4, 3, 2, 1]);
    assert_eq!(numbers("0a", "").await, [2, 1]);
    assert_eq!(numbers("", "02").await, [3]);
    assert_eq!(numbers("0b", "02").await, [3]);
    assert_eq!(numbers("0b", "01").await, [0; 0]);
    let newest = store.newest_audit_entry_of_accounts(&incident).await.unwrap();
    assert_eq!(newest.iter().map(|entry| entry.number).collect::<Vec<_>>(), [3, 2]);
    let text = r#"{"account":"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b","organisation":"#;
    assert!(newest[0].body.as_ref().unwrap().starts_with(text));
}

#[tokio::test]
async fn loads_and_sets_of_earlier_versions_get_what_is_known_of_them() {
    let (_folder, location) = earlier(2, EARLIER).await;
    let store = Store::open(&location).await.unwrap();
    let load = async |number: u8| {
        let id = u128::from(number).to_be_bytes();
        store.load(&id).await.and_then(|load| load.ok_or(StoreError::Content))
    };
    let uploaded =
        |identifiers, filter_entries, people| Uploaded { identifiers, filter_entries, people };
    assert_eq!(load(1).await.unwrap().uploaded, uploaded(5, 4, 3));
    assert_eq!(load(3).await.unwrap().uploaded, uploaded(2, 1, 1));
    let incident = 0x10000000_00000000_00000000_00000001_u128.to_be_bytes();
    let loads = store.loads_of(&incident).await.unwrap();
    let names: Vec<_> = loads.iter().map(|load| load.token_name.as_str()).collect();
    assert_eq!(names, ["head office", "", ""]);
    assert!(loads.iter().all(|load| load.file.is_none() && load.action == LoadAction::Add));
    let sets = store.sets_of(&incident).await.unwrap();
    let causes: Vec<_> = sets.iter().map(|set| (set.cause.as_str(), set.caused_by)).collect();
    let load = |number: u128| Some(number.to_be_bytes());
    assert_eq!(causes, [("load", load(1)), ("load", load(2))]);
}
