//! A blank page that loads the client with the tests' own entrances, and the other
//! implementation.

use serde_json::Value;
use shirabe_tests::{
    browser::{BorrowedBrowser, Browser},
    static_pages::StaticPages,
    target_folder,
};
use std::{collections::BTreeMap, fs, path::Path, time::Duration};

const PAGE: &str = r#"<!doctype html>
<meta charset="utf-8">
<title>probe</title>
<link rel="icon" href="data:,">
<script type="importmap">{ "imports": {
  "@noble/curves/": "/@noble/curves/",
  "@noble/hashes/": "/@noble/hashes/"
} }</script>
<script type="module">
  import start, * as probe from "/probe/shirabe_client.js";
  import { ristretto255_oprf } from "@noble/curves/ed25519.js";
  await start({ module_or_path: fetch("/probe/shirabe_client_bg.wasm") });
  Object.assign(window, { probe, noble: ristretto255_oprf.voprf, ready: true });
</script>
"#;

/// The page in a browser.
pub struct ProbePage {
    browser: BorrowedBrowser,
}

impl ProbePage {
    /// `files` are served beside it, by address.
    pub fn open(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut served: BTreeMap<String, Vec<u8>> = files.into_iter().collect();
        served.insert("/".to_owned(), PAGE.into());
        let probe = target_folder().join("probe");
        add_folder(&mut served, &probe, "/probe", "cargo xtask build-web --probe");
        for package in ["@noble/curves", "@noble/hashes"] {
            let folder = target_folder().join("npm/node_modules").join(package);
            add_folder(&mut served, &folder, &format!("/{package}"), "cargo xtask setup");
        }
        let pages = StaticPages::serve(served);
        let browser = Browser::borrow();
        browser.open(&pages.url("/"));
        let patience = Duration::from_secs(20);
        browser.wait_until_within(patience, "both implementations", "window.ready");
        Self { browser }
    }

    /// Runs an async function's body in the page.
    pub fn run(&self, body: &str) -> Value {
        self.browser.script_async(body, &[])
    }
}

/// Scripts and programs of a folder, and of the folders in it.
fn add_folder(served: &mut BTreeMap<String, Vec<u8>>, folder: &Path, address: &str, made_by: &str) {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|_| panic!("{} is missing; `{made_by}` makes it", folder.display()));
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let address = format!("{address}/{name}");
        if path.is_dir() && name != "src" {
            add_folder(served, &path, &address, made_by);
        } else if name.ends_with(".js") || name.ends_with(".wasm") {
            served.insert(address, fs::read(&path).expect("a file"));
        }
    }
}
