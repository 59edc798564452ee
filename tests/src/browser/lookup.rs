//! The verbs of a person who looks something up.

use super::{Browser, page::PATIENCE};
use serde_json::{Value, json};
use std::time::Duration;

/// What is looked up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Email,
    Phone,
    Code,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Email, Self::Phone, Self::Code];

    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Code => "code",
        }
    }
}

/// How a lookup stands when it asks nothing more of the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    Listed {
        /// In the page's order.
        groups: Vec<String>,
    },
    NotListed,
    /// "We could not check just now", and why.
    Failed {
        code: String,
    },
    /// What was typed cannot be used, and why.
    Refused {
        code: String,
    },
    /// "Did you mean ...?"
    Proposed {
        typed: String,
        proposed: String,
    },
}

impl Ending {
    pub fn listed(groups: &[&str]) -> Self {
        Self::Listed { groups: groups.iter().map(|group| (*group).to_owned()).collect() }
    }

    pub fn failed(code: &str) -> Self {
        Self::Failed { code: code.to_owned() }
    }

    pub fn refused(code: &str) -> Self {
        Self::Refused { code: code.to_owned() }
    }
}

/// The script's answer is one of the shapes below, or null while the lookup runs.
const READ_ENDING: &str = r#"(() => {
  const lookup = document.querySelector("exposure-lookup");
  const within = (step, css) => lookup.querySelector(`[data-step="${step}"] ${css}`);
  switch (lookup?.dataset.state) {
    case "answered": {
      const answer = lookup.querySelector('[data-step="answer"]');
      const groups = [...answer.querySelectorAll("section[data-groups]")];
      return { answer: answer.dataset.answer, shown: !answer.hidden,
               groups: groups.map((group) => group.dataset.groups) };
    }
    case "failed": {
      const failure = lookup.querySelector('[data-step="failure"]');
      return { failed: failure.dataset.code, shown: !failure.hidden };
    }
    case "confirming":
      return { typed: within("confirm", '[data-slot="typed"]').textContent,
               proposed: within("confirm", '[data-slot="proposed"]').textContent };
    case "typing":
    case "choosing": {
      const errors = [...lookup.querySelectorAll('[data-part="field-error"][data-code]')];
      return errors.length > 0 ? { refused: errors[0].dataset.code } : null;
    }
    default:
      return null;
  }
})()"#;

/// One person at one incident's pages.
pub struct Visit<'a> {
    pub browser: &'a Browser,
    origin: String,
    language: &'static str,
    slug: &'static str,
}

impl<'a> Visit<'a> {
    /// Nothing is opened yet. `origin` is a proxy's or a server's, without a slash at the end.
    pub fn new(
        browser: &'a Browser,
        origin: String,
        language: &'static str,
        slug: &'static str,
    ) -> Self {
        Self { browser, origin, language, slug }
    }

    pub fn landing_url(&self) -> String {
        format!("{}/{}/incidents/{}", self.origin, self.language, self.slug)
    }

    pub fn check_url(&self) -> String {
        format!("{}/check", self.landing_url())
    }

    /// Opens the incident's page.
    pub fn land(&self) {
        self.browser.open(&self.landing_url());
    }

    /// Presses the page's one strong button, and waits for the first question.
    pub fn press_check(&self) {
        self.browser.click(".check-call a.button");
        self.wait_for_step("choose");
    }

    /// Opens the lookup's own address.
    pub fn open_check(&self) {
        self.browser.open(&self.check_url());
        self.wait_for_step("choose");
    }

    /// Waits until this step is on the screen.
    pub fn wait_for_step(&self, step: &str) {
        self.browser.wait_until(
            &format!("the step {step}"),
            &format!(
                "!(document.querySelector('exposure-lookup [data-step=\"{step}\"]')?.hidden ?? true)
                 && document.querySelector('[data-part=\"lookup\"]').checkVisibility()"
            ),
        );
    }

