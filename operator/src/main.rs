//! `shirabe-operator`: see `shirabe-operator --help`.

mod cli;

use clap::Parser;
use cli::{Cli, Command, date_words};
use rand::rngs::OsRng;
use shirabe_operator::{
    clock::SystemClock,
    errors::{OperatorError, exit_code},
    import, lookup,
    progress::{Console, Progress},
    verify,
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
    let yes = matches!(&cli.command, Command::Import(arguments) if arguments.yes);
    let console = Console::new(yes);
    let result = run(&cli.command, &console);
    console.end();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("shirabe-operator: {error}.");
            eprintln!("{}", error.advice());
            let code = match (&cli.command, error.exit_code()) {
                // For a lookup there are two cases: asked wrongly, or not checked.
                (Command::Lookup(_), code) if code != exit_code::USAGE => exit_code::SERVER,
                (_, code) => code,
            };
            ExitCode::from(code)
        }
    }
}

fn run(command: &Command, console: &Console) -> Result<(), OperatorError> {
    match command {
        Command::Import(arguments) => {
            let options = arguments.options()?;
            let report = import::run(&options, &SystemClock, &mut OsRng, console)?;
            say_verified(console, &report.verified);
            console.say(&format!(
                "Keep {}: the list secret in it gives later files the same letter codes.",
                options.work_folder().display()
            ));
            Ok(())
        }
        Command::Verify(arguments) => {
            let report = verify::run(&arguments.options()?, &SystemClock, &mut OsRng, console)?;
            say_verified(console, &report);
            Ok(())
        }
        Command::Lookup(arguments) => {
            let options = arguments.options()?;
            let outcome = lookup::run(&options, &SystemClock, &mut OsRng, console, read_text)?;
            say_outcome(console, &outcome);
            Ok(())
        }
    }
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
    if std::io::stdin().is_terminal() {
        let prompt = match field {
            None => "Identifier".to_owned(),
            Some(Field { name, form: FieldForm::Date }) => {
                format!("{name} (year first: 1985-04-01, or S60.4.1)")
            }
            Some(Field { name, .. }) => name.clone(),
        };
        eprint!("{prompt}: ");
        let _ = std::io::stderr().flush();
    }
    let mut text = Zeroizing::new(String::new());
    std::io::stdin().lock().read_line(&mut text).map_err(|error| OperatorError::File {
        action: "read",
        path: "standard input".into(),
        kind: error.kind(),
    })?;
    Ok(text)
}
