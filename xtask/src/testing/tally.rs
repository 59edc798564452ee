//! Counting what passed and what failed.

use std::{fmt, ops::AddAssign, process::ExitCode};

/// Tests, or rules, that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    pub fn one(passed: bool) -> Self {
        if passed { Self { passed: 1, failed: 0 } } else { Self::one_failure() }
    }

    pub fn one_failure() -> Self {
        Self { passed: 0, failed: 1 }
    }

    /// Reads a summary line of Rust's test harness:
    /// `test result: ok. 5 passed; 0 failed; 0 ignored; ...`.
    pub fn of_summary_line(line: &str) -> Option<Self> {
        let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        let mut tally = Self::default();
        for count in counts.split(';') {
            match count.trim().split_once(' ') {
                Some((number, "passed")) => tally.passed = number.parse().ok()?,
                Some((number, "failed")) => tally.failed = number.parse().ok()?,
                _ => {}
            }
        }
        Some(tally)
    }

    /// Reads what [`Self`] is written as: `18 passed, 0 failed`.
    pub fn of_last_line(line: &str) -> Option<Self> {
        let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
        Some(Self { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
    }

    /// Nothing that ran is nothing that was shown.
    pub fn or_failed_if_empty(self) -> Self {
        if self == Self::default() { Self::one_failure() } else { self }
    }

    /// Adds a failure that no summary line counted: the tests did not compile, or a test ended
    /// the whole process.
    pub fn with_exit(self, succeeded: bool) -> Self {
        if !succeeded && self.failed == 0 {
            return Self { failed: 1, ..self };
        }
        self
    }

    pub fn exit_code(self) -> ExitCode {
        if self.failed == 0 && self.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summary_lines_are_read() {
        let passed = "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out; \
                      finished in 0.31s";
        assert_eq!(Tally::of_summary_line(passed), Some(Tally { passed: 5, failed: 0 }));
        let failed = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured";
        assert_eq!(Tally::of_summary_line(failed), Some(Tally { passed: 12, failed: 3 }));
        for other in ["test one ... ok", "running 5 tests", "test result: ", ""] {
            assert_eq!(Tally::of_summary_line(other), None, "{other}");
        }
    }

    #[test]
    fn nothing_is_a_failure() {
        assert_eq!(Tally::default().or_failed_if_empty(), Tally::one_failure());
        assert_eq!(Tally::default().exit_code(), ExitCode::FAILURE);
        assert_eq!(Tally::one(true).or_failed_if_empty(), Tally::one(true));
        assert_eq!(Tally::one(true).exit_code(), ExitCode::SUCCESS);
    }

    #[test]
    fn a_process_that_broke_off_is_a_failure() {
        let five = Tally { passed: 5, failed: 0 };
        assert_eq!(five.with_exit(true), five);
        assert_eq!(five.with_exit(false), Tally { passed: 5, failed: 1 });
        let counted = Tally { passed: 5, failed: 2 };
        assert_eq!(counted.with_exit(false), counted);
    }

    #[test]
    fn the_last_line_is_plain() {
        let mut tally = Tally { passed: 40, failed: 1 };
        tally += Tally { passed: 2, failed: 0 };
        assert_eq!(tally.to_string(), "42 passed, 1 failed");
        assert_eq!(Tally::of_last_line(&tally.to_string()), Some(tally));
        for other in ["", "42 passed", "one passed, 1 failed", "42 passed, 1 failed; 0 ignored"] {
            assert_eq!(Tally::of_last_line(other), None, "{other}");
        }
    }
}
