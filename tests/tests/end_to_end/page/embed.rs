//! The check in a frame on the organisation's own site.

use crate::page::scene::{FRAME, ONE_GROUP, Scene, TWO_GROUPS, UNLISTED, deployment, site};
use serde_json::{Value, json};
use shirabe_tests::browser::{Ending, Kind, Scheme, Width};

#[test]
fn the_embedded_check_answers_and_the_page_around_sees_nothing_of_it() {
    let scene = Scene::new();
    scene.enter(&site().url("/"));
    let visit = scene.visit();
    visit.wait_for_step("choose");
    assert!(!scene.browser.is_shown(".page-header") && !scene.browser.is_shown(".page-footer"));
    assert!(!scene.browser.is_shown("[data-action=back]"), "back would lead nowhere");
    let due = Ending::listed(&["participants", "exhibitors"]);
    assert_eq!(visit.look_up(Kind::Email, TWO_GROUPS), due);
    scene.browser.leave_frame();

    let seen = scene.browser.script(
        &format!(
            "const frame = {FRAME};
             let reached = 'reached';
             try {{ reached = frame.contentWindow.document.body.textContent; }}
             catch (error) {{ reached = error.name; }}
             return [reached, frame.contentDocument, seen.keys, frame.getAttribute('sandbox'),
                     document.querySelector('exposure-lookup a').checkVisibility()];"
        ),
        &[],
    );
    let sandbox = "allow-scripts allow-same-origin allow-forms allow-modals allow-popups \
                   allow-popups-to-escape-sandbox";
    assert_eq!(seen, json!(["SecurityError", null, [], sandbox, false]));
    // Nothing broke the policy of the page around, nor that of the check.
    assert_eq!(scene.complaints(), [""; 0]);
}

/// All that a script of the page around can see, from the first look to the answer and on to
/// the next question.
fn seen_by_the_page_around(scene: &Scene, email: &str, due: &Ending) -> Value {
    scene.enter(&site().url("/"));
    let visit = scene.visit();
    visit.wait_for_step("choose");
    assert_eq!(visit.look_up(Kind::Email, email), *due);
    let told = |times| {
        scene.browser.leave_frame();
        let due = format!("seen.messages.length === {times}");
        scene.browser.wait_until("the messages", &due);
        scene.browser.enter_frame(FRAME);
    };
    told(3);
    let fits = "return document.documentElement.scrollHeight <= window.innerHeight;";
    assert_eq!(scene.browser.script(fits, &[]), true, "the answer fits the frame");
    visit.check_another();
    told(4);
    scene.browser.leave_frame();
    // Whatever else would come has come by then.
    std::thread::sleep(std::time::Duration::from_millis(300));
    scene.browser.script(&format!("return [seen, {FRAME}.offsetHeight];"), &[])
}

/// The history stays as long as it was, however long that is.
fn without_history(mut seen: Value) -> Value {
    let lengths = seen[0]["histories"].take();
    let lengths = lengths.as_array().expect("a length with each message");
    assert!(lengths.iter().all(|length| *length == lengths[0]), "{lengths:?}");
    seen
}

#[test]
fn what_the_page_around_sees_says_nothing_of_the_answer() {
    let scene = Scene::new();
    for width in [Width::Phone, Width::Desk] {
        scene.browser.look(width, Scheme::Light);
        let seen =
            |email, due: &Ending| without_history(seen_by_the_page_around(&scene, email, due));
        let unlisted = seen(UNLISTED, &Ending::NotListed);
        assert_eq!(unlisted[0]["messages"].as_array().map(Vec::len), Some(4), "{unlisted}");
        assert_eq!(unlisted, seen(ONE_GROUP, &Ending::listed(&["participants"])));
        assert_eq!(unlisted, seen(TWO_GROUPS, &Ending::listed(&["participants", "exhibitors"])));
    }
}

/// Into the next step and back to the first question, twice; `first` is what is done the first
/// time.
fn seen_of_two_beginnings(first: impl Fn(&Scene), second: &str) -> Value {
    let scene = Scene::new();
    scene.browser.look(Width::Phone, Scheme::Light);
    scene.enter(&site().url("/"));
    let visit = scene.visit();
    visit.wait_for_step("choose");
    first(&scene);
    scene.browser.click("[data-action=back]");
    visit.wait_for_step("choose");
    visit.choose_line(second);
    scene
        .browser
        .wait_until("the next step", "document.querySelector('[data-step=choose]').hidden");
    scene.browser.click("[data-action=back]");
    visit.wait_for_step("choose");
    scene.browser.leave_frame();
    scene.browser.wait_until("the messages", "seen.messages.length === 5");
    let seen = format!("return [seen, {FRAME}.offsetHeight];");
    without_history(scene.browser.script(&seen, &[]))
}

