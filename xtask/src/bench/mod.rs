//! `cargo xtask bench`: what Shirabe costs on this machine, with the limits we set ourselves.
//!
//! The measuring is done by the package `shirabe-bench`; here are the limits, the machine, the
//! table and the file.

mod aims;
mod machine;
mod report;

pub use aims::AIMS;
pub use report::Figure;

use crate::{
    building,
    processes::{cargo, spawn_tied},
    setup, watching,
    workspace::Workspace,
};
use anyhow::{Context, Result, bail};
use machine::Machine;
use report::Report;
use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, ExitCode, Stdio},
};

/// Whether to measure, or only to see that every measurement works.
#[derive(Clone, Copy, PartialEq)]
pub enum Size {
    Full,
    Tiny,
}

/// Measures, prints the table, and writes the file if one is named. A limit that is not met is
/// told and is no failure; a figure that could not be had is one.
pub fn run(workspace: &Workspace, json: Option<&Path>, only: &[String]) -> Result<ExitCode> {
    if let Some(name) = only.iter().find(|name| AIMS.iter().all(|aim| aim.name != **name)) {
        let known: Vec<&str> = AIMS.iter().map(|aim| aim.name).collect();
        bail!("there is no figure {name}; there are {}", known.join(", "));
    }
    prepare(workspace)?;
    // Before the first measurement, so that it tells what others were doing.
    let machine = Machine::read()?;
    let figures = measure(workspace, Size::Full, only)?;
    let report = Report::new(machine, only, figures);
    print!("\n{}", report.table());
    if let Some(path) = json {
        fs::write(path, serde_json::to_vec_pretty(&report.to_json())?)
            .with_context(|| path.display().to_string())?;
    }
    Ok(if report.is_complete() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One large load.
pub fn scale(workspace: &Workspace, rows: u64, profile: &str) -> Result<ExitCode> {
    prepare(workspace)?;
    let machine = Machine::read()?;
    println!("{machine}");
    let mut command = program(workspace, Size::Full)?;
    command.args(["--scale", &rows.to_string(), "--profile", profile]);
    let status = spawn_tied(&mut command)?.wait()?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Everything that is measured, built as it is handed out, and what measures it.
fn prepare(workspace: &Workspace) -> Result<()> {
    setup::beside_our_programs(workspace, setup::Wanted::EVERYTHING)?;
    // First: a release carries the pages inside.
    building::pages(workspace, building::Clients::Served)?;
    let mut command = cargo(workspace.root());
    watching::run_cargo(
        "release",
        command.args(["build", "--release", "--bins"]).args([
            "--package=shirabe-server",
            "--package=shirabe-operator",
            "--package=shirabe-bench",
        ]),
    )
}

/// What measures: a release where it counts, and otherwise what the tests use.
fn program(workspace: &Workspace, size: Size) -> Result<Command> {
    let program = match size {
        Size::Full => workspace.target().join("release/shirabe-bench"),
        Size::Tiny => workspace.program("shirabe-bench"),
    };
    let mut command = Command::new(&program);
    command
        .current_dir(workspace.root())
        .env("SHIRABE_BIN_DIR", program.parent().context("a program lies in a folder")?);
    Ok(command)
}

/// The figures that could be had; what kept the others away was said on standard error.
pub fn measure(workspace: &Workspace, size: Size, only: &[String]) -> Result<Vec<Figure>> {
    let mut command = program(workspace, size)?;
    command.stdout(Stdio::piped());
    if size == Size::Tiny {
        command.arg("--tiny");
    }
    if !only.is_empty() {
        command.arg("--only").args(only);
    }
    let mut child = spawn_tied(&mut command)?;
    let output = child.stdout.take().context("the output is piped")?;
    let mut figures = Vec::new();
    for line in BufReader::new(output).lines() {
        let line = line?;
        figures.push(Figure::read(&line).with_context(|| format!("no figure: {line}"))?);
    }
    child.wait()?;
    Ok(figures)
}
