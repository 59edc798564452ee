//! Where there is no check in the frame: a site that was not admitted, a key that is another.

use crate::page::scene::{FRAME, Scene, Site, deployment, site};
use serde_json::json;
use shirabe_tests::wording::words;

#[test]
fn a_site_that_was_not_admitted_shows_its_link_and_no_check() {
    let scene = Scene::new();
    // The incident admits another one.
    let other = Site::of(deployment());
    scene.browser.open(&other.url("/"));
    scene.browser.wait_until(
        "the refusal",
        &format!("{FRAME} !== null && document.readyState === 'complete'"),
    );
    let mut complaints = Vec::new();
    shirabe_tests::wait_for("the reason", std::time::Duration::from_secs(30), || {
        complaints.extend(scene.browser.complaints());
        complaints.iter().any(|one| one.contains("frame-ancestors")).then_some(())
    });
    // Whatever else would come has come by then.
    std::thread::sleep(std::time::Duration::from_millis(300));
    let seen = scene.browser.script(
        &format!(
            "return [seen.messages, {FRAME}.offsetHeight,
                     document.querySelector('exposure-lookup a').checkVisibility()];"
        ),
        &[],
    );
    assert_eq!(seen, json!([[], 0, true]));
}

#[test]
fn another_key_than_the_pinned_one_stops_the_check_before_it_asks() {
    let scene = Scene::recording();
    for path in ["/false-key/", "/broken-key/"] {
        scene.browser.requested_addresses();
        scene.enter(&site().url(path));
        let text = scene.browser.visible_text();
        assert!(text.contains(&words("en", "embed-mismatch-title")), "{text}");
        assert!(text.contains(&words("en", "embed-mismatch-text")), "{text}");
        assert!(!text.contains(&"0".repeat(64)), "the page repeats what it was handed");
        assert!(!scene.browser.is_shown("[data-part=lookup]"));
        scene.browser.leave_frame();
        let requested = scene.browser.requested_addresses();
        assert!(requested.iter().any(|address| address.contains("/embed?")), "{requested:?}");
        for address in requested {
            assert!(!address.contains("/api/") && !address.contains(".wasm"), "{address}");
        }
    }
}

#[test]
fn an_element_with_a_foreign_incident_stays_a_link() {
    let scene = Scene::new();
    scene.browser.open(&site().url("/"));
    scene.browser.script(
        "const element = document.querySelector('exposure-lookup');
         const next = element.cloneNode(true);
         next.setAttribute('incident', 'https://other.example/en/incidents/a');
         element.replaceWith(next);",
        &[],
    );
    let seen = scene.browser.script(
        &format!(
            "return [{FRAME}.getAttribute('src'),
                     document.querySelector('exposure-lookup a').checkVisibility()];"
        ),
        &[],
    );
    assert_eq!(seen, json!([null, true]));
}
