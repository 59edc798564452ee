//! Which program a page runs, and where people read whether a page is real.

use crate::page::scene::{ONE_GROUP, SLUG, Scene, UNLISTED, deployment};
use serde_json::Value;
use sha2::{Digest, Sha256};
use shirabe_tests::{
    browser::{Ending, Kind},
    wording::words,
};

fn fetch(path: &str) -> Vec<u8> {
    let mut reply = ureq::get(format!("{}{path}", deployment().url())).call().expect(path);
    reply.body_mut().with_config().limit(16 << 20).read_to_vec().expect("a body")
}

#[test]
fn the_digest_at_the_foot_is_that_of_every_file_sent() {
    let scene = Scene::new();
    let program: Value = serde_json::from_slice(&fetch("/program.json")).expect("JSON");
    let digest = program["digest"].as_str().expect("a digest");
    let mut listing = String::new();
    for file in program["files"].as_array().expect("files") {
        let text = |name: &str| file[name].as_str().expect(name).to_owned();
        let sent = hex::encode(Sha256::digest(fetch(&text("path"))));
        assert_eq!(sent, text("sha256"), "{}", text("path"));
        listing += &format!("{sent}  {}\n", text("name"));
    }
    assert!(listing.contains("lookup/wasm/shirabe_client_bg.wasm"), "{listing}");
    assert_eq!(digest, hex::encode(Sha256::digest(listing)));

    let visit = scene.visit();
    visit.land();
    let foot = scene.browser.text_of(".page-footer .program");
    assert!(foot.contains(&digest[..16]), "{foot}");
    scene.browser.click(".page-footer .program a");
    scene.browser.wait_until("the page", "document.getElementById('program') !== null");
    assert_eq!(scene.browser.url(), format!("{}/en/real#program", deployment().url()));
    assert!(scene.browser.visible_text().contains(digest));
    assert!(scene.browser.visible_text().contains(&deployment().signing_key()));
    let how = String::from_utf8(fetch("/verifying.txt")).expect("text");
    assert!(how.contains("cargo xtask program"), "{how}");
}

#[test]
fn the_page_about_false_pages_names_the_organisations_own_site() {
    let scene = Scene::new();
    let visit = scene.visit();
    visit.land();
    scene.browser.click("main .link-list a[href$='/real']");
    scene.browser.wait_until("the page", "location.pathname.endsWith('/real')");
    let text = scene.browser.visible_text();
    let definition = sample_data::incident(SLUG).expect("a sample").definition;
    let website = definition.lines().find_map(|line| line.strip_prefix("website = "));
    assert!(text.contains(website.expect("a site").trim_matches('"')), "{text}");
    for key in ["real-never-password", "real-asked-text", "real-fingerprint-text"] {
        assert!(text.contains(&words("en", key)), "{key}");
    }
    assert_eq!(scene.browser.accessibility_violations(), [""; 0]);
    scene.browser.screenshot("real-1280-light-en");
    visit.land();
    scene.browser.click("main .link-list a[href$='/others']");
    scene.browser.wait_until("the page", "location.pathname.endsWith('/others')");
    assert!(scene.browser.visible_text().contains(&words("en", "others-rights-how")));
    assert_eq!(scene.browser.accessibility_violations(), [""; 0]);
    scene.browser.screenshot("others-1280-light-en");
    assert_eq!(scene.browser.complaints(), [""; 0]);
}

#[test]
fn both_answers_lead_to_the_same_places() {
    let scene = Scene::new();
    let visit = scene.visit();
    visit.open_check();
    let links = || {
        let links = "return [...document.querySelectorAll('[data-step=answer] a')]
                       .map((link) => [link.getAttribute('href'), link.textContent]);";
        scene.browser.script(links, &[])
    };
    assert_eq!(visit.look_up(Kind::Email, ONE_GROUP), Ending::listed(&["participants"]));
    let listed = links();
    visit.check_another();
    assert_eq!(visit.look_up(Kind::Email, UNLISTED), Ending::NotListed);
    assert_eq!(links(), listed);
    let listed = listed.to_string();
    assert!(listed.contains("/real") && listed.contains("/others"), "{listed}");
}
