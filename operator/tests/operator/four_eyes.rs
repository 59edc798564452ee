//! What goes public waits for a second person: the tool says so, and goes on afterwards.

use crate::{
    fake_server::{FakeServer, Reply, SLUG, TOKEN},
    list::{Desk, ROWS},
};
use serde_json::{Value, json};
use shirabe_operator::{errors::OperatorError, server_client::Publication};
use std::sync::{Arc, Mutex};

fn report(desk: &Desk) -> Value {
    let names = std::fs::read_dir(desk.work()).unwrap();
    let mut reports = names
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("report-"));
    let path = reports.next().unwrap();
    assert!(reports.next().is_none(), "one load, one report");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Names in the work folder that begin so.
fn files(desk: &Desk, beginning: &str) -> Vec<String> {
    let names = std::fs::read_dir(desk.work()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(beginning)).collect()
}

#[test]
fn an_import_waits_and_the_same_command_finishes_it() {
    let server = FakeServer::start();
    server.state().four_eyes = true;
    let desk = Desk::with_all_rows();
    let first = desk.import(&server).unwrap();
    assert_eq!(first.publication, Publication::Waiting);
    assert!(first.verified.is_none());
    let codes = desk.letter_codes();
    assert_eq!(codes.len(), ROWS);
    assert_eq!(report(&desk)["set_version"], Value::Null);
    let unpublished = files(&desk, "tags-");
    assert!(unpublished.len() == 1 && unpublished[0].ends_with(".unpublished"));
    assert!(files(&desk, "load.seed").is_empty(), "nothing more is to be blinded");

    let again = desk.import(&server).unwrap();
    assert_eq!((&again.load, again.publication), (&first.load, Publication::Waiting));
    server.approve();
    let last = desk.import(&server).unwrap();
    assert_eq!((&last.load, last.publication), (&first.load, Publication::Published(Some(1))));
    assert_eq!(last.verified.unwrap().found.values().sum::<u64>(), 2 * ROWS as u64);
    assert_eq!(report(&desk)["set_version"], 1);
    assert_eq!(desk.letter_codes(), codes);
    assert!(files(&desk, "tags-").iter().all(|name| name.ends_with(".bin")));
    assert!(files(&desk, "load.json").is_empty());
    assert_eq!(server.state().loads.len(), 1, "nothing was sent twice");
    assert_eq!(server.requests("/evaluations/0").len(), 1);
}

#[test]
fn the_command_says_who_has_to_do_what_and_succeeds() {
    let server = FakeServer::start();
    server.state().four_eyes = true;
    let desk = Desk::with_all_rows();
    std::fs::write(desk.folder.path().join("token"), TOKEN).unwrap();
    let arguments = [
        "import",
        "list.csv",
        "--server",
        &server.url,
        "--incident",
        SLUG,
        "--group",
        "contacts",
        "--token-file",
        "token",
        "--yes",
    ];
    let (code, out, err) = desk.operator(&arguments, "");
    let said = format!("{out}{err}");
    assert_eq!(code, Some(0), "{said}");
    let place = format!("{}/en/staff/incidents/{SLUG}/approvals", server.url);
    assert!(said.contains("a second person with the role publisher"), "{said}");
    assert!(said.contains(&place) && !said.contains("Verified"), "{said}");
}

#[test]
fn records_carry_the_share_of_the_token() {
    let server = FakeServer::start();
    server.state().share = Some(3);
    let desk = Desk::with_all_rows();
    desk.import(&server).unwrap();
    let shares: Vec<u16> =
        server.last_load(|load| load.records.iter().map(|record| record.share).collect());
    assert_eq!(shares, [3; 3 * ROWS]);
}

/// Set 1 with one load, set 2 with two; and whatever rollbacks were approved.
fn history(approved: bool) -> Value {
    let loads = ["a1".repeat(16), "b2".repeat(16)];
    let set = |version: u64, cause: &str, back_to: Option<u64>, loads: &[String]| {
        json!({"version": version, "cause": cause, "caused_by": null, "back_to": back_to,
               "as_of": 0, "published": 0, "loads": loads})
    };
    let mut sets = vec![set(1, "load", None, &loads[..1]), set(2, "load", None, &loads)];
    if approved {
        sets.push(set(3, "rollback", Some(1), &loads[..1]));
    }
    json!({"current_set": sets.len(), "loads": [], "sets": sets})
}

#[test]
fn a_rollback_waits_and_the_same_command_finishes_it() {
    let server = FakeServer::start();
    let approved = Arc::new(Mutex::new(false));
    let seen = Arc::clone(&approved);
    let reply = |status, body: Value| Reply {
        status,
        headers: Vec::new(),
        body: body.to_string().into_bytes(),
    };
    server.hook(move |request, other| match request.path.rsplit('/').next() {
        Some("history") => reply(200, history(*seen.lock().unwrap())),
        Some("rollback") => {
            assert_eq!(request.body, br#"{"to":1,"current":2}"#);
            reply(202, json!({"state": "waiting", "approval": "ab".repeat(16)}))
        }
        _ => other,
    });
    let desk = Desk::new("");
    std::fs::create_dir(desk.work()).unwrap();
    // Of the second load, and of the first.
    let tags = |load: &str, end: &str| format!("tags-{}.bin{end}", load.repeat(16));
    for load in ["a1", "b2"] {
        std::fs::write(desk.file(&tags(load, "")), "").unwrap();
    }
    let run = || {
        let options = shirabe_operator::history::RollbackOptions {
            of: shirabe_operator::history::HistoryOptions {
                server: desk.options(&server).server,
                incident: SLUG.into(),
                token: desk.options(&server).token,
            },
            to: None,
            work: desk.work(),
        };
        let silent = shirabe_operator::progress::Silent;
        shirabe_operator::history::rollback(&options, &desk.clock, &silent)
    };
    let waits = |published: Result<Publication, OperatorError>| {
        assert_eq!(published.unwrap(), Publication::Waiting);
        assert!(desk.file(&tags("b2", "")).exists(), "the second load's tags count still");
    };
    waits(run());
    waits(run());
    *approved.lock().unwrap() = true;
    assert_eq!(run().unwrap(), Publication::Published(Some(3)));
    assert_eq!(server.requests("/rollback").len(), 2, "nothing further back was asked for");
    assert!(desk.file(&tags("a1", "")).exists() && !desk.file(&tags("b2", "")).exists());
    assert!(files(&desk, "rollback").is_empty());
}
