//! Right answers.

use crate::Scene;
use shirabe_tests::browser::{Ending, Kind};

/// By email, phone and code: first somebody who is in the list, then somebody who is not.
fn both_answers_by_every_kind(slug: &str) {
    let scene = Scene::of(slug);
    let (listed, unlisted) = (scene.incident.listed(), scene.incident.unlisted());
    let visit = scene.visit("en");
    visit.land();
    visit.press_check();
    for kind in Kind::ALL {
        let groups: Vec<String> = listed.groups.iter().map(|group| (*group).into()).collect();
        assert_eq!(visit.look_up(kind, listed.text(kind)), Ending::Listed { groups }, "{kind:?}");
        visit.check_another();
        assert_eq!(visit.look_up(kind, unlisted.text(kind)), Ending::NotListed, "{kind:?}");
        visit.check_another();
    }
    assert_eq!(scene.browser.complaints(), [""; 0]);
}

#[test]
fn the_survey_answers_right_by_email_phone_and_code() {
    both_answers_by_every_kind("statistics-survey");
}
