//! What belongs to each group, and what it needs before it can run.

use super::Tally;
use crate::{
    build_web,
    processes::{cargo, run, spawn_tied},
    setup, tidy,
    workspace::Workspace,
};
use anyhow::{Context, Result};
use clap::ValueEnum;
use std::{
    io::{BufRead, BufReader, Write},
    process::Stdio,
};

/// A part of the tests that can be run by itself.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub enum Group {
    /// Formatting, the rules of `cargo xtask tidy`, and the linter.
    Tidy,
    /// Vectors and properties, natively and in the browser.
    Protocol,
    /// The server, the operator's tool and these commands.
    Store,
    /// The pages in a real browser.
    Browser,
    /// Who learns what.
    Privacy,
}

const PROTOCOL: &[&str] = &[
    "--package=shirabe-protocol",
    "--package=shirabe-contacts",
    "--package=shirabe-wasm-client",
    "--package=sample-data",
];
const PROTOCOL_IN_BROWSER: &[&str] = &["--package=shirabe-tests", "--test=wasm_protocol"];
const STORE: &[&str] =
    &["--package=shirabe-server", "--package=shirabe-operator", "--package=xtask"];
const BROWSER: &[&str] = &["--package=shirabe-tests", "--test=browser"];
const PRIVACY: &[&str] = &["--package=shirabe-tests", "--lib", "--test=privacy"];

impl Group {
    pub fn name(self) -> &'static str {
        match self {
            Self::Tidy => "tidy",
            Self::Protocol => "protocol",
            Self::Store => "store",
            Self::Browser => "browser",
            Self::Privacy => "privacy",
        }
    }

    /// An error is something that kept the group from running.
    pub fn run(self, workspace: &Workspace) -> Result<Tally> {
        match self {
            Self::Tidy => tidiness(workspace),
            Self::Protocol => {
                let mut tally = cargo_test(workspace, PROTOCOL)?;
                match prepare_browser(workspace) {
                    Ok(()) => tally += cargo_test(workspace, PROTOCOL_IN_BROWSER)?,
                    Err(error) => {
                        eprintln!("xtask: {error:#}");
                        tally += Tally::one_failure();
                    }
                }
                Ok(tally)
            }
            Self::Store => {
                // The server carries the pages' scripts inside.
                build_web::build(workspace)?;
                cargo_test(workspace, STORE)
            }
            Self::Browser => {
                prepare_browser(workspace)?;
                cargo_test(workspace, BROWSER)
            }
            Self::Privacy => {
                prepare_browser(workspace)?;
                cargo_test(workspace, PRIVACY)
            }
        }
    }
}

fn tidiness(workspace: &Workspace) -> Result<Tally> {
    let mut tally = tidy::run(workspace)?;
    setup::for_tidiness()?;
    let formatting: &[&str] = &["fmt", "--all", "--check"];
    let linting: &[&str] =
        &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
    for (name, arguments) in [("formatting", formatting), ("linter", linting)] {
        let result = run(cargo(workspace.root()).args(arguments));
        if let Err(error) = &result {
            println!("  {error}");
        }
        println!("{name} ... {}", if result.is_ok() { "ok" } else { "FAILED" });
        tally += Tally::one(result.is_ok());
    }
    Ok(tally)
}

/// What tests in a browser drive: the browser, its packages, the pages and both programs.
fn prepare_browser(workspace: &Workspace) -> Result<()> {
    setup::for_the_browser_tests(workspace)?;
    build_web::build(workspace)?;
    build_web::build_probe(workspace)?;
    run(cargo(workspace.root()).arg("build").args([
        "--package=shirabe-server",
        "--package=shirabe-operator",
        "--bins",
    ]))
}

/// Shows the tests' output as it comes and counts from the summary line of each test program.
fn cargo_test(workspace: &Workspace, arguments: &[&str]) -> Result<Tally> {
    let mut child = spawn_tied(
        cargo(workspace.root())
            .args(["test", "--no-fail-fast"])
            .args(arguments)
            .stdout(Stdio::piped()),
    )?;
    let output = child.stdout.take().context("the output is piped")?;
    let tally = stream(BufReader::new(output), &mut std::io::stdout().lock())?;
    Ok(tally.with_exit(child.wait()?.success()))
}

fn stream(output: impl BufRead, shown: &mut impl Write) -> Result<Tally> {
    let mut tally = Tally::default();
    for line in output.split(b'\n') {
        let line = line?;
        shown.write_all(&line)?;
        shown.write_all(b"\n")?;
        shown.flush()?;
        if let Some(part) = Tally::of_summary_line(&String::from_utf8_lossy(&line)) {
            tally += part;
        }
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_shown_and_counted() {
        let output = "running 2 tests\ntest a ... ok\n\ntest result: ok. 2 passed; 0 failed; 0\n\
                      caf\u{e9}\ntest result: FAILED. 1 passed; 1 failed; 0 ignored\n";
        let mut shown = Vec::new();
        let tally = stream(output.as_bytes(), &mut shown).unwrap();
        assert_eq!(tally, Tally { passed: 3, failed: 1 });
        assert_eq!(String::from_utf8(shown).unwrap(), output);
    }

    #[test]
    fn every_group_has_the_name_it_is_called_by() {
        for group in Group::value_variants() {
            assert_eq!(group.to_possible_value().unwrap().get_name(), group.name());
        }
    }
}
