//! `shirabe-operator`: see `shirabe-operator --help`.

mod cli;

use clap::Parser;
use cli::{Cli, Command, date_words};
use rand::rngs::OsRng;
use shirabe_operator::{
    bulk_check::{self, BulkCheckReport, Invitation},
    clock::SystemClock,
    diff,
    errors::{OperatorError, exit_code},
    history, import, lookup,
    progress::{Console, Progress},
    requests, verify, withdraw,
};
use shirabe_protocol::{
    identifier::{Field, FieldForm},
    outcome::Outcome,
};
use std::{
    io::{BufRead, IsTerminal, Write},
    process::ExitCode,
};
use zeroize::Zeroizing;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are asked for; all else is a wrong call.
            let code = if error.use_stderr() { exit_code::USAGE } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let yes = match &cli.command {
        Command::Import(arguments) => arguments.yes,
        Command::Withdraw(arguments) => arguments.yes,
        Command::Rollback(arguments) => arguments.yes,
        Command::Lookup(arguments) => arguments.yes,
        _ => false,
    };
    let console = Console::new(yes);
    let result = run(&cli.command, &console);
    console.end();
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("shirabe-operator: {error}.");
            eprintln!("{}", error.advice());
            let code = match (&cli.command, error.exit_code()) {
                // For one question there are two cases: asked wrongly, or not checked.
                (Command::Lookup(lookup), code)
                    if code != exit_code::USAGE && !lookup.is_bulk_check() =>
                {
                    exit_code::SERVER
                }
                (_, code) => code,
            };
            ExitCode::from(code)
        }
    }
}

/// Gives the exit code of what was done.
fn run(command: &Command, console: &Console) -> Result<u8, OperatorError> {
    let (clock, rng) = (&SystemClock, &mut OsRng);
    match command {
        Command::Import(arguments) if arguments.dry_run => {
            let report = import::dry_run(&arguments.options()?, clock, rng, console)?;
            if !report.is_clean() {
                return Ok(exit_code::REJECTED);
            }
        }
        Command::Import(arguments) => {
            let options = arguments.options()?;
            let report = import::run(&options, clock, rng, console)?;
            report.verified.iter().for_each(|report| say_verified(console, report));
            console.say(&format!(
                "Keep {}: the list secret in it gives later files the same letter codes.",
                options.work_folder().display()
            ));
        }
        Command::Diff(arguments) => {
            diff::run(&arguments.options()?, clock, rng, console)?;
        }
        Command::Withdraw(arguments) => {
            let report = withdraw::run(&arguments.options()?, clock, rng, console)?;
            report.verified.iter().for_each(|report| say_verified(console, report));
        }
        Command::LetterCodes(arguments) => {
            for path in import::letter_codes(&arguments.options()?, clock, rng, console)? {
                console.say(&format!("Letter codes: {}", path.display()));
            }
        }
        Command::Requests(arguments) => {
            if !requests::run(&arguments.options()?, console)?.is_complete() {
                return Ok(exit_code::INPUT);
            }
        }
        Command::History(arguments) => {
            history::run(&arguments.options()?, clock, console)?;
        }
        Command::Rollback(arguments) => {
            history::rollback(&arguments.options()?, clock, console)?;
        }
        Command::Verify(arguments) => {
            let report = verify::run(&arguments.options()?, clock, rng, console)?;
            say_verified(console, &report);
        }
        Command::Lookup(arguments) if arguments.is_bulk_check() => {
            let read_link = || Invitation::parse(&read_line("Link of the invitation")?);
            let options = arguments.bulk_check_options(read_link)?;
            let report = bulk_check::run(&options, clock, rng, console)?;
            say_checked(console, &report);
            if report.summary.not_checked > 0 {
                return Ok(exit_code::REJECTED);
            }
        }
        Command::Lookup(arguments) => {
            let options = arguments.options()?;
            let outcome = lookup::run(&options, clock, rng, console, read_text)?;
            say_outcome(console, &outcome);
        }
    }
    Ok(0)
}

fn say_verified(console: &Console, report: &verify::VerifyReport) {
    let found: u64 = report.found.values().sum();
    console.say(&format!(
        "Verified from outside: all {found} tags of {} load(s) are in set {} (list as of {}).",
        report.loads,
        report.set_version,
        date_words(report.as_of)
    ));
}

fn say_checked(console: &Console, report: &BulkCheckReport) {
    let BulkCheckReport { summary, files, .. } = report;
    console.say(&format!("{} rows, {} identifiers asked.", summary.rows, summary.identifiers));
    console.say(&format!("  listed: {}", summary.listed));
    for (title, count) in &report.by_group {
        console.say(&format!("    {title}: {count}"));
    }
    console.say(&format!("  not in this list: {}", summary.not_listed));
    console.say(&format!("  not checked: {} (the result says why)", summary.not_checked));
    console.say(&format!("  list as of {}", date_words(report.as_of)));
    let paths = [Some(&files.csv), files.xlsx.as_ref(), Some(&files.summary)];
    for path in paths.into_iter().flatten() {
        console.say(&format!("Written: {}", path.display()));
    }
    console.say("The check is finished; the link opens nothing more.");
}

fn say_outcome(console: &Console, outcome: &Outcome) {
    match outcome {
        Outcome::Listed(listed) => {
            console.say("Listed: an entry with this identifier is in the list.");
            console.say(&format!("  groups: {}", listed.groups().join(", ")));
            console.say(&format!("  list as of {}", date_words(listed.set().as_of)));
        }
        Outcome::NotListed(unlisted) => {
            let as_of = date_words(unlisted.set().as_of);
            console.say(&format!("Not in this list (as of {as_of})."));
        }
    }
}

/// One line of standard input, for each field of the kind.
fn read_text(field: Option<&Field>) -> Result<Zeroizing<String>, OperatorError> {
    read_line(&match field {
        None => "Identifier".to_owned(),
        Some(Field { name, form: FieldForm::Date }) => {
            format!("{name} (year first: 1985-04-01, or S60.4.1)")
        }
        Some(Field { name, .. }) => name.clone(),
    })
}

fn read_line(prompt: &str) -> Result<Zeroizing<String>, OperatorError> {
    if std::io::stdin().is_terminal() {
        eprint!("{prompt}: ");
        let _ = std::io::stderr().flush();
    }
    let mut text = Zeroizing::new(String::new());
    std::io::stdin()
        .lock()
        .read_line(&mut text)
        .map_err(OperatorError::file("read", "standard input"))?;
    Ok(text)
}
