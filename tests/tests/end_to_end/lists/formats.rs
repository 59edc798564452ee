//! One list as LibreOffice writes it in five formats: the same people, the same tags, the same
//! letter codes.

use crate::lists::scene::{definition, import, list, run};
use shirabe_tests::deployment::Deployment;
use std::{collections::BTreeSet, fs, path::PathBuf};

const SLUG: &str = "five-formats";

fn fixture(name: &str) -> Vec<u8> {
    let path: PathBuf = shirabe_tests::workspace().join("contacts/tests/fixtures").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Letter codes of a list, without the other cells.
fn codes(deployment: &Deployment, stem: &str) -> BTreeSet<String> {
    let path = deployment.work(SLUG).join(format!("letter-codes-{stem}-members.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(|row| row.unwrap().iter().next_back().unwrap().to_owned()).collect()
}

#[test]
fn every_format_gives_the_same_tags() {
    let deployment = Deployment::start();
    deployment.apply(&definition(SLUG, &["email", "phone", "code"], 100));
    let first = list(&deployment, "list-xlsx.xlsx", fixture("list.xlsx"));
    let said = import(&deployment, SLUG, &first);
    assert!(said.contains("Read as XLSX"), "{said}");
    let expected = codes(&deployment, "list-xlsx");
    assert!(expected.len() >= 10, "{}", expected.len());
    for (name, words) in [
        ("list.xls", "Read as XLS"),
        ("list.ods", "Read as ODS"),
        ("list-cp932.csv", "Read as CSV in CP932"),
        ("list-utf16.csv", "UTF-16"),
        ("list-utf8.csv", "UTF-8"),
    ] {
        let file = list(&deployment, name, fixture(name));
        let said =
            run(&deployment, "diff", SLUG, &file).arguments(&["--group", "members"]).succeed();
        assert!(said.contains(words), "{name}: {said}");
        for line in [
            "  0 people not in it yet\n",
            "  0 people in it and not in this list\n",
            "  identifiers: 0 new, ",
            " known, 0 only in the set\n",
        ] {
            assert!(said.contains(line), "{name}: {line} is missing in\n{said}");
        }
        run(&deployment, "letter-codes", SLUG, &file).arguments(&["--group", "members"]).succeed();
        let stem = file.file_stem().unwrap().to_str().unwrap();
        assert_eq!(codes(&deployment, stem), expected, "{name}");
    }
}

#[test]
fn a_dry_run_sends_nothing_and_says_everything() {
    let deployment = Deployment::start();
    deployment.apply(&definition(SLUG, &["email", "code"], 100));
    let contents = "氏名,メールアドレス,区分\r\n佐藤 愛,ai@mail.example.jp,members\r\n\
                    佐藤 純,\"ai@mail.example.jp; jun@mail.example.jp\",visitors\r\n\
                    森 圭,kei(at)mail.example.jp,members\r\n小野 凛,,members\r\n";
    let file = list(&deployment, "dry.csv", contents);
    let mapping = deployment.folder().join("mapping.toml");
    let output = run(&deployment, "import", SLUG, &file)
        .arguments(&["--dry-run", "--examples", "--map", "区分=group"])
        .arguments(&["--save-mapping", mapping.to_str().unwrap()])
        .output();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(4), "{said}");
    for line in [
        "  メールアドレス: email (by its heading)\n    for example ai@mail.example.jp -> ai@mail.example.jp\n",
        "4 rows, 4 people.\n",
        "  email: 3 (public and staff)\n",
        "  group members: 3 people\n",
        "  group visitors: 1 person\n",
        "  1 identifiers that more than one person has\n",
        "  2 people with no identifier: only a letter finds them\n",
        "    row 4, メールアドレス: the address has no @\n",
        "Nothing was sent.\n",
    ] {
        assert!(said.contains(line), "{line} is missing in\n{said}");
    }
    let report = fs::read_to_string(deployment.work(SLUG).join("dry-run-dry.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(
        report["rejected"],
        serde_json::json!([{"row": 4, "column": 2, "reason": "email-without-at"}])
    );
    assert_eq!(report["people_without_identifier"], 2);
    let rejected = fs::read_to_string(deployment.work(SLUG).join("rejected-dry.csv")).unwrap();
    assert!(rejected.contains("森 圭,kei(at)mail.example.jp,members,4,"), "{rejected}");
    assert!(!rejected.contains("佐藤"), "{rejected}");

    // What was saved reads the next list alike; mended, it is clean.
    let mended = list(&deployment, "mended.csv", contents.replace("(at)", "@"));
    let said = run(&deployment, "import", SLUG, &mended)
        .arguments(&["--dry-run", "--mapping", mapping.to_str().unwrap()])
        .succeed();
    assert!(said.contains("email: 4 (public and staff)"), "{said}");
    assert!(!said.contains("@"), "cells were printed without being asked for: {said}");
}
