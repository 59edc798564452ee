//! Which files of `web/` are served: modules, styles and pictures, no examples and no tests.

use anyhow::{Context, Result};
use std::{collections::BTreeMap, fs, path::Path};

const FOLDERS: [&str; 5] = ["lookup", "desk", "lists", "elements", "styles"];
const ENDINGS: [&str; 3] = ["js", "css", "svg"];
/// Folders, and the first or last word of file names, that stay behind.
const NOT_SERVED: [&str; 4] = ["example", "examples", "test", "tests"];

/// Names relative to `web/`, with contents.
pub fn collect(web: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for folder in FOLDERS {
        if web.join(folder).is_dir() {
            collect_folder(web, folder, &mut files)?;
        }
    }
    Ok(files)
}

fn collect_folder(web: &Path, folder: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    for entry in fs::read_dir(web.join(folder)).with_context(|| format!("web/{folder}"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{folder}/{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() && !NOT_SERVED.contains(&name.as_str()) {
            collect_folder(web, &path, files)?;
        } else if kind.is_file() && is_served(&name) {
            files.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}

fn is_served(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let mut words = stem.split(['.', '-']);
    let (first, last) = (words.next(), words.next_back());
    ENDINGS.contains(&ending)
        && !stem.is_empty()
        && ![first, last].into_iter().flatten().any(|word| NOT_SERVED.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_styles_and_pictures_are_served() {
        for name in ["session.js", "exposure-lookup.css", "check.svg", "testament.js"] {
            assert!(is_served(name), "{name}");
        }
        for name in [
            "session.test.js",
            "session-test.js",
            "example.js",
            "exposure-lookup.html",
            "README.md",
            ".js",
            "js",
            "page.ts",
        ] {
            assert!(!is_served(name), "{name}");
        }
    }

    #[test]
    fn folders_are_mirrored() {
        let web = tempfile::tempdir().unwrap();
        for path in [
            "lookup/session.js",
            "elements/exposure-lookup/exposure-lookup.js",
            "elements/exposure-lookup/examples/page.js",
            "templates/page.js",
            "dist/old.js",
        ] {
            let path = web.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, b"//").unwrap();
        }
        let names: Vec<String> = collect(web.path()).unwrap().into_keys().collect();
        assert_eq!(names, ["elements/exposure-lookup/exposure-lookup.js", "lookup/session.js"]);
    }
}
