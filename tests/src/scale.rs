//! One large load, watched: rows a second, what both programs take, and lookups meanwhile.

use crate::deployment::{Deployment, List, OperatorRun, Peak};
use rand::rngs::OsRng;
use shirabe_protocol::{
    identifier::Kind,
    oprf::client::blind,
    stretching::{Profile, Salt, Stretcher},
    wire,
};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

const SLUG: &str = "many-rows";

/// How many rows, under which profile.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    pub rows: u64,
    /// `mass`, `sample`.
    pub profile: &'static str,
}

/// What was seen.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// From the start of the command to its end.
    pub seconds: f64,
    /// What the server took to build and publish the set.
    pub publish_seconds: f64,
    pub operator: Peak,
    pub server: Peak,
    /// Processor seconds of the server before the load.
    pub server_before: f64,
    pub lookups_while_loading: u64,
    pub lookups_failed: u64,
    /// Longest time to an answer.
    pub slowest_lookup_seconds: f64,
}

impl Measured {
    /// Cores that were busy with the two programs, on average.
    pub fn cores_busy(&self) -> f64 {
        (self.operator.processor + self.server.processor - self.server_before) / self.seconds
    }
}

/// Loads a small list, then the large one, asking all the time.
///
/// # Panics
/// Where anything fails; the programs have said why.
pub fn run(scale: &Scale) -> Measured {
    let deployment = Deployment::start();
    deployment.apply(&definition(scale));
    deployment.import(&List {
        slug: SLUG,
        group: "contacts",
        file_name: "first.csv",
        contents: b"email\nfirst@example.org\n",
        mappings: &[],
    });
    let file = deployment.folder().join("organisation").join("many.csv");
    write_list(&file, scale.rows).expect("a list");
    let server_before = Peak::of(deployment.server_pid()).expect("a running server").processor;
    let token = deployment.token_file(SLUG);
    let command = OperatorRun::with_list(&deployment, "import", SLUG, &file, &token)
        .arguments(&["--yes", "--group", "contacts"]);
    let over = AtomicBool::new(false);
    let (seconds, operator, asked) = thread::scope(|scope| {
        let asking = scope.spawn(|| ask_until(&deployment, &over));
        let begun = Instant::now();
        let (output, peak) = command.watched(deployment.folder());
        let seconds = begun.elapsed().as_secs_f64();
        over.store(true, Ordering::Relaxed);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {said}", output.status);
        (seconds, peak, asking.join().expect("the lookups"))
    });
    Measured {
        seconds,
        publish_seconds: publish_seconds(&deployment),
        operator,
        server: Peak::of(deployment.server_pid()).expect("a running server"),
        server_before,
        lookups_while_loading: asked.answered,
        lookups_failed: asked.failed,
        slowest_lookup_seconds: asked.slowest.as_secs_f64(),
    }
}

struct Asked {
    answered: u64,
    failed: u64,
    slowest: Duration,
}

/// Twenty evaluations a second, as visitors' devices send them, each with a blind of its own.
fn ask_until(deployment: &Deployment, over: &AtomicBool) -> Asked {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .build()
        .into();
    let url = format!("{}/api/v1/incidents/{SLUG}/evaluate", deployment.url());
    let mut stretcher =
        Stretcher::new(Profile::Sample, Salt::of(&[0; 16], &[1; 16])).expect("a mebibyte");
    let identifier = Kind::email().normalise(&["visitor@example.org"]).expect("an address");
    let stretched = stretcher.stretch(&identifier).expect("a stretched identifier");
    let mut asked = Asked { answered: 0, failed: 0, slowest: Duration::ZERO };
    while !over.load(Ordering::Relaxed) {
        let (_, blinded) = blind(stretched.clone(), &mut OsRng).expect("an element");
        let begun = Instant::now();
        let reply = agent.post(&url).content_type(wire::EVALUATE_REQUEST).send(&blinded[..]);
        let sound = reply.is_ok_and(|mut reply| {
            reply.status() == 200 && reply.body_mut().read_to_vec().is_ok_and(|b| b.len() == 96)
        });
        asked.answered += u64::from(sound);
        asked.failed += u64::from(!sound);
        asked.slowest = asked.slowest.max(begun.elapsed());
        thread::sleep(Duration::from_millis(50));
    }
    asked
}

/// The longest that a request to publish took, as the server's log has it.
fn publish_seconds(deployment: &Deployment) -> f64 {
    let log = deployment.log();
    let log = String::from_utf8_lossy(&log);
    let plain: String = without_colours(&log);
    let milliseconds = plain
        .lines()
        .filter(|line| line.contains("/publish"))
        .filter_map(|line| {
            line.split("milliseconds=").nth(1)?.split(' ').next()?.parse::<u64>().ok()
        })
        .max();
    milliseconds.expect("a line for the publication") as f64 / 1e3
}

fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain + rest
}

fn write_list(path: &Path, rows: u64) -> std::io::Result<()> {
    let mut writer = BufWriter::new(File::create(path)?);
    writer.write_all(b"email\n")?;
    for number in 0..rows {
        writeln!(writer, "contact.{number:07}@mail.example.org")?;
    }
    writer.flush()
}

/// One group, one kind: a row is one identifier.
fn definition(scale: &Scale) -> String {
    let people = scale.rows.max(1_000_000);
    // Only a sample incident may have the profile of that name.
    let sample = scale.profile == "sample";
    format!(
        r#"slug = "{SLUG}"
languages = ["en"]
default_language = "en"
region = "JP"
profile = "{}"
sample = {sample}
four_eyes = false
known_since = "2025-03-07"
published = "2025-07-11"
certainty = "may-have-been-viewed"
investigation = "finished"
people = {people}

[[organisations]]
role = "responsible"
name = {{ en = "Measuring Ltd." }}

[[kinds]]
kind = "email"
public = true

[[groups]]
name = "contacts"
title = {{ en = "Contacts" }}
people = {people}
data_classes = ["Email addresses"]

[desk]
phone = "03-0000-0000"

[texts.en]
title = "Addresses may have been viewed"
what_happened = ["This incident is made up for measuring."]
desk_hours = "None"
"#,
        scale.profile
    )
}

#[cfg(test)]
mod tests {
    use super::without_colours;

    #[test]
    fn colours_of_a_log_are_taken_off() {
        assert_eq!(without_colours("\u{1b}[2mabc\u{1b}[0m d=\u{1b}[3m1"), "abc d=1");
    }
}
