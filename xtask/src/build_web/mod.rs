//! `web/dist`: what browsers load, under one version that changes with any byte of it.

mod assets;
mod client;
mod web_files;

pub use assets::Assets;

use crate::{
    setup::{self, WasmToolchain},
    workspace::Workspace,
};
use anyhow::Result;

/// Builds the public client and lays out `web/dist`. Does no work that is up to date.
pub fn build(workspace: &Workspace) -> Result<()> {
    let toolchain = setup::for_the_web_build(workspace)?;
    let assets = assets(workspace, &toolchain)?;
    let written = assets.write(&workspace.web_dist())?;
    if written {
        print!("{}", assets::table(&workspace.web_dist())?);
    }
    let state = if written { "written" } else { "up to date" };
    println!("build-web: version {} {state}, with {}", assets.version(), toolchain.description());
    Ok(())
}

/// Everything that browsers load, built from source.
pub fn assets(workspace: &Workspace, toolchain: &WasmToolchain) -> Result<Assets> {
    let mut files = web_files::collect(&workspace.web())?;
    let clients = [("lookup", client::LOOKUP), ("desk", client::DESK), ("lists", client::LISTS)];
    for (room, build) in clients {
        for (name, contents) in client::build(workspace, toolchain, build)?.into_files() {
            files.insert(format!("{room}/wasm/{name}"), contents);
        }
    }
    Ok(Assets::new(files))
}

/// Builds the client with the tests' own entrances. Never part of `web/dist`.
pub fn build_probe(workspace: &Workspace) -> Result<()> {
    let toolchain = setup::for_the_web_build(workspace)?;
    let folder = workspace.probe();
    std::fs::create_dir_all(&folder)?;
    for (name, contents) in client::build(workspace, &toolchain, client::PROBE)?.into_files() {
        let path = folder.join(&name);
        if !std::fs::read(&path).is_ok_and(|present| present == contents) {
            std::fs::write(path, contents)?;
        }
    }
    println!("build-web: the tests' client is in {}", folder.display());
    Ok(())
}
