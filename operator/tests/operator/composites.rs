//! Kinds of several fields: loaded from their columns, asked for field by field.

use crate::{
    fake_server::{FakeServer, SLUG, TOKEN, kinds},
    list::Desk,
    verifying::lookup_fields,
};
use rand::rngs::OsRng;
use shirabe_contacts::Mapping;
use shirabe_operator::{
    clock::{Clock, SystemClock},
    errors::{OperatorError, exit_code},
    server_client::LoadKind,
};
use shirabe_protocol::{
    error::InputError,
    oprf::{client::blind, server::EvaluationKey},
    outcome::Outcome,
    stretching::{Profile, Stretcher},
    tag::Tag,
};
use std::collections::BTreeSet;

const INSURANCE: usize = 3;
const EMPLOYEE: usize = 4;

const LIST: &str = "staff no,name,symbol,card no,birthday\n\
                    001207,Canary One,1130012,412,S60.4.1\n\
                    001210,Canary Two,01130012,0000413,1986/1/31\n\
                    001213,Canary Three,,,1990-02-28\n\
                    001216,Canary Four,1130013,,1991-03-01\n";

const MAPPINGS: [&str; 4] = [
    "staff no=key",
    "staff no=employee.number",
    "symbol=insurance.symbol",
    "card no=insurance.number",
];

fn tag(server: &FakeServer, kind: usize, fields: &[&str], key: &EvaluationKey) -> Tag {
    let identifier = kinds()[kind].0.normalise(fields).unwrap();
    let stretched =
        Stretcher::new(Profile::Sample, server.salt()).unwrap().stretch(&identifier).unwrap();
    let (pending, blinded) = blind(stretched, &mut OsRng).unwrap();
    let (evaluated, proof) = key.blind_evaluate(&blinded, &mut OsRng).unwrap();
    pending.finalize(&evaluated, &proof, key.public_key()).unwrap().tag()
}

fn loaded(server: &FakeServer) -> Desk {
    let desk = Desk::new(LIST);
    let mut options = desk.options(server);
    options.mappings = MAPPINGS.map(|text| Mapping::parse(text).unwrap()).to_vec();
    let refused = desk.import_with(&options).unwrap_err();
    assert_eq!(refused.exit_code(), exit_code::REJECTED);
    assert!(server.state().loads.is_empty());
    options.allow_rejected = true;
    let report = desk.import_with(&options).unwrap();
    assert_eq!(report.counts.identifiers["insurance"], 2);
    assert_eq!(report.counts.identifiers["employee"], 4);
    let [rejected] = report.counts.rejected.as_slice() else { panic!("one cell is missing") };
    assert_eq!((rejected.row, rejected.column), (5, 4));
    assert_eq!(rejected.reason, "composite-incomplete");
    desk
}

#[test]
fn both_kinds_get_records_and_only_the_public_one_filter_entries() {
    let server = FakeServer::start();
    loaded(&server);
    let (public, staff) = server.keys();
    let (records, entries) = server.last_load(|load| (load.records.clone(), load.entries.clone()));
    let insured = [["1130012", "412", "1985-04-01"], ["1130012", "413", "1986-01-31"]];
    let employed = [
        ["001207", "1985-04-01"],
        ["001210", "1986-01-31"],
        ["001213", "1990-02-28"],
        ["001216", "1991-03-01"],
    ];
    let of = |kind: usize| -> BTreeSet<Tag> {
        records.iter().filter(|r| usize::from(r.kind) == kind).map(|r| r.tag).collect()
    };
    assert!(of(INSURANCE) == insured.iter().map(|f| tag(&server, INSURANCE, f, staff)).collect());
    assert!(of(EMPLOYEE) == employed.iter().map(|f| tag(&server, EMPLOYEE, f, staff)).collect());
    let handle = |kind, fields: &[&str]| {
        let tag = tag(&server, kind, fields, staff);
        records.iter().find(|record| record.tag == tag).unwrap().handle
    };
    assert_eq!(handle(INSURANCE, &insured[0]), handle(EMPLOYEE, &employed[0]));
    assert_ne!(handle(INSURANCE, &insured[0]), handle(INSURANCE, &insured[1]));

    let public_kinds: BTreeSet<u8> = entries.iter().map(|entry| entry.kind).collect();
    assert_eq!(public_kinds, BTreeSet::from([2, INSURANCE as u8]));
    let tags: BTreeSet<Tag> =
        entries.iter().filter(|e| usize::from(e.kind) == INSURANCE).map(|e| e.tag).collect();
    assert!(tags == insured.iter().map(|f| tag(&server, INSURANCE, f, public)).collect());
}

