//! What the rules look at: the text files of the checkout and the packages of the workspace.

use super::rust_source::Source;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
    process::Command,
};

/// Folders that hold nothing of ours.
const SKIPPED: [&str; 5] = [".git", "target", "node_modules", "dist", "var"];
const TEXT: [&str; 12] =
    ["rs", "js", "css", "html", "svg", "toml", "lock", "md", "json", "ftl", "npmrc", "run"];

#[derive(Default)]
pub struct Checkout {
    pub files: Vec<TextFile>,
    /// Every file and folder, whatever it holds; a folder ends with `/`.
    pub paths: BTreeSet<String>,
    pub packages: Vec<Package>,
}

/// A file of the checkout.
pub struct TextFile {
    /// Relative to the checkout, with `/`.
    pub path: String,
    pub text: String,
    /// Read when the first rule asks, as several do.
    source: OnceCell<Result<Source, String>>,
}

impl TextFile {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), source: OnceCell::new() }
    }

    /// What a Rust file uses and holds, or the line where its parser gave up.
    pub fn source(&self) -> &Result<Source, String> {
        self.source.get_or_init(|| Source::parse(&self.text))
    }
}

/// A package of the workspace.
#[derive(Default)]
pub struct Package {
    pub name: String,
    pub dependencies: Vec<Dependency>,
    pub features: BTreeMap<String, Vec<String>>,
}

pub struct Dependency {
    pub name: String,
    pub optional: bool,
    /// Used by the package's tests only.
    pub for_tests: bool,
}

impl Checkout {
    pub fn read(root: &Path) -> Result<Self> {
        let mut read = Self::default();
        read_folder(root, "", &mut read)?;
        read.files.sort_by(|one, other| one.path.cmp(&other.path));
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .current_dir(root)
            .args(["metadata", "--no-deps", "--format-version=1"])
            .output()
            .context("could not start cargo")?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "`cargo metadata` failed: {}", said.trim());
        read.packages = read_packages(&serde_json::from_slice(&output.stdout)?)?;
        Ok(read)
    }

    /// Files whose path begins with `start` and ends with one of `endings`.
    pub fn under<'a>(
        &'a self,
        start: &'a str,
        endings: &'a [&str],
    ) -> impl Iterator<Item = &'a TextFile> {
        self.files.iter().filter(move |file| {
            file.path.starts_with(start) && endings.iter().any(|end| file.path.ends_with(end))
        })
    }

    /// Rust files whose path begins with `start`, parsed. One that is no Rust is told by the rule
    /// "Rust files are understood".
    pub fn sources<'a>(
        &'a self,
        start: &'a str,
    ) -> impl Iterator<Item = (&'a TextFile, &'a Source)> {
        self.under(start, &[".rs"])
            .filter_map(|file| file.source().as_ref().ok().map(|source| (file, source)))
    }

    pub fn file(&self, path: &str) -> Option<&TextFile> {
        self.files.iter().find(|file| file.path == path)
    }
}

fn read_folder(root: &Path, folder: &str, read: &mut Checkout) -> Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        let kind = entry.file_type()?;
        if kind.is_dir() && !SKIPPED.contains(&name.as_str()) {
            read.paths.insert(format!("{path}/"));
            read_folder(root, &path, read)?;
        } else if kind.is_file() {
            read.paths.insert(path.clone());
            if TEXT.contains(&name.rsplit('.').next().unwrap_or_default()) {
                let bytes = fs::read(entry.path()).with_context(|| path.clone())?;
                read.files.push(TextFile::new(path, String::from_utf8_lossy(&bytes)));
            }
        }
    }
    Ok(())
}

fn read_packages(metadata: &Value) -> Result<Vec<Package>> {
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    Ok(packages.iter().map(read_package).collect())
}

fn read_package(package: &Value) -> Package {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let features = package["features"].as_object().into_iter().flatten();
    Package {
        name: text(&package["name"]),
        dependencies: list(&package["dependencies"])
            .iter()
            .map(|dependency| Dependency {
                name: text(&dependency["name"]),
                optional: dependency["optional"] == true,
                for_tests: dependency["kind"] == "dev",
            })
            .collect(),
        features: features
            .map(|(name, enables)| (name.clone(), list(enables).iter().map(text).collect()))
            .collect(),
    }
}

#[cfg(test)]
pub mod examples {
    use super::*;

    /// A checkout with these files.
    pub fn files(files: &[(&str, &str)]) -> Checkout {
        let mut paths = BTreeSet::new();
        for (path, _) in files {
            let folders = path.match_indices('/').map(|(at, _)| path[..=at].to_owned());
            paths.extend(folders.chain([(*path).to_owned()]));
        }
        let files = files.iter().map(|(path, text)| TextFile::new(*path, *text)).collect();
        Checkout { files, paths, packages: Vec::new() }
    }

    /// A package that uses these others.
    pub fn package(name: &str, uses: &[&str]) -> Package {
        let dependencies = uses
            .iter()
            .map(|name| Dependency { name: (*name).into(), optional: false, for_tests: false })
            .collect();
        Package { name: name.into(), dependencies, features: BTreeMap::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_checkout_is_read() {
        let checkout = Checkout::read(&crate::root()).unwrap();
        assert!(checkout.file("tidy/src/checkout.rs").is_some());
        assert!(checkout.file("Cargo.lock").is_some());
        assert!(checkout.file(".ci/run").is_some());
        assert!(checkout.under("target/", &[""]).next().is_none());
        let server = checkout.packages.iter().find(|package| package.name == "shirabe-server");
        let uses = &server.unwrap().dependencies;
        assert!(uses.iter().any(|used| used.name == "shirabe-protocol" && !used.for_tests));
        assert!(uses.iter().any(|used| used.name == "tempfile" && used.for_tests));
    }

    #[test]
    fn only_text_files_outside_of_skipped_folders() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["a.rs", "web/dist/b.js", "target/c.rs", "web/d.js", "web/e.png"] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let mut read = Checkout::default();
        read_folder(folder.path(), "", &mut read).unwrap();
        let mut paths: Vec<&str> = read.files.iter().map(|file| file.path.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(paths, ["a.rs", "web/d.js"]);
        let paths: Vec<&str> = read.paths.iter().map(String::as_str).collect();
        assert_eq!(paths, ["a.rs", "web/", "web/d.js", "web/e.png"]);
    }
}
