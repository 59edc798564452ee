//! What every test begins with, and the words that it expects on the page.

use shirabe_tests::{
    browser::{BorrowedBrowser, Browser, Kind, Visit},
    deployment::{Deployment, List, Loaded, Person, quick},
    proxy::Proxy,
    wording::words,
};
use std::sync::OnceLock;

pub const SURVEY: &str = "statistics-survey";

/// A browser, and a proxy before a deployment.
pub struct Scene {
    pub browser: BorrowedBrowser,
    pub proxy: Proxy,
    pub listed: Person,
    pub unlisted: Person,
    slug: &'static str,
}

impl Scene {
    /// Before a sample incident with its whole list, which nobody changes.
    pub fn of(slug: &'static str) -> Self {
        Self::in_browser(Browser::borrow(), slug)
    }

    /// As [`Self::of`], in a browser that keeps its network log.
    pub fn recording(slug: &'static str) -> Self {
        Self::in_browser(Browser::borrow_recording(), slug)
    }

    fn in_browser(browser: BorrowedBrowser, slug: &'static str) -> Self {
        let incident = Loaded::incident(slug);
        Self {
            browser,
            proxy: Proxy::before(incident.deployment.address()),
            listed: incident.listed(),
            unlisted: incident.unlisted(),
            slug,
        }
    }

    /// Before a deployment with the list of [`load_small`].
    pub fn before(deployment: &Deployment) -> Self {
        Self {
            browser: Browser::borrow(),
            proxy: Proxy::before(deployment.address()),
            listed: small_listed(deployment),
            unlisted: shirabe_tests::deployment::unlisted_person(SURVEY),
            slug: SURVEY,
        }
    }

    pub fn visit(&self, language: &'static str) -> Visit<'_> {
        Visit::new(&self.browser, self.proxy.url(), language, self.slug)
    }

    pub fn evaluations(&self) -> usize {
        self.proxy.exchanges_with("/evaluate").len()
    }

    /// The page says that it could not check, and nothing that could pass for an answer.
    pub fn assert_no_answer(&self, language: &str) {
        let text = self.browser.visible_text();
        for key in ["failure-heading", "failure-says-nothing", "failure-retry"] {
            let words = words(language, key);
            assert!(text.contains(&words), "{key} is missing in: {text}");
        }
        for key in ["listed-heading", "not-listed-heading"] {
            for kind in Kind::ALL {
                let words = words(language, &format!("{key}-{}", kind.name()));
                assert!(!text.contains(&words), "a failure reads like an answer: {text}");
            }
        }
        assert!(!self.browser.is_shown("[data-answer]"), "an answer is on the page: {text}");
        assert!(!self.browser.is_shown("[data-step=answer]"), "an answer is on the page: {text}");
    }
}

/// The survey's incident with two people, loaded in a moment.
pub fn load_small(deployment: &Deployment) {
    let definition = sample_data::incident(SURVEY).expect("a sample incident").definition;
    load_two_people(deployment, &quick(definition));
}

/// The same in profile `standard`, which lists of real people have.
pub fn load_small_as_real(deployment: &Deployment) {
    let definition = sample_data::incident(SURVEY).expect("a sample incident").definition;
    assert_ne!(quick(definition), definition);
    load_two_people(deployment, definition);
}

fn load_two_people(deployment: &Deployment, definition: &str) {
    deployment.apply(definition);
    deployment.import(&List {
        slug: SURVEY,
        group: "contacts",
        file_name: "contacts.csv",
        contents: b"name,email,phone\n\
                    A,hanako.small@aoba.example.co.jp,03-0123-4567\n\
                    B,taro.small@aoba.example.co.jp,03-0123-4568\n",
        mappings: &[],
    });
}

/// The first person of the small list.
pub fn small_listed(deployment: &Deployment) -> Person {
    let rows = deployment.letter_codes(SURVEY);
    Person {
        email: "hanako.small@aoba.example.co.jp".to_owned(),
        phone: "03-0123-4567".to_owned(),
        code: rows[0].last().expect("a code").clone(),
        groups: vec!["contacts"],
    }
}

/// Another organisation's server: same incident, other keys.
pub fn other_deployment() -> &'static Deployment {
    static OTHER: OnceLock<Deployment> = OnceLock::new();
    OTHER.get_or_init(|| {
        let deployment = Deployment::start();
        load_small(&deployment);
        deployment
    })
}
