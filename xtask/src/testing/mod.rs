//! `cargo xtask test`: the groups, one after the other, and what came of them.

mod groups;
mod tally;

pub use groups::Group;
pub use tally::Tally;

use crate::workspace::Workspace;
use anyhow::Result;
use clap::ValueEnum;
use std::{process::ExitCode, time::Instant};

/// Runs the named groups, or all of them. A group in which no test ran has failed.
pub fn run(workspace: &Workspace, only: &[Group]) -> Result<ExitCode> {
    let mut results = Vec::new();
    for group in Group::value_variants() {
        if !only.is_empty() && !only.contains(group) {
            continue;
        }
        println!("\n== {}", group.name());
        let begun = Instant::now();
        let tally = group.run(workspace).unwrap_or_else(|error| {
            eprintln!("xtask: {error:#}");
            Tally::one_failure()
        });
        results.push((group.name(), tally.or_failed_if_empty(), begun.elapsed()));
    }
    println!("\n{:10} {:>7} {:>7} {:>8}", "group", "passed", "failed", "seconds");
    let mut total = Tally::default();
    for (name, tally, elapsed) in results {
        let seconds = elapsed.as_secs_f64();
        println!("{name:10} {:>7} {:>7} {seconds:>8.1}", tally.passed, tally.failed);
        total += tally;
    }
    println!("\n{total}");
    Ok(total.exit_code())
}
