//! One open lookup: manifest and filters checked, then question after question.

use crate::{
    check_error,
    fetching::{FilterFile, PartOffered, chosen_part, files, offers},
    input_error, mail_domains,
};
use rand_core::OsRng;
use shirabe_protocol::{
    error::CheckError,
    fetching::{Budget, FetchPlan, KindFetching, Part, block},
    identifier::Form,
    manifest::VerifiedManifest,
    oprf::client::{Pending, blind},
    outcome::{FilterCollection, Outcome},
    stretching::Stretcher,
    tag::VerifiedTag,
    wire::EvaluateReply,
};
use wasm_bindgen::{JsError, prelude::wasm_bindgen};

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
    /// How many bits of the tag the requests told.
    #[wasm_bindgen(js_name = bitsTold)]
    pub bits_told: u8,
    /// Bytes of the list that this answer rests on.
    #[wasm_bindgen(js_name = listBytes)]
    pub list_bytes: f64,
}

/// What is fetched for a question, fixed before it is sent.
struct Asked {
    kind: String,
    part: Part,
}

/// How far a question has come.
enum Question {
    /// Sent, or about to be.
    Prepared(Asked, Pending),
    /// The proof was verified; the tag stays here.
    Verified(Asked, VerifiedTag),
}

/// A lookup against one incident's manifest.
#[wasm_bindgen]
pub struct Lookup {
    manifest: VerifiedManifest,
    plan: FetchPlan,
    filters: FilterCollection,
    question: Option<Question>,
}

#[wasm_bindgen]
impl Lookup {
    /// Checks the manifest: signature under the pinned key (32 bytes), dates, content, and that
    /// it speaks of the incident with this slug. Plans what to fetch.
    #[wasm_bindgen(constructor)]
    pub fn new(
        manifest: &[u8],
        signature: &[u8],
        pinned_key: &[u8],
        slug: &str,
        now_seconds: f64,
        save_data: bool,
    ) -> Result<Lookup, JsError> {
        let pinned: &[u8; 32] =
            pinned_key.try_into().map_err(|_| check_error(CheckError::ManifestSignature))?;
        let manifest = VerifiedManifest::verify(manifest, signature, pinned, now_seconds as i64)
            .and_then(|manifest| manifest.for_incident(slug))
            .map_err(check_error)?;
        let budget = if save_data { Budget::SAVING } else { Budget::ORDINARY };
        let plan = FetchPlan::of(&manifest, budget).map_err(check_error)?;
        Ok(Self { manifest, plan, filters: FilterCollection::new(), question: None })
    }

    /// Names of all groups in this list; a page that lacks words for one is older than the list.
    pub fn groups(&self) -> Vec<String> {
        self.manifest.manifest().groups.clone()
    }

    /// What to fetch when the lookup is opened: everything, or nothing.
    #[wasm_bindgen(js_name = filesAtOpen)]
    pub fn files_at_open(&self) -> Vec<FilterFile> {
        let filters = &self.manifest.manifest().filters;
        if self.plan.everything_at_open() { files(filters) } else { Vec::new() }
    }

    /// What to fetch when this kind is chosen, before anything is typed; empty where everything
    /// was fetched already, or a part of the kind is fetched later.
    #[wasm_bindgen(js_name = filesOfKind)]
    pub fn files_of_kind(&self, kind: &str) -> Result<Vec<FilterFile>, JsError> {
        if !self.is_whole(kind)? || self.plan.everything_at_open() {
            return Ok(Vec::new());
        }
        Ok(files(self.manifest.filters_of(kind).map_err(check_error)?))
    }

