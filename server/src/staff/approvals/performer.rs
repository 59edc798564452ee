//! Whoever carries out what was approved.

use super::{ApprovalAction, Failure};
use crate::{incidents::Incident, problem::Problem};
use actix_web::web::Data;
use std::{future::Future, pin::Pin};

pub type PerformerFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What is to be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    pub action: ApprovalAction,
    /// The set that must still be served, 0 for none; or the script's version that must still be
    /// the current one.
    pub based_on: u64,
}

/// Publishes, withdraws, rolls back; changes a script.
pub trait Performer: Send + Sync {
    /// Carries it out whole or not at all, and only while the set of version `based_on` is the
    /// one that is served. Gives the version of the set, or of the script, that it made.
    ///
    /// The error says that nothing was changed; [`Failure::Interrupted`] that this is not known:
    /// then [`Self::outcome`] is asked.
    fn perform<'a>(
        &'a self,
        incident: &'a Incident,
        task: Task,
    ) -> PerformerFuture<'a, Result<u64, Failure>>;

    /// After an interruption: the version that the task made, if it did.
    fn outcome<'a>(
        &'a self,
        incident: &'a Incident,
        task: Task,
    ) -> PerformerFuture<'a, Result<Option<u64>, Problem>>;
}

/// The performer as application data of the server.
pub type Wired = Option<Data<dyn Performer>>;

/// # Errors
/// [`Problem::Internal`] where the server was put together without one.
pub fn wired(performer: &Wired) -> Result<&dyn Performer, Problem> {
    performer.as_ref().map(|performer| performer.get_ref()).ok_or(Problem::Internal)
}
