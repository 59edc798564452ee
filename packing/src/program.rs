//! `cargo xtask program`: the digest of what browsers load, and a comparison with what a server
//! sends.

use crate::assets::Assets;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, process::ExitCode};

/// Prints the digest; with `all` also that of every file, as `sha256sum` does.
pub fn show(assets: &Assets, all: bool) {
    if all {
        print!("{}", assets.listing());
    }
    println!("{}", assets.digest());
}

/// Fetches what a server says and every file that it sends, and the page itself.
pub fn compare(assets: &Assets, page: &str) -> Result<ExitCode> {
    let site = Site::of(page)?;
    let said: Value = serde_json::from_slice(&site.fetch("/program.json")?)?;
    println!("built here   {}", assets.digest());
    println!("server says  {}", said["digest"].as_str().unwrap_or("nothing"));
    let mut differences = differences(&said, &expected(assets), |path| site.fetch(path))?;
    let html = String::from_utf8_lossy(&site.fetch(&site.path)?).into_owned();
    differences.extend(foreign_parts(&html, &expected(assets)));
    for difference in &differences {
        println!("  {difference}");
    }
    if !differences.is_empty() {
        println!("not the same: see docs/VERIFYING.md for what may differ, and why");
        return Ok(ExitCode::FAILURE);
    }
    println!("the same: {} files, each fetched and compared; {page} loads", assets.files().len());
    println!("nothing else");
    Ok(ExitCode::SUCCESS)
}

/// SHA-256 by address.
type Files = BTreeMap<String, String>;

fn expected(assets: &Assets) -> Files {
    let address = |name: &String| format!("/assets/{}/{name}", assets.version());
    let files = assets.files().iter();
    files.map(|(name, bytes)| (address(name), sha256(bytes))).collect()
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// What a server lists or sends otherwise than it was built here.
fn differences(
    said: &Value,
    expected: &Files,
    fetch: impl Fn(&str) -> Result<Vec<u8>>,
) -> Result<Vec<String>> {
    let listed = said["files"].as_array().context("/program.json lists no files")?;
    let mut differences = Vec::new();
    let mut seen = Files::new();
    for file in listed {
        let path = file["path"].as_str().context("a file without a path")?;
        let listed = file["sha256"].as_str().unwrap_or_default();
        // Addresses hold the digest of everything: only the name tells which file it is.
        let same_name = expected.iter().find(|(other, _)| name_of(other) == name_of(path));
        let sent = sha256(&fetch(path)?);
        match same_name {
            None => differences.push(format!("{path}: not in this source")),
            Some((_, built)) if *built != sent => {
                differences.push(format!("{path}: another file is sent than was built here"));
            }
            Some(_) if sent != listed => {
                differences.push(format!("{path}: another file is sent than is listed"));
            }
            Some((address, _)) => _ = seen.insert(address.clone(), sent),
        }
    }
    for address in expected.keys().filter(|address| !seen.contains_key(*address)) {
        let name = name_of(address);
        if !listed.iter().any(|file| file["path"].as_str().is_some_and(|p| name_of(p) == name)) {
            differences.push(format!("{name}: the server does not have it"));
        }
    }
    Ok(differences)
}

/// `/assets/VERSION/lookup/session.js` is `lookup/session.js`.
fn name_of(address: &str) -> &str {
    address.trim_start_matches("/assets/").split_once('/').map_or(address, |(_, name)| name)
}

/// What a page loads that is none of the expected files.
fn foreign_parts(html: &str, expected: &Files) -> Vec<String> {
    let tags = ["<script", "<link rel=\"stylesheet\""];
    let parts = tags.iter().flat_map(|tag| html.split(tag).skip(1));
    parts
        .filter_map(|rest| {
            let tag = rest.split('>').next()?;
            let address = ["src=\"", "href=\""]
                .iter()
                .find_map(|name| tag.split_once(name)?.1.split('"').next());
            match address {
                Some(address) if expected.contains_key(address) => None,
                other => Some(format!("the page loads {}", other.unwrap_or("an inline script"))),
            }
        })
        .collect()
}

/// A server, and the page of it that is looked at.
struct Site {
    origin: String,
    path: String,
}

impl Site {
    fn of(page: &str) -> Result<Self> {
        let (scheme, rest) = page.split_once("://").context("write the address with https://")?;
        ensure!(["https", "http"].contains(&scheme), "write the address with https://");
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        Ok(Self { origin: format!("{scheme}://{host}"), path: format!("/{path}") })
    }

    fn fetch(&self, path: &str) -> Result<Vec<u8>> {
        let address = format!("{}{path}", self.origin);
        let mut reply = ureq::get(&address).call().with_context(|| address.clone())?;
        Ok(reply.body_mut().with_config().limit(64 << 20).read_to_vec()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn assets() -> Assets {
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        Assets::new([file("lookup/a.js", "one"), file("styles/b.css", "two")].into())
    }

    fn said(assets: &Assets) -> Value {
        let file = |(path, sha256): (&String, &String)| json!({ "path": path, "sha256": sha256 });
        json!({ "files": expected(assets).iter().map(file).collect::<Vec<_>>() })
    }

    fn send(path: &str) -> Result<Vec<u8>> {
        Ok(if path.ends_with("a.js") { b"one".to_vec() } else { b"two".to_vec() })
    }

    #[test]
    fn what_is_the_same_has_no_difference() {
        let assets = assets();
        assert!(differences(&said(&assets), &expected(&assets), send).unwrap().is_empty());
    }

    #[test]
    fn every_difference_is_named() {
        let assets = assets();
        let expected = expected(&assets);
        let evil = |path: &str| {
            if path.ends_with("a.js") { Ok(b"evil".to_vec()) } else { send(path) }
        };
        let found = differences(&said(&assets), &expected, evil).unwrap();
        assert!(found[0].ends_with("a.js: another file is sent than was built here"), "{found:?}");
        let mut more = said(&assets);
        more["files"][1]["path"] = json!("/assets/0/other.js");
        let found = differences(&more, &expected, send).unwrap();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].ends_with("other.js: not in this source"));
        assert!(found[1].starts_with("styles/b.css: the server does not"));
    }

    #[test]
    fn a_page_that_loads_something_else_is_noticed() {
        let assets = assets();
        let version = assets.version();
        let own = format!(
            "<link rel=\"stylesheet\" media=\"all\" href=\"/assets/{version}/styles/b.css\">\
             <script type=\"module\" src=\"/assets/{version}/lookup/a.js\"></script>"
        );
        assert_eq!(foreign_parts(&own, &expected(&assets)), [""; 0]);
        let foreign = format!("{own}<script src=\"/evil.js\"></script><script>evil()</script>");
        assert_eq!(
            foreign_parts(&foreign, &expected(&assets)),
            ["the page loads /evil.js", "the page loads an inline script"]
        );
    }

    #[test]
    fn an_address_is_a_site_and_a_page() {
        let site = Site::of("https://check.example.org/ja/incidents/a/check").unwrap();
        assert_eq!(site.origin, "https://check.example.org");
        assert_eq!(site.path, "/ja/incidents/a/check");
        assert_eq!(Site::of("http://127.0.0.1:8420").unwrap().path, "/");
        assert!(Site::of("check.example.org").is_err());
    }
}