#[test]
fn a_lookup_asks_for_each_field() {
    let server = FakeServer::start();
    let desk = loaded(&server);
    let ask = |fields: &[&str]| lookup_fields(&desk, &server, "insurance", fields);
    let listed = ask(&["１１３００１２", "0412", "昭和60年4月1日"]).unwrap();
    assert!(matches!(listed, Outcome::Listed(_)));
    for other in [
        ["1130012", "412", "1985-04-02"],
        ["1130012", "413", "1985-04-01"],
        ["1130013", "412", "1985-04-01"],
    ] {
        assert!(matches!(ask(&other).unwrap(), Outcome::NotListed(_)), "{other:?}");
    }
    let asked = server.requests("/evaluate").len();
    // The second text is never asked for.
    let error = ask(&["canary here"]).unwrap_err();
    let OperatorError::Field { field, error: input } = &error else { panic!("{error}") };
    assert_eq!((field.as_str(), *input), ("symbol", InputError::NumberCodeLength));
    assert!(!format!("{error} {error:?}").contains("canary"));
    assert_eq!(error.exit_code(), exit_code::USAGE);
    let staff_only = lookup_fields(&desk, &server, "employee", &[]).unwrap_err();
    assert_eq!(staff_only.exit_code(), exit_code::USAGE);
    assert_eq!(server.requests("/evaluate").len(), asked);
}

#[test]
fn the_command_line_shows_fields_and_reads_a_line_for_each() {
    let server = FakeServer::start();
    server.issue_manifests_at(SystemClock.now());
    let desk = Desk::new(LIST);
    std::fs::write(desk.folder.path().join("token"), format!("{TOKEN}\n")).unwrap();
    let place = ["--server", &server.url, "--incident", SLUG];
    let mut import = vec!["import", "list.csv", "--allow-rejected", "--group", "contacts"];
    import.extend(["--token-file", "token"]);
    import.extend(MAPPINGS.iter().flat_map(|mapping| ["--map", mapping]));
    let (code, printed, errors) = desk.operator(&[&import, &place[..]].concat(), "");
    assert_eq!(code, Some(0), "{printed}{errors}");
    for line in [
        "  staff no: key of the list: equal keys are one person, employee.number (from --map)\n",
        "  card no: insurance.number (from --map)\n",
        "  birthday: insurance.birth-date, employee.birth-date (by its heading)\n",
        "  insurance: 2 (public and staff)\n",
        "  employee: 4 (staff only)\n",
        "    row 5, card no: empty, while other fields of the same kind are filled\n",
    ] {
        assert!(printed.contains(line), "{line} is missing in\n{printed}");
    }
    let all = format!("{printed}{errors}");
    assert!(!all.contains("Canary") && !all.contains("1130012"), "{all}");

    let lookup = [&["lookup", "--kind", "insurance"], &place[..]].concat();
    let (code, printed, _) = desk.operator(&lookup, "1130012\n412\n1985/4/1\n");
    assert!(code == Some(0) && printed.contains("Listed:"), "{printed}");
    let (code, _, errors) = desk.operator(&lookup, "1130012\n412\n");
    assert_eq!(code, Some(64));
    assert!(errors.contains("birth-date: nothing was entered."), "{errors}");
}

#[test]
fn kinds_are_read_as_the_server_writes_them() {
    let text = r#"{"name":"insurance","form":"composite","fields":[
        {"name":"symbol","type":"number_code","width":8,"pad":true},
        {"name":"number","type":"number_code","width":7,"pad":true},
        {"name":"birth-date","type":"date"}],"public":true}"#;
    let read: LoadKind = serde_json::from_str(text).unwrap();
    let (kind, public) = kinds().swap_remove(INSURANCE);
    assert!(read == LoadKind { kind, public });
}

#[test]
fn a_kind_that_would_make_everybody_one_is_not_used() {
    let server = FakeServer::start();
    server.hook(|request, mut reply| {
        if request.path.ends_with("/load-parameters") {
            let mut parameters: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
            parameters["kinds"][INSURANCE]["fields"] = serde_json::json!([]);
            reply.body = parameters.to_string().into_bytes();
        }
        reply
    });
    let desk = Desk::with_all_rows();
    assert_eq!(desk.import(&server).unwrap_err().exit_code(), exit_code::SERVER);
    assert!(server.state().loads.is_empty());
}
