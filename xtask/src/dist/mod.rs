//! `target/dist`: the tar that is handed out, and its digest.

mod contents;
mod packing;
mod programs;

use crate::{build_web, processes::read, workspace::Workspace};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{env, fs, process::Command, time::Instant};

/// Builds pages and programs, and packs them. The same sources, compiler and moment give the
/// same bytes.
pub fn run(workspace: &Workspace) -> Result<()> {
    build_web::build(workspace)?;
    let triple = programs::triple(workspace)?;
    let began = Instant::now();
    let programs = programs::build(workspace)?;
    println!("dist: the programs were built in {} s", began.elapsed().as_secs());

    let name = format!("shirabe-{}-{triple}", env!("CARGO_PKG_VERSION"));
    let entries = contents::collect(workspace.root(), &programs)?;
    let packed = packing::tar_gz(&name, &entries, moment(workspace)?)?;
    let folder = workspace.target().join("dist");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{name}.tar.gz"));
    fs::write(&file, &packed).with_context(|| format!("{} cannot be written", file.display()))?;
    let digest = hex::encode(Sha256::digest(&packed));
    fs::write(folder.join("SHA256SUMS"), format!("{digest}  {name}.tar.gz\n"))?;
    println!("dist: {}", file.display());
    println!("dist: {} bytes, sha256 {digest}", packed.len());
    Ok(())
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
