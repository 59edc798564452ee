//! What a page does not do: complain, ask elsewhere, keep anything.

use crate::browser::scene::{SURVEY, Scene};
use shirabe_tests::{
    browser::{Browser, Ending, Kind},
    deployment::Deployment,
    wording::words,
};
use std::time::Duration;

/// Whatever a page still fetches comes within this time of the request before.
const QUIET: Duration = Duration::from_millis(300);

#[test]
fn a_lookup_asks_its_own_origin_alone_and_breaks_no_rule() {
    let scene = Scene::recording(SURVEY);
    let origin = format!("{}/", scene.proxy.url());
    for language in ["en", "ja"] {
        let visit = scene.visit(language);
        scene.browser.open(&format!("{origin}{language}/"));
        visit.land();
        visit.press_check();
        for (text, due) in [
            (&scene.listed.email, Ending::listed(&scene.listed.groups)),
            (&scene.unlisted.email, Ending::NotListed),
        ] {
            assert_eq!(visit.look_up(Kind::Email, text), due);
            visit.check_another();
        }
        // What the page's own books say: its own files, and the white icon inside the page.
        let loaded = scene.browser.loaded_addresses();
        assert!(loaded.len() > 3, "the page's books are empty: {loaded:?}");
        for address in loaded {
            let own = address.starts_with(&origin) || address == "data:,";
            assert!(own, "{address} was loaded");
        }
        scene.browser.open(&format!("{origin}{language}/how-it-works"));
    }
    // What the browser itself asked the network for, workers and icons too.
    let requested = scene.browser.requested_addresses();
    assert!(requested.iter().any(|address| address.contains("/evaluate")), "{requested:?}");
    for address in requested {
        assert!(address.starts_with(&origin) || address == "data:,", "{address} was requested");
    }
    assert_eq!(scene.browser.complaints(), [""; 0]);
}

#[test]
fn nothing_is_kept_on_the_device() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.land();
    visit.press_check();
    visit.look_up(Kind::Email, &scene.listed.email);
    let kept = scene.browser.script_async(
        "return [document.cookie, localStorage.length, sessionStorage.length,
                 (await indexedDB.databases()).length, (await caches.keys()).length,
                 (await navigator.serviceWorker.getRegistrations()).length,
                 JSON.stringify(history.state)];",
        &[],
    );
    assert_eq!(kept, serde_json::json!(["", 0, 0, 0, 0, 0, r#"{"lookupStep":"answer"}"#]));
    for exchange in scene.proxy.exchanges_after_quiet(QUIET) {
        assert_eq!(exchange.request.header("cookie"), None);
        assert_eq!(exchange.request.header("referer"), None, "{}", exchange.request.target);
        let reply = exchange.reply.expect("a reply");
        assert_eq!(reply.header("set-cookie"), None);
    }
}

#[test]
fn every_reply_carries_the_rules_and_scripts_cannot_be_slipped_in() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    assert_eq!(visit.look_up(Kind::Email, &scene.unlisted.email), Ending::NotListed);
    for exchange in scene.proxy.exchanges_after_quiet(QUIET) {
        let reply = exchange.reply.expect("a reply");
        let policy = reply.header("content-security-policy").unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'"), "{}", exchange.request.target);
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    }
    // The policy is not only sent but held: this is how a violation would have been seen above.
    scene.browser.script(
        "const script = document.createElement('script');
         script.textContent = 'window.slippedIn = true';
         document.body.append(script);",
        &[],
    );
    assert_eq!(scene.browser.script("return window.slippedIn === undefined;", &[]), true);
    assert_eq!(scene.browser.complaints().len(), 1);
}

#[test]
fn an_incident_that_is_not_published_offers_no_lookup() {
    let deployment = Deployment::start();
    deployment.apply(sample_data::incident("health-check").expect("a sample").definition);
    let browser = Browser::borrow();
    browser.open(&format!("{}/en/incidents/health-check", deployment.url()));
    assert!(!browser.is_shown(".check-call a.button"));
    let text = browser.visible_text();
    assert!(text.contains(&words("en", "not-published")), "{text}");
}
