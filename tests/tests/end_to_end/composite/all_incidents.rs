//! One question to all incidents: each has its own answer, or none, and the same requests.

use crate::composite::{HEALTH_CHECK, LISTED_AT, LISTED_EMAIL, assert_sound, deployment, offered};
use shirabe_tests::{
    browser::{BorrowedBrowser, Browser, Kind, Visit},
    proxy::{Exchange, Mischief, Proxy},
    wording::words,
};
use std::{collections::BTreeMap, thread, time::Duration};

const OTHERS: [&str; 2] = ["overseas-career", "statistics-survey"];
const UNLISTED_EMAIL: &str = "mitsuka.shirabe@aoba.example.co.jp";

struct Scene {
    browser: BorrowedBrowser,
    proxy: Proxy,
}

impl Scene {
    fn new() -> Self {
        let proxy = Proxy::before(deployment().address());
        Self { browser: Browser::borrow(), proxy }
    }

    fn visit(&self, language: &'static str) -> Visit<'_> {
        Visit::new(&self.browser, self.proxy.url(), language, "")
    }

    fn open(&self, language: &str) {
        self.browser.open(&format!("{}/{language}/check", self.proxy.url()));
        self.visit("en").wait_for_step("choose");
    }

    /// From the first question to what each incident answers, by slug.
    fn ask(&self, email: &str) -> BTreeMap<String, String> {
        let visit = self.visit("en");
        visit.choose(Kind::Email);
        visit.type_text(Kind::Email, email);
        visit.submit(Kind::Email);
        let results = self.browser.wait_until(
            "the answers",
            "document.querySelector('exposure-lookup').dataset.state === 'answered'
             && Object.fromEntries([...document.querySelectorAll('[data-step=answer] [data-source]')]
               .map((line) => [line.dataset.source.split('/').at(-1), line.dataset.result]))",
        );
        serde_json::from_value(results).expect("a result for each incident")
    }

    fn line(&self, slug: &str) -> String {
        self.browser.text_of(&format!("[data-step=answer] [data-source$='/{slug}']"))
    }
}

fn results(of: [(&str, &str); 4]) -> BTreeMap<String, String> {
    of.into_iter().map(|(slug, result)| (slug.to_owned(), result.to_owned())).collect()
}

#[test]
fn a_person_in_one_of_three_lists_gets_three_right_lines() {
    for language in ["en", "ja"] {
        let scene = Scene::new();
        scene.browser.open(&format!("{}/{language}/", scene.proxy.url()));
        scene.browser.click(&format!("a.button[href='/{language}/check']"));
        scene.visit(language).wait_for_step("choose");
        assert_eq!(offered(&scene.browser), ["email", "phone", "none"]);
        assert_sound(&scene.visit(language), "all-choose", language);
        let answers = scene.ask(LISTED_EMAIL);
        let [career, survey] = OTHERS;
        assert_eq!(
            answers,
            results([
                (HEALTH_CHECK, "not-asked"),
                (LISTED_AT, "listed"),
                (career, "not-listed"),
                (survey, "not-listed"),
            ])
        );
        let heading = scene.browser.text_of("[data-step=answer] h1");
        assert_eq!(heading, words(language, "all-listed-email"));
        for (slug, key) in [
            (HEALTH_CHECK, "all-not-asked-email"),
            (LISTED_AT, "listed-heading-email"),
            (career, "not-listed-heading-email"),
            (survey, "not-listed-heading-email"),
        ] {
            let line = scene.line(slug);
            assert!(line.contains(&words(language, key)), "{slug}: {line}");
            let own_page = format!("[data-step=answer] a[href='/{language}/incidents/{slug}']");
            assert!(scene.browser.is_shown(&own_page), "{slug} has a link to its page");
        }
        assert_sound(&scene.visit(language), "all-listed", language);
        let url = scene.browser.url();
        assert!(url.ends_with(&format!("/{language}/check")), "{url}");
        let kept = scene.browser.script(
            "return localStorage.length + sessionStorage.length + document.cookie.length
               + (JSON.stringify(history.state).includes('@') ? 1 : 0);",
            &[],
        );
        assert_eq!(kept, 0, "nothing of the question is kept");
        scene.browser.click("[data-step=answer] [data-action=another]");
        scene.visit(language).wait_for_step("choose");
        assert!(scene.ask(UNLISTED_EMAIL).values().all(|result| result != "listed"));
        let heading = scene.browser.text_of("[data-step=answer] h1");
        assert_eq!(heading, words(language, "all-not-listed-email"));
        assert_eq!(scene.browser.complaints(), [""; 0]);
    }
}

#[test]
fn listed_and_unlisted_people_cause_the_same_requests() {
    let record = |email: &str| {
        let scene = Scene::new();
        scene.open("en");
        scene.ask(email);
        // Whatever an answer might cause would come now.
        scene.proxy.exchanges_after_quiet(Duration::from_secs(3))
    };
    let (listed, unlisted) = (record(LISTED_EMAIL), record(UNLISTED_EMAIL));
    let shapes = |exchanges: &[Exchange]| {
        let manifest = exchanges.iter().position(|one| one.request.target.ends_with("/manifest"));
        let (page, lookup) = exchanges.split_at(manifest.expect("a manifest is fetched"));
        let mut page: Vec<_> = page.iter().map(shape).collect();
        page.sort();
        (page, lookup.iter().map(shape).collect::<Vec<_>>())
    };
    assert_eq!(shapes(&listed), shapes(&unlisted));
    let asked: Vec<&str> = (listed.iter())
        .map(|exchange| exchange.request.target.as_str())
        .filter(|target| target.ends_with("/evaluate"))
        .collect();
    let [career, survey] = OTHERS;
    let expected =
        [LISTED_AT, career, survey].map(|slug| format!("/api/v1/incidents/{slug}/evaluate"));
    assert_eq!(asked, expected, "each once, in one order, and the health check never");
    assert!(listed.last().is_some_and(|last| last.request.target.ends_with("/evaluate")));
}

/// What an observer of the connection sees of an exchange.
fn shape(exchange: &Exchange) -> (String, String, usize, usize, Option<(u16, usize)>) {
    let request = &exchange.request;
    let reply = exchange.reply.as_ref().map(|reply| (reply.status, reply.size()));
    (request.method.clone(), request.target.clone(), request.head.len(), request.body.len(), reply)
}

#[test]
fn what_goes_wrong_with_one_incident_is_said_of_it_alone() {
    let [career, survey] = OTHERS;
    let mischiefs = [
        ("/evaluate", Mischief::FlipBit(-1)),
        ("/evaluate", Mischief::status(500)),
        ("/manifest", Mischief::status(503)),
    ];
    for (part, mischief) in mischiefs {
        let scene = Scene::new();
        scene.proxy.misbehave(&format!("/{career}{part}"), mischief.clone());
        scene.open("en");
        assert_eq!(
            scene.ask(LISTED_EMAIL),
            results([
                (HEALTH_CHECK, "not-asked"),
                (LISTED_AT, "listed"),
                (career, "failed"),
                (survey, "not-listed"),
            ]),
            "{mischief:?}"
        );
        let line = scene.line(career);
        for key in ["failure-heading", "failure-says-nothing"] {
            assert!(line.contains(&words("en", key)), "{line}");
        }
        assert!(!line.contains(&words("en", "not-listed-heading-email")), "{line}");
        let text = scene.browser.visible_text();
        assert!(text.contains(&words("en", "all-incomplete")), "{text}");
    }
}

#[test]
fn somebody_who_is_in_no_list_that_answered_is_not_told_that_all_is_well() {
    let scene = Scene::new();
    // The first that is asked: the others must still read what was typed.
    scene.proxy.misbehave(&format!("/{LISTED_AT}/manifest"), Mischief::status(500));
    scene.open("ja");
    let answers = scene.ask(LISTED_EMAIL);
    assert_eq!(answers[LISTED_AT], "failed");
    assert!(OTHERS.iter().all(|slug| answers[*slug] == "not-listed"), "{answers:?}");
    let heading = scene.browser.text_of("[data-step=answer] h1");
    assert_eq!(heading, words("ja", "all-incomplete-heading"));
    assert!(!scene.browser.visible_text().contains(&words("ja", "all-not-listed-email")));
    assert_sound(&scene.visit("ja"), "all-incomplete", "ja");
}

#[test]
fn the_line_in_progress_is_counted() {
    let scene = Scene::new();
    scene.open("en");
    let visit = scene.visit("en");
    visit.choose(Kind::Email);
    visit.type_text(Kind::Email, UNLISTED_EMAIL);
    scene.proxy.misbehave(&format!("/{}/evaluate", OTHERS[0]), Mischief::Silence);
    visit.submit(Kind::Email);
    scene.browser.wait_until(
        "the second of three",
        "document.querySelector('[data-part=counter]').innerText.replace(/\\s+/g, ' ')
           .includes('2 of 3') && document.querySelector('[data-part=announcement]')
           .textContent.replace(/\\s+/g, ' ').includes('2 of 3')",
    );
    scene.browser.back();
    visit.wait_for_step("choose");
    // What was abandoned gives no answer later.
    scene.proxy.behave();
    thread::sleep(Duration::from_secs(2));
    assert_eq!(visit.step(), "choose");
    assert!(!scene.browser.is_shown("[data-step=answer]"));
    assert_eq!(scene.proxy.exchanges_with(&format!("/{}/evaluate", OTHERS[1])).len(), 0);
}
