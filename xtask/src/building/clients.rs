//! The browser's clients, compiled to wasm. `packing` gives them their JavaScript face.

use crate::{setup::WasmToolchain, watching, workspace::Workspace};
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A client: its name, and the features it is compiled with.
#[derive(Clone, Copy)]
pub struct Client {
    pub name: &'static str,
    features: &'static str,
}

/// What invited organisations download; it holds every reader of spreadsheets.
pub const LISTS: &str = "lists";
/// What visitors, support desks and invited organisations download.
pub const SERVED: [Client; 3] = [
    Client { name: "lookup", features: "lookup" },
    Client { name: "desk", features: "desk" },
    Client { name: LISTS, features: "lists" },
];
/// With the entrances that the browser tests call.
pub const PROBE: Client = Client { name: "probe", features: "lookup,probe" };

/// Where compiled clients lie, by name.
pub fn folder(workspace: &Workspace, toolchain: &WasmToolchain) -> PathBuf {
    toolchain.target_folder(workspace).join("clients")
}

/// Compiles one. A file that is the same as before is not written again.
pub fn compile(workspace: &Workspace, toolchain: &WasmToolchain, client: Client) -> Result<()> {
    let paths = machine_paths(workspace, toolchain);
    let mut command = toolchain.cargo_build(workspace);
    command
        .args(["--package", "shirabe-wasm-client", "--lib", "--profile", "wasm"])
        .args(["--no-default-features", "--features", client.features])
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", remapping(&paths));
    watching::run_cargo(&format!("pages ({})", client.name), &mut command)?;
    let compiled = toolchain
        .target_folder(workspace)
        .join("wasm32-unknown-unknown/wasm/shirabe_wasm_client.wasm");
    let bytes = fs::read(&compiled).with_context(|| compiled.display().to_string())?;
    let folder = folder(workspace, toolchain);
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{}.wasm", client.name));
    if !fs::read(&file).is_ok_and(|present| present == bytes) {
        fs::write(&file, bytes)?;
    }
    Ok(())
}

/// Tells `packing` where the clients lie, and which folders must not stand in them.
pub fn name_to_packing(command: &mut Command, workspace: &Workspace, toolchain: &WasmToolchain) {
    command.arg("--compiled").arg(folder(workspace, toolchain));
    for (path, _) in machine_paths(workspace, toolchain) {
        command.arg("--refuse").arg(path);
    }
}

/// Folders of this machine, and what the compiled file says instead. Of two that fit a path the
/// compiler takes the later, so the shorter ones come first.
fn machine_paths(workspace: &Workspace, toolchain: &WasmToolchain) -> Vec<(PathBuf, &'static str)> {
    let home = env::var_os("HOME").map(PathBuf::from);
    let cargo = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| home.as_ref().map(|home| home.join(".cargo")));
    let mut paths = Vec::new();
    if let Some(cargo) = cargo {
        // The folder below `src` is named for the registry that this machine happens to use.
        paths.extend(registries(&cargo).into_iter().map(|path| (path, "crates")));
        paths.push((cargo, "cargo"));
    }
    paths.extend(home.map(|home| (home, "home")));
    paths.push((workspace.root().to_owned(), "shirabe"));
    paths.extend(toolchain.sources().into_iter().map(|path| (path, "rust")));
    paths.retain(|(path, _)| path.components().count() > 1);
    paths.sort_by_key(|(path, _)| path.as_os_str().len());
    paths
}

fn registries(cargo: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

fn remapping(paths: &[(PathBuf, &str)]) -> String {
    // Cargo separates encoded flags by this character, so that paths may hold spaces.
    let flags = paths
        .iter()
        .map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()))
        .collect::<Vec<_>>();
    flags.join("\u{1f}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_names_a_path() {
        let paths = machine_paths(&Workspace::find(), &WasmToolchain::Rustup);
        let lengths: Vec<usize> = paths.iter().map(|(path, _)| path.as_os_str().len()).collect();
        assert!(lengths.is_sorted());
        assert!(paths.iter().any(|(_, name)| *name == "shirabe"));
        let flags = remapping(&[("/a b".into(), "one"), ("/a b/c".into(), "two")]);
        assert_eq!(flags, "--remap-path-prefix=/a b=one\u{1f}--remap-path-prefix=/a b/c=two");
    }

    #[test]
    fn packing_is_told_every_folder_of_this_machine() {
        let workspace = Workspace::find();
        let mut command = Command::new("packing");
        name_to_packing(&mut command, &workspace, &WasmToolchain::Rustup);
        let arguments: Vec<_> = command.get_args().map(|a| a.to_string_lossy()).collect();
        let root = workspace.root().to_string_lossy();
        assert!(arguments.windows(2).any(|pair| pair[0] == "--refuse" && pair[1] == root));
    }
}
