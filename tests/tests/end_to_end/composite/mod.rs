//! People who are found by neither address nor number, and people who ask several incidents at
//! once: in headless Chromium, against a server with all sample incidents.

mod all_incidents;
mod health_check;
mod health_check_input;
mod staff_only;

use serde_json::json;
use shirabe_tests::{
    browser::{Browser, Scheme, Visit, Width},
    deployment::{Deployment, List, kept, quick},
};
use std::sync::OnceLock;

pub const HEALTH_CHECK: &str = "health-check";
/// In the list of [`LISTED_AT`] alone.
pub const LISTED_EMAIL: &str = "hanako.once@aoba.example.co.jp";
pub const LISTED_AT: &str = "job-matching";

/// The health check's whole list, and three incidents with two people each.
pub fn deployment() -> &'static Deployment {
    static DEPLOYMENT: OnceLock<Deployment> = OnceLock::new();
    DEPLOYMENT.get_or_init(|| {
        let incident = sample_data::incident(HEALTH_CHECK).expect("a sample incident");
        let deployment = kept::deployment_with(incident, false);
        for slug in ["statistics-survey", LISTED_AT, "overseas-career"] {
            load_small(&deployment, slug);
        }
        deployment
    })
}

fn load_small(deployment: &Deployment, slug: &'static str) {
    let incident = sample_data::incident(slug).expect("a sample incident");
    deployment.apply(&quick(incident.definition));
    let first = if slug == LISTED_AT {
        LISTED_EMAIL.to_owned()
    } else {
        format!("somebody.else@{slug}.example.co.jp")
    };
    let contents = format!(
        "name,email,phone\nA,{first},03-0123-4567\nB,taro@{slug}.example.co.jp,03-0123-4568\n"
    );
    deployment.import(&List {
        slug,
        group: incident.files[0].group,
        file_name: "people.csv",
        contents: contents.as_bytes(),
        mappings: &[],
    });
}

/// Replaces what stands in a field, as a person would.
pub fn fill(browser: &Browser, field: &str, text: &str) {
    let css = format!("#{field}");
    browser.script("document.querySelector(arguments[0]).value = '';", &[json!(css)]);
    browser.type_into(&css, text);
}

/// The lines of the choice.
pub fn offered(browser: &Browser) -> Vec<String> {
    let values = browser.script(
        "return [...document.querySelectorAll('input[name=kind]')].map((line) => line.value);",
        &[],
    );
    serde_json::from_value(values).expect("a list of kinds")
}

/// Pictures for people, axe-core, and nothing that stands out to the side.
pub fn assert_sound(visit: &Visit<'_>, name: &str, language: &str) {
    for width in [Width::Phone, Width::Desk] {
        visit.browser.look(width, Scheme::Light);
        let picture = format!("{name}-{}-{language}", width.pixels());
        visit.browser.assert_sound(&picture);
    }
}
