//! Every page and step, on a phone and at a desk, light and dark, in both languages: looked at
//! by axe-core, and as pictures in `target/screenshots` by people.

use crate::browser::scene::Scene;
use shirabe_tests::{
    browser::{Ending, Kind, Scheme, Visit, Width},
    deployment::Loaded,
    proxy::Mischief,
    wording::words,
};

/// The incident with the most to say.
const SLUG: &str = "overseas-career";

fn looked_at(width: Width, scheme: Scheme, language: &'static str) {
    let scene = Scene::of(SLUG);
    let visit = scene.visit(language);
    scene.browser.look(width, scheme);
    let look = |name: &str| assert_sound(&visit, name, width, scheme, language);
    let listed = Loaded::incident(SLUG).in_two_groups();

    scene.browser.open(&format!("{}/{language}/", scene.proxy.url()));
    look("index");
    scene.browser.open(&format!("{}/{language}/how-it-works", scene.proxy.url()));
    look("how-it-works");
    visit.land();
    look("landing");
    visit.press_check();
    look("choose");
    visit.choose_line("none");
    visit.wait_for_step("desk");
    look("desk");
    scene.browser.back();
    visit.wait_for_step("choose");
    for kind in [Kind::Email, Kind::Phone] {
        visit.choose(kind);
        visit.type_text(kind, listed.text(kind));
        look(&format!("typing-{}", kind.name()));
        scene.browser.back();
        visit.wait_for_step("choose");
    }
    assert_eq!(visit.look_up(Kind::Code, "K7QX"), Ending::refused("input:code-length"));
    look("refused");
    scene.browser.back();
    visit.wait_for_step("choose");
    let mistyped = listed.email.replace(".com", ".con");
    assert!(matches!(visit.look_up(Kind::Email, &mistyped), Ending::Proposed { .. }));
    look("confirm");
    visit.open_check();
    assert_eq!(visit.look_up(Kind::Email, &listed.email), Ending::listed(&listed.groups));
    look("listed");
    scene.browser.click("[data-step=answer] details.bytes summary");
    look("what-left");
    visit.check_another();
    assert_eq!(visit.look_up(Kind::Email, &scene.unlisted.email), Ending::NotListed);
    look("not-listed");
    visit.check_another();
    assert_eq!(visit.look_up(Kind::Code, &scene.unlisted.code), Ending::NotListed);
    look("unknown-code");
    visit.check_another();
    scene.proxy.misbehave("/evaluate", Mischief::FlipBit(-1));
    assert_eq!(visit.look_up(Kind::Email, &listed.email), Ending::failed("check:proof"));
    scene.assert_no_answer(language);
    look("failure");
}

fn assert_sound(visit: &Visit<'_>, name: &str, width: Width, scheme: Scheme, language: &str) {
    let pixels = width.pixels();
    let picture = format!("{name}-{pixels}-{}-{language}", scheme.name());
    visit.browser.assert_sound(&picture);
}

#[test]
fn on_a_phone_light_in_japanese() {
    looked_at(Width::Phone, Scheme::Light, "ja");
}

#[test]
fn on_a_phone_dark_in_english() {
    looked_at(Width::Phone, Scheme::Dark, "en");
}

#[test]
fn at_a_desk_light_in_english() {
    looked_at(Width::Desk, Scheme::Light, "en");
}

#[test]
fn at_a_desk_dark_in_japanese() {
    looked_at(Width::Desk, Scheme::Dark, "ja");
}

#[test]
fn while_a_check_runs_its_stage_is_shown_and_said() {
    let scene = Scene::of(crate::browser::scene::SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    visit.choose(Kind::Email);
    visit.type_text(Kind::Email, &scene.listed.email);
    scene.proxy.misbehave("/evaluate", Mischief::Silence);
    visit.submit(Kind::Email);
    scene.browser.wait_until(
        "the stage of asking",
        "document.querySelector('[data-stage=asking]').ariaCurrent === 'step'
         && document.querySelector('[data-part=progress]').checkVisibility()",
    );
    let said = scene
        .browser
        .script("return document.querySelector('[data-part=announcement]').textContent;", &[]);
    assert_eq!(said, words("en", "stage-asking").as_str());
    assert_eq!(scene.browser.accessibility_violations(), [""; 0]);
    scene.browser.look(Width::Phone, Scheme::Light);
    scene.browser.screenshot("progress-390-light-en");
    // Ends with a failure, as the proxy closes the connection that it held.
    scene.proxy.behave();
    assert_eq!(visit.ending(), Ending::failed("network:unreachable"));
}
