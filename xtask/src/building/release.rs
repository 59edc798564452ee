//! The two programs as they are handed out: optimised, and without the names of the builder's
//! folders inside.

use crate::{
    processes::{cargo, read},
    watching,
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

/// Builds both; gives the folder they lie in.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    let mut command = cargo(workspace.root());
    command
        .args(["build", "--release", "--locked"])
        .args(["--package", "shirabe-server", "--package", "shirabe-operator"])
        .env("CARGO_ENCODED_RUSTFLAGS", flags(workspace.root()));
    watching::run_cargo("release", &mut command)?;
    Ok(workspace.target().join("release"))
}

/// The kind of machine the programs are for: that of this one.
pub fn triple(workspace: &Workspace) -> Result<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = read(Command::new(rustc).current_dir(workspace.root()).arg("-vV"))?;
    host_of(&said).context("rustc does not say for which machine it builds")
}

fn host_of(said: &str) -> Option<String> {
    said.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned)
}

/// The flags of the person's shell, and short names for the folders that a panic would name.
fn flags(root: &Path) -> OsString {
    let mut flags = match (env::var_os("CARGO_ENCODED_RUSTFLAGS"), env::var("RUSTFLAGS")) {
        (Some(encoded), _) => encoded,
        (None, Ok(plain)) => plain.split_whitespace().collect::<Vec<_>>().join("\u{1f}").into(),
        (None, Err(_)) => OsString::new(),
    };
    let home = env::home_dir().unwrap_or_default();
    let cargo_home = env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    for (folder, short) in [(root, "shirabe"), (&cargo_home, "cargo")] {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(folder);
        flags.push(format!("={short}"));
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_is_what_rustc_says() {
        let said = "rustc 1.95.0\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\n";
        assert_eq!(host_of(said).unwrap(), "x86_64-unknown-linux-gnu");
        assert!(host_of("rustc 1.95.0\n").is_none());
    }

    #[test]
    fn the_builders_folders_get_short_names() {
        let flags = flags(Path::new("/somewhere/checkout")).into_string().unwrap();
        let last: Vec<&str> = flags.split('\u{1f}').rev().take(2).collect();
        assert_eq!(last[1], "--remap-path-prefix=/somewhere/checkout=shirabe");
        assert!(last[0].ends_with("=cargo"), "{}", last[0]);
    }
}
