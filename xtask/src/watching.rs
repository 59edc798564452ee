//! Running cargo so that whoever waits sees how far it is.

use crate::processes::{shown, spawn_tied};
use anyhow::{Context, Result, bail};
use std::{
    io::{BufReader, Read},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

/// Between two lines about the same work.
const EVERY: Duration = Duration::from_secs(10);
/// Before that, a guess at the time left would be one about the small crates that come first.
const NO_GUESS_BEFORE: Duration = Duration::from_secs(20);

/// When this command was begun.
fn begun() -> Instant {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    *BEGUN.get_or_init(Instant::now)
}

/// One line, with minutes and seconds since the command was begun.
pub fn say(work: &str, text: &str) {
    let seconds = begun().elapsed().as_secs();
    println!("[{:2}:{:02}] {work}: {text}", seconds / 60, seconds % 60);
}

/// Runs cargo to the end and tells how many crates are done. Its warnings and errors are shown, its
/// other lines are not.
pub fn run_cargo(work: &str, command: &mut Command) -> Result<()> {
    let child = start(command)?;
    follow(work, child, &shown(command))
}

/// As [`run_cargo`]; gives what cargo wrote to standard output.
pub fn read_cargo(work: &str, command: &mut Command) -> Result<String> {
    let mut child = start(command.stdout(Stdio::piped()))?;
    let output = child.stdout.take().context("the output is piped")?;
    let reading = std::thread::spawn(move || {
        let mut text = String::new();
        BufReader::new(output).read_to_string(&mut text).map(|_| text)
    });
    follow(work, child, &shown(command))?;
    Ok(reading.join().expect("reading does not panic")?)
}

fn start(command: &mut Command) -> Result<Child> {
    begun();
    // Cargo's own bar, which it draws for terminals alone unless it is told to.
    command
        .env("CARGO_TERM_PROGRESS_WHEN", "always")
        .env("CARGO_TERM_PROGRESS_WIDTH", "80")
        .env("CARGO_TERM_QUIET", "false")
        .env("CARGO_TERM_VERBOSE", "false")
        .stderr(Stdio::piped());
    spawn_tied(command)
}

fn follow(work: &str, mut child: Child, command: &str) -> Result<()> {
    let mut progress = Progress::new(work);
    let mut line = Vec::new();
    let errors = BufReader::new(child.stderr.take().context("standard error is piped")?);
    for byte in errors.bytes() {
        match byte? {
            b'\r' | b'\n' => {
                progress.line(&without_escapes(&String::from_utf8_lossy(&line)));
                line.clear();
            }
            byte => line.push(byte),
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{command}` failed ({status})");
    }
    Ok(())
}

struct Progress<'a> {
    work: &'a str,
    begun: Instant,
    told: Instant,
    /// What was there already when cargo first said how far it is.
    fresh: Option<u64>,
}

impl<'a> Progress<'a> {
    fn new(work: &'a str) -> Self {
        Self { work, begun: Instant::now(), told: Instant::now(), fresh: None }
    }

    fn line(&mut self, line: &str) {
        match Said::of(line) {
            Said::Progress { done, of } => {
                let fresh = *self.fresh.get_or_insert(done);
                if done < of && self.told.elapsed() >= EVERY {
                    self.told = Instant::now();
                    let left =
                        left(self.begun.elapsed(), done - fresh.min(done), of - fresh.min(of));
                    say(self.work, &format!("{done} of {of} crates compiled{left}"));
                }
            }
            Said::Status => {}
            Said::Other => eprintln!("{line}"),
        }
    }
}

/// The crates that come last are our own, and the largest: by count they are few, in time they are
/// half as much again as all before them.
const LAST_CRATES: f64 = 1.5;

/// `, about 3 min left`, as soon as that can be guessed from what is done.
fn left(elapsed: Duration, done: u64, of: u64) -> String {
    if elapsed < NO_GUESS_BEFORE || done == 0 {
        return String::new();
    }
    let elapsed = elapsed.as_secs_f64();
    let seconds = elapsed * of as f64 / done as f64 * LAST_CRATES - elapsed;
    match (seconds / 60.0).round() as u64 {
        0 => ", less than a minute left".to_owned(),
        minutes => format!(", about {minutes} min left"),
    }
}

/// What one line of cargo's standard error is.
#[derive(Debug, PartialEq)]
enum Said {
    Progress {
        done: u64,
        of: u64,
    },
    /// `   Compiling serde v1.0.0` and the like.
    Status,
    /// A warning, an error, or a part of one.
    Other,
}

impl Said {
    fn of(line: &str) -> Self {
        // Cargo sets its verbs flush right in twelve columns.
        let Some((column, rest)) = line.split_at_checked(12) else {
            return if line.trim().is_empty() { Self::Status } else { Self::Other };
        };
        let verb = column.trim_start();
        let one_word = !verb.is_empty() && verb.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !one_word || !rest.starts_with(' ') || !verb.starts_with(|c: char| c.is_uppercase()) {
            return if line.trim().is_empty() { Self::Status } else { Self::Other };
        }
        let counts = rest.trim_start().strip_prefix('[').and_then(|bar| bar.split_once("] "));
        let counts = counts.and_then(|(_, counts)| {
            let (done, of) = counts.split([':', ' ']).next()?.split_once('/')?;
            Some((done.parse().ok()?, of.parse().ok()?))
        });
        counts.map_or(Self::Status, |(done, of)| Self::Progress { done, of })
    }
}

/// Leaves out what moves a terminal's cursor and colours its letters.
fn without_escapes(line: &str) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        let end = after.find(|c: char| c.is_ascii_alphabetic()).map_or(after.len(), |at| at + 1);
        rest = &after[end..];
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_lines_are_told_apart() {
        let bar = "    Building [=======>                 ] 33/412: serde, syn(build.rs)";
        assert_eq!(Said::of(bar), Said::Progress { done: 33, of: 412 });
        let last = "    Building [=======================> ] 411/412: shirabe-server        ";
        assert_eq!(Said::of(last), Said::Progress { done: 411, of: 412 });
        for status in ["   Compiling serde v1.0.0", " Downloading crates ...", "", "  "] {
            assert_eq!(Said::of(status), Said::Status, "{status}");
        }
        for other in [
            "error[E0425]: cannot find value `x` in this scope",
            "  --> server/src/app.rs:1:1",
            "12 |     let x = 1;",
            "   = note: expected",
            "warning: unused variable: `x`",
            "            Some text",
        ] {
            assert_eq!(Said::of(other), Said::Other, "{other}");
        }
    }

    #[test]
    fn colours_are_left_out() {
        assert_eq!(
            without_escapes("\u{1b}[1m\u{1b}[32m   Compiling\u{1b}[0m one"),
            "   Compiling one"
        );
        assert_eq!(without_escapes("plain\u{1b}[K"), "plain");
        assert_eq!(without_escapes("cut\u{1b}["), "cut");
    }

    #[test]
    fn the_time_left_is_guessed_from_what_is_done() {
        let minute = Duration::from_secs(60);
        assert_eq!(left(minute, 100, 400), ", about 5 min left");
        assert_eq!(left(minute, 200, 400), ", about 2 min left");
        assert_eq!(left(Duration::from_secs(30), 390, 400), ", less than a minute left");
        assert_eq!(left(Duration::from_secs(5), 100, 400), "");
        assert_eq!(left(minute, 0, 400), "");
    }

    #[test]
    fn what_cargo_cannot_do_is_an_error_with_the_command() {
        let mut command = Command::new("sh");
        let error = run_cargo("test", command.args(["-c", "exit 4"])).unwrap_err().to_string();
        assert!(error.starts_with("`sh -c exit 4` failed"), "{error}");
        let mut command = Command::new("sh");
        let text = read_cargo("test", command.args(["-c", "echo one; echo '   Compiling' >&2"]));
        assert_eq!(text.unwrap(), "one\n");
    }
}
