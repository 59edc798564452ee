//! What became of something that was approved, or that nobody decided.

use super::{Approval, Failure};
use crate::{
    audit::{Action, By, Event},
    problem::Problem,
    store::{ApprovalChange, ApprovalState, Store},
};
use rand::{CryptoRng, RngCore};

/// Enters what became of an action in the state *running*. `performed` says what it made, or that
/// nothing was changed; where it is open, `outcome` is asked.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn conclude<R: RngCore + CryptoRng>(
    store: &Store,
    approval: &Approval,
    performed: Result<u64, Failure>,
    outcome: impl AsyncFnOnce() -> Result<Option<u64>, Problem>,
    now: i64,
    rng: &mut R,
) -> Result<ApprovalState, Problem> {
    let ended = match performed {
        Err(Failure::Interrupted) => outcome().await?.ok_or(Failure::Interrupted),
        known => known,
    };
    match ended {
        Ok(made) => finish(store, approval, made, now, rng).await,
        Err(failure) => {
            fail(store, approval, ApprovalState::Running, failure, now, rng).await?;
            Ok(ApprovalState::Failed)
        }
    }
}

/// It happened, even where it was given up for lost before.
async fn finish<R: RngCore + CryptoRng>(
    store: &Store,
    approval: &Approval,
    made: u64,
    now: i64,
    rng: &mut R,
) -> Result<ApprovalState, Problem> {
    let change = ApprovalChange {
        reason: Some(String::new()),
        result: Some(made),
        ..ApprovalChange::new([ApprovalState::Running, ApprovalState::Failed], ApprovalState::Done)
    };
    let event = event(approval.action.done(), By::Server, approval)
        .with(if approval.action.is_about_sets() { "set_version" } else { "script_version" }, made)
        .with("requester", approval.requester.as_str());
    let entry = event.draft(now, rng);
    store.change_approval(&approval.id, &change, &entry).await?;
    Ok(ApprovalState::Done)
}

/// Nothing happened, and nothing will.
pub(super) async fn fail<R: RngCore + CryptoRng>(
    store: &Store,
    approval: &Approval,
    from: ApprovalState,
    failure: Failure,
    now: i64,
    rng: &mut R,
) -> Result<(), Problem> {
    let change = ApprovalChange {
        reason: Some(failure.code().to_owned()),
        ..ApprovalChange::new([from; 2], ApprovalState::Failed)
    };
    let event = event(Action::ApprovalFailed, By::Server, approval).with("reason", failure.code());
    store.change_approval(&approval.id, &change, &event.draft(now, rng)).await?;
    Ok(())
}

/// Nobody decided in time.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn expire<R: RngCore + CryptoRng>(
    store: &Store,
    approval: &Approval,
    now: i64,
    rng: &mut R,
) -> Result<(), Problem> {
    let change = ApprovalChange::new([ApprovalState::Waiting; 2], ApprovalState::Expired);
    let event = event(Action::ApprovalExpired, By::Server, approval);
    store.change_approval(&approval.id, &change, &event.draft(now, rng)).await?;
    Ok(())
}

/// An entry about this wish.
pub(super) fn event<'a>(action: Action, by: By<'a>, approval: &Approval) -> Event<'a> {
    Event::new(action, by)
        .of_incident(approval.incident)
        .with("approval", hex::encode(approval.id))
        .with("action", approval.action.code())
        .with("subject", approval.action.subject_text())
}
