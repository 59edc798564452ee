//! From an incident's page to the answer and back with a keyboard alone.

use crate::page::{
    all_samples::CAREER,
    scene::{TWO_GROUPS, UNLISTED},
    walk::Walk,
};
use serde_json::json;
use shirabe_tests::browser::{Browser, Ending, Key, Kind, Scheme, Width};

/// Chooses a line of the first question with the arrow keys, and continues.
fn choose(browser: &Browser, kind: &str) {
    browser.tab_to("input[name=kind]");
    browser.press(Key::Space);
    for _ in 0..6 {
        let at = browser.script("return document.activeElement.value;", &[]);
        if at == json!(kind) {
            assert_eq!(browser.script("return document.activeElement.checked;", &[]), true);
            browser.press(Key::Enter);
            return;
        }
        browser.press(Key::Down);
    }
    panic!("{kind} cannot be reached with the arrow keys");
}

/// The heading of the step on the screen has the focus, so that it is read out first.
fn assert_heading_has_focus(browser: &Browser, step: &str) {
    let at = browser.script(
        "const at = document.activeElement;
         return [at.localName, at.closest('[data-step]')?.dataset.step, at.innerText.length > 0];",
        &[],
    );
    assert_eq!(at, json!(["h1", step, true]));
}

#[test]
fn an_answer_is_reached_and_left_without_a_mouse() {
    let walk = Walk::new();
    let browser = &walk.browser;
    browser.look(Width::Phone, Scheme::Light);
    let visit = walk.visit("ja", CAREER);
    visit.land();
    browser.tab_to(".check-call a.button");
    browser.press(Key::Enter);
    visit.wait_for_step("choose");
    choose(browser, "email");
    visit.wait_for_step("type-email");
    assert_heading_has_focus(browser, "type-email");

    // A mistake: the summary has the focus, its link leads to the field.
    browser.tab_to("#field-email");
    browser.write("taro");
    browser.press(Key::Enter);
    assert_eq!(visit.ending(), Ending::refused("input:email-without-at"));
    assert_eq!(browser.focused(), "div error-summary");
    let invalid = browser.script(
        "const field = document.querySelector('#field-email');
         const words = document.getElementById(field.getAttribute('aria-describedby').split(' ')
           .at(-1));
         return [field.getAttribute('aria-invalid'), words.checkVisibility()];",
        &[],
    );
    assert_eq!(invalid, json!(["true", true]), "the field names its mistake");
    browser.tab_to("[data-part=error-link]");
    browser.press(Key::Enter);
    assert_eq!(browser.script("return document.activeElement.id;", &[]), json!("field-email"));

    walk.clear("#field-email");
    browser.write(TWO_GROUPS);
    browser.tab_to("[data-step=type-email] button[type=submit]");
    browser.press(Key::Space);
    assert_eq!(visit.ending(), Ending::listed(&["participants", "exhibitors"]));
    assert_heading_has_focus(browser, "answer");
    // Both answers are reached alike, by whoever sees them and by whoever hears them.
    browser.tab_to("[data-step=answer] details.bytes summary");
    browser.press(Key::Enter);
    assert!(browser.is_shown("[data-step=answer] [data-slot=sent]"));
    browser.script("scrollTo(0, 0); document.activeElement.blur();", &[]);
    browser.tab_to("[data-step=answer] [data-action=another]");
    browser.press(Key::Enter);
    visit.wait_for_step("choose");
    assert_heading_has_focus(browser, "choose");

    choose(browser, "email");
    visit.wait_for_step("type-email");
    browser.tab_to("#field-email");
    browser.write(UNLISTED);
    browser.press(Key::Enter);
    assert_eq!(visit.ending(), Ending::NotListed);
    assert_heading_has_focus(browser, "answer");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn the_desk_a_proposal_and_the_way_back_need_no_mouse() {
    let walk = Walk::new();
    let browser = &walk.browser;
    let visit = walk.visit("en", CAREER);
    visit.open_check();
    choose(browser, "none");
    visit.wait_for_step("desk");
    assert_heading_has_focus(browser, "desk");
    browser.tab_to("[data-part=lookup] [data-action=back]");
    browser.press(Key::Enter);
    visit.wait_for_step("choose");
    assert_heading_has_focus(browser, "choose");
    // Nothing is sent while somebody is asked whether this is what they meant.
    visit.choose(Kind::Email);
    browser.tab_to("#field-email");
    browser.write(&UNLISTED.replace(".co.jp", ".cojp"));
    browser.press(Key::Enter);
    visit.wait_for_step("confirm");
    assert_heading_has_focus(browser, "confirm");
    browser.tab_to("[data-action=use-proposed]");
    browser.press(Key::Enter);
    assert_eq!(visit.ending(), Ending::NotListed);
}

#[test]
fn the_first_stop_skips_to_the_content() {
    let walk = Walk::new();
    let browser = &walk.browser;
    for rest in ["", "how-it-works", "incidents/overseas-career", "incidents/overseas-career/check"]
    {
        walk.open("en", rest);
        browser.press(Key::Tab);
        let skip = "return [document.activeElement.className,
                            document.activeElement.getBoundingClientRect().top >= 0];";
        assert_eq!(browser.script(skip, &[]), json!(["skip-link", true]), "{rest}");
        browser.press(Key::Enter);
        let id = browser.script("return document.activeElement.id;", &[]);
        assert_eq!(id, "content", "{rest}");
        // The next stop lies within the content.
        browser.press(Key::Tab);
        let within = "return document.querySelector('main').contains(document.activeElement);";
        assert_eq!(browser.script(within, &[]), true, "{rest}");
    }
}

#[test]
fn the_language_is_changed_by_keyboard() {
    let walk = Walk::new();
    let browser = &walk.browser;
    browser.look(Width::Narrow, Scheme::Light);
    walk.open("ja", "incidents/overseas-career");
    browser.tab_to(".language-menu summary");
    assert!(!browser.is_shown(".language-list"), "closed at first");
    browser.press(Key::Space);
    assert!(browser.is_shown(".language-list"));
    browser.tab_to(".language-list a[hreflang=en]");
    browser.press(Key::Enter);
    browser.wait_until("the English page", "document.documentElement.lang === 'en'");
    assert!(browser.url().ends_with("/en/incidents/overseas-career"), "{}", browser.url());
}
