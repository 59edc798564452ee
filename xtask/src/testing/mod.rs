//! `cargo xtask test`: what the groups need, all at once; then the groups, two at a time; and what
//! came of them.

mod changed;
mod groups;
mod measurements;
mod same_features;
mod scratch;
mod side_by_side;
mod tally;
mod test_programs;
mod tidiness;

pub use groups::Group;
pub use tally::Tally;

use crate::{
    building::{self, Clients},
    setup,
    watching::say,
    workspace::Workspace,
};
use anyhow::Result;
use clap::ValueEnum;
use groups::{Needs, Tests};
use same_features::Libraries;
use scratch::Scratch;
use std::{
    process::ExitCode,
    time::{Duration, Instant},
};
use test_programs::{Selection, TestProgram};

/// Groups at work at the same time. Most of what they do is wait for a browser or a server.
const AT_ONCE: usize = 2;

/// Which tests are run.
#[derive(Default)]
pub struct Choice {
    /// These groups.
    pub only: Vec<Group>,
    /// Those that what has changed since this commit can reach.
    pub changed: Option<String>,
    /// Each of these words must stand in a test's name.
    pub with: Vec<String>,
}

impl Choice {
    fn groups_are_all(&self) -> bool {
        self.only.is_empty() && self.changed.is_none()
    }

    fn groups(&self, workspace: &Workspace) -> Result<Vec<Group>> {
        let reached = match &self.changed {
            Some(commit) => Some(changed::groups_since(workspace, commit)?),
            None => None,
        };
        let chosen = |group: &&Group| {
            (self.only.is_empty() || self.only.contains(group))
                && reached.as_ref().is_none_or(|reached| reached.contains(group))
        };
        Ok(Group::value_variants().iter().filter(chosen).copied().collect())
    }
}

/// Checks the rules of the package `tidy` alone.
pub fn tidy(workspace: &Workspace) -> Result<ExitCode> {
    tidiness::prepare(workspace)?;
    Ok(tidiness::rules(workspace)?.exit_code())
}

/// What came of a group.
struct Outcome {
    group: Group,
    tally: Tally,
    seconds: f64,
}

/// Runs the chosen groups. A group in which no test ran has failed.
pub fn run(workspace: &Workspace, choice: &Choice) -> Result<ExitCode> {
    let groups = choice.groups(workspace)?;
    let names: Vec<&str> = groups.iter().map(|group| group.name()).collect();
    if groups.is_empty() {
        println!("nothing has changed that a test could notice");
        return Ok(ExitCode::SUCCESS);
    }
    say("test", &names.join(", "));
    let begun = Instant::now();
    let prepared = prepare(workspace, &groups)?;
    let ready = begun.elapsed();
    say("test", "everything is compiled and installed; running the tests");
    let outcomes = side_by_side::run(AT_ONCE, &groups, |group| {
        say(group.name(), "begun");
        let begun = Instant::now();
        let tally = run_group(workspace, *group, &prepared, choice).unwrap_or_else(|error| {
            eprintln!("xtask: {}: {error:#}", group.name());
            Tally::one_failure()
        });
        let tally = if choice.with.is_empty() { tally.or_failed_if_empty() } else { tally };
        let seconds = begun.elapsed().as_secs_f64();
        say(group.name(), &format!("{tally} in {seconds:.0} s"));
        Outcome { group: *group, tally, seconds }
    });
    let spent = Spent {
        compiling: prepared.compiling,
        setting_up: ready.saturating_sub(prepared.compiling),
        whole: begun.elapsed(),
    };
    // With a choice of tests, cargo compiles a choice of libraries.
    let unlike = if choice.groups_are_all() { prepared.unlike } else { Vec::new() };
    Ok(report(&outcomes, &unlike, &spent))
}

/// What the groups waited for, and everything with them.
struct Spent {
    compiling: Duration,
    setting_up: Duration,
    whole: Duration,
}

