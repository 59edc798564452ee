//! What a person types: refused with words, questioned, corrected.

use crate::browser::scene::{SURVEY, Scene};
use shirabe_tests::{
    browser::{Ending, Kind},
    wording::words,
};

/// Text that cannot be used, why, and the words for it.
const MISTAKES: [(Kind, &str, &str); 12] = [
    (Kind::Email, "", "input-empty"),
    (Kind::Email, "name.example.jp", "email-without-at"),
    (Kind::Email, "name@one@example.jp", "email-several-at"),
    (Kind::Email, "@example.jp", "email-local-length"),
    (Kind::Email, "na,me@example.jp", "email-local-character"),
    (Kind::Email, "name@example", "email-domain-without-dot"),
    (Kind::Phone, "", "input-empty"),
    (Kind::Phone, "03-12", "phone-too-short"),
    (Kind::Phone, "090-1234-5678-9012-3456", "phone-too-long"),
    (Kind::Phone, "my number", "phone-character"),
    (Kind::Code, "K7QX-4M2P", "code-length"),
    (Kind::Code, "K7QX-4M2P-9D1U-R", "code-character"),
];

#[test]
fn a_mistake_is_refused_with_words_and_nothing_is_sent() {
    let scene = Scene::of(SURVEY);
    for language in ["en", "ja"] {
        let visit = scene.visit(language);
        for (kind, text, code) in MISTAKES {
            visit.open_check();
            let found = visit.look_up(kind, text);
            assert_eq!(found, Ending::refused(&format!("input:{code}")), "{kind:?} {text:?}");
            let words = words(language, &format!("input-{code}"));
            let section = format!("[data-step=type-{}]", kind.name());
            let summary = scene.browser.text_of(&format!("{section} [data-part=error-summary]"));
            assert!(summary.contains(&words), "{summary}");
            let at_field = scene.browser.text_of(&format!("{section} [data-part=field-error]"));
            assert_eq!(at_field, words);
            assert_eq!(scene.browser.focused(), "div error-summary");
            assert_eq!(visit.typed(kind), text, "what was typed stays, to be mended");
        }
    }
    assert_eq!(scene.evaluations(), 0);
}

#[test]
fn a_code_with_one_wrong_character_is_refused() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    let last = scene.listed.code.chars().last().expect("a code");
    let other = if last == '7' { '8' } else { '7' };
    let mistyped = format!("{}{other}", scene.listed.code.trim_end_matches(last));
    let found = visit.look_up(Kind::Code, &mistyped);
    assert_eq!(found, Ending::refused("input:code-check"));
    assert_eq!(scene.evaluations(), 0);
    visit.type_text(Kind::Code, &scene.listed.code);
    visit.submit(Kind::Code);
    assert_eq!(visit.ending(), Ending::listed(&scene.listed.groups));
}

#[test]
fn the_link_of_an_error_leads_to_the_field() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    visit.look_up(Kind::Email, "name");
    scene.browser.click("[data-step=type-email] [data-part=error-link]");
    let id = scene.browser.script("return document.activeElement.id;", &[]);
    assert_eq!(id, "field-email");
    assert!(!scene.browser.url().contains('#'), "the address stays as it is");
}

#[test]
fn choosing_nothing_is_told() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    scene.browser.click("[data-step=choose] button[type=submit]");
    assert_eq!(visit.ending(), Ending::refused("choose:nothing"));
    assert!(scene.browser.visible_text().contains(&words("en", "choose-nothing")));
    assert_eq!(scene.browser.focused(), "div error-summary");
}

#[test]
fn a_mistyped_domain_is_questioned_and_either_may_be_taken() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    let meant = &scene.listed.email;
    let typed = meant.replace(".co.jp", ".cojp");
    assert_ne!(typed, *meant);
    let question = Ending::Proposed { typed: typed.clone(), proposed: meant.clone() };

    assert_eq!(visit.look_up(Kind::Email, &typed), question);
    assert_eq!(visit.step(), "confirm");
    assert!(scene.browser.visible_text().contains(&words("en", "confirm-heading")));
    assert_eq!(scene.evaluations(), 0, "nothing is sent before the question is answered");
    scene.browser.click("[data-action=use-proposed]");
    assert_eq!(visit.ending(), Ending::listed(&scene.listed.groups));
    assert_eq!(scene.evaluations(), 1);

    visit.check_another();
    assert_eq!(visit.look_up(Kind::Email, &typed), question);
    scene.browser.click("[data-action=keep-typed]");
    assert_eq!(visit.ending(), Ending::NotListed);
    assert_eq!(scene.evaluations(), 2);
}

#[test]
fn the_question_about_a_domain_can_be_left_by_back() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    let typed = scene.listed.email.replace(".co.jp", ".cojp");
    assert!(matches!(visit.look_up(Kind::Email, &typed), Ending::Proposed { .. }));
    scene.browser.back();
    visit.wait_for_step("type-email");
    visit.type_text(Kind::Email, &scene.listed.email);
    visit.submit(Kind::Email);
    assert_eq!(visit.ending(), Ending::listed(&scene.listed.groups));
}

#[test]
fn a_shared_device_is_offered_no_suggestions() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    visit.choose(Kind::Email);
    let autocomplete =
        || scene.browser.script("return document.querySelector('#field-email').autocomplete;", &[]);
    assert_eq!(autocomplete(), "email");
    scene.browser.click("[data-step=type-email] [data-action=shared-device]");
    assert_eq!(autocomplete(), "off");
}
