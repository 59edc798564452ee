//! A walk past everything that the public sees, in one language: the same table of pages and
//! states for everyone who looks.

use crate::page::{
    all_samples::{CARD, CAREER, HEALTH_CHECK, deployment},
    scene::{TWO_GROUPS, UNLISTED},
};
use serde_json::json;
use shirabe_tests::{
    browser::{BorrowedBrowser, Browser, Ending, Kind, Visit},
    deployment::unlisted_person,
    proxy::{Mischief, Proxy},
};

/// Pages that stand as they are loaded: what they are called here, and their address after the
/// language.
pub const PAGES: [(&str, &str); 12] = [
    ("index", ""),
    ("how-it-works", "how-it-works"),
    ("real", "real"),
    ("problem", "problems/rate-limited"),
    ("not-found", "nothing/here"),
    ("landing", "incidents/overseas-career"),
    ("record", "incidents/overseas-career/record"),
    ("others", "incidents/overseas-career/others"),
    ("real-of-incident", "incidents/overseas-career/real"),
    ("check", "incidents/overseas-career/check"),
    ("check-all", "check"),
    ("embed", "incidents/overseas-career/embed"),
];

/// Incidents whose texts are looked at in the language that decides, and not in all.
pub const OTHER_LANDINGS: [(&str, &str); 3] = [
    ("landing-health-check", "incidents/health-check"),
    ("landing-job-matching", "incidents/job-matching"),
    ("landing-statistics-survey", "incidents/statistics-survey"),
];

/// A browser, and a proxy before the server as the pages' origin.
pub struct Walk {
    pub browser: BorrowedBrowser,
    pub proxy: Proxy,
}

impl Walk {
    pub fn new() -> Self {
        Self::in_browser(Browser::borrow())
    }

    /// As [`Self::new`], in a browser that keeps its network log.
    pub fn recording() -> Self {
        Self::in_browser(Browser::borrow_recording())
    }

    fn in_browser(browser: BorrowedBrowser) -> Self {
        Self { browser, proxy: Proxy::before(deployment().address()) }
    }

    pub fn open(&self, language: &str, rest: &str) {
        self.browser.open(&format!("{}/{language}/{rest}", self.proxy.url()));
    }

    pub fn visit(&self, language: &'static str, slug: &'static str) -> Visit<'_> {
        Visit::new(&self.browser, self.proxy.url(), language, slug)
    }

    /// Everything in `PAGES`, and the menu of languages.
    pub fn pages(&self, language: &'static str, mut look: impl FnMut(&str)) {
        let more: &[_] = if language == "ja" { &OTHER_LANDINGS } else { &[] };
        for (name, rest) in PAGES.iter().chain(more) {
            self.open(language, rest);
            if ["check", "check-all", "embed"].contains(name) {
                self.visit(language, CAREER).wait_for_step("choose");
            }
            if *name == "record" {
                self.open_earlier_texts(language);
            }
            look(name);
        }
        self.open(language, "");
        self.browser.click(".language-menu summary");
        look("languages");
    }

    /// What notices of the record said before they were corrected.
    pub fn open_earlier_texts(&self, language: &str) {
        if ["ja", "en"].contains(&language) {
            self.browser.click(".earlier-switch summary");
            assert!(self.browser.is_shown(".earlier-text del"), "no correction in {language}");
        }
    }

    /// One question after the other, with all that may come of it.
    pub fn questions(&self, language: &'static str, mut look: impl FnMut(&str)) {
        let visit = self.visit(language, CAREER);
        visit.open_check();
        self.browser.click("[data-step=choose] button[type=submit]");
        assert_eq!(visit.ending(), Ending::refused("choose:nothing"));
        look("choose-nothing");
        visit.choose_line("none");
        visit.wait_for_step("desk");
        look("desk");
        self.step_back(&visit);
        for kind in [Kind::Phone, Kind::Code] {
            visit.choose(kind);
            look(&format!("type-{}", kind.name()));
            self.step_back(&visit);
        }
        assert_eq!(visit.look_up(Kind::Email, "name"), Ending::refused("input:email-without-at"));
        look("refused");
        visit.type_text(Kind::Email, &TWO_GROUPS.replace(".co.jp", ".cojp"));
        look("type-email");
        visit.submit(Kind::Email);
        assert!(matches!(visit.ending(), Ending::Proposed { .. }));
        look("confirm");
        self.browser.click("[data-action=use-proposed]");
        assert_eq!(visit.ending(), Ending::listed(&["participants", "exhibitors"]));
        look("listed");
        self.browser.click("[data-step=answer] details.bytes summary");
        look("privacy-panel");
        visit.check_another();
        assert_eq!(visit.look_up(Kind::Email, UNLISTED), Ending::NotListed);
        look("not-listed");
        visit.check_another();
        let code = unlisted_person(CAREER).code;
        assert_eq!(visit.look_up(Kind::Code, &code), Ending::NotListed);
        look("unknown-code");
        visit.check_another();
        self.proxy.misbehave("/evaluate", Mischief::FlipBit(-1));
        assert_eq!(visit.look_up(Kind::Email, UNLISTED), Ending::failed("check:proof"));
        look("failure");
        self.proxy.behave();
    }

    /// By several fields, and of all incidents at once.
    pub fn composite_and_all(&self, language: &'static str, mut look: impl FnMut(&str)) {
        let visit = self.visit(language, HEALTH_CHECK);
        visit.open_check();
        visit.choose_line("insurance");
        visit.wait_for_step("type-insurance");
        look("type-composite");
        let submit = "[data-step=type-insurance] button[type=submit]";
        self.browser.click(submit);
        assert_eq!(visit.ending(), Ending::refused("input:input-empty"));
        look("composite-refused");
        for (field, text) in CARD {
            self.browser.type_into(&format!("#field-insurance-{field}"), text);
        }
        self.browser.click(submit);
        assert_eq!(visit.ending(), Ending::listed(&["employees"]));
        look("composite-listed");

        self.open(language, "check");
        visit.wait_for_step("choose");
        visit.choose(Kind::Email);
        visit.type_text(Kind::Email, TWO_GROUPS);
        visit.submit(Kind::Email);
        self.browser.wait_until(
            "the answers of all incidents",
            "document.querySelector('exposure-lookup').dataset.state === 'answered'",
        );
        look("all-answers");
    }

    /// From a step to the first question, by the link that stands above it.
    fn step_back(&self, visit: &Visit<'_>) {
        self.browser.click("[data-part=lookup] [data-action=back]");
        visit.wait_for_step("choose");
    }

    /// Fills an empty field, though it held something before.
    pub fn clear(&self, field: &str) {
        self.browser.script("document.querySelector(arguments[0]).value = '';", &[json!(field)]);
    }
}
