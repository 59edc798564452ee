//! Whom the desk's requests are about, found without the server.

use crate::{
    fake_server::{FakeServer, SLUG},
    list::{Desk, ROWS, csv, email, name},
};
use std::fs;

const HEADER: &str = "\u{FEFF}\"request\",\"record\",\"purpose\"\r\n";

/// A list that is imported, and the handle of its row 7 as the server knows it.
fn imported(server: &FakeServer) -> (Desk, String) {
    let desk = Desk::with_all_rows();
    desk.import(server).unwrap();
    // The same person in a list of their own is the same record.
    fs::write(desk.folder.path().join("one.csv"), csv(7..8)).unwrap();
    let mut options = desk.options(server);
    options.file = desk.folder.path().join("one.csv");
    desk.import_with(&options).unwrap();
    let state = server.state();
    let loads = state.loads.values();
    let alone =
        loads.filter(|load| load.records.iter().all(|r| r.handle == load.records[0].handle));
    let handles: Vec<String> = alone.map(|load| hex::encode(load.records[0].handle)).collect();
    assert_eq!(handles.len(), 1);
    (desk, handles[0].clone())
}

#[test]
fn the_rows_of_requests_are_found_without_the_server() {
    let server = FakeServer::start();
    let (desk, handle) = imported(&server);
    drop(server);
    let requests = format!(
        "{HEADER}\"0000-000A\",\"{handle}\",\"answer\"\r\n\"0000-000B\",\"{handle}\",\"letter\"\r\n"
    );
    fs::write(desk.folder.path().join("requests.csv"), &requests).unwrap();
    let command = ["requests", "requests.csv", "list.csv", "--incident", SLUG];
    let (code, printed, errors) = desk.operator(&command, "");
    assert_eq!(code, Some(0), "{printed}{errors}");
    assert!(printed.contains("2 of 2 requests found in the list"), "{printed}");
    assert!(!printed.to_lowercase().contains("canary"), "{printed}");
    let written = fs::read_to_string(desk.file("answers-requests.csv")).unwrap();
    let row = |request: &str, purpose: &str| {
        format!("{request},{purpose},{},{},{}", name(7), email(7), crate::list::phone(7))
    };
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines[0], "\u{FEFF}request,purpose,name,email,phone,remark");
    assert!(lines[1].starts_with(&row("0000-000A", "answer")), "{written}");
    assert!(lines[2].starts_with(&row("0000-000B", "letter")), "{written}");
    assert!(lines[1].ends_with(",'=1+1"), "no cell computes: {written}");
    assert_eq!(lines.len(), 3);
}

#[test]
fn requests_of_nobody_in_the_list_are_named() {
    let server = FakeServer::start();
    let (desk, handle) = imported(&server);
    let nobody = "ab".repeat(16);
    let requests = format!(
        "{HEADER}\"0000-000A\",\"{nobody}\",\"answer\"\r\n\"0000-000B\",\"{handle}\",\"answer\"\r\n"
    );
    fs::write(desk.folder.path().join("requests.csv"), &requests).unwrap();
    let command = ["requests", "requests.csv", "list.csv", "--incident", SLUG];
    let (code, printed, _) = desk.operator(&command, "");
    assert_eq!(code, Some(1));
    assert!(printed.contains("1 of 2 requests found"), "{printed}");
    assert!(printed.contains("Of nobody in this list: 0000-000A\n"), "{printed}");
    // With one column less, whole rows are others, and so are their people.
    let text: String = csv(0..ROWS)
        .lines()
        .map(|line| format!("{}\n", line.rsplit_once(',').unwrap().0))
        .collect();
    fs::write(desk.folder.path().join("less.csv"), text).unwrap();
    let command = ["requests", "requests.csv", "less.csv", "--incident", SLUG];
    let (code, printed, _) = desk.operator(&command, "");
    assert_eq!(code, Some(1));
    assert!(printed.contains("0 of 2 requests found") && printed.contains("--map"), "{printed}");
}

#[test]
fn files_that_are_none_are_refused() {
    let server = FakeServer::start();
    let (desk, handle) = imported(&server);
    let command = ["requests", "requests.csv", "list.csv", "--incident", SLUG];
    for (wrong, said) in [
        (String::new(), "the requests need the columns request, record, purpose"),
        ("request,record\nA,B\n".into(), "the requests need the columns"),
        (format!("{HEADER}\"A\",\"{}\",\"answer\"\r\n", &handle[1..]), "row 2 of the requests"),
        (format!("{HEADER}\"A\",\"{handle}\"\r\n"), "row 2 of the requests is cut off"),
    ] {
        fs::write(desk.folder.path().join("requests.csv"), wrong).unwrap();
        let (code, printed, errors) = desk.operator(&command, "");
        assert_eq!(code, Some(1), "{said}: {printed}");
        assert!(errors.contains(said) && !errors.contains(&handle[..8]), "{errors}");
    }
    fs::write(desk.folder.path().join("requests.csv"), HEADER).unwrap();
    let elsewhere = [&command[..4], &["other-incident"]].concat();
    let (code, _, errors) = desk.operator(&elsewhere, "");
    assert_eq!(code, Some(1));
    assert!(errors.contains("is not the work folder of an import"), "{errors}");
    assert!(!desk.folder.path().join("shirabe-other-incident").exists(), "nothing was made");
}
