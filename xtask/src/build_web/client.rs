//! The browser's client: compiled to wasm, then given its JavaScript face.

use crate::{processes::run, setup::WasmToolchain, workspace::Workspace};
use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};
use std::{
    env, fs,
    path::{Path, PathBuf},
};
use wasm_bindgen_cli_support::Bindgen;

/// The name that the JavaScript face and the wasm file begin with.
const NAME: &str = "shirabe_client";

/// What the client is built with.
#[derive(Clone, Copy)]
pub struct Build {
    features: &'static str,
    folder: &'static str,
}

/// What visitors download.
pub const LOOKUP: Build = Build { features: "lookup", folder: "bindings" };
/// What support desks download.
pub const DESK: Build = Build { features: "desk", folder: "bindings-desk" };
/// What an invited organisation downloads.
pub const LISTS: Build = Build { features: "lists", folder: "bindings-lists" };
/// With the entrances that the browser tests call.
pub const PROBE: Build = Build { features: "lookup,probe", folder: "bindings-probe" };

/// The two files that a page loads.
pub struct Client {
    glue: Vec<u8>,
    wasm: Vec<u8>,
}

impl Client {
    pub fn into_files(self) -> [(String, Vec<u8>); 2] {
        [(format!("{NAME}.js"), self.glue), (format!("{NAME}_bg.wasm"), self.wasm)]
    }
}

/// Compiles, and makes the JavaScript face anew only if the compiled file changed.
pub fn build(workspace: &Workspace, toolchain: &WasmToolchain, build: Build) -> Result<Client> {
    let compiled = compile(workspace, toolchain, build)?;
    let folder = toolchain.target_folder(workspace).join(build.folder);
    let stamp = folder.join("made-from");
    let digest = hex::encode(Sha256::digest(&compiled));
    if !fs::read_to_string(&stamp).is_ok_and(|made_from| made_from == digest) {
        bind(compiled, &folder)?;
        fs::write(&stamp, &digest)?;
    }
    let read = |name: String| fs::read(folder.join(&name)).context(name);
    let client =
        Client { glue: read(format!("{NAME}.js"))?, wasm: read(format!("{NAME}_bg.wasm"))? };
    refuse_machine_paths(&client.wasm, &machine_paths(workspace, toolchain))?;
    Ok(client)
}

fn compile(workspace: &Workspace, toolchain: &WasmToolchain, build: Build) -> Result<Vec<u8>> {
    run(toolchain
        .cargo_build(workspace)
        .args(["--package", "shirabe-wasm-client", "--lib", "--profile", "wasm"])
        .args(["--no-default-features", "--features", build.features])
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", remapping(&machine_paths(workspace, toolchain))))?;
    let file = toolchain
        .target_folder(workspace)
        .join("wasm32-unknown-unknown/wasm/shirabe_wasm_client.wasm");
    fs::read(&file).with_context(|| format!("{}", file.display()))
}

fn bind(compiled: Vec<u8>, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Bindgen::new()
        .input_bytes(NAME, compiled)
        .out_name(NAME)
        .web(true)
        .map_err(|error| anyhow!("{error}"))?
        .typescript(false)
        .demangle(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .map_err(|error| anyhow!("the client's JavaScript face could not be made: {error}"))
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
        let registries = fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten();
        paths.extend(registries.map(|entry| (entry.path(), "crates")));
        paths.push((cargo, "cargo"));
    }
    paths.extend(home.map(|home| (home, "home")));
    paths.push((workspace.root().to_owned(), "shirabe"));
    paths.extend(toolchain.sources().into_iter().map(|path| (path, "rust")));
    paths.retain(|(path, _)| path.components().count() > 1);
    paths.sort_by_key(|(path, _)| path.as_os_str().len());
    paths
}

fn remapping(paths: &[(PathBuf, &str)]) -> String {
    // Cargo separates encoded flags by this character, so that paths may hold spaces.
    let flags = paths
        .iter()
        .map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()))
        .collect::<Vec<_>>();
    flags.join("\u{1f}")
}

/// A served file says nothing about the machine it was built on.
fn refuse_machine_paths(wasm: &[u8], paths: &[(PathBuf, &str)]) -> Result<()> {
    for (path, _) in paths {
        let path = path.to_string_lossy();
        if wasm.windows(path.len()).any(|window| window == path.as_bytes()) {
            bail!("the client holds the path {path} of this machine; it must not be served");
        }
    }
    Ok(())
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
    fn a_path_inside_is_refused() {
        let paths = [(PathBuf::from("/some/machine"), "x")];
        assert!(refuse_machine_paths(b"panicked at x/src/lib.rs", &paths).is_ok());
        assert!(refuse_machine_paths(b"at /some/machine/src/lib.rs", &paths).is_err());
    }
}
