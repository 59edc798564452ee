//! Talking with the person in front: lines, progress with rate and time left, one question.

use indicatif::{ProgressBar, ProgressStyle};
use std::{
    io::{BufRead, IsTerminal, Write},
    sync::Mutex,
    time::{Duration, Instant},
};

/// Where a command speaks. Nothing given to it holds an identifier, but for the column names of
/// the list before it is sent.
pub trait Progress: Sync {
    /// A finished line of the report.
    fn say(&self, line: &str);
    /// A stage of `total` steps begins.
    fn begin(&self, stage: &'static str, total: u64);
    /// So many more steps are done.
    fn advance(&self, steps: u64);
    /// The stage is over.
    fn end(&self);
    /// Asks for a yes. Where nobody can be asked, the answer is yes.
    fn confirm(&self, question: &str) -> bool;
    /// Whether somebody is there and may be asked.
    fn asks(&self) -> bool {
        false
    }
}

/// Says nothing, agrees to everything.
pub struct Silent;

impl Progress for Silent {
    fn say(&self, _: &str) {}
    fn begin(&self, _: &'static str, _: u64) {}
    fn advance(&self, _: u64) {}
    fn end(&self) {}
    fn confirm(&self, _: &str) -> bool {
        true
    }
}

/// Lines on standard output; progress on standard error, as a bar on a terminal, otherwise as a
/// line every few seconds.
pub struct Console {
    /// Do not ask.
    yes: bool,
    stage: Mutex<Option<Stage>>,
}

enum Stage {
    Bar(ProgressBar),
    Lines(Lines),
}

/// Progress as lines.
struct Lines {
    stage: &'static str,
    total: u64,
    done: u64,
    started: Instant,
    spoken: Instant,
}

/// Between two lines.
const PAUSE: Duration = Duration::from_secs(5);

impl Console {
    pub fn new(yes: bool) -> Self {
        Self { yes, stage: Mutex::new(None) }
    }

    fn stage(&self) -> std::sync::MutexGuard<'_, Option<Stage>> {
        // A thread that panicked leaves at worst a wrong count behind.
        self.stage.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Progress for Console {
    fn say(&self, line: &str) {
        // A closed pipe must not stop a load halfway.
        let _ = writeln!(std::io::stdout(), "{line}");
    }

    fn begin(&self, stage: &'static str, total: u64) {
        *self.stage() = Some(if std::io::stderr().is_terminal() {
            let bar = ProgressBar::new(total).with_message(stage);
            let template = "{msg} {wide_bar} {pos}/{len}  {per_sec}, {eta} left";
            bar.set_style(
                ProgressStyle::with_template(template)
                    .unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
            bar.enable_steady_tick(Duration::from_millis(250));
            Stage::Bar(bar)
        } else {
            let now = Instant::now();
            Stage::Lines(Lines { stage, total, done: 0, started: now, spoken: now })
        });
    }

    fn advance(&self, steps: u64) {
        match self.stage().as_mut() {
            Some(Stage::Bar(bar)) => bar.inc(steps),
            Some(Stage::Lines(lines)) => {
                lines.done += steps;
                if lines.spoken.elapsed() >= PAUSE {
                    lines.spoken = Instant::now();
                    let elapsed = lines.started.elapsed();
                    eprintln!("{}", line(lines.stage, lines.done, lines.total, elapsed));
                }
            }
            None => {}
        }
    }

    fn end(&self) {
        match self.stage().take() {
            Some(Stage::Bar(bar)) => bar.finish_and_clear(),
            Some(Stage::Lines(lines)) => {
                let elapsed = lines.started.elapsed();
                eprintln!("{}", line(lines.stage, lines.done, lines.total, elapsed));
            }
            None => {}
        }
    }

    fn confirm(&self, question: &str) -> bool {
        if !self.asks() {
            return true;
        }
        eprint!("{question} [y/N] ");
        let _ = std::io::stderr().flush();
        let mut answer = String::new();
        let read = std::io::stdin().lock().read_line(&mut answer);
        read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
    }

    fn asks(&self) -> bool {
        !self.yes && std::io::stdin().is_terminal()
    }
}

/// `stretching and sending: 1200 of 47000, 85 a second, about 9 min left`
fn line(stage: &str, done: u64, total: u64, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64();
    if done == 0 || seconds < 0.001 {
        return format!("{stage}: {done} of {total}");
    }
    let rate = done as f64 / seconds;
    let left = (total.saturating_sub(done) as f64 / rate).round() as u64;
    let left = match left {
        0 => "done".to_owned(),
        1..=90 => format!("about {left} s left"),
        91..=5400 => format!("about {} min left", left.div_ceil(60)),
        _ => format!("about {:.1} h left", left as f64 / 3600.0),
    };
    format!("{stage}: {done} of {total}, {rate:.0} a second, {left}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_time_left() {
        let after = |seconds| Duration::from_secs(seconds);
        assert_eq!(line("sending", 0, 10, after(0)), "sending: 0 of 10");
        assert_eq!(
            line("sending", 850, 47_000, after(10)),
            "sending: 850 of 47000, 85 a second, about 10 min left"
        );
        assert_eq!(line("sending", 10, 10, after(2)), "sending: 10 of 10, 5 a second, done");
    }
}
