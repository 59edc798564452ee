//! The second person's decision, and the first one's change of mind.

use super::{Approval, SCHEDULED_SECONDS, WAITS_SECONDS, ending};
use crate::{
    access::Actor,
    audit::{Action, By, Event},
    problem::Problem,
    store::{ApprovalChange, ApprovalState, Decided, Store},
};
use rand::{CryptoRng, RngCore};

/// Characters of a reason for refusing.
const MOST_REASON: usize = 500;

/// Approves: what may happen now is running from here on, the rest is scheduled. `at`: not earlier
/// than this. What nobody who can be named asked for goes on waiting, asked for by this account.
///
/// # Errors
/// [`Problem::OwnRequest`], [`Problem::ApprovalState`] where somebody decided before, or nobody
/// in time; [`Problem::Malformed`] for a time more than 90 days ahead; [`Problem::Unavailable`].
pub async fn approve<R: RngCore + CryptoRng>(
    store: &Store,
    approval: &Approval,
    actor: &Actor,
    at: Option<i64>,
    now: i64,
    rng: &mut R,
) -> Result<ApprovalState, Problem> {
    if !approval.can_be_approved_by(&actor.account) {
        return Err(Problem::OwnRequest);
    }
    if approval.state != ApprovalState::Waiting || approval.requested + WAITS_SECONDS <= now {
        return Err(Problem::ApprovalState);
    }
    let not_before = at.unwrap_or(now).max(approval.not_before);
    if not_before > now + SCHEDULED_SECONDS {
        return Err(Problem::Malformed);
    }
    if approval.lacks_requester() {
        let change = ApprovalChange {
            requester: Some(decided(actor, now)),
            not_before: at.map(|_| not_before),
            ..ApprovalChange::new([ApprovalState::Waiting; 2], ApprovalState::Waiting)
        };
        let event = event(Action::ApprovalFirst, actor, approval).with("not_before", not_before);
        step(store, approval, &change, event, now, rng).await?;
        return Ok(ApprovalState::Waiting);
    }
    let later = not_before > now;
    let to = if later { ApprovalState::Scheduled } else { ApprovalState::Running };
    let change = ApprovalChange {
        decided: Some(decided(actor, now)),
        not_before: Some(not_before),
        started: (!later).then_some(now),
        ..ApprovalChange::new([ApprovalState::Waiting; 2], to)
    };
    let event = event(Action::ApprovalGiven, actor, approval).with("not_before", not_before);
    step(store, approval, &change, event, now, rng).await?;
    Ok(to)
}

/// Its time has come. `false`: another process was quicker.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn begin_scheduled<R: RngCore + CryptoRng>(
    store: &Store,
    approval: &Approval,
    now: i64,
    rng: &mut R,
) -> Result<bool, Problem> {
    let change = ApprovalChange {
        started: Some(now),
        ..ApprovalChange::new([ApprovalState::Scheduled; 2], ApprovalState::Running)
    };
    let event = ending::event(Action::ApprovalStarted, By::Server, approval);
    Ok(store.change_approval(&approval.id, &change, &event.draft(now, rng)).await?)
}

/// Refuses, with a reason that stays to be read; also what is scheduled.
///
/// # Errors
/// [`Problem::OwnRequest`]: one's own is taken back; [`Problem::ApprovalState`];
/// [`Problem::Malformed`] without a reason, or with one of more than 500 characters or with
/// control characters;
/// [`Problem::Unavailable`].
pub async fn refuse<R: RngCore + CryptoRng>(
    store: &Store,
    approval: &Approval,
    actor: &Actor,
    reason: &str,
    now: i64,
    rng: &mut R,
) -> Result<(), Problem> {
    let reason = reason.trim();
    if !approval.can_be_approved_by(&actor.account) {
        return Err(Problem::OwnRequest);
    }
    let unreadable = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if reason.is_empty() || reason.chars().count() > MOST_REASON || reason.contains(unreadable) {
        return Err(Problem::Malformed);
    }
    let event = event(Action::ApprovalRefused, actor, approval).with("reason", reason);
    let change = ApprovalChange {
        decided: Some(decided(actor, now)),
        reason: Some(reason.to_owned()),
        ..ApprovalChange::new(UNDECIDED, ApprovalState::Refused)
    };
    step(store, approval, &change, event, now, rng).await
}

/// Takes back what one asked for oneself, or a token that one made.
///
/// # Errors
/// [`Problem::Forbidden`] for what somebody else asked for; [`Problem::ApprovalState`];
/// [`Problem::Unavailable`].
pub async fn take_back<R: RngCore + CryptoRng>(
    store: &Store,
    approval: &Approval,
    actor: &Actor,
    now: i64,
    rng: &mut R,
) -> Result<(), Problem> {
    if approval.requested_by != Some(actor.account) {
        return Err(Problem::Forbidden);
    }
    let event = event(Action::ApprovalTakenBack, actor, approval);
    let change = ApprovalChange {
        decided: Some(decided(actor, now)),
        ..ApprovalChange::new(UNDECIDED, ApprovalState::TakenBack)
    };
    step(store, approval, &change, event, now, rng).await
}

const UNDECIDED: [ApprovalState; 2] = [ApprovalState::Waiting, ApprovalState::Scheduled];

fn decided(actor: &Actor, at: i64) -> Decided {
    Decided { by: actor.account, name: actor.display_name.clone(), at }
}

fn event<'a>(action: Action, actor: &'a Actor, approval: &Approval) -> Event<'a> {
    ending::event(action, By::Account(actor), approval)
}

async fn step<R: RngCore + CryptoRng>(
    store: &Store,
    approval: &Approval,
    change: &ApprovalChange,
    event: Event<'_>,
    now: i64,
    rng: &mut R,
) -> Result<(), Problem> {
    let entry = event.draft(now, rng);
    let taken = store.change_approval(&approval.id, change, &entry).await?;
    if taken { Ok(()) } else { Err(Problem::ApprovalState) }
}
