//! The one request of a question.

use super::{another_page, fails, hostile, mended, nothing};
use crate::browser::scene::{SURVEY, Scene, other_deployment};
use shirabe_tests::{
    browser::{Ending, Kind},
    proxy::Mischief,
    wording::words,
};

hostile! { "/evaluate";
    a_changed_proof_is_an_error: Mischief::FlipBit(40) => "check:proof";
    a_proof_changed_at_its_end_is_an_error: Mischief::FlipBit(-32) => "check:proof";
    a_changed_element_is_an_error: Mischief::FlipBit(3) => "check:proof" | "check:element";
    an_element_of_zeros_is_an_error: Mischief::ReplaceBody(vec![0; 96]) => "check:element";
    an_answer_cut_short_is_an_error: Mischief::Shorten(95) => "network:length";
    an_empty_answer_is_an_error: Mischief::Shorten(0) => "network:length";
    an_answer_too_long_is_an_error: Mischief::ReplaceBody(vec![7; 97]) => "network:length";
    an_answer_broken_off_is_an_error: Mischief::BreakOff(50) => "network:unreachable";
    an_empty_500_is_an_error: Mischief::status(500) => "network:refused-500";
    a_500_of_the_server_is_an_error:
        Mischief::problem(500, "internal", None) => "problem:internal";
    a_503_is_an_error: Mischief::problem(503, "unavailable", None) => "problem:unavailable";
    a_404_is_an_error: Mischief::problem(404, "not-published", None) => "problem:not-published";
    a_204_is_an_error: nothing() => "network:refused-204";
    another_page_is_an_error: another_page() => "network:length";
    a_server_that_vanishes_is_an_error: Mischief::Vanish => "network:unreachable";
    a_server_that_says_nothing_is_an_error: Mischief::Silence => "network:timeout";
}

#[test]
fn an_answer_under_another_key_is_an_error() {
    let scene = Scene::of(SURVEY);
    let server = Some(other_deployment().address());
    scene.proxy.misbehave("/evaluate", Mischief::AskElsewhere { server, target: None });
    fails(&scene, "/evaluate", &["check:proof"]);
    mended(&scene);
}

#[test]
fn an_answer_to_another_question_is_an_error() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    assert_eq!(visit.look_up(Kind::Email, &scene.unlisted.email), Ending::NotListed);
    let asked = scene.proxy.exchanges_with("/evaluate").pop().expect("a request");
    let earlier = asked.reply.expect("a reply").body();
    scene.proxy.misbehave("/evaluate", Mischief::ReplaceBody(earlier));
    fails(&scene, "/evaluate", &["check:proof"]);
    mended(&scene);
}

#[test]
fn too_many_requests_is_an_error_and_the_button_waits() {
    let scene = Scene::of(SURVEY);
    let refusal = Mischief::problem(429, "too-many-requests", Some(3));
    scene.proxy.misbehave("/evaluate", refusal);
    fails(&scene, "/evaluate", &["problem:too-many-requests"]);
    assert!(scene.browser.visible_text().contains(&words("en", "failure-too-many-requests")));
    let disabled = "return document.querySelector('[data-action=retry]').disabled;";
    assert_eq!(scene.browser.script(disabled, &[]), true, "an earlier try would be refused");
    assert_eq!(scene.evaluations(), 1, "the page does not try by itself");
    mended(&scene);
}
