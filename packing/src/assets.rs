//! The layout of `web/dist`: `assets/{version}/{name}` with compressed twins, and `assets.json`.

use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha384};
use std::{
    collections::BTreeMap, fmt::Write as _, fs, io::Write as _, path::Path, sync::Mutex, thread,
};

/// Every file of one version, by name.
pub struct Assets {
    digest: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl Assets {
    pub fn new(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self { digest: hex::encode(Sha256::digest(listing(&files))), files }
    }

    /// SHA-256 over [`Self::listing`], 64 hex digits.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The first 16 digits of the digest; stands in the address of every file.
    pub fn version(&self) -> &str {
        &self.digest[..16]
    }

    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// As `sha256sum` prints them, in the order of their names.
    pub fn listing(&self) -> String {
        listing(&self.files)
    }

    /// Writes the version and removes earlier ones; `false` if it is there in whole.
    pub fn write(&self, dist: &Path) -> Result<bool> {
        if self.is_written(dist) {
            return Ok(false);
        }
        let assets = dist.join("assets");
        if assets.exists() {
            fs::remove_dir_all(&assets)?;
        }
        let folder = assets.join(self.version());
        let entries = Mutex::new(serde_json::Map::new());
        // The largest first, so that no core is left with it at the end.
        let mut files: Vec<_> = self.files.iter().collect();
        files.sort_by_key(|(_, contents)| contents.len());
        let files = Mutex::new(files);
        let next = || files.lock().expect("nobody panics here").pop();
        let compress = || -> Result<()> {
            while let Some((name, contents)) = next() {
                let entry = write(&folder.join(name), contents)?;
                entries.lock().expect("nobody panics here").insert(name.clone(), entry);
            }
            Ok(())
        };
        let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
        thread::scope(|scope| -> Result<()> {
            let running: Vec<_> = (0..cores).map(|_| scope.spawn(compress)).collect();
            running.into_iter().try_for_each(|one| one.join().expect("compressing does not panic"))
        })?;
        let mut entries = entries.into_inner().expect("nobody panics here");
        entries.sort_keys();
        // Last, because it says that the rest is there.
        let index = json!({
            "version": self.version(),
            "digest": self.digest,
            "files": entries,
        });
        fs::write(dist.join("assets.json"), serde_json::to_vec_pretty(&index)?)?;
        Ok(true)
    }

    fn is_written(&self, dist: &Path) -> bool {
        let folder = dist.join("assets").join(self.version());
        let listed = read_index(dist).is_ok_and(|index| index["digest"] == *self.digest);
        listed
            && self.files.iter().all(|(name, contents)| {
                let path = folder.join(name);
                fs::read(&path).is_ok_and(|present| present == *contents)
                    && with_ending(&path, "br").exists()
                    && with_ending(&path, "gz").exists()
            })
    }
}

/// Writes a file with its compressed twins; gives its line of the index.
fn write(path: &Path, contents: &[u8]) -> Result<Value> {
    fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
    let brotli = brotli(contents)?;
    fs::write(path, contents)?;
    fs::write(with_ending(path, "br"), &brotli)?;
    fs::write(with_ending(path, "gz"), gzip(contents)?)?;
    Ok(json!({
        "sha256": hex::encode(Sha256::digest(contents)),
        "integrity": integrity(contents),
        "bytes": contents.len(),
        "brotli": brotli.len(),
    }))
}

fn listing(files: &BTreeMap<String, Vec<u8>>) -> String {
    let line = |(name, contents): (&String, &Vec<u8>)| {
        format!("{}  {name}\n", hex::encode(Sha256::digest(contents)))
    };
    files.iter().map(line).collect()
}

/// Sizes as people on a telephone pay for them.
pub fn table(dist: &Path) -> Result<String> {
    let index = read_index(dist)?;
    let files = index["files"].as_object().context("assets.json names no files")?;
    let size = |entry: &Value, name: &str| entry[name].as_u64().unwrap_or_default();
    let width = files.keys().map(String::len).max().unwrap_or_default().max(20);
    let mut table = format!("{:width$} {:>9} {:>9}\n", "file", "bytes", "brotli");
    for (name, entry) in files {
        let (bytes, brotli) = (size(entry, "bytes"), size(entry, "brotli"));
        writeln!(table, "{name:width$} {bytes:>9} {brotli:>9}")?;
    }
    let programs: Vec<&Value> = files
        .iter()
        .filter(|(name, _)| name.ends_with(".js") || name.ends_with(".wasm"))
        .map(|(_, entry)| entry)
        .collect();
    let sum = |name| programs.iter().map(|entry| size(entry, name)).sum::<u64>();
    writeln!(table, "{:width$} {:>9} {:>9}", "JavaScript and wasm", sum("bytes"), sum("brotli"))?;
    Ok(table)
}

fn read_index(dist: &Path) -> Result<Value> {
    Ok(serde_json::from_slice(&fs::read(dist.join("assets.json"))?)?)
}

fn with_ending(path: &Path, ending: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// For `<script integrity>` (W3C Subresource Integrity).
fn integrity(contents: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(contents)))
}

