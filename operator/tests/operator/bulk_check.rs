//! An invited organisation checks its own list: rows 0 to 149 are in the incident, the list holds
//! rows 100 to 299.

use crate::{
    fake_bulk_check::{CHECK, SECRET},
    fake_server::{FakeServer, Reply, SLUG},
    list::{Desk, NOW, ROWS, csv, email, name},
};
use rand::rngs::OsRng;
use shirabe_contacts::{Asked, bulk_check::ResultLanguage};
use shirabe_operator::{
    bulk_check::{self, BulkCheckOptions, BulkCheckReport, Invitation},
    errors::{OperatorError, exit_code},
    progress::Silent,
};
use std::{
    num::NonZeroUsize,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

const FIRST: usize = 100;
const END: usize = 300;

struct Invited {
    server: FakeServer,
    desk: Desk,
}

impl Invited {
    fn new() -> Self {
        Self::with_manifests_of(NOW)
    }

    fn with_manifests_of(now: i64) -> Self {
        let server = FakeServer::start();
        server.issue_manifests_at(now);
        // What is verified afterwards has the import's own clock.
        let _ = Desk::with_all_rows().import(&server);
        server.state().requests.clear();
        Self { server, desk: Desk::new(&csv(FIRST..END)) }
    }

    fn options(&self) -> BulkCheckOptions {
        let link = format!("{}/ja/bulk-check#{SECRET}", self.server.url);
        BulkCheckOptions {
            file: self.desk.folder.path().join("list.csv"),
            invitation: Invitation::parse(&link).unwrap(),
            key: Some(self.server.signing_key()),
            mappings: Vec::new(),
            mapping_file: None,
            asked: Asked::default(),
            work: None,
            out: None,
            language: Some(ResultLanguage::English),
            threads: NonZeroUsize::new(2),
            examples: false,
        }
    }

    fn run(&self, options: &BulkCheckOptions) -> Result<BulkCheckReport, OperatorError> {
        bulk_check::run(options, &self.desk.clock, &mut OsRng, &Silent)
    }

    fn checked(&self) -> PathBuf {
        self.desk.file("checked-list.csv")
    }

    /// Fails every batch from this number on while it is set.
    fn fail_from(&self, first: usize) -> Arc<AtomicBool> {
        let down = Arc::new(AtomicBool::new(true));
        let is_down = Arc::clone(&down);
        self.server.hook(move |request, reply| {
            let number = request.path.rsplit('/').next().and_then(|n| n.parse::<usize>().ok());
            let late = request.path.contains("/evaluations/") && number.is_some_and(|n| n >= first);
            if late && is_down.load(Ordering::Relaxed) { Reply::problem(500) } else { reply }
        });
        down
    }

    fn evaluated(&self) -> u64 {
        self.server.state().bulk_check.evaluated
    }
}

fn is_listed(row: usize) -> bool {
    row < ROWS
}

#[test]
fn every_row_gets_its_answer_and_nothing_else_leaves() {
    let invited = Invited::new();
    let report = invited.run(&invited.options()).unwrap();
    let text = std::fs::read_to_string(invited.checked()).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("\u{FEFF}name,email,phone,remark,listed,groups"));
    for (row, line) in (FIRST..END).zip(lines) {
        let answer = if is_listed(row) { "yes,the contacts" } else { "no," };
        assert!(line.contains(&email(row)) && line.ends_with(&format!(",{answer}")), "{line}");
        assert!(line.contains(",'=1+1,"), "{line}");
    }
    assert_eq!(text.lines().count(), 1 + END - FIRST);
    let summary = &report.summary;
    assert_eq!((summary.rows, summary.listed, summary.not_listed), (200, 50, 150));
    assert_eq!((summary.not_checked, summary.identifiers), (0, 200));
    assert_eq!(report.by_group, [("the visitors".to_owned(), 0), ("the contacts".to_owned(), 50)]);
    assert_eq!(invited.evaluated(), 200);
    assert!(invited.server.state().bulk_check.finished);
    // No secret and no journal stays behind.
    let left: Vec<_> = std::fs::read_dir(invited.desk.work()).unwrap().flatten().collect();
    let mut left: Vec<_> =
        left.iter().map(|file| file.file_name().into_string().unwrap()).collect();
    left.sort();
    let due = ["checked-list.csv", "checked-list.json", "checked-list.xlsx", "in-use.lock"];
    assert_eq!(left, due);
    for request in &invited.server.state().requests {
        let head = request.head.to_lowercase();
        for row in FIRST..END {
            assert!(!head.contains(&email(row)) && !head.contains(&name(row).to_lowercase()));
            let seen = request.body.windows(email(row).len()).any(|w| w == email(row).as_bytes());
            assert!(!seen, "{}", request.path);
        }
        assert!(!request.path.contains(SECRET));
        let batch = request.path.contains("/evaluations/");
        assert!(batch != request.body.is_empty(), "{}", request.path);
    }
    // Every filter of every public kind, whether the list has it or not.
    assert_eq!(invited.server.requests("/filters/").len(), 6);
}

