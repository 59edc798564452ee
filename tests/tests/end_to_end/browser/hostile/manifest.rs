//! The signed description of the list.

use super::{another_page, fails, hostile, mended, nothing, silence_fails_then_answers};
use crate::browser::scene::{SURVEY, Scene, load_small, other_deployment};
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::SigningKey;
use shirabe_protocol::{manifest, wire::SIGNATURE_HEADER};
use shirabe_tests::{
    deployment::{Deployment, List, now, quick},
    proxy::Mischief,
};

const HOUR: i64 = 3600;

hostile! { "/manifest";
    a_changed_manifest_is_an_error: Mischief::FlipBit(200) => "check:manifest-signature";
    a_manifest_cut_short_is_an_error: Mischief::Shorten(200) => "check:manifest-signature";
    an_empty_manifest_is_an_error: Mischief::Shorten(0) => "check:manifest-signature";
    a_manifest_broken_off_is_an_error: Mischief::BreakOff(200) => "network:unreachable";
    a_manifest_without_signature_is_an_error:
        Mischief::ReplaceHeader(SIGNATURE_HEADER.into(), String::new())
        => "check:manifest-signature";
    a_signature_of_zeros_is_an_error:
        Mischief::ReplaceHeader(SIGNATURE_HEADER.into(), STANDARD.encode([0; 64]))
        => "check:manifest-signature";
    a_500_for_the_manifest_is_an_error: Mischief::status(500) => "network:refused-500";
    a_404_for_the_manifest_is_an_error:
        Mischief::problem(404, "not-published", None) => "problem:not-published";
    a_429_for_the_manifest_is_an_error:
        Mischief::problem(429, "too-many-requests", Some(1)) => "problem:too-many-requests";
    a_204_for_the_manifest_is_an_error: nothing() => "network:refused-204";
    another_page_for_the_manifest_is_an_error: another_page() => "check:manifest-signature";
    a_server_that_vanishes_at_the_manifest_is_an_error: Mischief::Vanish => "network:unreachable";
}

#[test]
fn a_server_silent_at_the_manifest_is_an_error() {
    silence_fails_then_answers("/manifest");
}

#[test]
fn a_manifest_signed_by_another_key_is_an_error() {
    let true_manifest = {
        let scene = Scene::of(SURVEY);
        scene.visit("en").open_check();
        let asked = scene.browser.script_async(
            "return (await (await fetch(arguments[0])).text());",
            &[format!("/api/v1/incidents/{SURVEY}/manifest").into()],
        );
        asked.as_str().expect("text").as_bytes().to_vec()
    };
    let signature = manifest::sign(&true_manifest, &SigningKey::from_bytes(&[7; 32]));
    let header = Mischief::ReplaceHeader(SIGNATURE_HEADER.into(), STANDARD.encode(signature));
    let forged = Mischief::ReplaceBody(true_manifest).and(header);
    super::fails_then_answers("/manifest", forged, &["check:manifest-signature"]);
}

#[test]
fn the_manifest_of_another_server_is_an_error() {
    let scene = Scene::of(SURVEY);
    let server = Some(other_deployment().address());
    scene.proxy.misbehave("/manifest", Mischief::AskElsewhere { server, target: None });
    fails(&scene, "/manifest", &["check:manifest-signature"]);
    assert_eq!(scene.evaluations(), 0);
    mended(&scene);
}

/// A server whose clock stands elsewhere signs manifests that a device must refuse. It signs
/// anew when less than half of a manifest's 24 hours is left.
fn refused_under_clock(shift: i64, code: &str) {
    let deployment = Deployment::start_in_this_process();
    load_small(&deployment);
    deployment.clock().set(now() + shift);
    let scene = Scene::before(&deployment);
    fails(&scene, "/manifest", &[code]);
    assert_eq!(scene.evaluations(), 0);
    deployment.clock().set(now());
    mended(&scene);
}

#[test]
fn an_expired_manifest_is_an_error() {
    refused_under_clock(-25 * HOUR, "check:manifest-expired");
}

#[test]
fn a_manifest_of_the_future_is_an_error() {
    refused_under_clock(13 * HOUR, "check:manifest-not-yet-valid");
}

#[test]
fn the_manifest_of_another_incident_of_the_same_server_is_no_answer_for_this_one() {
    // Signed by the right key, but not for this page.
    let deployment = Deployment::start();
    load_small(&deployment);
    let survey = sample_data::incident(SURVEY).expect("a sample").definition;
    let other = survey.replace("slug = \"statistics-survey\"", "slug = \"another-survey\"");
    deployment.apply(&quick(&other));
    deployment.import(&List {
        slug: "another-survey",
        group: "contacts",
        file_name: "contacts.csv",
        contents: b"name,email\nA,hanako.other@example.co.jp\n",
        mappings: &[],
    });
    let scene = Scene::before(&deployment);
    let target = Some("/api/v1/incidents/another-survey/manifest".to_owned());
    scene.proxy.misbehave("/manifest", Mischief::AskElsewhere { server: None, target });
    fails(&scene, "/manifest", &["check:manifest-content"]);
    mended(&scene);
}
