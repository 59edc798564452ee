//! What an import sends and leaves behind.

use crate::{
    fake_server::{FakeServer, kinds},
    list::{Desk, NOW, ROWS, csv, email, phone},
};
use hmac::{Hmac, Mac};
use rand::rngs::OsRng;
use sha2::Sha256;
use shirabe_operator::{
    errors::{OperatorError, exit_code},
    server_client::Publication,
};
use shirabe_protocol::{
    error::CheckError,
    oprf::{client::blind, server::EvaluationKey},
    stretching::{Profile, Stretcher},
    tag::Tag,
    wire::Record,
};
use std::collections::{BTreeMap, BTreeSet};

/// The tag of one identifier under one key, computed without the operator.
pub fn tag(server: &FakeServer, kind: usize, text: &str, key: &EvaluationKey) -> Tag {
    let identifier = kinds()[kind].0.normalise(&[text]).unwrap();
    let stretched =
        Stretcher::new(Profile::Sample, server.salt()).unwrap().stretch(&identifier).unwrap();
    let (pending, blinded) = blind(stretched, &mut OsRng).unwrap();
    let (evaluated, proof) = key.blind_evaluate(&blinded, &mut OsRng).unwrap();
    pending.finalize(&evaluated, &proof, key.public_key()).unwrap().tag()
}

#[test]
fn every_person_gets_records_under_the_staff_key_and_entries_under_the_public_one() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    let report = desk.import(&server).unwrap();
    let codes = desk.letter_codes();
    assert_eq!(codes.len(), ROWS);
    let (public, staff) = server.keys();
    let (records, entries) = server.last_load(|load| (load.records.clone(), load.entries.clone()));
    assert_eq!((records.len(), entries.len()), (3 * ROWS, 2 * ROWS));

    let mut expected_entries = BTreeSet::new();
    for (row, code) in codes.iter().enumerate() {
        let mine = [tag(&server, 0, &email(row), staff), tag(&server, 2, code, staff)];
        let handle = records.iter().find(|r| r.tag == mine[0]).unwrap().handle;
        let of_person: Vec<&Record> = records.iter().filter(|r| r.handle == handle).collect();
        assert_eq!(of_person.len(), 3, "row {row}");
        assert!(of_person.iter().all(|r| r.groups == 2 && r.share == 0));
        let by_kind: BTreeMap<u8, Tag> = of_person.iter().map(|r| (r.kind, r.tag)).collect();
        assert!(by_kind[&0] == mine[0] && by_kind[&2] == mine[1], "row {row}");
        assert!(by_kind[&1] == tag(&server, 1, &phone(row), staff), "row {row}");
        expected_entries.insert((tag(&server, 0, &email(row), public), 0, 1));
        expected_entries.insert((tag(&server, 2, code, public), 2, 1));
    }
    let found: BTreeSet<_> = entries.iter().map(|e| (e.tag, e.kind, e.group)).collect();
    assert!(found == expected_entries);

    assert_eq!(report.publication, Publication::Published(Some(1)));
    assert_eq!(report.counts.shared_identifiers, (ROWS / 5) as u64);
    assert_eq!(report.verified.unwrap().found.values().sum::<u64>(), 2 * ROWS as u64);
    let opening = server.last_load(|load| load.opening.clone());
    let file = std::fs::read(desk.folder.path().join("list.csv")).unwrap();
    let secret = std::fs::read(desk.file("list.secret")).unwrap();
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&secret).unwrap();
    mac.update(b"shirabe/file");
    mac.update(&file);
    let declared = serde_json::json!({
        "action": "add", "file": hex::encode(mac.finalize().into_bytes()),
        "identifiers": 3 * ROWS, "filter_entries": 2 * ROWS, "people": ROWS, "as_of": NOW
    });
    assert_eq!(opening, declared);
}

#[test]
fn no_order_is_the_lists_and_none_is_anothers() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    desk.import(&server).unwrap();
    let (public, staff) = server.keys();
    let (records, entries) = server.last_load(|load| (load.records.clone(), load.entries.clone()));
    let place = |all: Vec<Tag>, tag: Tag| all.iter().position(|one| *one == tag).unwrap();
    let places = |key, all: &dyn Fn() -> Vec<Tag>| -> Vec<usize> {
        (0..ROWS).map(|row| place(all(), tag(&server, 0, &email(row), key))).collect()
    };
    let in_records = places(staff, &|| records.iter().map(|r| r.tag).collect());
    let in_entries = places(public, &|| entries.iter().map(|e| e.tag).collect());
    let in_list: Vec<usize> = (0..ROWS).collect();
    for (one, other) in
        [(&in_list, &in_records), (&in_list, &in_entries), (&in_records, &in_entries)]
    {
        let correlation = correlation(one, other);
        // Six standard deviations of a random order of 150.
        assert!(correlation.abs() < 0.5, "{correlation}");
    }
    // One person's identifiers do not stand together either.
    let together = records.windows(2).filter(|pair| pair[0].handle == pair[1].handle).count();
    assert!(together < 15, "{together}");
}

