//! Lookups a second of a whole server: the real program with its logging, headers and limits,
//! asked by `wrk` from the same machine.

use crate::{
    arithmetic::blinded_elements, figure::Figure, incidents, server_process::processor_seconds,
    sizes::Sizes,
};
use anyhow::{Context, Result, ensure};
use shirabe_protocol::oprf::PROOF_BYTES;
use shirabe_tests::deployment::{Deployment, Limits};
use std::{fs, process::Command};

const SLUG: &str = "measured-lookups";
/// So many that the incident's own budget of a day, which grows with them, outlasts the run.
const PEOPLE: u64 = 10_000_000;
/// What `wrk` does with each connection.
const SCRIPT: &str = include_str!("lookups.lua");

pub fn measure(sizes: &Sizes) -> Result<Vec<Figure>> {
    // Every lookup is counted against the limits; none is refused.
    let ceiling = 100_000_000;
    let deployment = Deployment::start_with(Limits { lookups_per_minute: ceiling, burst: ceiling });
    deployment.apply(&incidents::definition(SLUG, "sample", PEOPLE));
    incidents::import(&deployment, SLUG, 4);
    check_reply(&deployment)?;

    let script = deployment.folder().join("lookups.lua");
    let elements = deployment.folder().join("elements");
    fs::write(&script, SCRIPT)?;
    fs::write(&elements, blinded_elements(sizes.elements)?.concat())?;
    let before = processor_seconds(deployment.server_pid())?;
    let output = Command::new("wrk")
        .args(["--threads", "1", "--timeout", "10s"])
        .args(["--connections", &sizes.connections.to_string()])
        .args(["--duration", &format!("{}s", sizes.load.as_secs())])
        .arg("--script")
        .arg(&script)
        .arg(evaluate_url(&deployment))
        .arg("--")
        .arg(&elements)
        .output()
        .context("wrk could not be started; `cargo xtask bench` installs it")?;
    let taken = processor_seconds(deployment.server_pid())? - before;
    let said = String::from_utf8_lossy(&output.stdout);
    let counted = Counted::read(&said).with_context(|| {
        format!("wrk said nothing of use: {said}{}", String::from_utf8_lossy(&output.stderr))
    })?;
    ensure!(
        counted.refused == 0.0 && counted.broken == 0.0,
        "{} replies were not 200, {} requests broke off",
        counted.refused,
        counted.broken
    );
    let a_second = counted.answered / counted.seconds;
    let note = format!(
        "{} connections for {:.0} s, wrk on the same cores; {} replies, all 200; {:.0} us of the \
         server's processor each",
        sizes.connections,
        counted.seconds,
        counted.answered,
        taken * 1e6 / counted.answered
    );
    let latency = "99th percentile under that load; the connections are always busy";
    Ok(vec![
        Figure::new("http_lookups_per_s", a_second, "1/s", note),
        Figure::new("http_p99_ms", counted.p99_milliseconds, "ms", latency),
    ])
}

fn evaluate_url(deployment: &Deployment) -> String {
    format!("{}/api/v1/incidents/{SLUG}/evaluate", deployment.url())
}

/// One reply looked at closely, so that what is counted is known to be an evaluation.
fn check_reply(deployment: &Deployment) -> Result<()> {
    let element = blinded_elements(1)?[0];
    let mut reply = ureq::post(evaluate_url(deployment))
        .content_type(shirabe_protocol::wire::EVALUATE_REQUEST)
        .send(&element)?;
    let bytes = reply.body_mut().read_to_vec()?;
    ensure!(bytes.len() == element.len() + PROOF_BYTES, "the reply is no evaluation");
    Ok(())
}

/// What the script's last line says.
struct Counted {
    answered: f64,
    refused: f64,
    broken: f64,
    seconds: f64,
    p99_milliseconds: f64,
}

impl Counted {
    fn read(said: &str) -> Option<Self> {
        let line = said.lines().find_map(|line| line.strip_prefix("counted "))?;
        let numbers: Vec<f64> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
        let [answered, refused, broken, microseconds, p99] = numbers[..] else { return None };
        Some(Self {
            answered,
            refused,
            broken,
            seconds: microseconds / 1e6,
            p99_milliseconds: p99 / 1e3,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Counted;

    #[test]
    fn the_last_line_is_read() {
        let counted = Counted::read("Running 1s test\ncounted 8000 1 2 1000000 12500\n").unwrap();
        assert_eq!((counted.answered, counted.refused, counted.broken), (8000.0, 1.0, 2.0));
        assert_eq!((counted.seconds, counted.p99_milliseconds), (1.0, 12.5));
        assert!(Counted::read("counted 8000 1 2 1000000\n").is_none());
        assert!(Counted::read("unable to connect\n").is_none());
    }
}
