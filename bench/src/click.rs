//! From the click on "Check" to the answer on the screen, in Chromium.

use crate::{
    figure::{Figure, median},
    incidents,
    sizes::Sizes,
};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use shirabe_tests::{
    browser::{Browser, Ending, Kind, Visit},
    deployment::Deployment,
};
use std::{thread, time::Duration};

const SLUG: &str = "measured-click";

/// Notes when the lookup's state changes, from the click's own time on; the last entry is the
/// first moment after the answer was drawn.
const WATCH: &str = r#"
  const lookup = document.querySelector("exposure-lookup");
  const button = lookup.querySelector("[data-step=type-email] button[type=submit]");
  window.measured = undefined;
  button.addEventListener("click", ({ timeStamp }) => {
    const changes = [];
    const observer = new MutationObserver(() => {
      changes.push([lookup.dataset.state, performance.now() - timeStamp]);
      if (lookup.dataset.state === "answered") {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => {
          window.measured = [...changes, ["drawn", performance.now() - timeStamp]];
        }));
      }
    });
    observer.observe(lookup, { attributes: true, attributeFilter: ["data-state"] });
  }, { capture: true, once: true });
"#;

const FILTERS_ARE_THERE: &str = "performance.getEntriesByType('resource')
  .some(({ name, responseEnd }) => name.includes('/filters/') && responseEnd > 0)";

pub fn measure(sizes: &Sizes) -> Result<Vec<Figure>> {
    let deployment = Deployment::start();
    let people = sizes.browser_contacts;
    deployment.apply(&incidents::definition(SLUG, "standard", people as u64));
    incidents::import(&deployment, SLUG, people);
    let browser = Browser::borrow();
    let visit = Visit::new(&browser, deployment.url(), "en", SLUG);
    let mut runs = Vec::new();
    for number in 0..sizes.clicks {
        // Alternately somebody in the list and somebody who is not: the page does the same.
        let listed = number % 2 == 0;
        let who = if listed { number % people } else { people + number };
        runs.push(ask(&visit, &incidents::address(who), listed)?);
    }
    let at = |state: &str| -> f64 { median(runs.iter().map(|run| time_of(run, state)).collect()) };
    let drawn: Vec<f64> = runs.iter().map(|run| time_of(run, "drawn")).collect();
    let (least, most) = drawn
        .iter()
        .fold((f64::MAX, 0.0_f64), |(least, most), time| (least.min(*time), most.max(*time)));
    let note = format!(
        "Chromium, profile standard, filters there, a fresh page each time; median of {}, {least:.0} \
         to {most:.0}; stretched and blinded after {:.0}, server answered after {:.0}, decided \
         after {:.0}",
        runs.len(),
        at("asking"),
        at("checking"),
        at("answered")
    );
    Ok(vec![Figure::new("click_to_answer_ms", median(drawn), "ms", note)])
}

/// One person's visit; gives every change of state and its time in milliseconds.
fn ask(visit: &Visit<'_>, address: &str, listed: bool) -> Result<Vec<(String, f64)>> {
    visit.open_check();
    visit.browser.wait_until("the filters", FILTERS_ARE_THERE);
    visit.choose(Kind::Email);
    visit.type_text(Kind::Email, address);
    // People take longer than this to type; by then everything fetched is taken in.
    thread::sleep(Duration::from_millis(700));
    visit.browser.script(WATCH, &[]);
    visit.submit(Kind::Email);
    let expected = if listed { Ending::listed(&["contacts"]) } else { Ending::NotListed };
    let ending = visit.ending();
    ensure!(ending == expected, "the lookup ended otherwise: {ending:?}");
    let changes = visit.browser.wait_until("the measured times", "window.measured ?? null");
    let changes = changes.as_array().context("a list of changes")?;
    Ok(changes.iter().filter_map(change).collect())
}

fn change(pair: &Value) -> Option<(String, f64)> {
    Some((pair[0].as_str()?.to_owned(), pair[1].as_f64()?))
}

/// When a run first reached a state.
fn time_of(run: &[(String, f64)], state: &str) -> f64 {
    run.iter().find(|(name, _)| name == state).map_or(f64::NAN, |(_, time)| *time)
}
