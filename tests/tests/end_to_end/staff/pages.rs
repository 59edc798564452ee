//! Every page of staff, in both languages, on a phone and at a desk.

use shirabe_tests::{
    browser::{Browser, Scheme, Width},
    deployment::Deployment,
    person::{PASSWORD, Person},
};

const SLUG: &str = "job-matching";

pub fn looked_at(person: &Person<'_>, name: &str, language: &str) {
    for (width, scheme) in [(Width::Phone, Scheme::Light), (Width::Desk, Scheme::Dark)] {
        person.browser.look(width, scheme);
        let picture = format!("staff-{name}-{}-{}-{language}", width.pixels(), scheme.name());
        person.browser.assert_sound(&picture);
    }
    person.browser.look(Width::Desk, Scheme::Light);
}

#[test]
fn signed_in_by_keyboard_and_every_page_looked_at() {
    let deployment = Deployment::start();
    deployment.apply(sample_data::incident(SLUG).expect("a sample incident").definition);
    let mut hanako = Person::first_administrator(&deployment, "hanako");
    hanako.browser = Browser::borrow_recording();

    hanako.open("/ja/staff");
    hanako.wait_for_path("/ja/staff/sign-in");
    looked_at(&hanako, "sign-in", "ja");
    hanako.give_password("not my password at all");
    hanako.browser.wait_until("the refusal", "document.querySelector('.error-summary') !== null");
    looked_at(&hanako, "sign-in-refused", "ja");
    hanako.give_password(PASSWORD);
    hanako.wait_for_path("/ja/staff/set-up");
    looked_at(&hanako, "set-up", "ja");
    hanako.set_up_second_factor();
    hanako
        .browser
        .wait_until("recovery codes", "document.querySelector('.staff-recovery') !== null");
    looked_at(&hanako, "recovery-codes", "ja");
    let codes = hanako
        .browser
        .script("return document.querySelectorAll('.staff-recovery li').length;", &[]);
    assert_eq!(codes, 10);

    hanako.open("/en/staff/organisations");
    hanako.tab_to(&format!("login-{SLUG}"));
    hanako.write("hanako");
    hanako.press("Enter", "\r");
    let gone = format!("!document.getElementById('login-{SLUG}')");
    hanako.browser.wait_until("an administrator", &gone);
    for language in ["en", "ja"] {
        for (name, path) in [
            ("home", String::new()),
            ("account", "/account".into()),
            ("organisations", "/organisations".into()),
            ("incident", format!("/incidents/{SLUG}")),
            ("people", format!("/incidents/{SLUG}/people")),
            ("approvals", format!("/incidents/{SLUG}/approvals")),
            ("audit", format!("/incidents/{SLUG}/audit")),
            ("forbidden", format!("/incidents/{SLUG}/tokens")),
            ("nothing", "/incidents/no-such-incident".into()),
        ] {
            hanako.open(&format!("/{language}/staff{path}"));
            looked_at(&hanako, name, language);
        }
    }
    let audit = {
        hanako.open(&format!("/en/staff/incidents/{SLUG}/audit"));
        hanako.browser.visible_text()
    };
    assert!(audit.contains("Sato Hanako"), "{audit}");

    // Signed out, the same address asks for a password; signed in again, with a new code, it is
    // where it was meant to be.
    hanako.browser.click(".staff-bar button");
    hanako.browser.wait_until("signed out", "document.querySelector('.staff-bar') === null");
    hanako.open(&format!("/en/staff/incidents/{SLUG}"));
    hanako.wait_for_path("/en/staff/sign-in");
    hanako.give_password(PASSWORD);
    hanako.wait_for_path("/en/staff/second-factor");
    looked_at(&hanako, "second-factor", "en");
    hanako.give_code();
    hanako.wait_for_path(&format!("/en/staff/incidents/{SLUG}"));
    let elsewhere: Vec<String> = (hanako.browser.requested_addresses().into_iter())
        .filter(|address| !address.starts_with(&deployment.url()) && !address.starts_with("data:"))
        .collect();
    assert_eq!(elsewhere, [""; 0], "a page asked another origin");
}
