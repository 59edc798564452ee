//! Lighthouse, run by Node against a page in a Chromium of ours.

use crate::{browser::Browser, target_folder, workspace};
use serde_json::Value;
use std::{fmt, path::PathBuf, process::Command};

/// The oldest Node that it runs with.
const OLDEST: (u32, u32) = (18, 20);

/// This machine's Node, by its version.
#[derive(Debug)]
pub struct TooOld(pub String);

/// Where it was downloaded to.
pub struct Lighthouse {
    folder: PathBuf,
}

/// Scores up to 100.
#[derive(Debug)]
pub struct Report {
    pub performance: f64,
    pub accessibility: f64,
    pub best_practices: f64,
    /// Audits that count and were not passed in full.
    pub complaints: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "performance {}, accessibility {}, best practices {}",
            self.performance, self.accessibility, self.best_practices
        )?;
        self.complaints.iter().try_for_each(|complaint| write!(formatter, "\n  {complaint}"))
    }
}

impl Lighthouse {
    /// # Errors
    /// Where Node is too old for it.
    ///
    /// # Panics
    /// Where it was not downloaded, or there is no Node.
    pub fn find() -> Result<Self, TooOld> {
        let folder = target_folder().join("npm-lighthouse");
        assert!(
            folder.join("node_modules/lighthouse").is_dir(),
            "{} is missing; `cargo xtask test --only page` downloads it",
            folder.display()
        );
        let version = Command::new("node").arg("--version").output().expect("node starts").stdout;
        let version = String::from_utf8_lossy(&version).trim().to_owned();
        if is_new_enough(&version) { Ok(Self { folder }) } else { Err(TooOld(version)) }
    }

    /// # Panics
    /// With what it says, where it cannot look at the page.
    pub fn look_at(&self, browser: &Browser, url: &str) -> Report {
        let address = browser.debugger_address();
        let (_, port) = address.rsplit_once(':').expect("an address and a port");
        let output = Command::new("node")
            .arg(workspace().join("tests/lighthouse/run.mjs"))
            .arg(&self.folder)
            .args([port, url])
            .output()
            .expect("node starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "Lighthouse at {url}: {said}");
        let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
        let score = |name: &str| report[name].as_f64().unwrap_or(f64::NAN);
        let complaints = report["complaints"].as_array().expect("a list");
        Report {
            performance: score("performance"),
            accessibility: score("accessibility"),
            best_practices: score("bestPractices"),
            complaints: complaints.iter().map(in_words).collect(),
        }
    }
}

fn in_words(complaint: &Value) -> String {
    let text = |name: &str| complaint[name].as_str().unwrap_or_default();
    format!("{}: {} {} {}", text("id"), text("title"), text("value"), text("items"))
}

/// `v20.20.2`.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(|part| part.parse().ok());
    let (Some(Some(major)), Some(Some(minor))) = (numbers.next(), numbers.next()) else {
        return false;
    };
    (major, minor) >= OLDEST
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn versions_are_compared_as_numbers() {
        for (version, enough) in [
            ("v18.19.0", false),
            ("v18.20.4", true),
            ("v20.2.0", true),
            ("v9.99.0", false),
            ("none", false),
        ] {
            assert_eq!(is_new_enough(version), enough, "{version}");
        }
    }
}
