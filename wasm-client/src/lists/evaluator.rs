//! One worker's part of a check: hash, blind, verify, decide, a batch at a time.

use super::{seed_of, verified};
use crate::check_error;
use shirabe_contacts::{
    Blinds,
    bulk_check::{answer_batch, blinds, seal_batch},
};
use shirabe_protocol::{
    error::CheckError,
    identifier::NormalizedIdentifier,
    manifest::VerifiedManifest,
    oprf::{
        ELEMENT_BYTES,
        client::{Pending, blind, finalize_batch},
    },
    outcome::FilterCollection,
    stretching::Stretcher,
    wire::decode_bulk_reply,
};
use wasm_bindgen::{JsError, prelude::wasm_bindgen};

/// A batch on its way.
struct Asked {
    /// Position of the next identifier in the order of the check.
    next: usize,
    left: std::vec::IntoIter<(usize, NormalizedIdentifier)>,
    kinds: Vec<String>,
    pending: Vec<Pending>,
}

#[wasm_bindgen]
pub struct Evaluator {
    manifest: VerifiedManifest,
    filters: FilterCollection,
    stretcher: Stretcher,
    blinds: Blinds,
    answers_key: [u8; 32],
    asked: Option<Asked>,
}

#[wasm_bindgen]
impl Evaluator {
    /// Seed and key are 32 bytes each, as the list's worker has them.
    #[wasm_bindgen(constructor)]
    pub fn new(
        manifest: &[u8],
        signature: &[u8],
        pinned_key: &[u8],
        slug: &str,
        now_seconds: f64,
        seed: &[u8],
        answers_key: &[u8],
    ) -> Result<Evaluator, JsError> {
        let manifest = verified(manifest, signature, pinned_key, slug, now_seconds)?;
        let stretcher =
            Stretcher::new(manifest.manifest().profile, manifest.salt()).map_err(check_error)?;
        let answers_key =
            answers_key.try_into().map_err(|_| check_error(CheckError::MessageLength))?;
        let blinds = blinds(&seed_of(seed)?);
        let filters = FilterCollection::new();
        Ok(Self { manifest, filters, stretcher, blinds, answers_key, asked: None })
    }

    /// Takes in one downloaded filter, if its digest stands in the manifest.
    #[wasm_bindgen(js_name = addFilter)]
    pub fn add_filter(&mut self, file: &[u8]) -> Result<(), JsError> {
        self.filters.add(&self.manifest, file).map_err(check_error)
    }

    /// Takes in a packed batch; gives how many identifiers it holds.
    pub fn start(&mut self, packed: &[u8]) -> Result<usize, JsError> {
        let (first, identifiers) = unpack(packed).ok_or_else(|| check_error(CheckError::Order))?;
        let count = identifiers.len();
        let (left, kinds) = (identifiers.into_iter(), Vec::with_capacity(count));
        self.asked = Some(Asked { next: first, left, kinds, pending: Vec::with_capacity(count) });
        Ok(count)
    }

    /// Hashes and blinds the next identifiers of the batch, at most so many; gives 32 bytes of the
    /// message for each. The slow step, so it is taken in parts.
    pub fn blind(&mut self, most: usize) -> Result<Vec<u8>, JsError> {
        let asked = self.asked.as_mut().ok_or_else(|| check_error(CheckError::Order))?;
        let mut message = Vec::with_capacity(most.min(asked.left.len()) * ELEMENT_BYTES);
        for (kind, identifier) in asked.left.by_ref().take(most) {
            let kind = self.manifest.manifest().kinds.get(kind);
            let kind = kind.ok_or_else(|| check_error(CheckError::UnknownKind))?.name.clone();
            let stretched = self.stretcher.stretch(&identifier).map_err(check_error)?;
            let mut rng = self.blinds.at(asked.next);
            let (pending, blinded) = blind(stretched, &mut rng).map_err(check_error)?;
            asked.next += 1;
            asked.kinds.push(kind);
            asked.pending.push(pending);
            message.extend_from_slice(&blinded);
        }
        Ok(message)
    }

    /// Verifies the reply to what was blinded last, looks into the filters, and gives the answers
    /// sealed under this number; JavaScript never sees one.
    pub fn decide(&mut self, number: usize, reply: &[u8]) -> Result<Vec<u8>, JsError> {
        let Asked { kinds, pending, left, .. } =
            self.asked.take().ok_or_else(|| check_error(CheckError::Order))?;
        if left.len() > 0 {
            return Err(check_error(CheckError::Order));
        }
        let decide = || {
            let reply = decode_bulk_reply(reply, pending.len())?;
            let key = self.manifest.public_key();
            let tags = finalize_batch(&pending, reply.evaluated, reply.proof, key)?;
            answer_batch(&self.manifest, &self.filters, &kinds, &tags)
        };
        let answers = decide().map_err(check_error)?;
        Ok(seal_batch(&self.answers_key, number, &answers))
    }
}

/// Position of the first, then position of the kind and identifier of each.
fn unpack(packed: &[u8]) -> Option<(usize, Vec<(usize, NormalizedIdentifier)>)> {
    let (first, mut rest) = packed.split_first_chunk::<4>()?;
    let mut identifiers = Vec::new();
    while let Some(([kind, high, low], after)) = rest.split_first_chunk::<3>() {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let (canonical, after) = after.split_at_checked(length)?;
        let identifier = NormalizedIdentifier::from_canonical_bytes(canonical)?;
        identifiers.push((usize::from(*kind), identifier));
        rest = after;
    }
    rest.is_empty().then_some((u32::from_be_bytes(*first) as usize, identifiers))
}