#[test]
fn what_is_chosen_and_typed_changes_no_height() {
    let fits = "return document.documentElement.scrollHeight <= window.innerHeight;";
    let with_mistakes = seen_of_two_beginnings(
        |scene| {
            let visit = scene.visit();
            let refused = visit.look_up(Kind::Email, "nothing");
            assert_eq!(refused, Ending::refused("input:email-without-at"));
            assert_eq!(scene.browser.script(fits, &[]), true, "the words fit the frame");
            visit.type_text(Kind::Email, "somebody@gmial.com");
            visit.submit(Kind::Email);
            assert!(matches!(visit.ending(), Ending::Proposed { .. }));
            scene.browser.click("[data-action=back]");
            visit.wait_for_step("type-email");
        },
        "none",
    );
    let without = seen_of_two_beginnings(|scene| scene.visit().choose(Kind::Code), "phone");
    assert_eq!(with_mistakes, without);
}

#[test]
fn the_back_button_of_the_browser_leaves_the_page_around_at_once() {
    let scene = Scene::new();
    let before = site().url("/no-key/");
    scene.browser.open(&before);
    scene.enter(&site().url("/"));
    let visit = scene.visit();
    visit.wait_for_step("choose");
    assert_eq!(visit.look_up(Kind::Email, UNLISTED), Ending::NotListed);
    scene.browser.leave_frame();
    scene.browser.back();
    assert_eq!(scene.browser.url(), before);
}

#[test]
fn a_check_without_a_pinned_key_answers_too() {
    let scene = Scene::new();
    scene.enter(&site().url("/no-key/"));
    let visit = scene.visit();
    visit.wait_for_step("choose");
    assert_eq!(visit.look_up(Kind::Email, UNLISTED), Ending::NotListed);
}

/// Ground, action, and text on action, as the page computes them.
fn colours(scene: &Scene, path: &str) -> Value {
    scene.enter(&site().url(path));
    scene.visit().wait_for_step("choose");
    let colours = scene.browser.script(
        "const button = getComputedStyle(document.querySelector('[data-step=choose] .primary'));
         return [getComputedStyle(document.body).backgroundColor, button.backgroundColor,
                 button.color];",
        &[],
    );
    scene.browser.leave_frame();
    colours
}

#[test]
fn theme_and_accent_are_taken_where_they_can_be_read() {
    let scene = Scene::new();
    // The theme wins over the device's, in both directions.
    scene.browser.look(Width::Phone, Scheme::Light);
    let dark = colours(&scene, "/dark/");
    assert_eq!(dark, json!(["rgb(26, 26, 26)", "rgb(255, 179, 217)", "rgb(0, 0, 0)"]));
    scene.browser.look(Width::Phone, Scheme::Dark);
    let light = colours(&scene, "/");
    assert_eq!(light, json!(["rgb(255, 255, 255)", "rgb(0, 23, 193)", "rgb(255, 255, 255)"]));
    assert_eq!(colours(&scene, "/unreadable/"), light, "yellow cannot be read on white");
    // What is no wish is no wish, and is written nowhere: the device says dark.
    let hostile = colours(&scene, "/hostile/");
    assert_eq!(hostile[0], "rgb(26, 26, 26)");
    assert_eq!(scene.complaints(), [""; 0]);
}

#[test]
fn inside_the_frame_everything_is_accessible_and_fits() {
    let scene = Scene::new();
    for (width, path) in [(Width::Phone, "/"), (Width::Desk, "/dark/")] {
        scene.browser.look(width, Scheme::Light);
        let visit = scene.visit();
        scene.enter(&site().url(path));
        visit.wait_for_step("choose");
        let look = |name: &str| {
            scene.browser.leave_frame();
            scene.browser.screenshot(&format!("embed-{name}-{}", width.pixels()));
            scene.browser.enter_frame(FRAME);
            assert!(!scene.browser.overflows_sideways(), "{name} is wider than the frame");
        };
        look("choose");
        assert_eq!(visit.look_up(Kind::Email, TWO_GROUPS).clone(), {
            Ending::listed(&["participants", "exhibitors"])
        });
        look("listed");
        visit.check_another();
        assert_eq!(visit.look_up(Kind::Email, UNLISTED), Ending::NotListed);
        look("not-listed");
        scene.browser.leave_frame();
        // The page of the frame by itself: the debugger's axe runs in the outermost page.
        scene.browser.open(&format!(
            "{}/en/incidents/{}/embed",
            deployment().url(),
            crate::page::scene::SLUG
        ));
        visit.wait_for_step("choose");
        assert_eq!(scene.browser.accessibility_violations(), [""; 0]);
        assert_eq!(visit.look_up(Kind::Email, TWO_GROUPS), {
            Ending::listed(&["participants", "exhibitors"])
        });
        assert_eq!(scene.browser.accessibility_violations(), [""; 0]);
    }
}
