//! PostgreSQL's own programs, which Debian keeps out of the search path.

use super::debian;
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Where Debian puts a folder for each version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// The folder of `initdb` and `postgres`; installs them where they are missing.
pub fn ensure() -> Result<PathBuf> {
    if let Some(found) = on_this_machine() {
        return Ok(found);
    }
    debian::install(&["postgresql"], "for a PostgreSQL of our own")?;
    on_this_machine().context("initdb is still not there")
}

pub fn is_there() -> bool {
    on_this_machine().is_some()
}

fn on_this_machine() -> Option<PathBuf> {
    let search_path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&search_path).collect();
    find(Path::new(VERSIONS), &folders)
}

/// The newest version of Debian's, or what the search path has.
fn find(versions: &Path, search_path: &[PathBuf]) -> Option<PathBuf> {
    let number = |folder: &Path| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let mut installed: Vec<(Option<u32>, PathBuf)> = fs::read_dir(versions)
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| (number(&version.path()), version.path().join("bin")))
        .collect();
    installed.sort();
    let installed = installed.into_iter().rev().map(|(_, folder)| folder);
    installed
        .chain(search_path.iter().cloned())
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

#[cfg(test)]
mod tests {
    use super::find;
    use std::fs;

    #[test]
    fn the_newest_version_that_has_both_programs_is_taken() {
        let versions = tempfile::tempdir().unwrap();
        assert_eq!(find(versions.path(), &[]), None);
        for (version, programs) in
            [("9", &["initdb", "postgres"][..]), ("15", &["initdb", "postgres"]), ("17", &["psql"])]
        {
            let folder = versions.path().join(version).join("bin");
            fs::create_dir_all(&folder).unwrap();
            for program in programs {
                fs::write(folder.join(program), "").unwrap();
            }
        }
        assert_eq!(find(versions.path(), &[]), Some(versions.path().join("15/bin")));
        let nowhere = versions.path().join("nowhere");
        let of_path = versions.path().join("9/bin");
        assert_eq!(find(&nowhere, std::slice::from_ref(&of_path)), Some(of_path));
    }
}