    /// What the person must choose from before a question of this kind; empty where there is
    /// nothing to choose.
    #[wasm_bindgen(js_name = partsOffered)]
    pub fn parts_offered(&self, kind: &str) -> Result<Vec<PartOffered>, JsError> {
        Ok(offers(self.plan.kind(kind).map_err(check_error)?))
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

    /// How one field of a kind is understood, to be shown back; throws what is wrong with it.
    #[wasm_bindgen(js_name = canonicalField)]
    pub fn canonical_field(
        &self,
        kind: &str,
        position: usize,
        text: &str,
    ) -> Result<String, JsError> {
        let kind = self.manifest.kind(kind).map_err(check_error)?;
        kind.canonical_field(position, text).map_err(input_error)
    }

    /// The mail address that may have been meant, where the domain looks mistyped; otherwise
    /// the address as it is.
    #[wasm_bindgen(js_name = likelyMeant)]
    pub fn likely_meant(&self, kind: &str, text: &str) -> Result<String, JsError> {
        let kind = self.manifest.kind(kind).map_err(check_error)?;
        Ok(match kind.form {
            Form::Email => mail_domains::likely_meant(text).unwrap_or_else(|| text.to_owned()),
            Form::Phone { .. } | Form::Code | Form::Composite { .. } => text.to_owned(),
        })
    }

    /// Normalises, stretches and blinds; gives the 32 bytes to send. The slow step. `choice` is
    /// one of those offered, or empty where none were.
    pub fn prepare(
        &mut self,
        kind: &str,
        fields: Vec<String>,
        choice: &str,
    ) -> Result<Vec<u8>, JsError> {
        let fetching = self.plan.kind(kind).map_err(check_error)?;
        let part = chosen_part(fetching, choice).ok_or_else(|| check_error(CheckError::Order))?;
        let definition = self.manifest.kind(kind).map_err(check_error)?;
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let identifier = definition.normalise(&fields).map_err(input_error)?;
        let stretched = Stretcher::new(self.manifest.manifest().profile, self.manifest.salt())
            .and_then(|mut stretcher| stretcher.stretch(&identifier))
            .map_err(check_error)?;
        let (pending, message) = blind(stretched, &mut OsRng).map_err(check_error)?;
        let asked = Asked { kind: kind.to_owned(), part };
        self.question = Some(Question::Prepared(asked, pending));
        Ok(message.to_vec())
    }

    /// Verifies the server's 96 bytes. Gives the block of the list that is still to be fetched
    /// and added, every file of it; empty where the whole of the kind is here.
    pub fn verify(&mut self, reply: &[u8]) -> Result<Vec<FilterFile>, JsError> {
        let Some(Question::Prepared(asked, pending)) = self.question.take() else {
            return Err(check_error(CheckError::Order));
        };
        let reply = EvaluateReply::decode(reply).map_err(check_error)?;
        let tag = pending
            .finalize(&reply.evaluated, &reply.proof, self.manifest.public_key())
            .map_err(check_error)?;
        let wanted = if self.is_whole(&asked.kind)? {
            Vec::new()
        } else {
            let shards = block(&self.manifest, &asked.kind, asked.part.bits, &tag);
            shards.map_err(check_error)?.into_iter().map(FilterFile::from).collect()
        };
        self.question = Some(Question::Verified(asked, tag));
        Ok(wanted)
    }

    /// Looks into the filters. Ends the question.
    pub fn decide(&mut self) -> Result<Answer, JsError> {
        let Some(Question::Verified(asked, tag)) = self.question.take() else {
            return Err(check_error(CheckError::Order));
        };
        let outcome = self
            .filters
            .complete_for(&self.manifest, &asked.kind, &tag)
            .and_then(|filters| filters.decide(&tag))
            .map_err(check_error)?;
        Ok(match outcome {
            Outcome::Listed(listed) => {
                answer("listed", listed.groups().to_vec(), listed.set(), asked.part)
            }
            Outcome::NotListed(unlisted) => {
                answer("not-listed", Vec::new(), unlisted.set(), asked.part)
            }
        })
    }

    fn is_whole(&self, kind: &str) -> Result<bool, JsError> {
        let fetching = self.plan.kind(kind).map_err(check_error)?;
        Ok(matches!(fetching, KindFetching::Whole { .. }))
    }
}

fn answer(
    outcome: &str,
    groups: Vec<String>,
    set: shirabe_protocol::outcome::SetReference,
    part: Part,
) -> Answer {
    Answer {
        outcome: outcome.to_owned(),
        groups,
        as_of: set.as_of as f64,
        set_version: set.set_version as f64,
        bits_told: part.bits,
        list_bytes: part.bytes as f64,
    }
}
