//! What was loaded and published so far, what a load would change of it, and going back.

use super::{
    LoadApi, LoadId,
    load_api::{Action, load_path},
    publication::{Answer, Publication},
};
use crate::errors::RequestError;
use serde::{Deserialize, Serialize};

/// All loads and sets of an incident, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct History {
    pub current_set: Option<u64>,
    pub loads: Vec<PastLoad>,
    pub sets: Vec<PastSet>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PastLoad {
    pub load: LoadId,
    pub action: Action,
    pub state: String,
    /// Name of the load token.
    pub token: String,
    /// HMAC of the file under the list secret, 64 hex digits.
    pub file: Option<String>,
    pub people: u64,
    pub identifiers: u64,
    pub filter_entries: u64,
    /// Seconds since 1970, as all dates here.
    pub as_of: i64,
    pub opened: i64,
    pub ended: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PastSet {
    pub version: u64,
    /// `load`, `withdrawal`, `rollback`.
    pub cause: String,
    pub caused_by: Option<LoadId>,
    /// Of a rollback: the set that it returned to.
    pub back_to: Option<u64>,
    pub as_of: i64,
    pub published: i64,
    pub loads: Vec<LoadId>,
}

/// What a load would change, as the server counts it; see PROTOCOL.md.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Changes {
    pub current_set: Option<u64>,
    pub people: PeopleChanges,
    pub identifiers: IdentifierChanges,
    /// Handles that a withdrawal names and the set does not have so: 32 hex digits each, at most
    /// 1,000.
    pub unmatched: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct PeopleChanges {
    pub new: u64,
    pub known: u64,
    /// Known ones that get a further identifier or group.
    pub changed: u64,
    pub only_in_set: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct IdentifierChanges {
    pub new: u64,
    pub known: u64,
    pub only_in_set: u64,
}

#[derive(Serialize)]
struct Rollback {
    to: u64,
    current: u64,
}

impl History {
    pub fn set(&self, version: u64) -> Option<&PastSet> {
        self.sets.iter().find(|set| set.version == version)
    }
}

impl LoadApi<'_> {
    /// # Errors
    /// [`RequestError`], as below.
    pub fn history(&self, slug: &str) -> Result<History, RequestError> {
        let path = format!("/api/v1/staff/incidents/{slug}/history");
        self.json("GET", &path, &[], "for the history of the incident")
    }

    /// What a load that is uploaded would change.
    pub fn changes(&self, load: &LoadId) -> Result<Changes, RequestError> {
        self.json("GET", &load_path(load, "/changes"), &[], "what the load would change")
    }

    /// Publishes set `to` again, or asks a second person to; refused where `current` is not the
    /// current set any more.
    pub fn rollback(&self, slug: &str, to: u64, current: u64) -> Result<Publication, RequestError> {
        let purpose = "to return to an earlier set";
        let path = format!("/api/v1/staff/incidents/{slug}/rollback");
        let body = serde_json::to_vec(&Rollback { to, current })
            .map_err(|_| RequestError::Answer { purpose })?;
        let answer: Answer = self.json("POST", &path, &body, purpose)?;
        Ok(answer.into())
    }
}
