//! The rooms around the desk, in both languages, on a phone and at a desk: empty at first, then
//! with what calls leave behind.

use crate::desk::scene::{JOBS, OWN_EMAIL, UNLISTED_EMAIL, ask, press, sit_down, wait_for_state};
use serde_json::{Value, json};
use shirabe_tests::{
    browser::{Key, Scheme, Width},
    deployment::{Deployment, List, wait_for_an_hour_of},
    person::Person,
};
use std::time::Duration;

fn looked_at(person: &Person<'_>, name: &str, language: &str) {
    for (width, scheme) in [(Width::Phone, Scheme::Light), (Width::Desk, Scheme::Dark)] {
        person.browser.look(width, scheme);
        let picture = format!("desk-{name}-{}-{}-{language}", width.pixels(), scheme.name());
        person.browser.assert_sound(&picture);
    }
    person.browser.look(Width::Desk, Scheme::Light);
}

fn every_room(person: &Person<'_>, state: &str) {
    for language in ["ja", "en"] {
        for (name, path) in [
            ("home", String::new()),
            ("incident", format!("/incidents/{JOBS}")),
            ("watch", format!("/incidents/{JOBS}/desk")),
            ("requests", format!("/incidents/{JOBS}/requests")),
            ("scripts", format!("/incidents/{JOBS}/scripts")),
            ("script", format!("/incidents/{JOBS}/scripts/not-listed/ja")),
            ("script-easy", format!("/incidents/{JOBS}/scripts/listed/ja-easy")),
            ("card", format!("/incidents/{JOBS}/card?also=vi&also=ne")),
        ] {
            person.open(&format!("/{language}/staff{path}"));
            looked_at(person, &format!("{name}-{state}"), language);
        }
    }
}

/// Sheets of A4 that a page takes.
fn sheets(person: &Person<'_>, path: &str) -> usize {
    person.open(path);
    let inches = json!({ "paperWidth": 8.27, "paperHeight": 11.69 });
    let reply = person.browser.devtools("Page.printToPDF", inches);
    let encoded = reply["data"].as_str().expect("a PDF");
    let engine = &base64::engine::general_purpose::STANDARD;
    let pdf = base64::Engine::decode(engine, encoded).expect("base64");
    let beside = person.browser.screenshot("desk-card-on-paper").with_extension("pdf");
    std::fs::write(beside, &pdf).expect("a file beside the picture");
    let text = String::from_utf8_lossy(&pdf);
    text.matches("/Type /Page\n").count()
}

fn wait_for_room(person: &Person<'_>, text: &str) {
    let found =
        format!("document.readyState === 'complete' && document.body.innerText.includes('{text}')");
    person.browser.wait_until(text, &found);
}

#[test]
fn rooms_empty_and_full() {
    let deployment = Deployment::start();
    let incident = sample_data::incident(JOBS).expect("a sample incident");
    // Two lookups are soon spent.
    let definition = incident.definition.replace("[desk]\n", "[desk]\nlookups_per_hour = 2\n");
    deployment.apply(&definition);
    deployment.import(&List {
        slug: JOBS,
        group: incident.files[0].group,
        file_name: "people.csv",
        contents: format!("name,email\nA,{OWN_EMAIL}\n").as_bytes(),
        mappings: &[],
    });
    let mut hanako = Person::first_administrator(&deployment, "hanako");
    hanako.sign_in_first();
    hanako.take_roles(JOBS, &["desk-agent", "supervisor", "notifier"]);
    every_room(&hanako, "empty");
    for languages in ["", "?also=vi", "?also=vi&also=ne"] {
        let card = format!("/ja/staff/incidents/{JOBS}/card{languages}");
        let sheets = sheets(&hanako, &card);
        assert!((1..=2).contains(&sheets), "{card} takes {sheets} sheets");
    }

    // A call about a listed person, to whom the answer is sent; one that finds nobody; one that
    // the hour's budget stops, which raises an alarm.
    wait_for_an_hour_of(Duration::from_secs(90));
    sit_down(&hanako, "en");
    ask(&hanako, OWN_EMAIL);
    press(&hanako, "5");
    hanako.browser.wait_until(
        "the request",
        "document.querySelector('[data-mark=registered][aria-pressed=true]')",
    );
    press(&hanako, "Escape");
    wait_for_state(&hanako, "ready");
    ask(&hanako, UNLISTED_EMAIL);
    press(&hanako, "Escape");
    wait_for_state(&hanako, "ready");
    hanako.browser.write("again@aoba.example.co.jp");
    hanako.browser.press(Key::Enter);
    wait_for_state(&hanako, "answered");
    press(&hanako, "Escape");
    wait_for_state(&hanako, "ready");
    every_room(&hanako, "full");

    // Supervision, by its buttons.
    let desk = format!("/en/staff/incidents/{JOBS}/desk");
    hanako.open("/en/staff");
    wait_for_room(&hanako, "Alarms at the desk nobody has seen: 1");
    wait_for_room(&hanako, "Answers waiting to be sent: 1");
    hanako.open(&desk);
    wait_for_room(&hanako, "lookups are used up");
    hanako.browser.click(".staff-desk-alarm button");
    wait_for_room(&hanako, "There is no new alarm.");
    hanako.browser.click("form[action$='/suspend'] button");
    wait_for_room(&hanako, "Suspended:");
    looked_at(&hanako, "watch-suspended", "en");
    let call = json!({ "begun_seconds_ago": 1, "kind": "none", "answer": "none",
                       "language": "en", "topic": "other" });
    let calls = format!("/api/v1/staff/incidents/{JOBS}/desk/calls");
    assert_eq!(hanako.try_call("POST", &calls, call.clone()).0, 403);
    hanako.open(&desk);
    hanako.browser.click("form[action$='/lift'] button");
    wait_for_room(&hanako, "Suspend at once");
    assert_eq!(hanako.try_call("POST", &calls, call).0, 201);

    // What was asked for is sent, and that is undone.
    hanako.open(&format!("/en/staff/incidents/{JOBS}/requests"));
    hanako.browser.click("form[action$='/done'] button");
    wait_for_room(&hanako, "Nothing waits to be sent.");
    looked_at(&hanako, "requests-done", "en");
    hanako.browser.click("form[action$='/undo'] button");
    wait_for_room(&hanako, "Mark as done");

    // Another text, by keyboard; in a sample incident it is said at once.
    hanako.open(&format!("/en/staff/incidents/{JOBS}/scripts/listed/en"));
    hanako.tab_to("script-say");
    hanako.browser.script("document.getElementById('script-say').select();", &[]);
    hanako.write("An entry with this is in the list. Look at {address}");
    hanako.browser.click("form[action$='/scripts/listed/en'] button");
    wait_for_room(&hanako, "Version 1");
    looked_at(&hanako, "script-version", "en");
    let shown = hanako.browser.visible_text();
    assert!(shown.contains(&format!("/en/incidents/{JOBS}")), "{shown}");
    let agents = hanako.call("GET", &format!("/api/v1/staff/incidents/{JOBS}/desk"), Value::Null);
    assert_eq!(agents["agents"][0]["misses_percent"], 50, "{agents}");
    // The browser names requests that failed: here the budget, and the suspension.
    let meant = |one: &String| one.contains("status of 429") || one.contains("status of 403");
    let mut complaints = hanako.browser.complaints();
    complaints.retain(|one| !meant(one));
    assert_eq!(complaints, [""; 0]);
}
