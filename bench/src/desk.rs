//! From the first key that an agent presses to the script on the screen, in Chromium.

use crate::{
    figure::{Figure, median},
    incidents,
    sizes::Sizes,
};
use anyhow::{Result, ensure};
use serde_json::json;
use shirabe_tests::{browser::Key, deployment::Deployment, person::Person};
use std::{
    thread,
    time::{Duration, Instant},
};

const SLUG: &str = "measured-desk";
/// As somebody types who listens: 250 letters and digits a minute.
const BETWEEN_KEYS: Duration = Duration::from_millis(240);
/// Nothing but the program's own time.
const AT_ONCE: Duration = Duration::ZERO;

const ANSWERED: &str = "document.querySelector('desk-console').dataset.state === 'answered'
  && document.querySelector('[data-part=say-agent]').textContent !== ''";
const READY: &str = "document.querySelector('desk-console')?.dataset.state === 'ready'";

pub fn measure(sizes: &Sizes) -> Result<Vec<Figure>> {
    let deployment = Deployment::start();
    let people = sizes.browser_contacts;
    deployment.apply(&incidents::definition(SLUG, "standard", people as u64));
    incidents::import(&deployment, SLUG, people);
    let mut agent = Person::first_administrator(&deployment, "hanako");
    agent.sign_in_first();
    agent.take_roles(SLUG, &["desk-agent"]);
    agent.open("/en/staff/desk");
    agent.browser.wait_until("the desk", READY);
    // Time to fetch and compile what every question needs: before the telephone rings.
    thread::sleep(Duration::from_secs(1));
    let runs = sizes.clicks.clamp(1, 5);
    let address = incidents::address(0);
    let mut typed = Vec::new();
    let mut program = Vec::new();
    for _ in 0..runs {
        typed.push(ask(&agent, &address, BETWEEN_KEYS)?);
        program.push(ask(&agent, &address, AT_ONCE)?);
    }
    let note = format!(
        "{} characters typed at 250 a minute, Enter, one incident with profile standard; median of \
         {runs}. Typed at once, the script stands there after {:.2} s",
        address.len(),
        median(program)
    );
    Ok(vec![Figure::new("call_to_script_s", median(typed), "s", note)])
}

/// One call; seconds from the first key to the script.
fn ask(agent: &Person<'_>, address: &str, between: Duration) -> Result<f64> {
    let begun = Instant::now();
    if between.is_zero() {
        agent.browser.write(address);
    } else {
        for (number, character) in address.chars().enumerate() {
            // The time that the browser takes for a key belongs to the typing.
            let due = between * number as u32;
            thread::sleep(due.saturating_sub(begun.elapsed()));
            let event = json!({ "type": "char", "text": character.to_string() });
            agent.browser.devtools("Input.dispatchKeyEvent", event);
        }
    }
    agent.browser.press(Key::Enter);
    agent.browser.wait_until("the script", ANSWERED);
    let seconds = begun.elapsed().as_secs_f64();
    let shown = agent.browser.text_of("[data-part='script-title']");
    ensure!(shown.contains("Listed"), "the desk answered: {shown}");
    agent.browser.press(Key::Escape);
    agent.browser.wait_until("the next call", READY);
    Ok(seconds)
}
