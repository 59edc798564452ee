//! Lookups while much is written: nobody who asks waits for a list that is published, taken out,
//! published again or given up.

use crate::{
    arithmetic::blinded_elements,
    figure::Figure,
    filters::random_tags,
    incidents,
    loads::{Load, Rows},
    sizes::Sizes,
};
use anyhow::{Result, ensure};
use serde_json::json;
use shirabe_protocol::{oprf::PROOF_BYTES, wire};
use shirabe_tests::deployment::{Deployment, Limits};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

const SLUG: &str = "measured-writes";
/// So many that the incident's own budget of a day, which grows with them, outlasts the run.
const PEOPLE: u64 = 10_000_000;
/// Visitors who ask one question after the other.
const VISITORS: usize = 2;
/// Between an answer and the next question, so that the processor is not what they wait for.
const PAUSE: Duration = Duration::from_millis(2);

pub fn measure(sizes: &Sizes) -> Result<Vec<Figure>> {
    let ceiling = 100_000_000;
    let deployment = Deployment::start_with(Limits { lookups_per_minute: ceiling, burst: ceiling });
    deployment.apply(&incidents::definition(SLUG, "sample", PEOPLE));
    // Lookups are answered from a set on, and a rollback needs one to go back to.
    incidents::import(&deployment, SLUG, 4);
    let tags = random_tags(sizes.set_tags);
    let people = &tags[..sizes.withdrawn_people];

    let listed = Rows { people, filter_entries: &tags };
    let list = ready(&deployment, "add", listed)?;
    let publishing = slowest_while(&deployment, || finish(&list))?;
    let withdrawn = Rows { people, filter_entries: people };
    let withdrawal = ready(&deployment, "withdraw", withdrawn)?;
    let withdrawing = slowest_while(&deployment, || finish(&withdrawal))?;
    let rolling_back = slowest_while(&deployment, || roll_back(&deployment, 2, 3))?;
    let all = Rows { people: &tags, filter_entries: &tags };
    let given_up = Load::open(&deployment, SLUG, "add", all)?;
    given_up.fill(all)?;
    let abandoning = slowest_while(&deployment, || abandon(&given_up))?;

    let named = [
        ("publishing", &publishing),
        ("withdrawing", &withdrawing),
        ("rolling back", &rolling_back),
        ("abandoning", &abandoning),
    ];
    let slowest = named.iter().map(|(_, seen)| seen.slowest).fold(0.0, f64::max);
    let told: Vec<String> = named.iter().map(|(name, seen)| seen.told(name)).collect();
    let note = format!(
        "{} rows, {} people withdrawn, {VISITORS} visitors asking all the time: {}",
        sizes.set_tags,
        people.len(),
        told.join("; ")
    );
    Ok(vec![Figure::new("slowest_lookup_ms_during_long_writes", slowest, "ms", note)])
}

/// A load that could be closed.
fn ready(deployment: &Deployment, action: &str, rows: Rows<'_>) -> Result<Load> {
    let load = Load::open(deployment, SLUG, action, rows)?;
    load.evaluate(rows.people.len())?;
    load.fill(rows)?;
    Ok(load)
}

fn finish(load: &Load) -> Result<()> {
    load.post("close")?;
    load.post("publish")
}

fn roll_back(deployment: &Deployment, to: u64, current: u64) -> Result<()> {
    let address = format!("{}/api/v1/staff/incidents/{SLUG}/rollback", deployment.url());
    ureq::post(address)
        .header("authorization", format!("Bearer {}", deployment.token(SLUG)))
        .content_type("application/json")
        .send(json!({ "to": to, "current": current }).to_string())?;
    Ok(())
}

/// Until the last row is deleted.
fn abandon(load: &Load) -> Result<()> {
    load.post("abandon")?;
    while load.is_being_removed()? {
        thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

/// What visitors saw meanwhile.
struct Seen {
    /// Milliseconds.
    slowest: f64,
    lookups: usize,
    seconds: f64,
}

impl Seen {
    fn told(&self, what: &str) -> String {
        let Self { slowest, lookups, seconds } = self;
        format!("{what} {slowest:.0} ms ({lookups} lookups in {seconds:.1} s)")
    }
}

/// Asks while something is done, and fails where one lookup is not answered.
fn slowest_while(deployment: &Deployment, work: impl FnOnce() -> Result<()>) -> Result<Seen> {
    let url = format!("{}/api/v1/incidents/{SLUG}/evaluate", deployment.url());
    let element = blinded_elements(1)?[0];
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let ask = || -> Result<(f64, usize)> {
            let agent = ureq::Agent::new_with_defaults();
            let (mut slowest, mut lookups) = (0.0, 0);
            // At least one, however short the work is.
            loop {
                let begun = Instant::now();
                let request = agent.post(&url).content_type(wire::EVALUATE_REQUEST);
                let bytes = request.send(&element[..])?.body_mut().read_to_vec()?;
                ensure!(bytes.len() == element.len() + PROOF_BYTES, "the reply is no evaluation");
                slowest = f64::max(slowest, begun.elapsed().as_secs_f64() * 1e3);
                lookups += 1;
                if over.load(Ordering::Relaxed) {
                    return Ok((slowest, lookups));
                }
                thread::sleep(PAUSE);
            }
        };
        let visitors: Vec<_> = (0..VISITORS).map(|_| scope.spawn(ask)).collect();
        let begun = Instant::now();
        let worked = work();
        let seconds = begun.elapsed().as_secs_f64();
        over.store(true, Ordering::Relaxed);
        let mut seen = Seen { slowest: 0.0, lookups: 0, seconds };
        for visitor in visitors {
            let (slowest, lookups) = visitor.join().expect("a visitor does not panic")?;
            seen.slowest = seen.slowest.max(slowest);
            seen.lookups += lookups;
        }
        worked?;
        Ok(seen)
    })
}
