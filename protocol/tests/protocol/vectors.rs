//! Every vector of `vectors/`, natively. The browser runs the same runner.

use shirabe_protocol::error::{CheckError, InputError};
use shirabe_protocol::vectors::{FILES, Report, run, run_all};
use std::collections::BTreeSet;

#[test]
fn every_vector_holds() {
    let reports = run_all();
    let failures: Vec<_> = reports
        .iter()
        .flat_map(|report| report.failures.iter().map(|line| format!("{}: {line}", report.file)))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    for Report { file, checked, .. } in &reports {
        assert!(*checked > 0, "{file} checks nothing");
    }
}

#[test]
fn every_file_of_the_folder_is_run() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors");
    let present: BTreeSet<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let run: BTreeSet<_> = FILES.iter().map(|(name, _)| format!("{name}.json")).collect();
    assert_eq!(present, run);
}

/// A runner that cannot fail would prove nothing: empty lists, and every list with one of its
/// expected values changed, are noticed.
#[test]
fn the_runner_notices() {
    for (name, json) in FILES {
        let file: serde_json::Value = serde_json::from_str(json).unwrap();
        let lists = file.as_object().unwrap().iter().filter(|(_, value)| value.is_array());
        for (list, vectors) in lists {
            let mut emptied = file.clone();
            emptied[list] = serde_json::json!([]);
            assert!(!run(name, &emptied.to_string()).failures.is_empty(), "{name}: {list} emptied");

            let last = vectors.as_array().unwrap().len() - 1;
            let mut changed = file.clone();
            change_expectation(&mut changed[list][last]);
            assert!(!run(name, &changed.to_string()).failures.is_empty(), "{name}: {list} changed");
        }
        let mut unknown = file.clone();
        unknown["later"] = serde_json::json!(1);
        assert!(!run(name, &unknown.to_string()).failures.is_empty(), "{name}: unknown member");
    }
    assert!(!run("no-such-file", "{}").failures.is_empty());
}

/// Changes what the vector expects, whatever it is called.
fn change_expectation(vector: &mut serde_json::Value) {
    const EXPECTATIONS: [&str; 11] = [
        "error",
        "outputs",
        "tags",
        "tag",
        "stretched",
        "code",
        "canonical",
        "bare",
        "sha256",
        "capacity",
        "positions",
    ];
    let name = EXPECTATIONS.into_iter().find(|name| vector.get(name).is_some());
    let expectation = &mut vector[name.unwrap_or("signature")];
    *expectation = match expectation {
        serde_json::Value::Array(list) => serde_json::json!(list[1..]),
        serde_json::Value::Number(number) => serde_json::json!(number.as_u64().unwrap() + 2),
        serde_json::Value::String(text) if text.chars().all(|c| c.is_ascii_hexdigit()) => {
            let other = if text.starts_with('0') { '1' } else { '0' };
            serde_json::json!(format!("{other}{}", &text[1..]))
        }
        _ => serde_json::json!("other"),
    };
}

/// The page that clients are written from shows the vectors' own bytes, and every error code.
#[test]
fn the_protocol_page_agrees() {
    let page = include_str!("../../../docs/PROTOCOL.md");
    let read = |name: &str| -> serde_json::Value {
        let (_, json) = FILES.into_iter().find(|(file, _)| *file == name).unwrap();
        serde_json::from_str(json).unwrap()
    };
    let path = read("lookup_path");
    let manifest = read("manifest");
    let filter = read("filter");
    let shown = path["single"][0]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(member, _)| *member != "why" && *member != "kind")
        .map(|(_, value)| value)
        .chain([&manifest["pinned"], &manifest["bodies"][0]["signature"]])
        .chain([&filter["files"][0]["sha256"]]);
    let composite = read("composite");
    let accepted = composite["accepted"].as_array().unwrap();
    let insurance = accepted.iter().find(|vector| vector["kind"] == "insurance").unwrap();
    let fields: Vec<String> = insurance["canonical_texts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|text| hex::encode(text.as_str().unwrap()))
        .collect();
    for field in &fields {
        assert!(page.contains(field), "{field}");
    }
    for value in shown {
        let value = value.as_str().unwrap();
        assert!(page.contains(value), "{value}");
    }

    let blocks = page.split("```json\n").skip(1).map(|block| block.split("```").next().unwrap());
    let signed: serde_json::Value =
        serde_json::from_str(manifest["bodies"][0]["body"].as_str().unwrap()).unwrap();
    assert_eq!(
        blocks
            .map(|block| serde_json::from_str(block).unwrap())
            .collect::<Vec<serde_json::Value>>(),
        [signed]
    );

    let inputs = InputError::ALL.map(InputError::code);
    let checks = CheckError::ALL.map(CheckError::code);
    for code in inputs.iter().chain(&checks) {
        assert!(page.contains(&format!("`{code}`")), "{code}");
    }
}
