//! The server itself: gone, restored, or refusing.

use super::{fails, mended};
use crate::browser::scene::{SURVEY, Scene, load_small, small_listed};
use shirabe_tests::{
    browser::{Browser, Ending, Kind, Visit},
    deployment::{Deployment, Limits},
};

#[test]
fn a_server_that_ends_after_the_page_was_opened_is_an_error() {
    let deployment = Deployment::start();
    load_small(&deployment);
    let scene = Scene::before(&deployment);
    let visit = scene.visit("en");
    visit.open_check();
    assert_eq!(visit.look_up(Kind::Email, &scene.listed.email), Ending::listed(&["contacts"]));
    visit.check_another();
    drop(deployment);
    let found = visit.look_up(Kind::Email, &scene.unlisted.email);
    assert_eq!(found, Ending::failed("network:unreachable"));
    scene.assert_no_answer("en");
}

#[test]
fn without_a_proxy_the_answers_and_the_error_are_the_same() {
    let deployment = Deployment::start();
    load_small(&deployment);
    let listed = small_listed(&deployment);
    let browser = Browser::borrow();
    let visit = Visit::new(&browser, deployment.url(), "en", SURVEY);
    visit.open_check();
    for kind in Kind::ALL {
        assert_eq!(visit.look_up(kind, listed.text(kind)), Ending::listed(&["contacts"]));
        visit.check_another();
    }
    drop(deployment);
    let found = visit.look_up(Kind::Phone, &listed.phone);
    assert_eq!(found, Ending::failed("network:unreachable"));
}

#[test]
fn the_servers_own_limit_is_an_error_and_passes() {
    let deployment = Deployment::start_with(Limits { lookups_per_minute: 10, burst: 1 });
    load_small(&deployment);
    let scene = Scene::before(&deployment);
    // `import` looks nothing up over the public address, so one lookup is free.
    let visit = scene.visit("en");
    visit.open_check();
    assert_eq!(visit.look_up(Kind::Email, &scene.unlisted.email), Ending::NotListed);
    visit.check_another();
    visit.choose(Kind::Email);
    visit.type_text(Kind::Email, &scene.listed.email);
    // What the limit gave back meanwhile is used up, just before the page asks.
    spend_a_lookup(&deployment);
    visit.submit(Kind::Email);
    assert_eq!(visit.ending(), Ending::failed("problem:too-many-requests"));
    scene.assert_no_answer("en");
    // One lookup each six seconds: the button waits as long as the server said.
    assert_eq!(visit.try_again(), Ending::listed(&scene.listed.groups));
}

/// Asks with bytes that are no element: refused, and counted.
fn spend_a_lookup(deployment: &Deployment) {
    let url = format!("{}/api/v1/incidents/{SURVEY}/evaluate", deployment.url());
    let asked = ureq::post(url)
        .config()
        .http_status_as_error(false)
        .build()
        .content_type(shirabe_protocol::wire::EVALUATE_REQUEST)
        .send(&[0xFF; 32][..]);
    assert!(asked.is_ok(), "{asked:?}");
}

#[test]
fn a_rule_that_is_lifted_is_lifted() {
    // What the tests of this folder rest on: the same scene without a rule answers.
    let deployment = Deployment::start_in_this_process();
    load_small(&deployment);
    let scene = Scene::before(&deployment);
    scene.proxy.misbehave("/evaluate", shirabe_tests::proxy::Mischief::Vanish);
    fails(&scene, "/evaluate", &["network:unreachable"]);
    mended(&scene);
    drop(scene);
    let scene = Scene::before(&deployment);
    let visit = scene.visit("en");
    visit.open_check();
    assert_eq!(visit.look_up(Kind::Email, &scene.listed.email), Ending::listed(&["contacts"]));
}