fn correlation(one: &[usize], other: &[usize]) -> f64 {
    let mean = |values: &[usize]| values.iter().sum::<usize>() as f64 / values.len() as f64;
    let (a, b) = (mean(one), mean(other));
    let product = |x: &[usize], ma: f64, y: &[usize], mb: f64| -> f64 {
        x.iter().zip(y).map(|(p, q)| (*p as f64 - ma) * (*q as f64 - mb)).sum()
    };
    product(one, a, other, b) / (product(one, a, one, a) * product(other, b, other, b)).sqrt()
}

#[test]
fn nothing_of_the_load_stays_but_what_is_needed() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    let report = desk.import(&server).unwrap();
    let mut names: Vec<String> = std::fs::read_dir(desk.work())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let load = report.load.as_str();
    let mut expected = [
        "in-use.lock".to_owned(),
        "incident.json".to_owned(),
        "kinds.json".to_owned(),
        "letter-codes-list-contacts.csv".to_owned(),
        "letter-codes-list-contacts.xlsx".to_owned(),
        "list.secret".to_owned(),
        format!("report-{load}.json"),
        format!("tags-{load}.bin"),
    ];
    expected.sort();
    assert_eq!(names, expected);
    let report = std::fs::read_to_string(desk.file(&format!("report-{load}.json"))).unwrap();
    assert!(report.contains("\"rows\": 150") && !report.to_lowercase().contains("canary"));
    let letters = std::fs::read_to_string(desk.file("letter-codes-list-contacts.csv")).unwrap();
    assert!(letters.starts_with("\u{FEFF}name,email,phone,remark,letter code / 手紙のコード\r\n"));
    assert!(letters.contains(",'=1+1,"));
}

#[test]
fn a_second_export_gets_the_same_codes() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    desk.import(&server).unwrap();
    let first = desk.letter_codes();
    let reversed = csv((0..ROWS).rev());
    std::fs::write(desk.folder.path().join("list.csv"), reversed).unwrap();
    let report = desk.import(&server).unwrap();
    let mut second = desk.letter_codes();
    second.reverse();
    assert_eq!(first, second);
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), ROWS);
    let loads = report.verified.unwrap().loads;
    assert_eq!((report.publication.set_version(), loads), (Some(2), 2));
}

#[test]
fn a_changed_reply_is_refused_and_the_load_abandoned() {
    // Places in a reply of 64 elements: element and proof of the public key, then of the staff's.
    for place in [5, 64 * 32 + 3, 64 * 32 + 64 + 5, 2 * (64 * 32 + 64) - 1] {
        let server = FakeServer::start();
        let desk = Desk::with_all_rows();
        server.hook(move |request, mut reply| {
            if request.path.ends_with("/evaluations/2") {
                reply.body[place] ^= 1;
            }
            reply
        });
        let error = desk.import(&server).unwrap_err();
        assert_eq!(error.exit_code(), exit_code::VERIFICATION, "{error}");
        let OperatorError::Check { error, .. } = error else { panic!("{error}") };
        assert!(matches!(error, CheckError::Proof | CheckError::Element));
        assert_eq!(server.last_load(|load| (load.state, load.records.len())), ("abandoned", 0));
        assert!(!desk.file("load.seed").exists() && !desk.file("load.json").exists());
    }
}

#[test]
fn a_reply_cut_short_is_refused() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    server.hook(|request, mut reply| {
        if request.path.contains("/evaluations/") {
            reply.body.truncate(reply.body.len() - 1);
        }
        reply
    });
    let error = desk.import(&server).unwrap_err();
    assert!(matches!(error, OperatorError::Check { error: CheckError::MessageLength, .. }));
}

#[test]
fn a_miscount_at_close_is_refused() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    server.hook(|request, mut reply| {
        if request.path.ends_with("/close") {
            let body = String::from_utf8(reply.body).unwrap();
            reply.body = body.replace("\"identifiers\":450", "\"identifiers\":449").into_bytes();
        }
        reply
    });
    let error = desk.import(&server).unwrap_err();
    assert_eq!(error.exit_code(), exit_code::VERIFICATION, "{error}");
    assert_eq!(server.last_load(|load| load.state), "abandoned");
    assert!(server.requests("/publish").is_empty());
}

#[test]
fn a_bad_list_group_or_date_sends_nothing() {
    let server = FakeServer::start();
    let unreadable = Desk::new("name,remark\nCanary,none\n");
    assert_eq!(unreadable.import(&server).unwrap_err().exit_code(), exit_code::INPUT);
    let desk = Desk::with_all_rows();
    let mut options = desk.options(&server);
    options.group = Some("strangers".into());
    assert_eq!(desk.import_with(&options).unwrap_err().exit_code(), exit_code::USAGE);
    let mut options = desk.options(&server);
    options.as_of = Some(NOW + 60);
    assert_eq!(desk.import_with(&options).unwrap_err().exit_code(), exit_code::USAGE);
    assert!(server.state().loads.is_empty());
}

#[test]
fn other_keys_than_at_the_first_load_are_refused() {
    let (first, second) = (FakeServer::start(), FakeServer::start());
    let desk = Desk::with_all_rows();
    desk.import(&first).unwrap();
    let error = desk.import(&second).unwrap_err();
    assert_eq!(error.exit_code(), exit_code::VERIFICATION, "{error}");
    assert!(second.state().loads.is_empty());
}
