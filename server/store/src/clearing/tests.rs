//! What is over goes in slices, and goes on after an interruption.

use super::*;
use crate::{
    LoadAction, Location, Stage,
    sample_lists::{NOW, PEOPLE, empty, entry, open, uploaded},
};

const GIVEN_UP: [u8; 16] = [2; 16];
const OTHER: [u8; 16] = [3; 16];

/// Rows of each list that a load has.
async fn rows(store: &Store, load: &[u8; 16]) -> Result<[i64; 4], StoreError> {
    let rows: (i64, i64, i64, i64) = fetch!(
        fetch_one,
        store.read(),
        "SELECT (SELECT COUNT(*) FROM load_batches WHERE load = $1),
                (SELECT COUNT(*) FROM record_tags WHERE load = $1),
                (SELECT COUNT(*) FROM people WHERE load = $1),
                (SELECT COUNT(*) FROM filter_entries WHERE load = $1)",
        &load[..],
    );
    Ok([rows.0, rows.1, rows.2, rows.3])
}

#[tokio::test]
async fn a_load_that_was_given_up_goes_in_slices_and_after_a_restart_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::in_folder(folder.path());
    let store = empty(&location).await;
    for load in [&GIVEN_UP, &OTHER] {
        uploaded(&store, load, LoadAction::Add).await;
    }
    let whole = rows(&store, &OTHER).await.unwrap();
    let people = i64::from(PEOPLE);
    assert_eq!(whole, [9, people, people, people]);
    assert!(store.abandon_load(&GIVEN_UP, NOW, &entry()).await.unwrap());
    // The request itself deletes nothing: whoever writes next waits for nothing.
    assert_eq!(rows(&store, &GIVEN_UP).await.unwrap(), whole);
    let load = store.load(&GIVEN_UP).await.unwrap().unwrap();
    assert!(load.is_being_removed && load.uploaded.identifiers == 0);
    // The token opens another one meanwhile.
    assert!(open(&store, [GIVEN_UP[0]; 32], &[4; 16], LoadAction::Add).await);
    let late = store.batch(&GIVEN_UP, Stage::Records, 0, &[0; 32]).await.unwrap();
    assert!(late.is_some(), "a batch that was there is there until its slice");

    let mut before: i64 = whole.iter().sum();
    for _ in 0..4 {
        assert!(store.clear_some(NOW).await.unwrap());
        let after: i64 = rows(&store, &GIVEN_UP).await.unwrap().iter().sum();
        assert!((1..=LIST_ROWS).contains(&(before - after)), "{before} {after}");
        before = after;
    }
    assert!(before > 0);
    drop(store);
    let store = Store::open(&location).await.unwrap();
    assert!(store.load(&GIVEN_UP).await.unwrap().unwrap().is_being_removed);
    while store.clear_some(NOW).await.unwrap() {}
    assert_eq!(rows(&store, &GIVEN_UP).await.unwrap(), [0; 4]);
    assert!(!store.load(&GIVEN_UP).await.unwrap().unwrap().is_being_removed);
    assert_eq!(rows(&store, &OTHER).await.unwrap(), whole, "nothing of another load");
}

#[tokio::test]
async fn replies_of_a_closed_load_are_forgotten_by_and_by() {
    let folder = tempfile::tempdir().unwrap();
    let store = empty(&Location::in_folder(folder.path())).await;
    uploaded(&store, &OTHER, LoadAction::Add).await;
    let load = store.load(&OTHER).await.unwrap().unwrap();
    assert!(store.close_load(&load, None, NOW, &entry()).await.unwrap());
    let reply = async || {
        let stored = store.batch(&OTHER, Stage::Evaluations, 0, &[0; 32]).await.unwrap();
        stored == Some(crate::BatchOutcome::Taken(Vec::new()))
    };
    assert!(!reply().await);
    while store.clear_some(NOW).await.unwrap() {}
    assert!(reply().await);
    assert_eq!(rows(&store, &OTHER).await.unwrap()[0], 9, "batches are counted afterwards too");
}

#[tokio::test]
async fn no_slice_looks_at_rows_of_other_loads() -> Result<(), StoreError> {
    let folder = tempfile::tempdir().unwrap();
    let store = empty(&Location::in_folder(folder.path())).await;
    let of_load = OF_LOAD.iter().chain(&OF_REPLIES);
    for slice in of_load.chain(&OF_FILTERS) {
        let text = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {}", slice.sqlite));
        let subject = &[0_u8; 16][..];
        let plan: Vec<(i64, i64, i64, String)> = match slice.sqlite.contains("$3") {
            true => fetch!(fetch_all, store.read(), text, subject, 1_i64, 1_i64),
            false => fetch!(fetch_all, store.read(), text, subject, 1_i64),
        };
        let scans = plan.iter().any(|step| step.3.starts_with("SCAN"));
        assert!(!scans, "{}: {plan:?}", slice.sqlite);
    }
    Ok(())
}
