//! In which order the questions are asked, in which batches, and how each is blinded.

use super::questions::Questions;
use crate::seed::{Blinds, Seed};
use hmac::Mac;
use shirabe_protocol::manifest::VerifiedManifest;

/// One check, as far as it follows from its questions and its seed.
pub struct Course {
    order: Vec<u32>,
    batch: usize,
    seed: Seed,
    fingerprint: [u8; 32],
    answers: [u8; 32],
}

impl Course {
    /// `batch` is the size of every batch but the last, at least 1.
    pub fn new(
        questions: &Questions,
        manifest: &VerifiedManifest,
        seed: &Seed,
        batch: usize,
    ) -> Self {
        let batch = batch.max(1);
        let mut order: Vec<u32> = (0..questions.len() as u32).collect();
        seed.shuffle(&mut order, b"shirabe/bulk-check/order");
        let fingerprint = fingerprint(questions, manifest, seed, batch);
        let answers = answers_key(&fingerprint, manifest, seed);
        Self { order, batch, seed: seed.clone(), fingerprint, answers }
    }

    /// HMAC-SHA-256 under the seed, of every question and of whom they are asked: tells whether
    /// the seed was drawn for these questions, and is no test for their content without it.
    pub fn fingerprint(&self) -> &[u8; 32] {
        &self.fingerprint
    }

    /// As [`Self::fingerprint`], and of the set that answers. What was answered out of another
    /// set does not count; the same batches asked again are not counted twice.
    pub fn answers_key(&self) -> &[u8; 32] {
        &self.answers
    }

    pub fn questions(&self) -> usize {
        self.order.len()
    }

    pub fn batch_size(&self) -> usize {
        self.batch
    }

    pub fn batches(&self) -> usize {
        self.order.len().div_ceil(self.batch)
    }

    /// Questions of one batch.
    pub fn elements_of(&self, number: usize) -> usize {
        self.order.len().saturating_sub(number.saturating_mul(self.batch)).min(self.batch)
    }

    /// Positions of one batch in this order.
    pub fn positions(&self, number: usize) -> std::ops::Range<usize> {
        let start = number.saturating_mul(self.batch).min(self.order.len());
        start..start + self.elements_of(number)
    }

    /// Where the question at this position stands among the questions.
    pub fn question(&self, position: usize) -> usize {
        self.order[position] as usize
    }

    pub fn blinds(&self) -> Blinds {
        blinds(&self.seed)
    }
}

/// The blinds of a check, by position in its order.
pub fn blinds(seed: &Seed) -> Blinds {
    seed.blinds(b"shirabe/bulk-check/blinds")
}

fn fingerprint(
    questions: &Questions,
    manifest: &VerifiedManifest,
    seed: &Seed,
    batch: usize,
) -> [u8; 32] {
    let manifest = manifest.manifest();
    let mut mac = seed.mac();
    mac.update(b"shirabe/bulk-check/fingerprint");
    mac.update(&manifest.deployment);
    mac.update(&manifest.incident);
    mac.update(&manifest.public_key);
    mac.update(&manifest.profile.memory_kib().to_be_bytes());
    mac.update(&manifest.profile.passes().to_be_bytes());
    mac.update(&(batch as u64).to_be_bytes());
    for place in 0..questions.len() {
        // The canonical bytes name their kind.
        let (_, canonical) = questions.get(place);
        mac.update(&(canonical.len() as u64).to_be_bytes());
        mac.update(canonical);
    }
    mac.finalize().into_bytes().into()
}

fn answers_key(fingerprint: &[u8; 32], manifest: &VerifiedManifest, seed: &Seed) -> [u8; 32] {
    let manifest = manifest.manifest();
    let mut mac = seed.mac();
    mac.update(b"shirabe/bulk-check/answers");
    mac.update(fingerprint);
    mac.update(&manifest.set_version.to_be_bytes());
    mac.update(&manifest.as_of.to_be_bytes());
    for filter in &manifest.filters {
        for name in [&filter.kind, &filter.group] {
            mac.update(&(name.len() as u64).to_be_bytes());
            mac.update(name.as_bytes());
        }
        mac.update(&(filter.shards.len() as u64).to_be_bytes());
        filter.shards.iter().for_each(|shard| mac.update(&shard.sha256));
    }
    mac.finalize().into_bytes().into()
}
