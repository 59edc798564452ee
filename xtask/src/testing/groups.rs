//! What belongs to each group, and what it needs before it can run.

use super::Tally;
use crate::{
    bench::{self, AIMS, Size},
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
    /// Every page in every language: accessibility, keyboard, looks, bytes, trust, embedding.
    Page,
    /// The server on PostgreSQL, and moving from one database to the other.
    Postgres,
    /// Staff: who may do what, and their pages in a real browser.
    Staff,
    /// The support desk, and checks for many people at once.
    Desk,
    /// Who learns what.
    Privacy,
    /// People without an email, and all incidents at once.
    Composite,
    /// Contact lists as they are in real life, and loads that are interrupted.
    Lists,
    /// Lists that are too large to be fetched whole.
    Large,
    /// Every measurement of `cargo xtask bench`, at a tiny size: that it works, not how fast.
    BenchSmoke,
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
const POSTGRES: &[&str] = &["--package=shirabe-server", "--test=postgres"];
const BROWSER: &[&str] = &["--package=shirabe-tests", "--test=browser"];
const PAGE: &[&str] = &["--package=shirabe-tests", "--test=page"];
const STAFF: &[&str] = &["--package=shirabe-tests", "--test=staff"];
const DESK: &[&str] = &["--package=shirabe-tests", "--test=desk"];
const PRIVACY: &[&str] = &["--package=shirabe-tests", "--lib", "--test=privacy"];
const COMPOSITE: &[&str] = &["--package=shirabe-tests", "--test=composite"];
const LISTS: &[&str] = &["--package=shirabe-tests", "--test=lists"];
const LARGE: &[&str] = &["--package=shirabe-tests", "--test=large_sets"];
const BENCH: &[&str] = &["--package=shirabe-bench"];

impl Group {
    pub fn name(self) -> &'static str {
        match self {
            Self::Tidy => "tidy",
            Self::Protocol => "protocol",
            Self::Store => "store",
            Self::Postgres => "postgres",
            Self::Browser => "browser",
            Self::Page => "page",
            Self::Staff => "staff",
            Self::Desk => "desk",
            Self::Privacy => "privacy",
            Self::Composite => "composite",
            Self::Lists => "lists",
            Self::Large => "large",
            Self::BenchSmoke => "bench-smoke",
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
            Self::Postgres => {
                setup::for_postgresql()?;
                build_web::build(workspace)?;
                cargo_test(workspace, POSTGRES)
            }
            Self::Browser => {
                prepare_browser(workspace)?;
                cargo_test(workspace, BROWSER)
            }
            Self::Page => {
                prepare_browser(workspace)?;
                setup::for_lighthouse(workspace)?;
                cargo_test(workspace, PAGE)
            }
            Self::Staff => {
                prepare_browser(workspace)?;
                cargo_test(workspace, STAFF)
            }
            Self::Desk => {
                prepare_browser(workspace)?;
                cargo_test(workspace, DESK)
            }
            Self::Privacy => {
                prepare_browser(workspace)?;
                cargo_test(workspace, PRIVACY)
            }
            Self::Composite => {
                prepare_browser(workspace)?;
                cargo_test(workspace, COMPOSITE)
            }
            Self::Lists => {
                build_web::build(workspace)?;
                build_programs(workspace)?;
                cargo_test(workspace, LISTS)
            }
            Self::Large => {
                prepare_browser(workspace)?;
                cargo_test(workspace, LARGE)
            }
            Self::BenchSmoke => {
                let mut tally = cargo_test(workspace, BENCH)?;
                tally += measurements_work(workspace)?;
                Ok(tally)
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
    // Left out by `--all-targets`, because plain `cargo test` leaves it out.
    let linting_postgres: &[&str] = &[
        "clippy",
        "--quiet",
        "--package=shirabe-server",
        "--test=postgres",
        "--",
        "-D",
        "warnings",
    ];
    for (name, arguments) in [
        ("formatting", formatting),
        ("linter", linting),
        ("linter, tests on PostgreSQL", linting_postgres),
    ] {
        let result = run(cargo(workspace.root()).args(arguments));
        if let Err(error) = &result {
            println!("  {error}");
        }
        println!("{name} ... {}", if result.is_ok() { "ok" } else { "FAILED" });
        tally += Tally::one(result.is_ok());
    }
    Ok(tally)
}

/// Each figure must come out once, as a positive number with its unit. Its size says nothing here.
fn measurements_work(workspace: &Workspace) -> Result<Tally> {
    bench::prepare(workspace)?;
    let figures = bench::measure(workspace, Size::Tiny, &[])?;
    let mut tally = Tally::default();
    for aim in &AIMS {
        let named: Vec<_> = figures.iter().filter(|figure| figure.name == aim.name).collect();
        let sound = matches!(named[..], [figure] if figure.is_sound(aim));
        println!("figure {} ... {}", aim.name, if sound { "ok" } else { "FAILED" });
        tally += Tally::one(sound);
    }
    let unknown = figures.iter().find(|figure| AIMS.iter().all(|aim| aim.name != figure.name));
    if let Some(figure) = unknown {
        println!("figure {} ... FAILED: it is not in the table", figure.name);
        tally += Tally::one_failure();
    }
    Ok(tally)
}

/// What tests in a browser drive: the browser, its packages, the pages and both programs.
fn prepare_browser(workspace: &Workspace) -> Result<()> {
    setup::for_the_browser_tests(workspace)?;
    build_web::build(workspace)?;
    build_web::build_probe(workspace)?;
    build_programs(workspace)
}

/// `shirabe` and `shirabe-operator`.
fn build_programs(workspace: &Workspace) -> Result<()> {
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
