//! What was typed and what was answered is gone after five minutes without a sign of anybody.

use crate::page::scene::{ONE_GROUP, Scene};
use shirabe_tests::{
    browser::{Ending, Kind},
    wording::words,
};

/// Lets the page's clock jump, as after a sleep.
fn pass(scene: &Scene, seconds: u32) {
    scene.browser.script(
        "const { now } = Date;
         Date.now = () => now.call(Date) + arguments[0] * 1000;",
        &[seconds.into()],
    );
}

/// The page looks when it comes back to the front.
fn comes_back(scene: &Scene) {
    scene.browser.script("document.dispatchEvent(new Event('visibilitychange'));", &[]);
}

fn everything_is_gone(scene: &Scene) -> bool {
    let erased = scene.browser.script(
        "return [...document.querySelectorAll('input.field')].every((field) => field.value === '')
           && document.querySelector('[data-step=answer]').childElementCount === 0;",
        &[],
    );
    erased == true
}

#[test]
fn what_was_typed_is_erased_after_five_minutes_and_the_page_says_so() {
    let scene = Scene::new();
    let visit = scene.visit();
    visit.open_check();
    visit.choose(Kind::Email);
    visit.type_text(Kind::Email, ONE_GROUP);
    pass(&scene, 240);
    comes_back(&scene);
    assert_eq!(visit.typed(Kind::Email), ONE_GROUP, "too early");
    pass(&scene, 70);
    comes_back(&scene);
    assert!(everything_is_gone(&scene));
    assert_eq!(visit.step(), "choose");
    let said = scene.browser.script(
        "const place = document.querySelector('[role=status][data-part=idle]');
         return place.checkVisibility() && place.innerText;",
        &[],
    );
    assert_eq!(said, words("en", "check-idle").as_str());
    assert_eq!(scene.browser.accessibility_violations(), [""; 0]);
    // And the page is as good as new.
    assert_eq!(visit.look_up(Kind::Email, ONE_GROUP), Ending::listed(&["participants"]));
    assert!(!scene.browser.visible_text().contains(&words("en", "check-idle")));
}

#[test]
fn an_answer_is_erased_though_nobody_comes_back() {
    let scene = Scene::new();
    let visit = scene.visit();
    visit.open_check();
    assert_eq!(visit.look_up(Kind::Email, ONE_GROUP), Ending::listed(&["participants"]));
    pass(&scene, 301);
    // By the page's own timer.
    scene.browser.wait_until(
        "the answer to go",
        "document.querySelector('[data-step=answer]').childElementCount === 0",
    );
    assert!(everything_is_gone(&scene));
    // Back does not bring it again.
    scene.browser.back();
    visit.wait_for_step("type-email");
    assert!(everything_is_gone(&scene));
}

#[test]
fn a_first_sign_after_too_long_comes_too_late() {
    let scene = Scene::new();
    let visit = scene.visit();
    visit.open_check();
    assert_eq!(visit.look_up(Kind::Email, ONE_GROUP), Ending::listed(&["participants"]));
    pass(&scene, 301);
    scene.browser.script("document.body.dispatchEvent(new Event('scroll'));", &[]);
    assert!(everything_is_gone(&scene));
}

#[test]
fn signs_of_somebody_keep_it_there() {
    let scene = Scene::new();
    let visit = scene.visit();
    visit.open_check();
    assert_eq!(visit.look_up(Kind::Email, ONE_GROUP), Ending::listed(&["participants"]));
    for sign in ["scroll", "click", "keydown"] {
        pass(&scene, 200);
        scene.browser.script(&format!("document.body.dispatchEvent(new Event('{sign}'));"), &[]);
    }
    comes_back(&scene);
    assert!(scene.browser.is_shown("[data-answer=listed]"));
}

#[test]
fn a_page_that_holds_nothing_has_nothing_to_say() {
    let scene = Scene::new();
    let visit = scene.visit();
    visit.open_check();
    visit.choose(Kind::Email);
    pass(&scene, 1000);
    comes_back(&scene);
    assert_eq!(visit.step(), "type-email");
    assert!(!scene.browser.visible_text().contains(&words("en", "check-idle")));
}
