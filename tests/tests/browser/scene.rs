//! What every test begins with, and the words that it expects on the page.

use shirabe_tests::{
    browser::{BorrowedBrowser, Browser, Kind, Visit},
    deployment::{Deployment, Limits, List, Loaded, Person, shared},
    proxy::Proxy,
    workspace,
};
use std::{fs, sync::OnceLock};

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
    /// With the shared deployment and one of its incidents.
    pub fn of(slug: &'static str) -> Self {
        let incident = Loaded::incident(slug);
        Self {
            browser: Browser::borrow(),
            proxy: Proxy::before(shared().address()),
            listed: incident.listed(),
            unlisted: incident.unlisted(),
            slug,
        }
    }

    /// With a deployment of [`small`] or one like it.
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

/// A sentence of the Fluent files.
pub fn words(language: &str, key: &str) -> String {
    let folder = workspace().join("web/locales").join(language);
    let beginning = format!("{key} = ");
    for entry in fs::read_dir(folder).expect("the language's folder") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a Fluent file");
        if let Some(line) = text.lines().find(|line| line.starts_with(&beginning)) {
            return line[beginning.len()..].to_owned();
        }
    }
    panic!("no text {key} in {language}")
}

/// The survey's incident with two people, loaded in a moment.
pub fn load_small(deployment: &Deployment) {
    let definition = sample_data::incident(SURVEY).expect("a sample incident").definition;
    let quick = definition.replace("profile = \"standard\"", "profile = \"sample\"");
    assert_ne!(quick, definition);
    deployment.apply(&quick);
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
        let deployment = Deployment::start_with(Limits::WIDE);
        load_small(&deployment);
        deployment
    })
}
