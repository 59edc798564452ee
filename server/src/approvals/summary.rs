//! What exactly would change, as data: capabilities fill it in, and say it again on pages.

use serde::{Deserialize, Serialize};

/// What exactly would change, as the second person sees it: counts and names of lists, nothing
/// of anybody concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Summary {
    /// The lists that are added, taken out or brought back, by the names of their load tokens.
    pub lists: Vec<String>,
    /// A load token asked: the counts are those of everybody, and nothing for somebody who is
    /// limited to a share.
    #[serde(default)]
    pub by_load_token: bool,
    /// Name of the load token that asked, where it was made at the command line: no account stands
    /// behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine_token: Option<String>,
    /// People in the set.
    pub people: BeforeAfter,
    /// Entries of the filters: one for each person, public identifier and group.
    pub filter_entries: BeforeAfter,
    /// People by group, in the order of the incident file.
    pub groups: Vec<GroupBeforeAfter>,
    /// The date of the lists, in seconds since 1970: what the answers will say.
    pub as_of: i64,
    /// What is said to callers, before and after; then every count is 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<ScriptChange>,
}

impl Summary {
    /// Nothing but a script changes.
    pub fn of_script(script: ScriptChange) -> Self {
        let none = BeforeAfter { before: 0, after: 0 };
        Self {
            lists: Vec::new(),
            by_load_token: false,
            machine_token: None,
            people: none,
            filter_entries: none,
            groups: Vec::new(),
            as_of: 0,
            script: Some(script),
        }
    }
}

/// A script before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ScriptChange {
    /// Code of the answer.
    pub answer: String,
    /// The caller's.
    pub language: String,
    pub before: ScriptTexts,
    pub after: ScriptTexts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BeforeAfter {
    pub before: u64,
    pub after: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct GroupBeforeAfter {
    /// Its name in the incident file.
    pub group: String,
    pub people: BeforeAfter,
}

/// The lines of a script. Only `say` is in the caller's language; the other parts are for the
/// agent, and are there in the languages of staff alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptTexts {
    pub say: Vec<String>,
    #[serde(default)]
    pub never: Vec<String>,
    #[serde(default)]
    pub next: Vec<String>,
    #[serde(default)]
    pub escalate: Vec<String>,
}

impl ScriptTexts {
    /// Heads of the parts, as they stand in keys of texts, with their lines.
    pub fn parts(&self) -> [(&'static str, &[String]); 4] {
        [
            ("say", &self.say),
            ("never", &self.never),
            ("next", &self.next),
            ("escalate", &self.escalate),
        ]
    }
}