fn brotli(contents: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: contents.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &contents[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

/// Without a name or a time in its header, so that equal contents give equal bytes.
fn gzip(contents: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(contents)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn files(entries: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        entries.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn any_changed_byte_changes_the_digest() {
        let digest = |files| Assets::new(files).digest().to_owned();
        let original = digest(files(&[("a.js", "one"), ("b.js", "two")]));
        assert_eq!(original.len(), 64);
        assert_eq!(original, digest(files(&[("b.js", "two"), ("a.js", "one")])));
        for changed in [
            files(&[("a.js", "one"), ("b.js", "twO")]),
            files(&[("a.js", "one"), ("c.js", "two")]),
            files(&[("a.js", "one")]),
            files(&[("a.jso", "ne"), ("b.js", "two")]),
        ] {
            assert_ne!(digest(changed), original);
        }
    }

    /// `printf one >a.js; printf two >b.js; sha256sum a.js b.js | sha256sum` says the same.
    #[test]
    fn anybody_can_make_the_digest_with_sha256sum() {
        let assets = Assets::new(files(&[("a.js", "one"), ("b.js", "two")]));
        assert_eq!(
            assets.digest(),
            "815716e05fe6a3d1bd50dc59be26d8fdf1badf158064e96f7408e812645131eb"
        );
        assert!(assets.digest().starts_with(assets.version()));
    }

    #[test]
    fn integrity_is_a_digest_browsers_know() {
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }

    #[test]
    fn compressed_twins_hold_the_same_bytes() {
        let contents = "export const answer = 42;\n".repeat(40).into_bytes();
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &brotli(&contents).unwrap()[..], &mut plain).unwrap();
        assert_eq!(plain, contents);
        let mut plain = Vec::new();
        let compressed = gzip(&contents).unwrap();
        flate2::read::GzDecoder::new(&compressed[..]).read_to_end(&mut plain).unwrap();
        assert_eq!(plain, contents);
        assert_eq!(compressed, gzip(&contents).unwrap());
    }

    #[test]
    fn a_version_is_written_once_and_replaces_the_earlier() {
        let dist = tempfile::tempdir().unwrap();
        let first = Assets::new(files(&[("lookup/session.js", "one")]));
        assert!(first.write(dist.path()).unwrap());
        assert!(!first.write(dist.path()).unwrap());

        let damaged = dist.path().join("assets").join(first.version()).join("lookup/session.js.br");
        fs::remove_file(damaged).unwrap();
        assert!(first.write(dist.path()).unwrap());

        let second = Assets::new(files(&[("lookup/session.js", "two")]));
        assert!(second.write(dist.path()).unwrap());
        let versions: Vec<_> = fs::read_dir(dist.path().join("assets"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(versions, [second.version()]);
        let index = read_index(dist.path()).unwrap();
        assert_eq!(index["version"], second.version());
        assert_eq!(index["files"]["lookup/session.js"]["bytes"], 3);
        assert!(table(dist.path()).unwrap().contains("lookup/session.js"));
    }
}
