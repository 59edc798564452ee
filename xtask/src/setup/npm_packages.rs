//! The packages that run inside the test browser (an independent implementation of the oblivious
//! function, and the accessibility checker), and Lighthouse, which Node runs against the pages.
//! npm only downloads them; no script of theirs runs at the installation.

use super::debian;
use crate::{
    processes::{find_program, run},
    watching::say,
    workspace::Workspace,
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Committed together; the lock file pins versions and digests.
const COMMITTED: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Written after the download; holds what was asked for.
const STAMP: &str = "installed";

struct Packages {
    what: &'static str,
    /// Where the committed files lie.
    from: PathBuf,
    to: PathBuf,
    /// What must be there afterwards.
    needed: &'static [&'static str],
}

pub fn ensure(workspace: &Workspace) -> Result<()> {
    download(&Packages {
        what: "the npm packages of the browser tests",
        from: workspace.root().join("tests"),
        to: workspace.npm(),
        needed: &["@noble/curves", "@noble/hashes", "axe-core"],
    })
}

/// Two hundred packages, so only for what runs it.
pub fn ensure_lighthouse(workspace: &Workspace) -> Result<()> {
    download(&Packages {
        what: "Lighthouse",
        from: workspace.root().join("tests/lighthouse"),
        to: workspace.npm_lighthouse(),
        needed: &["lighthouse"],
    })
}

fn download(packages: &Packages) -> Result<()> {
    let Packages { what, from, to, needed } = packages;
    let wanted = COMMITTED
        .iter()
        .map(|name| {
            let path = from.join(name);
            fs::read_to_string(&path).with_context(|| path.display().to_string())
        })
        .collect::<Result<Vec<_>>>()?;
    let stamp = to.join(STAMP);
    if is_stamped(&stamp, &wanted) {
        return Ok(());
    }
    if find_program("npm").is_none() {
        debian::install(&["npm"], "to download the packages that the tests of the pages run")?;
    }
    say("setup", &format!("downloading {what}"));
    fs::create_dir_all(to)?;
    for (name, text) in COMMITTED.iter().zip(&wanted) {
        fs::write(to.join(name), text)?;
    }
    // `ci` takes exactly the versions and digests of the lock file, or fails.
    run(Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(to))?;
    for package in *needed {
        if !to.join("node_modules").join(package).is_dir() {
            bail!("npm did not download {package}");
        }
    }
    fs::write(stamp, wanted.concat())?;
    Ok(())
}

fn is_stamped(stamp: &Path, wanted: &[String]) -> bool {
    fs::read_to_string(stamp).is_ok_and(|installed| installed == wanted.concat())
}
