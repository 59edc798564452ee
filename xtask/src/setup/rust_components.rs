//! The formatter and the linter: a minimal Rust installation leaves them out.

use crate::{
    processes::{find_program, run, succeeds},
    watching::say,
    workspace::Workspace,
};
use anyhow::{Result, bail};
use std::process::Command;

/// `cargo fmt` and `cargo clippy`.
pub fn for_tidiness() -> Result<()> {
    let root = Workspace::find();
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let there =
            || succeeds(crate::processes::cargo(root.root()).args([subcommand, "--version"]));
        if there() {
            continue;
        }
        if find_program("rustup").is_some() {
            say("setup", &format!("installing {component} with rustup"));
            run(Command::new("rustup").args(["component", "add", component]))?;
        }
        if !there() {
            bail!(
                "`cargo {subcommand}` is not installed; please install the {component} component"
            );
        }
    }
    Ok(())
}
