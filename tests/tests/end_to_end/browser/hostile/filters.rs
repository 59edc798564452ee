//! The filters, which hold the list.

use super::{another_page, fails, hostile, mended, nothing, silence_fails_then_answers};
use crate::browser::scene::{SURVEY, Scene, other_deployment};
use shirabe_protocol::manifest::{FilterEntry, Manifest};
use shirabe_tests::{
    deployment::{Deployment, Loaded},
    proxy::Mischief,
};
use std::collections::BTreeMap;

hostile! { "/filters/";
    a_filter_with_one_flipped_bit_is_an_error: Mischief::FlipBit(5000) => "check:filter-digest";
    a_filter_changed_in_its_head_is_an_error: Mischief::FlipBit(9) => "check:filter-digest";
    a_filter_changed_at_its_end_is_an_error: Mischief::FlipBit(-1) => "check:filter-digest";
    a_filter_cut_short_is_an_error: Mischief::Shorten(8000) => "network:length";
    an_empty_filter_is_an_error: Mischief::Shorten(0) => "network:length";
    a_filter_broken_off_is_an_error: Mischief::BreakOff(8000) => "network:unreachable";
    a_500_for_a_filter_is_an_error: Mischief::status(500) => "network:refused-500";
    a_404_for_a_filter_is_an_error:
        Mischief::problem(404, "not-found", None) => "problem:not-found";
    a_429_for_a_filter_is_an_error:
        Mischief::problem(429, "too-many-requests", Some(1)) => "problem:too-many-requests";
    a_204_for_a_filter_is_an_error: nothing() => "network:refused-204";
    another_page_for_a_filter_is_an_error: another_page() => "network:length";
    a_server_that_vanishes_at_a_filter_is_an_error: Mischief::Vanish => "network:unreachable";
}

#[test]
fn a_server_silent_at_a_filter_is_an_error() {
    silence_fails_then_answers("/filters/");
}

#[test]
fn one_kinds_filter_in_place_of_anothers_is_an_error() {
    let targets = filter_targets(&Loaded::incident(SURVEY).deployment);
    let [email, phone] = ["email", "phone"].map(|kind| targets[kind].clone());
    let scene = Scene::of(SURVEY);
    let swapped = Mischief::AskElsewhere { server: None, target: Some(phone) };
    scene.proxy.misbehave(&email, swapped);
    fails(&scene, &email, &["check:filter-missing", "network:length"]);
    mended(&scene);
}

#[test]
fn a_sound_filter_of_another_server_is_an_error() {
    let other = filter_targets(other_deployment());
    let scene = Scene::of(SURVEY);
    for (kind, own) in filter_targets(&Loaded::incident(SURVEY).deployment) {
        let server = Some(other_deployment().address());
        let target = Some(other[&kind].clone());
        scene.proxy.misbehave(&own, Mischief::AskElsewhere { server, target });
    }
    fails(&scene, "/filters/", &["check:filter-digest", "network:length"]);
    mended(&scene);
}

/// The address of the survey's filter, by kind.
fn filter_targets(deployment: &Deployment) -> BTreeMap<String, String> {
    let url = format!("{}/api/v1/incidents/{SURVEY}/manifest", deployment.url());
    let mut reply = ureq::get(url).call().expect("a manifest");
    let manifest: Manifest =
        serde_json::from_slice(&reply.body_mut().read_to_vec().expect("bytes")).expect("JSON");
    let target = |filter: FilterEntry| {
        assert_eq!(filter.shards.len(), 1);
        (filter.kind, format!("/filters/{}", hex::encode(filter.shards[0].sha256)))
    };
    manifest.filters.into_iter().map(target).collect()
}
