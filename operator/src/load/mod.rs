//! A load: the elements of a list, stretched, blinded, evaluated and uploaded.
//!
//! ```text
//! elements --stretch, blind--> batches --server--> tags --upload--> records, filter entries
//! ```
//!
//! `import`, `withdraw` and `diff` are loads that end in different ways.

mod plan;
mod resume;
mod send;
mod upload;

pub(crate) use plan::Plan;
#[cfg(test)]
pub(crate) use plan::Tags;
pub(crate) use resume::{Remaining, abandon, fingerprint, give_up_if_hopeless};

use crate::{
    clock::Clock,
    errors::OperatorError,
    evaluation::{Shape, batch_size},
    progress::Progress,
    server_client::{LoadApi, LoadId, LoadParameters, Opening, Publication, ServerAddress},
    verify::{self, VerifyOptions, VerifyReport},
    work_folder::{LoadInProgress, TagFile, WorkFolder},
};
use rand_core::{CryptoRng, RngCore};
use send::Destination;
use shirabe_contacts::Seed;
use std::num::NonZeroUsize;

/// Everything a load needs to get to the server.
pub(crate) struct Load<'a> {
    pub(crate) api: &'a LoadApi<'a>,
    pub(crate) parameters: &'a LoadParameters,
    pub(crate) work: &'a WorkFolder,
    pub(crate) opening: Opening,
    pub(crate) fingerprint: [u8; 32],
    pub(crate) threads: NonZeroUsize,
    pub(crate) progress: &'a dyn Progress,
}

impl Load<'_> {
    /// Goes on with the load under way if it is this one, else opens a new one.
    pub(crate) fn begin<R: RngCore + CryptoRng>(
        &self,
        rng: &mut R,
    ) -> Result<Remaining, OperatorError> {
        let Self { api, parameters, work, opening, fingerprint, progress, .. } = self;
        resume::begin(work, api, &parameters.slug, fingerprint, opening, rng, *progress)
    }

    /// Evaluates and uploads; gives the load's public tags, in no order of the list's. `plan`
    /// is shuffled by it.
    pub(crate) fn transfer(
        &self,
        load: &LoadId,
        seed: &Seed,
        plan: &mut Plan,
        entries_too: bool,
    ) -> Result<TagFile, OperatorError> {
        let Self { api, parameters, work, progress, .. } = self;
        plan.shuffle(seed);
        let destination = Destination { api, load, parameters };
        let shape = Shape {
            fingerprint: self.fingerprint,
            elements: plan.len(),
            batch: batch_size(plan.len(), parameters.max_batch),
        };
        let sent = || {
            let order = (&*plan, &shape);
            let tags = send::evaluate(&destination, order, work, seed, self.threads, *progress)?;
            upload::records(&destination, plan, &tags, *progress)?;
            let entries = plan.filter_entries(&tags, seed);
            drop(tags);
            if entries_too {
                upload::filter_entries(&destination, &entries, *progress)?;
            }
            Ok(TagFile::new(load, parameters, self.opening.action, entries))
        };
        sent().map_err(|error| give_up_if_hopeless(work, api, load, error))
    }

    /// Ends the taking of batches. The seed is gone afterwards.
    pub(crate) fn close(&self, load: &LoadId, tags: &TagFile) -> Result<(), OperatorError> {
        let closed = self.work.write_unpublished_tags(tags).and_then(|()| self.close_counted(load));
        closed.map_err(|error| give_up_if_hopeless(self.work, self.api, load, error))?;
        self.work.erase_seed()
    }

    fn close_counted(&self, load: &LoadId) -> Result<(), OperatorError> {
        let as_declared = self.api.close(load)?.is_none_or(|closed| {
            closed.identifiers == self.opening.identifiers
                && closed.filter_entries == self.opening.filter_entries
        });
        if as_declared {
            return Ok(());
        }
        Err(OperatorError::Verification {
            problem: "the server counted other records or filter entries than we sent".into(),
            advice: "Run the same command again. If it happens again, look at the server's log.",
        })
    }

    /// Publishes a closed load, and lets its tags count for `verify`; or leaves both for the same
    /// command, once a second person has approved it.
    pub(crate) fn publish(&self, begun: &LoadInProgress) -> Result<Publication, OperatorError> {
        let publication = self.api.publish(&begun.load);
        let publication = publication
            .map_err(|error| give_up_if_hopeless(self.work, self.api, &begun.load, error.into()))?;
        if let Publication::Published(set_version) = publication {
            self.work.publish_tags(&begun.load)?;
            match set_version {
                Some(version) => self.progress.say(&format!("Published as set {version}.")),
                None => self.progress.say("Published."),
            }
        }
        Ok(publication)
    }

    /// After the report: forgets the load and looks at the set from outside; or says who has to
    /// approve it first.
    pub(crate) fn finish<R: RngCore + CryptoRng>(
        &self,
        publication: Publication,
        server: &ServerAddress,
        clock: &dyn Clock,
        rng: &mut R,
    ) -> Result<Option<VerifyReport>, OperatorError> {
        let incident = &self.parameters.slug;
        if publication == Publication::Waiting {
            self.progress.say(&server.second_person(incident));
            return Ok(None);
        }
        self.work.forget_load()?;
        let options = VerifyOptions {
            server: server.clone(),
            incident: incident.clone(),
            work: self.work.path().to_owned(),
            key: None,
        };
        verify::run(&options, clock, rng, self.progress).map(Some)
    }
}