    /// The step on the screen; empty before the lookup is there.
    pub fn step(&self) -> String {
        let step = self.browser.script(
            "return document.querySelector('exposure-lookup [data-step]:not([hidden])')
               ?.dataset.step",
            &[],
        );
        step.as_str().unwrap_or_default().to_owned()
    }

    pub fn choose(&self, kind: Kind) {
        self.choose_line(kind.name());
        self.wait_for_step(&format!("type-{}", kind.name()));
    }

    /// Chooses a line, `none` among them, and continues.
    pub fn choose_line(&self, value: &str) {
        self.browser.click(&format!("input[name=kind][value={value}]"));
        self.browser.click("[data-step=choose] button[type=submit]");
    }

    /// Types into the empty field of the kind.
    pub fn type_text(&self, kind: Kind, text: &str) {
        let clear = "document.querySelector(arguments[0]).value = '';";
        let field = format!("#field-{}", kind.name());
        self.browser.script(clear, &[json!(field)]);
        self.browser.type_into(&field, text);
    }

    /// What stands in the field of the kind.
    pub fn typed(&self, kind: Kind) -> String {
        let value = "return document.querySelector(arguments[0]).value;";
        let field = format!("#field-{}", kind.name());
        self.browser.script(value, &[json!(field)]).as_str().unwrap_or_default().to_owned()
    }

    /// Presses "Check".
    pub fn submit(&self, kind: Kind) {
        self.browser.click(&format!("[data-step=type-{}] button[type=submit]", kind.name()));
    }

    /// Waits until the lookup has ended in one way or another.
    pub fn ending(&self) -> Ending {
        self.ending_within(PATIENCE)
    }

    pub fn ending_within(&self, patience: Duration) -> Ending {
        let ending = self.browser.wait_until_within(patience, "the lookup's ending", READ_ENDING);
        let text = |name: &str| ending[name].as_str().unwrap_or_default().to_owned();
        if let Some(answer) = ending["answer"].as_str() {
            assert_eq!(ending["shown"], true, "the answer is on the screen");
            let groups: Vec<String> =
                serde_json::from_value(ending["groups"].clone()).expect("names of groups");
            return match answer {
                "listed" => Ending::Listed { groups },
                "not-listed" => Ending::NotListed,
                other => panic!("{other} is no answer"),
            };
        }
        if !ending["failed"].is_null() {
            assert_eq!(ending["shown"], true, "the failure is on the screen");
            return Ending::Failed { code: text("failed") };
        }
        if !ending["refused"].is_null() {
            return Ending::Refused { code: text("refused") };
        }
        Ending::Proposed { typed: text("typed"), proposed: text("proposed") }
    }

    /// Chooses, types, presses "Check" and waits. The lookup must be at its first question.
    pub fn look_up(&self, kind: Kind, text: &str) -> Ending {
        self.choose(kind);
        self.type_text(kind, text);
        self.submit(kind);
        self.ending()
    }

    /// "Check another", from an answer to the first question.
    pub fn check_another(&self) {
        self.browser.click("[data-step=answer] [data-action=another]");
        self.wait_for_step("choose");
    }

    /// "Try again", once the page allows it.
    pub fn try_again(&self) -> Ending {
        self.browser.wait_until(
            "the button to try again",
            "!document.querySelector('[data-action=retry]').disabled",
        );
        // The failure is gone from the state before the click returns.
        self.browser.click("[data-action=retry]");
        self.ending()
    }

    /// The hexadecimal digits that the panel "What left your device" shows.
    pub fn shown_bytes(&self, slot: &str) -> String {
        let text = self.browser.script(
            "return document.querySelector(`[data-step=answer] [data-slot=${arguments[0]}]`)
               .textContent;",
            &[Value::from(slot)],
        );
        let text = text.as_str().expect("the panel has bytes");
        text.split_whitespace().collect()
    }
}
