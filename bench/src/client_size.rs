//! What a visitor's browser downloads to check: every script, and the program in wasm.

use crate::{figure::Figure, sizes::Sizes};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// What the check page's one script tag names.
const ENTRY: &str = "elements/exposure-lookup/exposure-lookup.js";

pub fn measure(_: &Sizes) -> Result<Vec<Figure>> {
    let dist = shirabe_tests::workspace().join("web/dist");
    let index = fs::read(dist.join("assets.json")).context("web/dist is empty")?;
    let index: Value = serde_json::from_slice(&index)?;
    let version = index["version"].as_str().context("web/dist has no version")?;
    let folder = dist.join("assets").join(version);
    let files = index["files"].as_object().context("web/dist names no files")?;
    let mut scripts = BTreeMap::new();
    for name in files.keys().filter(|name| name.ends_with(".js")) {
        scripts.insert(name.as_str(), fs::read_to_string(folder.join(name))?);
    }
    let mut loaded = loaded_from(ENTRY, &scripts);
    // Names that only look like addresses, such as those of a wasm program's own imports.
    loaded.retain(|name| files.contains_key(name));
    let weigh = |ending: &str| -> Result<(u64, usize)> {
        let names: Vec<_> = loaded.iter().filter(|name| name.ends_with(ending)).collect();
        ensure!(!names.is_empty(), "the page loads no {ending}");
        let mut sum = 0;
        for name in &names {
            let brotli = files.get(*name).and_then(|file| file["brotli"].as_u64());
            sum += brotli.with_context(|| format!("{name} is not in web/dist"))?;
        }
        Ok((sum, names.len()))
    };
    let ((wasm, _), (scripts, count)) = (weigh(".wasm")?, weigh(".js")?);
    let note = format!("wasm {wasm}, {count} scripts {scripts}; every file compressed by itself");
    Ok(vec![Figure::new("client_bytes_brotli", (wasm + scripts) as f64, "bytes", note)])
}

/// Everything that a script names with a relative address, and what those name in turn.
fn loaded_from(entry: &str, scripts: &BTreeMap<&str, String>) -> BTreeSet<String> {
    let mut loaded = BTreeSet::from([entry.to_owned()]);
    let mut open = vec![entry.to_owned()];
    while let Some(name) = open.pop() {
        let text = scripts.get(name.as_str()).map_or("", String::as_str);
        for address in text.split('"').filter(|part| is_address(part)) {
            let other = resolve(&name, address);
            if loaded.insert(other.clone()) {
                open.push(other);
            }
        }
    }
    loaded
}

fn is_address(text: &str) -> bool {
    let relative = text.starts_with("./") || text.starts_with("../");
    relative && (text.ends_with(".js") || text.ends_with(".wasm"))
}

fn resolve(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_loads_is_followed() {
        let scripts = BTreeMap::from([
            ("a/one.js", "import { x } from \"../b/two.js\";".to_owned()),
            ("b/two.js", "new URL(\"./w/p.wasm\", import.meta.url); f(\"./x\")".to_owned()),
            ("staff/other.js", "import \"../b/three.js\";".to_owned()),
        ]);
        let loaded: Vec<_> = loaded_from("a/one.js", &scripts).into_iter().collect();
        assert_eq!(loaded, ["a/one.js", "b/two.js", "b/w/p.wasm"]);
    }
}