#[test]
fn an_interrupted_check_goes_on_and_spends_nothing_twice() {
    let invited = Invited::new();
    let down = invited.fail_from(2);
    let error = invited.run(&invited.options()).unwrap_err();
    assert_eq!(error.exit_code(), exit_code::SERVER, "{error}");
    assert!(!invited.checked().exists());
    let kept = std::fs::read(invited.desk.file(&format!("bulk-check-{CHECK}.json"))).unwrap();
    assert!(!String::from_utf8(kept).unwrap().contains(SECRET));
    let before = invited.server.requests("/evaluations/0").len();
    down.store(false, Ordering::Relaxed);
    invited.run(&invited.options()).unwrap();
    assert_eq!(invited.server.requests("/evaluations/0").len(), before, "known from the journal");
    assert_eq!(invited.evaluated(), 200);
    assert!(invited.checked().exists());
}

#[test]
fn a_set_that_was_published_meanwhile_answers_everything_and_costs_nothing() {
    let invited = Invited::new();
    let down = invited.fail_from(2);
    invited.run(&invited.options()).unwrap_err();
    // Another list: row 200 is in the incident from now on.
    Desk::new(&csv(200..201)).import(&invited.server).unwrap();
    down.store(false, Ordering::Relaxed);
    let before = invited.server.requests("/evaluations/0").len();
    let report = invited.run(&invited.options()).unwrap();
    assert_eq!(report.summary.listed, 51);
    assert_eq!(invited.server.requests("/evaluations/0").len(), before + 1);
    assert_eq!(invited.evaluated(), 200);
}

#[test]
fn another_device_another_list_and_another_link_are_refused() {
    let invited = Invited::new();
    let down = invited.fail_from(2);
    invited.run(&invited.options()).unwrap_err();
    down.store(false, Ordering::Relaxed);
    let elsewhere = invited.desk.folder.path().join("elsewhere");
    let error = invited.run(&BulkCheckOptions { work: Some(elsewhere), ..invited.options() });
    let error = error.unwrap_err().to_string();
    assert!(error.contains("begun elsewhere"), "{error}");
    let list = invited.desk.folder.path().join("list.csv");
    std::fs::write(&list, csv(FIRST..END - 1)).unwrap();
    let sent = invited.server.requests("/evaluations/").len();
    let error = invited.run(&invited.options()).unwrap_err().to_string();
    assert!(error.contains("begun with another list"), "{error}");
    assert_eq!(invited.server.requests("/evaluations/").len(), sent, "nothing was sent");
    let other = format!("{}/ja/bulk-check#{}", invited.server.url, SECRET.replace('a', "b"));
    let invitation = Invitation::parse(&other).unwrap();
    let error = invited.run(&BulkCheckOptions { invitation, ..invited.options() }).unwrap_err();
    assert!(error.to_string().contains("does not know this link"), "{error}");
    std::fs::write(&list, csv(FIRST..END)).unwrap();
    invited.run(&invited.options()).unwrap();
    assert_eq!(invited.evaluated(), 200);
}

