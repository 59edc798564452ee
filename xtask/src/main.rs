//! The project's own commands: `cargo xtask demo`, `cargo xtask test` and the steps inside them.

mod bench;
mod building;
mod demo;
mod dist;
mod processes;
mod setup;
mod testing;
mod watching;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};
use workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, shows and tests Shirabe.")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what is missing on this machine to build the pages and to run every test.
    Setup,
    /// Build what browsers load, into web/dist.
    BuildWeb {
        /// Also build the client that the browser tests call, into target/probe.
        #[arg(long)]
        probe: bool,
    },
    /// Build what browsers load and print its digest, as every page shows it at its foot.
    Program {
        /// Also the digest of every file, as `sha256sum` prints them.
        #[arg(long)]
        files: bool,
        /// Fetch every file from the server of this page, and compare.
        #[arg(long, value_name = "ADDRESS", conflicts_with = "files")]
        compare: Option<String>,
    },
    /// Run the whole service with the sample incidents.
    Demo {
        /// Begin with an empty demo folder.
        #[arg(long)]
        fresh: bool,
        /// The port to serve at. Default: 8420, or a free one if it is taken.
        #[arg(long)]
        port: Option<u16>,
        /// Where the data is kept; PostgreSQL is installed and started if need be.
        #[arg(long, value_enum, default_value = "sqlite")]
        database: demo::DatabaseChoice,
    },
    /// Run the tests.
    Test {
        /// Only these groups; may be given more than once.
        #[arg(long, value_enum, num_args = 1..)]
        only: Vec<testing::Group>,
        /// Only what has changed since this commit can reach; without one, since the last commit.
        #[arg(long, value_name = "SINCE", num_args = 0..=1, default_missing_value = "HEAD")]
        changed: Option<String>,
        /// Only tests whose names hold these words, as `desk::` or `password`.
        #[arg(last = true)]
        with: Vec<String>,
    },
    /// Measure what Shirabe costs on this machine, and compare with the limits we set ourselves.
    Bench {
        /// Also write the figures to this file, as JSON.
        #[arg(long)]
        json: Option<PathBuf>,
        /// Only these figures.
        #[arg(long, num_args = 1..)]
        only: Vec<String>,
        /// In place of all that: one load of so many rows, with what both programs take. A million
        /// rows take a quarter of an hour on two cores.
        #[arg(long, value_name = "ROWS", conflicts_with_all = ["json", "only"])]
        scale: Option<u64>,
        /// Under which profile: `mass` or `sample`.
        #[arg(long, default_value = "mass", requires = "scale")]
        profile: String,
    },
    /// Build the tar that is handed out, into target/dist.
    Dist,
    /// Check the rules that the compiler does not know.
    Tidy,
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    let workspace = Workspace::find();
    match task {
        Task::Setup => {
            setup::for_the_web_build(&workspace)?;
            setup::beside_our_programs(&workspace, setup::Wanted::EVERYTHING)?;
            setup::for_tidiness()?;
            println!("setup: everything is there");
        }
        Task::BuildWeb { probe } => {
            use building::Clients::{Served, WithProbe};
            building::pages(&workspace, if probe { WithProbe } else { Served })?;
        }
        Task::Program { files, compare } => {
            let arguments = match &compare {
                Some(page) => vec!["--compare", page],
                None if files => vec!["--files"],
                None => Vec::new(),
            };
            return Ok(building::program(&workspace, &arguments)?.into());
        }
        Task::Demo { fresh, port, database } => demo::run(&workspace, fresh, port, database)?,
        Task::Test { only, changed, with } => {
            return testing::run(&workspace, &testing::Choice { only, changed, with });
        }
        Task::Bench { scale: Some(rows), profile, .. } => {
            return bench::scale(&workspace, rows, &profile);
        }
        Task::Bench { json, only, .. } => return bench::run(&workspace, json.as_deref(), &only),
        Task::Dist => dist::run(&workspace)?,
        Task::Tidy => return testing::tidy(&workspace),
    }
    Ok(ExitCode::SUCCESS)
}
