//! What an agent says to a caller, by answer and by the caller's language; beside it, for the
//! agent, what is never said, what to do next, and when to hand the call on.
//!
//! Version 0 of a script comes with the program. An incident's own versions follow, each made
//! current by a second person.

mod answer;
pub mod api;
mod built_in;
pub mod names;
pub mod pages;
mod proposing;

pub use crate::approvals::ScriptTexts;
pub use answer::Answer;
pub use proposing::{Proposal, Proposed, outcome, perform, propose, waiting};

use crate::{
    incidents::Incident,
    state::Services,
    store::{StoreError, StoredScript},
    words::Language,
};
use std::collections::BTreeMap;

/// Stands in a text where the address of the incident's page goes.
pub const ADDRESS: &str = "{address}";
/// Stands in a text where the desk's number goes.
pub const PHONE: &str = "{phone}";

/// A script as it is now; [`ADDRESS`] and [`PHONE`] stand in its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    pub answer: Answer,
    /// The caller's.
    pub language: Language,
    /// What it is written in: English where the program has no text in the caller's.
    pub written_in: Language,
    /// 0 for the one that comes with the program.
    pub version: u64,
    /// Since when it is said; `None` for version 0.
    pub since: Option<i64>,
    pub texts: ScriptTexts,
}

/// A script as the agent reads it, addresses filled in. Texts in easy Japanese have readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptView {
    pub answer: Answer,
    /// The script that is said for it: where an incident tells nothing by telephone, another.
    pub script: Answer,
    /// The caller's.
    pub language: Language,
    /// Of `say`.
    pub written_in: Language,
    /// Of `say`.
    pub version: u64,
    pub say: Vec<String>,
    /// These three are in the agent's language.
    pub never: Vec<String>,
    pub next: Vec<String>,
    pub escalate: Vec<String>,
}

/// The current scripts of an incident.
pub struct Scripts(BTreeMap<(Answer, &'static str), Script>);

impl Scripts {
    /// # Errors
    /// [`StoreError`].
    pub async fn of(services: &Services, incident: &Incident) -> Result<Self, StoreError> {
        let mut scripts = BTreeMap::new();
        for answer in Answer::ALL {
            for language in Language::ALL {
                scripts.insert((answer, language.tag()), Script::built_in(answer, language));
            }
        }
        for stored in services.store.current_scripts(&incident.id).await? {
            let script = Script::stored(&stored)?;
            scripts.insert((script.answer, script.language.tag()), script);
        }
        Ok(Self(scripts))
    }

    /// Changes with every version of any of them.
    pub fn versions(&self) -> u64 {
        self.0.values().map(|script| script.version).sum()
    }

    pub fn get(&self, answer: Answer, language: Language) -> &Script {
        &self.0[&(answer, language.tag())]
    }
}

impl Script {
    /// The one that comes with the program.
    pub fn built_in(answer: Answer, language: Language) -> Self {
        built_in::script(answer, language)
    }

    /// # Errors
    /// [`StoreError::Content`].
    pub fn stored(stored: &StoredScript) -> Result<Self, StoreError> {
        let answer = Answer::from_code(&stored.answer).ok_or(StoreError::Content)?;
        let language = Language::from_tag(&stored.language).ok_or(StoreError::Content)?;
        Ok(Self {
            answer,
            language,
            written_in: language,
            version: stored.version,
            since: Some(stored.since),
            texts: serde_json::from_str(&stored.texts).map_err(|_| StoreError::Content)?,
        })
    }
}

/// What goes into the texts of an incident.
pub struct Filling {
    address: String,
    phone: String,
}

impl Filling {
    /// For a caller of this language.
    pub fn new(services: &Services, incident: &Incident, language: Language) -> Self {
        let definition = &incident.definition;
        let (url, tag) = (services.public_url.trim_end_matches('/'), language.tag());
        Self {
            address: format!("{url}/{tag}/incidents/{}", definition.slug),
            phone: definition.desk.phone.clone(),
        }
    }

    /// Of the incident's page.
    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn lines(&self, lines: &[String]) -> Vec<String> {
        lines.iter().map(|line| self.line(line)).collect()
    }

    fn line(&self, line: &str) -> String {
        line.replace(ADDRESS, &self.address).replace(PHONE, &self.phone)
    }
}

/// Every answer in every language of callers, as an agent who reads `staff_language` needs it.
///
/// # Errors
/// [`StoreError`].
pub async fn for_console(
    services: &Services,
    incident: &Incident,
    staff_language: Language,
) -> Result<Vec<ScriptView>, StoreError> {
    let scripts = Scripts::of(services, incident).await?;
    let views = Answer::ALL.into_iter().flat_map(|answer| {
        let scripts = &scripts;
        Language::ALL.into_iter().map(move |language| {
            let said = answer.script(&incident.definition);
            let script = scripts.get(said, language);
            let beside = &scripts.get(said, staff_language).texts;
            let to_caller = Filling::new(services, incident, language);
            let to_agent = Filling::new(services, incident, staff_language);
            ScriptView {
                answer,
                script: said,
                language,
                written_in: script.written_in,
                version: script.version,
                say: to_caller.lines(&script.texts.say),
                never: to_agent.lines(&beside.never),
                next: to_agent.lines(&beside.next),
                escalate: to_agent.lines(&beside.escalate),
            }
        })
    });
    Ok(views.collect())
}
