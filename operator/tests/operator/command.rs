//! The program itself: exit codes, and what it prints where.

use crate::{
    fake_server::{FakeServer, SLUG, TOKEN},
    list::{Desk, email},
};
use shirabe_operator::clock::{Clock, SystemClock};
use std::process::Output;

fn operator(desk: &Desk, arguments: &[&str], input: &str) -> Output {
    desk.run_operator(arguments, input)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn import_verify_and_lookup_from_the_command_line() {
    let server = FakeServer::start();
    server.issue_manifests_at(SystemClock.now());
    let list = format!(
        "name,email,phone\nCanary One,{},0901230001\nCanary Two,canary at example,0901230002\n",
        email(1)
    );
    let desk = Desk::new(&list);
    std::fs::write(desk.folder.path().join("token"), format!("{TOKEN}\n")).unwrap();
    let place = ["--server", &server.url, "--incident", SLUG];
    let import =
        [&["import", "list.csv", "--group", "contacts", "--token-file", "token"], &place[..]];
    let refused = operator(&desk, &import.concat(), "");
    assert_eq!(refused.status.code(), Some(4), "a cell could not be read");
    assert!(server.state().loads.is_empty());
    let dry = operator(&desk, &[&import.concat()[..], &["--dry-run"]].concat(), "");
    assert_eq!(dry.status.code(), Some(4));
    assert!(text(&dry.stdout).ends_with("Nothing was sent.\n"), "{}", text(&dry.stdout));
    assert!(server.state().loads.is_empty());
    let output = operator(&desk, &[&import.concat()[..], &["--allow-rejected"]].concat(), "");
    let (printed, errors) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{printed}{errors}");
    for line in [
        "Read as CSV in UTF-8.\n",
        "  name: not an identifier\n",
        "  phone: phone (by its heading)\n",
        "2 rows, 2 people.\n",
        "  email: 1 (public and staff)\n",
        "  phone: 2 (staff only)\n",
        "  1 cell could not be read, or not wholly:\n    row 3, email: the address has no @\n",
        "Published as set 1.\n",
        "Verified from outside: all 3 tags of 1 load(s) are in set 1",
    ] {
        assert!(printed.contains(line), "{line} is missing in\n{printed}");
    }
    assert!(errors.contains("stretching and sending: 5 of 5"), "{errors}");
    let all = format!("{printed}{errors}").to_lowercase();
    assert!(!all.contains("canary") && !all.contains("09012") && !all.contains(TOKEN), "{all}");

    let work = format!("shirabe-{SLUG}");
    let verify = [&["verify", "--work", &work], &place[..]].concat();
    assert_eq!(operator(&desk, &verify, "").status.code(), Some(0));

    let lookup = [&["lookup", "--kind", "email"], &place[..]].concat();
    let listed = operator(&desk, &lookup, &format!("{}\n", email(1)));
    assert_eq!(listed.status.code(), Some(0));
    assert!(text(&listed.stdout).contains("Listed:") && text(&listed.stdout).contains("contacts"));
    let unlisted = operator(&desk, &lookup, "nobody@example.jp\n");
    assert_eq!(unlisted.status.code(), Some(0));
    assert!(text(&unlisted.stdout).contains("Not in this list (as of "));
    assert_eq!(operator(&desk, &lookup, "canary\n").status.code(), Some(64));
    server.hook(|request, mut reply| {
        if request.path.ends_with("/manifest") {
            reply.body[20] ^= 1;
        }
        reply
    });
    let unchecked = operator(&desk, &lookup, "nobody@example.jp\n");
    assert_eq!(unchecked.status.code(), Some(2));
    assert!(!text(&unchecked.stdout).contains("Not in this list"));
    assert_eq!(operator(&desk, &verify, "").status.code(), Some(3));
}

#[test]
fn wrong_calls_end_with_64_and_missing_files_with_1() {
    let desk = Desk::with_all_rows();
    let code = |arguments: &[&str]| operator(&desk, arguments, "").status.code();
    assert_eq!(code(&["--help"]), Some(0));
    assert_eq!(code(&[]), Some(64));
    assert_eq!(code(&["import", "list.csv"]), Some(64));
    let plain =
        ["verify", "--server", "http://check.example.jp", "--incident", SLUG, "--work", "w"];
    assert_eq!(code(&plain), Some(64));
    let no_token = [
        "import",
        "list.csv",
        "--server",
        "http://127.0.0.1:1",
        "--incident",
        SLUG,
        "--group",
        "contacts",
        "--token-file",
        "absent",
    ];
    let output = operator(&desk, &no_token, "");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let errors = text(&output.stderr);
    assert!(errors.contains("we could not read the token file absent: it does not exist.\nCheck"));
}
