//! The packages that run inside the test browser: an independent implementation of the oblivious
//! function, and the accessibility checker. npm only downloads them; no script of theirs runs.

use super::debian;
use crate::{
    processes::{find_program, run},
    workspace::Workspace,
};
use anyhow::{Context, Result, bail};
use std::{fs, process::Command};

/// Committed beside the tests; the lock file pins versions and digests.
const COMMITTED: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Written after the download; holds what was asked for.
const STAMP: &str = "installed";

pub fn ensure(workspace: &Workspace) -> Result<()> {
    let from = workspace.root().join("tests");
    let to = workspace.npm();
    let wanted = COMMITTED
        .iter()
        .map(|name| fs::read_to_string(from.join(name)).with_context(|| format!("tests/{name}")))
        .collect::<Result<Vec<_>>>()?;
    let stamp = to.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted.concat()) {
        return Ok(());
    }
    if find_program("npm").is_none() {
        debian::install(&["npm"], "to download the packages that the test browser runs")?;
    }
    println!("setup: downloading the npm packages of the browser tests");
    fs::create_dir_all(&to)?;
    for (name, text) in COMMITTED.iter().zip(&wanted) {
        fs::write(to.join(name), text)?;
    }
    // `ci` takes exactly the versions and digests of the lock file, or fails.
    run(Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(&to))?;
    for package in ["@noble/curves", "@noble/hashes", "axe-core"] {
        if !to.join("node_modules").join(package).is_dir() {
            bail!("npm did not download {package}");
        }
    }
    fs::write(stamp, wanted.concat())?;
    Ok(())
}