fn report(outcomes: &[Outcome], unlike: &[String], spent: &Spent) -> ExitCode {
    println!("\n{:12} {:>7} {:>7} {:>8}", "group", "passed", "failed", "seconds");
    let mut total = Tally::default();
    for Outcome { group, tally, seconds } in outcomes {
        println!("{:12} {:>7} {:>7} {seconds:>8.1}", group.name(), tally.passed, tally.failed);
        total += *tally;
    }
    for (what, time) in [
        ("(compiling)", spent.compiling),
        ("(setting up)", spent.setting_up),
        ("(everything)", spent.whole),
    ] {
        println!("{what:12} {:>7} {:>7} {:>8.1}", "", "", time.as_secs_f64());
    }
    if !unlike.is_empty() {
        let names = unlike.join(", ");
        println!("\ncompiled twice, for the tests and for people: {names}");
        println!(
            "they have other features here than there; name those in same-features/Cargo.toml"
        );
        total += Tally::one_failure();
    }
    println!("\n{total}");
    total.exit_code()
}

/// What the groups run.
#[derive(Default)]
struct Prepared {
    programs: Vec<TestProgram>,
    /// Libraries that were compiled for the tests and once more for the programs that people run.
    unlike: Vec<String>,
    /// In the two calls of cargo.
    compiling: Duration,
    /// Where tests write.
    scratch: Option<Scratch>,
}

/// Installs, compiles and packs what these groups need, each thing once.
fn prepare(workspace: &Workspace, groups: &[Group]) -> Result<Prepared> {
    let needs = groups.iter().fold(Needs::default(), |needs, group| needs | group.needs());
    let tests: Vec<Tests> = groups.iter().flat_map(|group| group.tests()).collect();
    let compile = || {
        say("tests", "fetching and compiling");
        let begun = Instant::now();
        let (programs, of_tests) = test_programs::compile(workspace, &tests)?;
        say("tests", "compiled");
        let mut unlike = Vec::new();
        if needs.programs {
            let libraries = Libraries::of_messages(&building::programs(workspace)?)?;
            unlike = libraries.unlike(&of_tests);
        } else if needs.pages {
            building::one(building::PACKING, workspace)?;
        }
        let scratch = Scratch::in_memory();
        Ok(Prepared { programs, unlike, compiling: begun.elapsed(), scratch })
    };
    let Needs { browser, lighthouse, postgresql, measuring, sandbox, .. } = needs;
    let wanted = setup::Wanted { browser, lighthouse, postgresql, measuring, sandbox };
    let install = || setup::beside_our_programs(workspace, wanted);
    let prepared = if needs.pages {
        let clients = if browser { Clients::WithProbe } else { Clients::Served };
        building::with_pages(workspace, clients, install, compile)?
    } else if tests.is_empty() {
        Prepared::default()
    } else {
        install()?;
        compile()?
    };
    if needs.tidiness {
        tidiness::prepare(workspace)?;
    }
    Ok(prepared)
}

fn run_group(
    workspace: &Workspace,
    group: Group,
    prepared: &Prepared,
    choice: &Choice,
) -> Result<Tally> {
    let scratch = prepared.scratch.as_ref().and_then(|scratch| scratch.path().to_str());
    let shown = |line: &str| println!("{:11} | {line}", group.name());
    let mut tally = Tally::default();
    for tests in group.tests() {
        let selection = Selection { under: tests.under, skip: tests.skip, with: &choice.with };
        let of_tests = |program: &&TestProgram| {
            program.package == tests.package
                && tests.target.is_none_or(|target| program.target == target)
        };
        let mut of_package = Tally::default();
        let mut environment = tests.environment.to_vec();
        environment.extend(scratch.map(|folder| ("TMPDIR", folder)));
        for program in prepared.programs.iter().filter(of_tests) {
            of_package += program.run(selection, &environment, shown)?;
        }
        if choice.with.is_empty() {
            of_package = of_package.or_failed_if_empty();
        }
        tally += of_package;
    }
    if choice.with.is_empty() {
        tally += match group {
            Group::Tidy => tidiness::check(workspace)?,
            Group::BenchSmoke => measurements::run(workspace)?,
            _ => Tally::default(),
        };
    }
    Ok(tally)
}
