//! Questions to answers: every filter first, then batch after batch.

use super::invitation::refused;
use crate::{
    errors::OperatorError,
    evaluation::{Batch, Evaluated, Evaluation, Shape},
    progress::Progress,
    server_client::{BulkCheckApi, ServerClient},
    work_folder::WorkFolder,
};
use shirabe_contacts::bulk_check::{Answer, Course, Questions, answer_batch};
use shirabe_protocol::{
    error::CheckError, manifest::VerifiedManifest, oprf::client::finalize_batch,
    outcome::FilterCollection, wire::decode_bulk_reply,
};
use std::num::NonZeroUsize;

impl Evaluated for Answer {
    const BYTES: usize = Answer::BYTES;

    fn encode_into(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.to_bytes());
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        Self::from_kept_bytes(bytes)
    }
}

/// Every filter of every kind, so that fetching tells nothing.
pub(super) fn fetch_filters(
    client: &ServerClient<'_>,
    manifest: &VerifiedManifest,
    progress: &dyn Progress,
) -> Result<FilterCollection, OperatorError> {
    let shards = || manifest.manifest().filters.iter().flat_map(|filter| &filter.shards);
    let mut filters = FilterCollection::new();
    progress.begin("fetching filters", shards().count() as u64);
    for shard in shards() {
        let file = client.fetch_filter(shard)?;
        filters.add(manifest, &file).map_err(OperatorError::check("a filter does not hold"))?;
        progress.advance(1);
    }
    progress.end();
    Ok(filters)
}

/// What is asked, and what decides.
pub(super) struct Subject<'a> {
    pub(super) manifest: &'a VerifiedManifest,
    pub(super) filters: &'a FilterCollection,
    pub(super) questions: &'a Questions,
}

impl Subject<'_> {
    /// The answers in the order of the course.
    pub(super) fn ask(
        &self,
        api: &BulkCheckApi<'_>,
        course: &Course,
        journal: (&WorkFolder, &str),
        threads: NonZeroUsize,
        progress: &dyn Progress,
    ) -> Result<Vec<Answer>, OperatorError> {
        let shape = Shape {
            // Of the set too: what was answered out of an earlier one is asked again.
            fingerprint: *course.answers_key(),
            elements: course.questions(),
            batch: course.batch_size(),
        };
        let identifier = |position: usize| {
            let (_, identifier) = self
                .questions
                .identifier(course.question(position))
                // What was packed as an identifier is one.
                .ok_or(CheckError::Order)?;
            Ok(identifier)
        };
        let evaluation = Evaluation {
            identifiers: &identifier,
            blinds: course.blinds(),
            profile: self.manifest.manifest().profile,
            salt: self.manifest.salt(),
            threads,
            progress,
        };
        evaluation.run(&shape, journal, &|batch| self.ask_batch(api, course, batch))
    }

    fn ask_batch(
        &self,
        api: &BulkCheckApi<'_>,
        course: &Course,
        batch: &Batch,
    ) -> Result<Vec<Answer>, OperatorError> {
        let reply = api.evaluate_batch(batch.number, &batch.blinded).map_err(refused)?;
        let proof = || OperatorError::check("the server's proof does not hold");
        let reply = decode_bulk_reply(&reply, batch.pending.len()).map_err(proof())?;
        let key = self.manifest.public_key();
        let tags =
            finalize_batch(&batch.pending, reply.evaluated, reply.proof, key).map_err(proof())?;
        let kinds = &self.manifest.manifest().kinds;
        let kind_of = |position: usize| {
            let (kind, _) = self.questions.identifier(course.question(position))?;
            Some(kinds.get(kind)?.name.clone())
        };
        let names: Option<Vec<String>> = course.positions(batch.number).map(kind_of).collect();
        names
            .ok_or(CheckError::UnknownKind)
            .and_then(|names| answer_batch(self.manifest, self.filters, &names, &tags))
            .map_err(OperatorError::check("an answer could not be checked"))
    }
}
