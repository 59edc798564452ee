//! Moving about: letters, back and forward, languages, a reload.

use crate::browser::scene::{SURVEY, Scene};
use shirabe_tests::{
    browser::{Ending, Kind},
    wording::words,
};

#[test]
fn the_code_of_a_letter_leaves_the_address_at_once_and_is_filled_in() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("ja");
    let code = scene.listed.code.as_str();
    scene.browser.open(&format!("{}#code={code}", visit.check_url()));
    visit.wait_for_step("type-code");
    assert_eq!(scene.browser.url(), visit.check_url());
    assert_eq!(visit.typed(Kind::Code), code);
    visit.submit(Kind::Code);
    assert_eq!(visit.ending(), Ending::listed(&scene.listed.groups));
    // Neither with hyphens nor without, in no request and no later address.
    let bare = code.replace('-', "");
    for exchange in scene.proxy.exchanges() {
        let head = String::from_utf8_lossy(&exchange.request.head).to_uppercase();
        assert!(!head.contains(code) && !head.contains(&bare), "the code was sent");
    }
    scene.browser.back();
    visit.wait_for_step("type-code");
    assert_eq!(scene.browser.url(), visit.check_url());
    assert_eq!(visit.typed(Kind::Code), "");
}

#[test]
fn a_second_letter_in_the_same_window_is_taken_too() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    let code = &scene.listed.code;
    scene.browser.script(&format!("location.hash = 'code={code}';"), &[]);
    visit.wait_for_step("type-code");
    scene.browser.wait_until("a clean address", "location.hash === ''");
    assert_eq!(visit.typed(Kind::Code), *code);
}

#[test]
fn another_fragment_is_not_taken_for_a_code() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    scene.browser.open(&format!("{}#content", visit.check_url()));
    visit.wait_for_step("choose");
    assert_eq!(visit.typed(Kind::Code), "");
}

#[test]
fn back_leads_through_the_steps_and_forgets_the_answer() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.land();
    visit.press_check();
    assert_eq!(visit.look_up(Kind::Email, &scene.listed.email), Ending::listed(&["contacts"]));
    scene.browser.back();
    visit.wait_for_step("type-email");
    assert_eq!(visit.typed(Kind::Email), "", "what was typed is forgotten");
    assert!(!scene.browser.visible_text().contains(&words("en", "listed-heading-email")));
    // Forward does not bring back an answer that was left.
    scene.browser.forward();
    visit.wait_for_step("choose");
    assert!(!scene.browser.is_shown("[data-answer]"));
    assert_eq!(scene.evaluations(), 1, "moving asks nothing");
    // Nothing typed or answered is left anywhere in the document.
    let kept = scene.browser.script(
        "return [...document.querySelectorAll('input')].map((field) => field.value).join()
           + document.querySelector('[data-step=answer]').textContent;",
        &[],
    );
    assert!(!kept.as_str().expect("text").contains(&scene.listed.email));
}

#[test]
fn the_pages_own_back_leads_out_step_by_step() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.land();
    visit.press_check();
    visit.choose(Kind::Phone);
    scene.browser.click("[data-part=lookup] [data-action=back]");
    visit.wait_for_step("choose");
    scene.browser.click("[data-part=lookup] [data-action=back]");
    scene.browser.wait_until("the landing page", "document.querySelector('.check-call') !== null");
    assert_eq!(scene.browser.url(), visit.landing_url());
}

#[test]
fn who_has_none_of_these_is_led_to_the_desk() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    visit.choose_line("none");
    visit.wait_for_step("desk");
    assert!(scene.browser.visible_text().contains("03-0000-0382"));
    scene.browser.back();
    visit.wait_for_step("choose");
}

#[test]
fn a_page_that_was_left_comes_back_empty() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    assert_eq!(visit.look_up(Kind::Email, &scene.listed.email), Ending::listed(&["contacts"]));
    visit.land();
    scene.browser.back();
    scene.browser.wait_until(
        "the lookup again",
        "document.querySelector('[data-part=lookup]')?.checkVisibility()",
    );
    assert!(!scene.browser.is_shown("[data-answer]"), "an answer came out of the page cache");
    assert_eq!(visit.typed(Kind::Email), "");
    visit.open_check();
    assert_eq!(visit.look_up(Kind::Email, &scene.unlisted.email), Ending::NotListed);
}

#[test]
fn the_language_can_be_changed_on_every_page() {
    let scene = Scene::of(SURVEY);
    let (english, japanese) = (scene.visit("en"), scene.visit("ja"));
    for (page, other) in [
        (japanese.landing_url(), english.landing_url()),
        (japanese.check_url(), english.check_url()),
    ] {
        scene.browser.open(&page);
        let language = || scene.browser.script("return document.documentElement.lang;", &[]);
        assert_eq!(language(), "ja");
        scene.browser.click(".language-menu summary");
        scene.browser.click(".languages a[hreflang=en]");
        scene.browser.wait_until("the English page", "document.documentElement.lang === 'en'");
        assert_eq!(scene.browser.url(), other);
    }
    english.open_check();
    assert_eq!(english.look_up(Kind::Phone, &scene.listed.phone), Ending::listed(&["contacts"]));
}

#[test]
fn the_list_of_incidents_leads_to_each() {
    let scene = Scene::of(SURVEY);
    scene.browser.open(&format!("{}/ja/", scene.proxy.url()));
    let link = format!(".incident-list a[href$='/ja/incidents/{SURVEY}']");
    scene.browser.click(&link);
    scene.browser.wait_until("the incident", "document.querySelector('.check-call') !== null");
    assert_eq!(scene.browser.url(), scene.visit("ja").landing_url());
}
