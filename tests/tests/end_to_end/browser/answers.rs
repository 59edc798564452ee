//! Right answers, however they are asked for.

use crate::browser::scene::{SURVEY, Scene, load_small_as_real};
use shirabe_tests::{
    browser::{Ending, Kind, Visit},
    deployment::{Deployment, Loaded},
    wording::words,
};

/// By email, phone and code: first somebody who is in the list, then somebody who is not.
fn both_answers_by_every_kind(scene: &Scene, language: &'static str) {
    let visit = scene.visit(language);
    visit.land();
    visit.press_check();
    for kind in Kind::ALL {
        let found = visit.look_up(kind, scene.listed.text(kind));
        assert_eq!(found, Ending::listed(&scene.listed.groups), "{kind:?}");
        assert_heading(&visit, language, "listed-heading", kind);
        visit.check_another();
        let found = visit.look_up(kind, scene.unlisted.text(kind));
        assert_eq!(found, Ending::NotListed, "{kind:?}");
        assert_heading(&visit, language, "not-listed-heading", kind);
        visit.check_another();
    }
    assert_eq!(scene.evaluations(), 6);
    assert_eq!(scene.browser.complaints(), [""; 0]);
}

/// The answer is one sentence, the page's only heading of its rank, and has the focus.
fn assert_heading(visit: &Visit<'_>, language: &str, key: &str, kind: Kind) {
    let due = words(language, &format!("{key}-{}", kind.name()));
    assert_eq!(visit.browser.text_of("[data-step=answer] h1"), due);
    let count = "return [...document.querySelectorAll('h1')]
                 .filter((heading) => heading.checkVisibility()).length;";
    assert_eq!(visit.browser.script(count, &[]), 1);
    assert_eq!(visit.browser.focused(), "h1");
}

#[test]
fn the_survey_answers_right_by_email_phone_and_code() {
    both_answers_by_every_kind(&Scene::of(SURVEY), "en");
}

#[test]
fn the_survey_answers_right_in_japanese() {
    both_answers_by_every_kind(&Scene::of(SURVEY), "ja");
}

#[test]
fn job_matching_answers_right_by_email_phone_and_code() {
    both_answers_by_every_kind(&Scene::of("job-matching"), "ja");
}

#[test]
fn overseas_career_answers_right_by_email_phone_and_code() {
    both_answers_by_every_kind(&Scene::of("overseas-career"), "en");
}

#[test]
fn the_profile_for_real_people_answers_right_by_email_phone_and_code() {
    let deployment = Deployment::start();
    load_small_as_real(&deployment);
    both_answers_by_every_kind(&Scene::before(&deployment), "ja");
}

#[test]
fn a_person_in_two_groups_gets_the_data_of_both() {
    let scene = Scene::of("overseas-career");
    let incident = Loaded::incident("overseas-career");
    let both = incident.in_two_groups();
    assert_eq!(both.groups, ["participants", "exhibitors"]);
    let visit = scene.visit("en");
    visit.open_check();
    for kind in Kind::ALL {
        assert_eq!(visit.look_up(kind, both.text(kind)), Ending::listed(&both.groups), "{kind:?}");
        // Of the participants' data alone, of the exhibitors' alone, and of neither's.
        let classes = visit.browser.text_of("[data-step=answer]");
        for class in ["class-nationalities", "class-employers"] {
            assert!(classes.contains(&words("en", class)), "{class} is missing in {classes}");
        }
        visit.check_another();
    }
    let one_group = visit.look_up(Kind::Email, &scene.listed.email);
    assert_eq!(one_group, Ending::listed(&["participants"]));
    let classes = visit.browser.text_of("[data-step=answer]");
    assert!(!classes.contains(&words("en", "class-employers")), "{classes}");
}

#[test]
fn the_spelling_does_not_change_the_answer() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    let (listed, unlisted) = (&scene.listed, &scene.unlisted);
    for kind in Kind::ALL {
        for (text, due) in [
            (listed.text(kind), Ending::listed(&listed.groups)),
            (unlisted.text(kind), Ending::NotListed),
        ] {
            for spelled in spellings(kind, text) {
                assert_eq!(visit.look_up(kind, &spelled), due, "another spelling of a {kind:?}");
                visit.check_another();
            }
        }
    }
}

/// The same thing as other people, phones and keyboards write it.
fn spellings(kind: Kind, text: &str) -> Vec<String> {
    let mut spellings = vec![
        full_width(text),
        format!("  {text} "),
        format!("\u{3000}{text}\u{3000}"),
        full_width(&text.to_uppercase()),
    ];
    match kind {
        Kind::Email => spellings.extend([text.to_uppercase(), text.replace('@', "＠")]),
        Kind::Phone => spellings.extend([
            text.replace('-', ""),
            text.replace('-', " "),
            text.replace('-', "ー"),
            text.replacen('0', "+81 ", 1),
            text.replacen('0', "+81-", 1),
        ]),
        Kind::Code => spellings.extend([
            text.to_lowercase(),
            text.replace('-', ""),
            text.replace('-', " ").to_lowercase(),
            // Crockford's alphabet has neither O nor I nor L: they are read as digits.
            text.replace('0', "o").replace('1', "l"),
        ]),
    }
    spellings
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0).expect("full width"),
            other => other,
        })
        .collect()
}

#[test]
fn an_unknown_letter_code_has_its_own_words() {
    let scene = Scene::of(SURVEY);
    for language in ["en", "ja"] {
        let visit = scene.visit(language);
        visit.open_check();
        assert_eq!(visit.look_up(Kind::Code, &scene.unlisted.code), Ending::NotListed);
        let text = scene.browser.visible_text();
        for key in ["not-listed-heading-code", "not-listed-code"] {
            assert!(text.contains(&words(language, key)), "{key} is missing in {text}");
        }
        assert!(!text.contains(&words(language, "not-listed-heading-email")), "{text}");
    }
}

#[test]
fn what_left_the_device_is_what_the_proxy_saw() {
    let scene = Scene::of(SURVEY);
    let visit = scene.visit("en");
    visit.open_check();
    let texts = [&scene.listed.email, &scene.listed.email, &scene.unlisted.email];
    for text in texts {
        visit.look_up(Kind::Email, text);
        let asked = scene.proxy.exchanges_with("/evaluate").pop().expect("a request");
        let reply = asked.reply.expect("a reply");
        assert_eq!((asked.request.body.len(), reply.body().len()), (32, 96));
        scene.browser.click("[data-step=answer] details.bytes summary");
        assert!(scene.browser.is_shown("[data-step=answer] [data-slot=sent]"));
        assert_eq!(visit.shown_bytes("sent"), hex::encode(&asked.request.body));
        assert_eq!(visit.shown_bytes("received"), hex::encode(reply.body()));
        visit.check_another();
    }
    let sent: Vec<_> = scene.proxy.exchanges_with("/evaluate");
    assert_eq!(sent.len(), 3);
    assert_ne!(sent[0].request.body, sent[1].request.body, "the same text, blinded anew");
}
