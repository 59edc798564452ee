//! Servers that fail for a while, refuse, or lose answers.

use crate::{
    fake_server::{FakeServer, Reply, TOKEN},
    list::{Desk, ROWS, csv},
};
use shirabe_operator::{errors::exit_code, server_client::Token};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Bodies by path; panics where one path was sent with two bodies.
fn batches(server: &FakeServer) -> BTreeMap<String, Vec<u8>> {
    let mut bodies = BTreeMap::new();
    for request in server.state().requests.iter().filter(|request| request.method == "PUT") {
        let first = bodies.entry(request.path.clone()).or_insert(request.body.clone());
        assert!(*first == request.body, "{} changed", request.path);
    }
    bodies
}

#[test]
fn a_lost_answer_is_asked_for_again_with_equal_bytes() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    let lost = Arc::new(Mutex::new(Vec::new()));
    let losing = Arc::clone(&lost);
    server.hook(move |request, reply| {
        let paths = ["/evaluations/1", "/records/0", "/filter-entries/0", "/close", "/publish"];
        let mut lost = losing.lock().unwrap();
        match paths.into_iter().find(|path| request.path.ends_with(path)) {
            Some(path) if !lost.contains(&path) => {
                lost.push(path);
                Reply::problem(503)
            }
            _ => reply,
        }
    });
    let report = desk.import(&server).unwrap();
    assert_eq!(lost.lock().unwrap().len(), 5);
    assert_eq!(server.requests("/evaluations/1").len(), 2);
    assert_eq!(report.publication.set_version(), Some(1));
    batches(&server);
    assert_eq!(server.last_load(|load| load.records.len()), 3 * ROWS);
}

#[test]
fn a_load_goes_on_where_it_stopped() {
    let server = FakeServer::start();
    let mut desk = Desk::with_all_rows();
    let down = Arc::new(AtomicBool::new(true));
    let is_down = Arc::clone(&down);
    server.hook(move |request, reply| {
        let number = request.path.rsplit('/').next().and_then(|n| n.parse::<usize>().ok());
        let late = request.path.contains("/evaluations/") && number.is_some_and(|n| n >= 4);
        if late && is_down.load(Ordering::Relaxed) { Reply::problem(500) } else { reply }
    });
    let error = desk.import(&server).unwrap_err();
    assert_eq!(error.exit_code(), exit_code::SERVER, "{error}");
    assert!(desk.file("load.seed").exists());
    let waits = desk.clock.waits.lock().unwrap().clone();
    assert!(waits.len() >= 5 && waits.contains(&Duration::from_secs(8)), "{waits:?}");
    let before = batches(&server);
    assert!(before.keys().any(|path| path.ends_with("/evaluations/3")));

    down.store(false, Ordering::Relaxed);
    desk.threads = 3;
    let report = desk.import(&server).unwrap();
    assert_eq!(server.state().loads.len(), 1);
    let after = batches(&server);
    assert!(before.iter().all(|(path, body)| after[path] == *body));
    assert!(!desk.file("load.seed").exists() && !desk.file("load.json").exists());
    assert_eq!(report.verified.unwrap().found.values().sum::<u64>(), 2 * ROWS as u64);
}

#[test]
fn another_list_never_uses_the_seed_of_the_one_before() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    let down = Arc::new(AtomicBool::new(true));
    let is_down = Arc::clone(&down);
    server.hook(move |request, reply| {
        let upload = request.path.contains("/records/");
        if upload && is_down.load(Ordering::Relaxed) { Reply::problem(500) } else { reply }
    });
    desk.import(&server).unwrap_err();
    let seed = std::fs::read(desk.file("load.seed")).unwrap();
    std::fs::write(desk.folder.path().join("list.csv"), csv(1..ROWS)).unwrap();
    desk.import(&server).unwrap_err();
    assert_ne!(seed, std::fs::read(desk.file("load.seed")).unwrap());
    let states: Vec<_> = server.state().loads.values().map(|load| load.state).collect();
    assert_eq!(states, ["abandoned", "open"]);
    down.store(false, Ordering::Relaxed);
    desk.import(&server).unwrap();
    let states: Vec<_> = server.state().loads.values().map(|load| load.state).collect();
    assert_eq!(states, ["abandoned", "published"]);
}

#[test]
fn a_refused_token_is_final_and_is_not_printed() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    let mut options = desk.options(&server);
    options.token = Token::from_text("another-token").unwrap();
    let error = desk.import_with(&options).unwrap_err();
    assert_eq!(error.exit_code(), exit_code::SERVER);
    assert_eq!(server.state().requests.len(), 1);
    assert!(desk.clock.waits.lock().unwrap().is_empty());
    let printed = format!("{error} {error:?} {options:?} {}", error.advice());
    assert!(!printed.contains("another-token") && !printed.contains(TOKEN), "{printed}");
}

#[test]
fn wait_means_wait() {
    let server = FakeServer::start();
    let desk = Desk::with_all_rows();
    let asked = AtomicBool::new(false);
    server.hook(move |request, reply| {
        if request.path.ends_with("/evaluations/0") && !asked.swap(true, Ordering::Relaxed) {
            let mut wait = Reply::problem(429);
            wait.headers.push(("retry-after", "17".into()));
            return wait;
        }
        reply
    });
    desk.import(&server).unwrap();
    assert_eq!(*desk.clock.waits.lock().unwrap(), [Duration::from_secs(17)]);
}

#[test]
fn the_token_follows_no_redirect() {
    let (server, other) = (FakeServer::start(), FakeServer::start());
    let elsewhere = other.url.clone();
    server.hook(move |request, _| {
        let mut redirect = Reply::problem(307);
        redirect.headers.push(("location", format!("{elsewhere}{}", request.path)));
        redirect
    });
    let desk = Desk::with_all_rows();
    assert_eq!(desk.import(&server).unwrap_err().exit_code(), exit_code::SERVER);
    assert!(other.state().requests.is_empty());
}
