//! Formatting, the linter, and the rules of the package `tidy`.

use super::Tally;
use crate::{
    building,
    processes::{cargo, run},
    setup, watching,
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::process::{Command, Stdio};

/// Formatter and linter, and the program that checks the rules.
pub fn prepare(workspace: &Workspace) -> Result<()> {
    setup::for_tidiness()?;
    building::one("tidy", workspace)
}

/// `cargo xtask tidy`.
pub fn rules(workspace: &Workspace) -> Result<Tally> {
    let mut command = Command::new(workspace.program("tidy"));
    let output = command.stderr(Stdio::inherit()).output().context("tidy could not be started")?;
    let said = String::from_utf8_lossy(&output.stdout);
    print!("{said}");
    let tally = said.lines().next_back().and_then(Tally::of_last_line);
    tally
        .context("tidy did not come to its end")
        .map(|tally| tally.with_exit(output.status.success()))
}

pub fn check(workspace: &Workspace) -> Result<Tally> {
    let mut tally = rules(workspace)?;
    let formatted = run(cargo(workspace.root()).args(["fmt", "--all", "--check"]));
    let mut linter = cargo(workspace.root());
    linter.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    for (name, result) in
        [("formatting", formatted), ("linter", watching::run_cargo("linter", &mut linter))]
    {
        if let Err(error) = &result {
            println!("  {error:#}");
        }
        println!("{name} ... {}", if result.is_ok() { "ok" } else { "FAILED" });
        tally += Tally::one(result.is_ok());
    }
    Ok(tally)
}
