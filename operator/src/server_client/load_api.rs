//! The load API: parameters, open, numbered batches, close, publish.

use super::{
    Call, ServerClient, Token, is_name,
    publication::{Answer, Publication},
};
use crate::errors::{OperatorError, RequestError};
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use shirabe_protocol::{
    identifier::{Form, Kind, NORMALISATION},
    oprf::{MAX_BATCH, PublicKey},
    stretching::{Profile, Salt},
    wire,
};
use std::collections::BTreeSet;

/// What a load needs to know of its incident.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LoadParameters {
    pub normalisation: String,
    #[serde(deserialize_with = "hex_bytes")]
    pub deployment: [u8; 16],
    #[serde(deserialize_with = "hex_bytes")]
    pub incident: [u8; 16],
    pub slug: String,
    pub profile: Profile,
    /// Their positions stand in records and filter entries.
    pub kinds: Vec<LoadKind>,
    /// Their positions stand in records and filter entries.
    pub groups: Vec<String>,
    #[serde(deserialize_with = "hex_bytes")]
    pub public_key: [u8; 32],
    #[serde(deserialize_with = "hex_bytes")]
    pub staff_key: [u8; 32],
    #[serde(deserialize_with = "hex_bytes")]
    pub signing_key: [u8; 32],
    pub max_batch: usize,
    /// The part of the incident that the token is limited to: every record carries it.
    #[serde(default)]
    pub share: Option<u16>,
}

/// A kind of identifier, and whether the public may ask by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadKind {
    #[serde(flatten)]
    pub kind: Kind,
    pub public: bool,
}

impl LoadParameters {
    /// What this program relies on: names fit for files, positions fit for the wire.
    fn check(&self, slug: &str) -> Result<(), OperatorError> {
        if self.normalisation != NORMALISATION {
            return Err(OperatorError::Verification {
                problem: "the server reads identifiers by rules this program does not know".into(),
                advice: "Use the `shirabe-operator` of the server's own version.",
            });
        }
        let kind_names: BTreeSet<_> = self.kinds.iter().map(|kind| &kind.kind.name).collect();
        let sound = self.slug == slug
            && (1..=32).contains(&self.kinds.len())
            && kind_names.len() == self.kinds.len()
            && self.kinds.iter().all(|kind| is_sound(&kind.kind))
            && (1..=32).contains(&self.groups.len())
            && self.groups.iter().all(|group| is_name(group))
            && (1..=MAX_BATCH).contains(&self.max_batch)
            && self.public_key != self.staff_key;
        if sound { Ok(()) } else { Err(RequestError::Answer { purpose: PARAMETERS }.into()) }
    }

    pub fn salt(&self) -> Salt {
        Salt::of(&self.deployment, &self.incident)
    }

    /// Both keys as group elements, public first.
    ///
    /// # Errors
    /// [`OperatorError::Check`].
    pub fn keys(&self) -> Result<[PublicKey; 2], OperatorError> {
        let read = |bytes| {
            PublicKey::from_bytes(bytes)
                .map_err(OperatorError::check("the server's key is not a key"))
        };
        Ok([read(self.public_key)?, read(self.staff_key)?])
    }

    /// Position and kind of letter codes, if the incident declares them.
    pub fn code_kind(&self) -> Option<(u8, &Kind)> {
        let position = self.kinds.iter().position(|kind| kind.kind.form == Form::Code)?;
        Some((position as u8, &self.kinds[position].kind))
    }

    pub fn kind_names(&self) -> Vec<String> {
        self.kinds.iter().map(|kind| kind.kind.name.clone()).collect()
    }
}

/// Names are shown and typed; a kind without fields would make everybody one.
fn is_sound(kind: &Kind) -> bool {
    is_name(&kind.name)
        && match &kind.form {
            Form::Email | Form::Phone { .. } | Form::Code => true,
            Form::Composite { fields } => {
                let names: BTreeSet<_> = fields.iter().map(|field| &field.name).collect();
                !fields.is_empty()
                    && names.len() == fields.len()
                    && fields.iter().all(|field| is_name(&field.name))
            }
        }
}

/// A load's number: 32 lower-case hex digits, fit for addresses and file names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoadId(String);

impl LoadId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for LoadId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() == 32 && text.bytes().all(digits) {
            Ok(Self(text))
        } else {
            Err(D::Error::custom("a load is named by 32 hex digits"))
        }
    }
}

/// What a load is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Its people are added to the set.
    Add,
    /// Its people are taken out of its groups.
    Withdraw,
    /// It is only compared with the set, and then abandoned; the server takes it for an `add`.
    #[serde(rename(serialize = "add"))]
    Diff,
}

impl Action {
    pub fn code(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Withdraw => "withdraw",
            Self::Diff => "diff",
        }
    }
}

/// What a load declares when it is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opening {
    pub action: Action,
    /// HMAC-SHA-256(list secret, `shirabe/file` || file): 64 hex digits.
    pub file: String,
    /// Elements to evaluate, and records.
    pub identifiers: u64,
    /// One for each person, identifier of a public kind, and group.
    pub filter_entries: u64,
    pub people: u64,
    /// The list's date, in seconds since 1970.
    pub as_of: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LoadState {
    Open,
    Uploading,
    Closed,
    Published,
    Abandoned,
}

/// What the server counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Closed {
    pub identifiers: u64,
    pub filter_entries: u64,
    pub people: u64,
}

#[derive(Deserialize)]
struct Opened {
    load: LoadId,
}

#[derive(Deserialize)]
struct Status {
    state: LoadState,
}

/// `GET .../loads/{load}` after publishing.
#[derive(Deserialize)]
struct PublishedStatus {
    set_version: Option<u64>,
}

