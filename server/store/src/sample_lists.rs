//! Lists of some thousand people, for the tests.

use crate::{
    AuditDraft, DoneBy, LoadAction, LoadDeclaration, Location, NewToken, SetCause, SetDraft, Store,
};
use shirabe_protocol::{
    tag::Tag,
    wire::{FilterEntry, MAX_ENTRIES, Record},
};

pub(crate) const INCIDENT: [u8; 16] = [1; 16];
pub(crate) const NOW: i64 = 1_760_000_000;

/// Two slices of each list and a little more.
pub(crate) const PEOPLE: u32 = 2 * 4096 + 10;

pub(crate) fn entry() -> AuditDraft {
    let done_by = DoneBy::default();
    AuditDraft { at: NOW, incident: None, action: "test", done_by, body: "{}".into() }
}

pub(crate) fn tag(number: u32) -> Tag {
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&number.wrapping_mul(0x9E37_79B1).to_be_bytes());
    bytes[12..].copy_from_slice(&number.to_be_bytes());
    Tag::from_bytes(bytes)
}

pub(crate) async fn open(
    store: &Store,
    token: [u8; 32],
    load: &[u8; 16],
    action: LoadAction,
) -> bool {
    let declared = LoadDeclaration {
        action,
        file: [0; 32],
        identifiers: u64::from(PEOPLE),
        filter_entries: u64::from(PEOPLE),
        people: u64::from(PEOPLE),
        as_of: NOW,
    };
    store.open_load(&token, load, &INCIDENT, declared, NOW, &entry()).await.unwrap()
}

/// Opens and fills a load with a token of its own.
pub(crate) async fn uploaded(store: &Store, load: &[u8; 16], action: LoadAction) {
    let token = [load[0]; 32];
    let new = NewToken {
        digest: token,
        incident: INCIDENT,
        name: "test",
        share: None,
        created_by: None,
        expires: NOW + 3600,
    };
    store.add_token(&new, NOW, &entry()).await.unwrap();
    assert!(open(store, token, load, action).await);
    let numbers: Vec<u32> = (0..PEOPLE).collect();
    let most = u64::from(PEOPLE);
    for (number, part) in (0..).zip(numbers.chunks(MAX_ENTRIES)) {
        let (count, digest) = (part.len() as u64, [number as u8; 32]);
        let reply = vec![7; 64];
        store.add_evaluation(load, number, &digest, count, most, reply).await.unwrap();
        let record = |number: &u32| Record {
            tag: tag(*number),
            kind: 0,
            handle: *tag(*number).as_bytes(),
            groups: 1,
            share: 0,
        };
        let records: Vec<_> = part.iter().map(record).collect();
        store.add_records(load, number, &digest, &records).await.unwrap();
        // Every second one is the same: a multiset.
        let of = |number: &u32| FilterEntry { tag: tag(number / 2), kind: 0, group: 0 };
        let entries: Vec<_> = part.iter().map(of).collect();
        store.add_filter_entries(load, number, &digest, &entries).await.unwrap();
    }
}

/// With one incident.
pub(crate) async fn empty(location: &Location) -> Store {
    let store = Store::create(location).await.unwrap();
    store.create_deployment(&[9; 16], NOW).await.unwrap();
    store.apply_incident(&INCIDENT, "incident", "", NOW, &[], &[]).await.unwrap();
    store
}

/// Publishes loads that are closed, the last of them new.
pub(crate) async fn publish(store: &Store, version: u64, loads: &[[u8; 16]], action: LoadAction) {
    let last = *loads.last().unwrap();
    let draft = SetDraft {
        filters_under: -(version as i64),
        cause: match action {
            LoadAction::Add => SetCause::Load(last),
            LoadAction::Withdraw => SetCause::Withdrawal(last),
        },
        incident: INCIDENT,
        version,
        as_of: NOW,
        loads: loads.to_vec(),
        filters: Vec::new(),
    };
    assert!(store.publish_set(&draft, NOW, None).await.unwrap());
}
