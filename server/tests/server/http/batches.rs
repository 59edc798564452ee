//! Batches at their full size and at the same time, straight into the store.

use crate::deployment::{Deployment, NOW, TWO_GROUPS, staff::entry};
use rand::{RngCore, rngs::OsRng};
use shirabe_protocol::{
    oprf::MAX_BATCH,
    tag::Tag,
    wire::{FilterEntry, Record},
};
use shirabe_server::store::{BatchOutcome, LoadAction, LoadDeclaration, NewToken, Store};
use std::time::{Duration, Instant};

/// An open load of the two groups.
async fn open_load(store: &Store, token: u8) -> [u8; 16] {
    let incident = store.incident("two-groups").await.unwrap().unwrap().id;
    let new = NewToken {
        digest: [token; 32],
        incident,
        name: "test",
        share: None,
        created_by: None,
        expires: NOW + 1,
    };
    store.add_token(&new, NOW, &entry()).await.unwrap();
    let declared = LoadDeclaration {
        action: LoadAction::Add,
        file: [7; 32],
        identifiers: 1,
        filter_entries: 1,
        people: 1,
        as_of: NOW,
    };
    let load = [token; 16];
    let open = async |load| {
        store.open_load(&[token; 32], load, &incident, declared, NOW, &entry()).await.unwrap()
    };
    assert!(open(&load).await);
    assert!(!open(&[9; 16]).await);
    load
}

fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

fn record() -> Record {
    Record { tag: Tag::from_bytes(random()), kind: 0, handle: random(), groups: 1, share: 0 }
}

/// Unhurried by a factor of ten: it says when rows have begun to go one by one.
const PATIENCE: Duration = Duration::from_millis(1500);

#[actix_web::test]
async fn a_full_batch_takes_a_moment() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let store = deployment.services().await.store;
    let load = open_load(&store, 1).await;
    for number in 0..3 {
        let records: Vec<Record> = (0..MAX_BATCH).map(|_| record()).collect();
        let begun = Instant::now();
        let taken = store.add_records(&load, number, &[number as u8; 32], &records).await.unwrap();
        let for_records = begun.elapsed();
        assert_eq!(taken, BatchOutcome::Taken(Vec::new()));
        let entry = |_| FilterEntry { tag: Tag::from_bytes(random()), kind: 0, group: 1 };
        let entries: Vec<FilterEntry> = (0..MAX_BATCH).map(entry).collect();
        let begun = Instant::now();
        store.add_filter_entries(&load, number, &[number as u8; 32], &entries).await.unwrap();
        let for_entries = begun.elapsed();
        println!("4,096 records: {for_records:?}, 4,096 filter entries: {for_entries:?}");
        assert!(for_records < PATIENCE && for_entries < PATIENCE);
    }
    let uploaded = store.load(&load).await.unwrap().unwrap().uploaded;
    let expected = 3 * MAX_BATCH as u64;
    assert_eq!((uploaded.identifiers, uploaded.filter_entries), (expected, expected));
    let mut tags = std::collections::BTreeMap::new();
    store.collect_tags(&load, &mut tags).await.unwrap();
    assert_eq!(tags[&(0, 1)].len() as u64, expected);
}

#[actix_web::test]
async fn people_and_tags_that_come_twice_are_kept_once() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let store = deployment.services().await.store;
    let load = open_load(&store, 1).await;
    let first = record();
    let second = Record { tag: Tag::from_bytes(random()), groups: 2, ..record() };
    let same_person = Record { handle: first.handle, ..second };
    let entry = FilterEntry { tag: first.tag, kind: 0, group: 0 };
    store.add_records(&load, 0, &[0; 32], &[first, same_person, first]).await.unwrap();
    store.add_records(&load, 1, &[1; 32], &[first]).await.unwrap();
    // Two people with one address are two entries, so that one of them can go.
    store.add_filter_entries(&load, 0, &[0; 32], &[entry, entry]).await.unwrap();
    let uploaded = store.load(&load).await.unwrap().unwrap().uploaded;
    assert_eq!((uploaded.people, uploaded.identifiers, uploaded.filter_entries), (1, 2, 2));
    // The same batch again is not entered, nor counted.
    store.add_records(&load, 1, &[1; 32], &[second]).await.unwrap();
    store.add_filter_entries(&load, 0, &[0; 32], &[entry]).await.unwrap();
    assert_eq!(store.load(&load).await.unwrap().unwrap().uploaded, uploaded);
}

#[actix_web::test]
async fn of_batches_that_come_at_once_each_is_entered_once_and_the_budget_holds() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    // As two processes would.
    let stores = [deployment.services().await.store, deployment.services().await.store];
    let load = open_load(&stores[0], 1).await;
    let mut arriving = Vec::new();
    for turn in 0..24_u8 {
        let store = stores[usize::from(turn) % 2].clone();
        // Each number comes four times, twice with bytes of its own.
        let (number, digest) = (u32::from(turn) / 4, [(turn % 4) / 2; 32]);
        arriving.push(actix_web::rt::spawn(async move {
            store.add_evaluation(&load, number, &digest, 10, 45, vec![turn]).await.unwrap()
        }));
    }
    let mut outcomes = Vec::new();
    for arrived in arriving {
        outcomes.push(arrived.await.unwrap());
    }
    // 45 elements leave room for four batches of 10.
    let entered = stores[0].load(&load).await.unwrap().unwrap().evaluated;
    assert_eq!(entered, 40);
    let mut entered = 0;
    for number in 0..6 {
        for digest in [[0; 32], [1; 32]] {
            let stage = shirabe_server::store::Stage::Evaluations;
            let stored = stores[1].batch(&load, stage, number, &digest).await.unwrap();
            entered += u32::from(matches!(stored, Some(BatchOutcome::Taken(_))));
        }
    }
    assert_eq!(entered, 4);
    assert!(outcomes.contains(&BatchOutcome::OverBudget));
    assert!(outcomes.contains(&BatchOutcome::Differs));
}

#[actix_web::test]
async fn a_days_lookups_are_counted_for_all_processes_together() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let stores = [deployment.services().await.store, deployment.services().await.store];
    let incident = stores[0].incident("two-groups").await.unwrap().unwrap().id;
    let mut arriving = Vec::new();
    for turn in 0..10 {
        let store = stores[turn % 2].clone();
        arriving.push(actix_web::rt::spawn(async move {
            store.reserve_lookups(&incident, 20_000, 10, 45).await.unwrap()
        }));
    }
    let mut granted = 0;
    for arrived in arriving {
        granted += u32::from(arrived.await.unwrap());
    }
    assert_eq!(granted, 4);
    assert!(stores[1].reserve_lookups(&incident, 20_000, 5, 45).await.unwrap());
    assert!(!stores[0].reserve_lookups(&incident, 20_000, 1, 45).await.unwrap());
    assert!(stores[0].reserve_lookups(&incident, 20_001, 45, 45).await.unwrap());
    assert!(!stores[0].reserve_lookups(&incident, 20_002, 46, 45).await.unwrap());
}
