//! `target/dist`: the tar that is handed out, and its digest.

use crate::{
    building::{self, Clients, release},
    processes::read,
    watching::say,
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::{env, process::Command};

/// Builds pages and programs, and packs them. The same sources, compiler and moment give the
/// same bytes.
pub fn run(workspace: &Workspace) -> Result<()> {
    // First: a release carries the pages inside.
    building::pages(workspace, Clients::Served)?;
    let triple = release::triple(workspace)?;
    let programs = release::build(workspace)?;
    say("dist", "the programs are built");
    let name = format!("shirabe-{}-{triple}", env!("CARGO_PKG_VERSION"));
    building::tar(workspace, &programs, &name, moment(workspace)?)
}

/// The time that every packed file bears, in seconds since 1970: `SOURCE_DATE_EPOCH`, or the
/// commit's.
fn moment(workspace: &Workspace) -> Result<u64> {
    if let Ok(given) = env::var("SOURCE_DATE_EPOCH") {
        return given.trim().parse().context("SOURCE_DATE_EPOCH: write it in seconds since 1970");
    }
    let mut git = Command::new("git");
    git.current_dir(workspace.root()).args(["log", "-1", "--format=%ct"]);
    let said = read(&mut git).context("without a git checkout, set SOURCE_DATE_EPOCH")?;
    said.trim().parse().context("git did not say when the commit was made")
}