const PARAMETERS: &str = "for the parameters of the load";
const JSON: &str = "application/json";

/// The load API with one token.
pub struct LoadApi<'a> {
    client: &'a ServerClient<'a>,
    token: &'a Token,
}

impl<'a> LoadApi<'a> {
    pub fn new(client: &'a ServerClient<'a>, token: &'a Token) -> Self {
        Self { client, token }
    }

    /// # Errors
    /// [`OperatorError::Request`]; [`OperatorError::Verification`] where the server speaks of
    /// another normalisation.
    pub fn parameters(&self, slug: &str) -> Result<LoadParameters, OperatorError> {
        let path = format!("/api/v1/staff/incidents/{slug}/load-parameters");
        let parameters: LoadParameters = self.json("GET", &path, &[], PARAMETERS)?;
        parameters.check(slug)?;
        Ok(parameters)
    }

    /// # Errors
    /// [`RequestError`], as all below.
    pub fn open(&self, slug: &str, opening: &Opening) -> Result<LoadId, RequestError> {
        let path = format!("/api/v1/staff/incidents/{slug}/loads");
        let purpose = "to open a load";
        let body = serde_json::to_vec(opening).map_err(|_| RequestError::Answer { purpose })?;
        let opened: Opened = self.json("POST", &path, &body, purpose)?;
        Ok(opened.load)
    }

    /// Sends blinded elements, gives the reply's bytes for [`wire::decode_batch_reply`].
    pub fn evaluate_blinded(
        &self,
        load: &LoadId,
        number: usize,
        elements: &[u8],
    ) -> Result<Vec<u8>, RequestError> {
        let path = batch_path(load, "evaluations", number);
        self.put(&path, wire::BATCH_REQUEST, elements, "to evaluate a batch")
    }

    pub fn upload_records(
        &self,
        load: &LoadId,
        number: usize,
        records: &[u8],
    ) -> Result<(), RequestError> {
        let path = batch_path(load, "records", number);
        self.put(&path, wire::RECORDS, records, "to take records").map(drop)
    }

    pub fn upload_filter_entries(
        &self,
        load: &LoadId,
        number: usize,
        entries: &[u8],
    ) -> Result<(), RequestError> {
        let path = batch_path(load, "filter-entries", number);
        self.put(&path, wire::FILTER_ENTRIES, entries, "to take filter entries").map(drop)
    }

    /// `None` where the load was closed before and the answer was lost.
    pub fn close(&self, load: &LoadId) -> Result<Option<Closed>, RequestError> {
        let purpose = "to close the load";
        match self.json("POST", &load_path(load, "/close"), &[], purpose) {
            Err(error) if error.status() == Some(409) => match self.state(load)? {
                LoadState::Closed | LoadState::Published => Ok(None),
                _ => Err(error),
            },
            closed => closed.map(Some),
        }
    }

    /// Publishes a closed load, or asks a second person to. Asked again, it tells what became of
    /// it.
    pub fn publish(&self, load: &LoadId) -> Result<Publication, RequestError> {
        let purpose = "to publish the load";
        let answer: Result<Answer, _> =
            self.json("POST", &load_path(load, "/publish"), &[], purpose);
        match answer {
            Err(error) if error.status() == Some(409) => match self.state(load)? {
                LoadState::Published => {
                    let status: PublishedStatus =
                        self.json("GET", &load_path(load, ""), &[], purpose)?;
                    Ok(Publication::Published(status.set_version))
                }
                _ => Err(error),
            },
            answer => answer.map(Publication::from),
        }
    }

    pub fn abandon(&self, load: &LoadId) -> Result<(), RequestError> {
        let path = load_path(load, "/abandon");
        self.client.call(&self.request("POST", &path, &[], "to abandon the load")).map(|_| ())
    }

    pub fn state(&self, load: &LoadId) -> Result<LoadState, RequestError> {
        let purpose = "for the state of the load";
        let status: Status = self.json("GET", &load_path(load, ""), &[], purpose)?;
        Ok(status.state)
    }

    fn request<'c>(
        &'c self,
        method: &'static str,
        path: &'c str,
        body: &'c [u8],
        purpose: &'static str,
    ) -> Call<'c> {
        Call {
            method,
            path,
            token: Some(self.token),
            claim: None,
            media_type: (!body.is_empty()).then_some(JSON),
            body,
            purpose,
            limit: 1 << 20,
        }
    }

    pub(super) fn json<T: for<'de> Deserialize<'de>>(
        &self,
        method: &'static str,
        path: &str,
        body: &[u8],
        purpose: &'static str,
    ) -> Result<T, RequestError> {
        let reply = self.client.call(&self.request(method, path, body, purpose))?;
        serde_json::from_slice(&reply.body).map_err(|_| RequestError::Answer { purpose })
    }

    fn put(
        &self,
        path: &str,
        media_type: &'static str,
        body: &[u8],
        purpose: &'static str,
    ) -> Result<Vec<u8>, RequestError> {
        let call =
            Call { media_type: Some(media_type), ..self.request("PUT", path, body, purpose) };
        self.client.call(&call).map(|reply| reply.body)
    }
}

pub(super) fn load_path(load: &LoadId, action: &str) -> String {
    format!("/api/v1/staff/loads/{}{action}", load.as_str())
}

fn batch_path(load: &LoadId, what: &str, number: usize) -> String {
    format!("{}/{number}", load_path(load, &format!("/{what}")))
}

fn hex_bytes<'de, D: Deserializer<'de>, const N: usize>(
    deserializer: D,
) -> Result<[u8; N], D::Error> {
    let text = String::deserialize(deserializer)?;
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| D::Error::custom("not hex"))?;
    Ok(bytes)
}
