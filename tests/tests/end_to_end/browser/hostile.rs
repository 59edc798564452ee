//! Whatever goes wrong gives an error in the page, never "not in this list"; and once the cause
//! is gone, "try again" gives the answer.

mod evaluate;
mod filters;
mod manifest;
mod program;
mod whole_server;

use crate::browser::scene::{SURVEY, Scene};
use shirabe_tests::{
    browser::{Ending, Kind},
    proxy::Mischief,
};

/// Opens the lookup under a rule, asks for a listed person, and expects one of these failures;
/// then lifts the rule and expects the right answer.
fn fails_then_answers(target: &str, mischief: Mischief, codes: &[&str]) {
    let scene = Scene::of(SURVEY);
    scene.proxy.misbehave(target, mischief);
    fails(&scene, target, codes);
    mended(&scene);
}

fn fails(scene: &Scene, target: &str, codes: &[&str]) {
    let visit = scene.visit("en");
    visit.open_check();
    let found = visit.look_up(Kind::Email, &scene.listed.email);
    let Ending::Failed { code } = &found else {
        panic!("the page says {found:?} where it cannot know");
    };
    assert!(codes.contains(&code.as_str()), "{code} is none of {codes:?}");
    scene.assert_no_answer("en");
    assert!(!scene.proxy.exchanges_with(target).is_empty(), "the rule met no request");
}

fn mended(scene: &Scene) {
    scene.proxy.behave();
    let visit = scene.visit("en");
    assert_eq!(visit.try_again(), Ending::listed(&scene.listed.groups));
    visit.check_another();
    assert_eq!(visit.look_up(Kind::Email, &scene.unlisted.email), Ending::NotListed);
}

/// A server that never answers, met by a page in a hurry. The silence at the evaluation is sat out.
fn silence_fails_then_answers(target: &str) {
    let scene = Scene::of(SURVEY);
    scene.browser.hurry();
    scene.proxy.misbehave(target, Mischief::Silence);
    fails(&scene, target, &["network:timeout"]);
    mended(&scene);
}

/// Tests of one stage: a name, what is done, and which failures may come of it.
macro_rules! hostile {
    ($target:expr; $($name:ident: $mischief:expr => $($code:literal)|+;)+) => {
        $(#[test]
        fn $name() {
            super::fails_then_answers($target, $mischief, &[$($code),+]);
        })+
    };
}
use hostile;

/// What a captive portal or a wrong proxy answers to everything.
fn another_page() -> Mischief {
    Mischief::Answer {
        status: 200,
        headers: vec![("content-type".into(), "text/html".into())],
        body: b"<!doctype html><title>Sign in to this network</title>".to_vec(),
    }
}

fn nothing() -> Mischief {
    Mischief::status(204)
}
