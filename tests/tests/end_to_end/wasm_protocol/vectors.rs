//! Every vector of `protocol/vectors`, run by the same runner compiled to wasm.

use crate::wasm_protocol::page::ProbePage;
use shirabe_tests::workspace;
use std::{collections::BTreeSet, fs};

#[test]
fn every_vector_holds_in_the_browser() {
    let page = ProbePage::open([]);
    let reports = page.run("return JSON.parse(window.probe.run_vectors());");
    let reports = reports.as_array().expect("a list of reports");
    let mut ran = BTreeSet::new();
    for report in reports {
        let file = report["file"].as_str().expect("a name");
        let checked = report["checked"].as_u64().expect("a number");
        println!("{file}: {checked} vectors");
        assert_eq!(report["failures"], serde_json::json!([]), "{file}");
        assert!(checked > 0, "{file} is empty");
        ran.insert(format!("{file}.json"));
    }
    let there: BTreeSet<String> = fs::read_dir(workspace().join("protocol/vectors"))
        .expect("the folder of vectors")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".json"))
        .collect();
    assert_eq!(ran, there, "every file of vectors was run");
}
