//! A server with two incidents, and an agent at the desk of both.

use sample_data::Contact;
use serde_json::json;
use shirabe_tests::{
    browser::Key,
    deployment::{Deployment, List},
    person::Person,
};

pub const JOBS: &str = "job-matching";
pub const HEALTH: &str = "health-check";
/// One person's own, and a number that two share.
pub const OWN_EMAIL: &str = "hanako.once@aoba.example.co.jp";
pub const SHARED_PHONE: &str = "03-0123-4567";
pub const UNLISTED_EMAIL: &str = "nobody.at.all@aoba.example.co.jp";

/// Both incidents with few people each.
pub fn deployment() -> Deployment {
    let deployment = Deployment::start();
    load_both(&deployment);
    deployment
}

pub fn load_both(deployment: &Deployment) {
    load_jobs(deployment);
    let incident = sample_data::incident(HEALTH).expect("a sample incident");
    deployment.apply_sample(incident);
    let file = &incident.files[0];
    deployment.import(&List {
        slug: HEALTH,
        group: file.group,
        file_name: file.file_name,
        contents: &beginning(&file.contents(), 30),
        mappings: file.mappings,
    });
}

pub fn load_jobs(deployment: &Deployment) {
    let incident = sample_data::incident(JOBS).expect("a sample incident");
    deployment.apply_sample(incident);
    let contents = format!(
        "name,email,phone\nA,{OWN_EMAIL},{SHARED_PHONE}\n\
         B,taro@aoba.example.co.jp,{SHARED_PHONE}\nC,jiro@aoba.example.co.jp,03-0123-4569\n"
    );
    deployment.import(&List {
        slug: JOBS,
        group: incident.files[0].group,
        file_name: "people.csv",
        contents: contents.as_bytes(),
        mappings: &[],
    });
}

/// Header and first rows of a file.
fn beginning(contents: &[u8], rows: usize) -> Vec<u8> {
    contents.split_inclusive(|byte| *byte == b'\n').take(rows + 1).flatten().copied().collect()
}

/// Somebody in the health check's first rows.
pub fn insured() -> Contact {
    sample_data::people(HEALTH).into_iter().next().expect("people")
}

/// Whoever manages the server, with these roles in these incidents.
pub fn with_roles<'a>(deployment: &'a Deployment, slugs: &[&str], roles: &[&str]) -> Person<'a> {
    let mut person = Person::first_administrator(deployment, "hanako");
    person.sign_in_first();
    for slug in slugs {
        person.take_roles(slug, roles);
    }
    person
}

/// The agent's page, ready for a call.
pub fn sit_down(agent: &Person<'_>, language: &str) {
    agent.open(&format!("/{language}/staff/desk"));
    wait_for_state(agent, "ready");
}

pub fn wait_for_state(agent: &Person<'_>, state: &str) {
    let expression = format!("document.querySelector('desk-console')?.dataset.state === '{state}'");
    agent.browser.wait_until(state, &expression);
}

/// A key by its name, without a text of its own.
pub fn press(agent: &Person<'_>, key: &str) {
    let code = match key {
        "Escape" => 27,
        "Enter" => 13,
        _ if key.starts_with('F') => 111 + key[1..].parse::<u32>().expect("a function key"),
        digit => u32::from(digit.as_bytes()[0]),
    };
    for kind in ["rawKeyDown", "keyUp"] {
        let event = json!({ "type": kind, "key": key, "code": key,
                            "windowsVirtualKeyCode": code });
        agent.browser.devtools("Input.dispatchKeyEvent", event);
    }
}

/// Types what the caller says where the focus is, and asks.
pub fn ask(agent: &Person<'_>, text: &str) {
    agent.browser.write(text);
    agent.browser.press(Key::Enter);
    wait_for_state(agent, "answered");
}

/// Which incident answered what, as shown.
pub fn answers(agent: &Person<'_>) -> Vec<(String, String)> {
    let shown = agent.browser.script(
        "return [...document.querySelectorAll('[data-action=result]')]
            .map((line) => [line.dataset.slug, line.dataset.answer]);",
        &[],
    );
    let pair = |line: &serde_json::Value| {
        (line[0].as_str().unwrap_or("").to_owned(), line[1].as_str().unwrap_or("").to_owned())
    };
    shown.as_array().expect("a list").iter().map(pair).collect()
}
