//! One open lookup: manifest and filters checked, then question after question.

use crate::{check_error, input_error, mail_domains};
use rand_core::OsRng;
use shirabe_protocol::{
    error::CheckError,
    identifier::Form,
    manifest::VerifiedManifest,
    oprf::client::{Pending, blind},
    outcome::{FilterCollection, Outcome},
    stretching::Stretcher,
    wire::EvaluateReply,
};
use wasm_bindgen::{JsError, prelude::wasm_bindgen};

/// A filter file to fetch.
#[wasm_bindgen(getter_with_clone)]
pub struct FilterFile {
    /// 64 hex digits; the file is at `/filters/{sha256}`.
    pub sha256: String,
    pub bytes: u32,
    pub kind: String,
}

/// The answer to one question.
#[wasm_bindgen(getter_with_clone)]
pub struct Answer {
    /// `listed` or `not-listed`.
    pub outcome: String,
    /// Names of the groups of this entry; empty if `not-listed`.
    pub groups: Vec<String>,
    /// The date of the list, in seconds since 1970.
    #[wasm_bindgen(js_name = asOf)]
    pub as_of: f64,
    /// Counts the published sets of this incident.
    #[wasm_bindgen(js_name = setVersion)]
    pub set_version: f64,
}

struct Question {
    kind: String,
    pending: Pending,
}

/// A lookup against one incident's manifest.
#[wasm_bindgen]
pub struct Lookup {
    manifest: VerifiedManifest,
    filters: FilterCollection,
    question: Option<Question>,
}

#[wasm_bindgen]
impl Lookup {
    /// Checks the manifest: signature under the pinned key (32 bytes), dates, content, and that
    /// it speaks of the incident with this slug.
    #[wasm_bindgen(constructor)]
    pub fn new(
        manifest: &[u8],
        signature: &[u8],
        pinned_key: &[u8],
        slug: &str,
        now_seconds: f64,
    ) -> Result<Lookup, JsError> {
        let pinned: &[u8; 32] =
            pinned_key.try_into().map_err(|_| check_error(CheckError::ManifestSignature))?;
        let manifest = VerifiedManifest::verify(manifest, signature, pinned, now_seconds as i64)
            .and_then(|manifest| manifest.for_incident(slug))
            .map_err(check_error)?;
        Ok(Self { manifest, filters: FilterCollection::new(), question: None })
    }

    /// Names of all groups in this list; a page that lacks words for one is older than the list.
    pub fn groups(&self) -> Vec<String> {
        self.manifest.manifest().groups.clone()
    }

    /// Every filter file that this manifest names.
    #[wasm_bindgen(js_name = filterFiles)]
    pub fn filter_files(&self) -> Vec<FilterFile> {
        let manifest = self.manifest.manifest();
        manifest
            .filters
            .iter()
            .flat_map(|filter| {
                filter.shards.iter().map(|shard| FilterFile {
                    sha256: shard.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
                    bytes: shard.bytes,
                    kind: filter.kind.clone(),
                })
            })
            .collect()
    }

    /// Takes in one downloaded filter, if its digest stands in the manifest.
    #[wasm_bindgen(js_name = addFilter)]
    pub fn add_filter(&mut self, file: &[u8]) -> Result<(), JsError> {
        self.filters.add(&self.manifest, file).map_err(check_error)
    }

    /// Throws what is wrong with the text; sends and keeps nothing.
    #[wasm_bindgen(js_name = checkInput)]
    pub fn check_input(&self, kind: &str, fields: Vec<String>) -> Result<(), JsError> {
        let kind = self.manifest.kind(kind).map_err(check_error)?;
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        kind.normalise(&fields).map(|_| ()).map_err(input_error)
    }

    /// The mail address that may have been meant, where the domain looks mistyped; otherwise
    /// the address as it is.
    #[wasm_bindgen(js_name = likelyMeant)]
    pub fn likely_meant(&self, kind: &str, text: &str) -> Result<String, JsError> {
        let kind = self.manifest.kind(kind).map_err(check_error)?;
        Ok(match kind.form {
            Form::Email => mail_domains::likely_meant(text).unwrap_or_else(|| text.to_owned()),
            Form::Phone { .. } | Form::Code => text.to_owned(),
        })
    }

    /// Normalises, stretches and blinds; gives the 32 bytes to send. The slow step.
    pub fn prepare(&mut self, kind: &str, fields: Vec<String>) -> Result<Vec<u8>, JsError> {
        let definition = self.manifest.kind(kind).map_err(check_error)?;
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let identifier = definition.normalise(&fields).map_err(input_error)?;
        let stretched = Stretcher::new(self.manifest.manifest().profile, self.manifest.salt())
            .and_then(|mut stretcher| stretcher.stretch(&identifier))
            .map_err(check_error)?;
        let (pending, message) = blind(stretched, &mut OsRng).map_err(check_error)?;
        self.question = Some(Question { kind: kind.to_owned(), pending });
        Ok(message.to_vec())
    }

    /// Verifies the server's 96 bytes and looks into the filters. Ends the question.
    pub fn finish(&mut self, reply: &[u8]) -> Result<Answer, JsError> {
        let Question { kind, pending } =
            self.question.take().ok_or_else(|| check_error(CheckError::Order))?;
        let reply = EvaluateReply::decode(reply).map_err(check_error)?;
        let tag = pending
            .finalize(&reply.evaluated, &reply.proof, self.manifest.public_key())
            .map_err(check_error)?;
        let outcome = self
            .filters
            .complete_for(&self.manifest, &kind, &tag)
            .and_then(|filters| filters.decide(&tag))
            .map_err(check_error)?;
        Ok(match outcome {
            Outcome::Listed(listed) => answer("listed", listed.groups().to_vec(), listed.set()),
            Outcome::NotListed(unlisted) => answer("not-listed", Vec::new(), unlisted.set()),
        })
    }
}

fn answer(
    outcome: &str,
    groups: Vec<String>,
    set: shirabe_protocol::outcome::SetReference,
) -> Answer {
    Answer {
        outcome: outcome.to_owned(),
        groups,
        as_of: set.as_of as f64,
        set_version: set.set_version as f64,
    }
}