#[test]
fn what_is_over_or_too_small_sends_nothing() {
    for (state, words) in [
        ("finished", "is finished"),
        ("revoked", "taken back"),
        ("expired", "time of the invitation is over"),
    ] {
        let invited = Invited::new();
        invited.server.state().bulk_check.state = Some(state);
        let error = invited.run(&invited.options()).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(error.exit_code(), exit_code::SERVER);
    }
    let invited = Invited::new();
    invited.server.state().bulk_check.budget = 199;
    let error = invited.run(&invited.options()).unwrap_err();
    assert!(error.to_string().contains("200 different identifiers"), "{error}");
    assert_eq!(invited.server.state().bulk_check.claim, None, "the link can still be used");
    assert_eq!(invited.evaluated(), 0);
    invited.server.state().bulk_check.budget = 200;
    invited.run(&invited.options()).unwrap();
}

#[test]
fn a_reply_that_does_not_hold_says_nothing_of_anybody() {
    let invited = Invited::new();
    invited.server.hook(|request, mut reply| {
        if request.path.ends_with("/evaluations/1") {
            reply.body[40] ^= 1;
        }
        reply
    });
    let error = invited.run(&invited.options()).unwrap_err();
    assert_eq!(error.exit_code(), exit_code::VERIFICATION, "{error}");
    assert!(!invited.checked().exists());
    let cut = Invited::new();
    cut.server.hook(|request, mut reply| {
        if request.path.contains("/evaluations/") {
            reply.body.truncate(reply.body.len() - 32);
        }
        reply
    });
    let error = cut.run(&cut.options()).unwrap_err();
    assert_eq!(error.exit_code(), exit_code::VERIFICATION, "{error}");
    let other_key = BulkCheckOptions { key: Some([9; 32]), ..cut.options() };
    assert_eq!(cut.run(&other_key).unwrap_err().exit_code(), exit_code::VERIFICATION);
}

#[test]
fn the_program_itself_says_what_it_does() {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let invited = Invited::with_manifests_of(now as i64);
    let mut list = csv(FIRST..END);
    list.push_str("Nobody,,,\n");
    std::fs::write(invited.desk.folder.path().join("list.csv"), list).unwrap();
    let link = format!("{}/en/bulk-check#{SECRET}\n", invited.server.url);
    std::fs::write(invited.desk.folder.path().join("link"), &link).unwrap();
    let key = hex::encode(invited.server.signing_key());
    let arguments = ["lookup", "list.csv", "--invitation-file", "link", "--key", &key];
    let (code, out, err) = invited.desk.operator(&arguments, "");
    assert_eq!(code, Some(i32::from(exit_code::REJECTED)), "{out}{err}");
    for line in [
        "Minato Trading is invited to check its own people in the incident harbour-survey",
        "  email: email (by its heading)",
        "  1 row with nothing that can be asked by: not checked",
        "That is 200 identifiers of the 1000 that the invitation allows.",
        "  listed: 50\n    the visitors: 0\n    the contacts: 50\n  not in this list: 150\n",
        "  not checked: 1 (the result says why)",
    ] {
        assert!(out.contains(line), "{line}: {out}");
    }
    assert!(!out.contains(SECRET) && !err.contains(SECRET) && !out.contains("canary"));
    let text = std::fs::read_to_string(invited.checked()).unwrap();
    assert!(text.ends_with("Nobody,,,,not checked: nothing that can be asked by,\r\n"), "{text}");
    // A second run: the link is over. The link may come through standard input.
    let arguments = ["lookup", "list.csv", "--key", &key];
    let (code, _, err) = invited.desk.operator(&arguments, &link);
    assert_eq!(code, Some(i32::from(exit_code::SERVER)), "{err}");
    assert!(err.contains("the check under this link is finished"), "{err}");
    let mixed = ["lookup", "list.csv", "--server", &invited.server.url, "--key", &key];
    assert_eq!(invited.desk.operator(&mixed, &link).0, Some(i32::from(exit_code::USAGE)));
    let incident = ["lookup", "--incident", SLUG, "--kind", "email"];
    assert_eq!(invited.desk.operator(&incident, "").0, Some(i32::from(exit_code::USAGE)));
}
