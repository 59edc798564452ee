//! What was approved happens: at once, at its time, and never twice. Which capability does it, is
//! said here.

use crate::{
    access::{Actor, IncidentId},
    approvals::{self, Approval, ApprovalAction, ApprovalId, Failure, LOST_SECONDS, WAITS_SECONDS},
    incidents::Incident,
    problem::Problem,
    scripts, sets,
    state::Services,
    store::ApprovalState,
};
use rand::{CryptoRng, RngCore};

async fn perform(
    services: &Services,
    incident: &Incident,
    approval: &Approval,
) -> Result<u64, Failure> {
    match approval.action {
        action @ (ApprovalAction::Publish { .. }
        | ApprovalAction::Withdraw { .. }
        | ApprovalAction::Rollback { .. }) => {
            sets::approved::perform(services, incident, action, approval.based_on).await
        }
        ApprovalAction::Script { draft } => scripts::perform(services, incident, &draft).await,
    }
}

/// After an interruption: the version that it made, if it did.
async fn outcome(
    services: &Services,
    incident: &Incident,
    approval: &Approval,
) -> Result<Option<u64>, Problem> {
    match approval.action {
        action @ (ApprovalAction::Publish { .. }
        | ApprovalAction::Withdraw { .. }
        | ApprovalAction::Rollback { .. }) => {
            sets::approved::outcome(services, incident, action).await
        }
        ApprovalAction::Script { draft } => scripts::outcome(services, incident, &draft).await,
    }
}

/// Approves; carries out at once what may happen now, and schedules the rest. `at`: not earlier
/// than this. Gives the state in which it then is: done, failed or scheduled, or waiting where this
/// was the first of two.
///
/// # Errors
/// As [`approvals::approve`].
pub async fn approve<R: RngCore + CryptoRng>(
    services: &Services,
    incident: &Incident,
    approval: &Approval,
    actor: &Actor,
    at: Option<i64>,
    rng: &mut R,
) -> Result<ApprovalState, Problem> {
    let now = services.clock.now();
    match approvals::approve(&services.store, approval, actor, at, now, rng).await? {
        ApprovalState::Running => carry_out(services, incident, approval, rng).await,
        other => Ok(other),
    }
}

/// Carries out what was approved for a time that has come, ends what nobody decided in time, and
/// settles what was interrupted. Gives how many were touched. Only the server's own job calls it
/// (`jobs.rs`): whoever reads a page changes nothing.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn run_due<R: RngCore + CryptoRng>(
    services: &Services,
    rng: &mut R,
) -> Result<usize, Problem> {
    let (store, now) = (&services.store, services.clock.now());
    let due = store.due_approvals(now, now - WAITS_SECONDS, now - LOST_SECONDS).await?;
    for (incident, id) in &due {
        // One that cannot be read must not hold up the others.
        if let Err(problem) = run_one(services, incident, id, rng).await {
            tracing::error!(%problem, "something that is due could not be carried out");
        }
    }
    Ok(due.len())
}

async fn run_one<R: RngCore + CryptoRng>(
    services: &Services,
    incident: &IncidentId,
    id: &ApprovalId,
    rng: &mut R,
) -> Result<(), Problem> {
    let (store, now) = (&services.store, services.clock.now());
    let approval = approvals::find(store, incident, id).await?;
    match approval.state {
        ApprovalState::Waiting => approvals::expire(store, &approval, now, rng).await,
        ApprovalState::Scheduled => {
            let incident = services.directory.of_id(incident).await?;
            if approvals::begin_scheduled(store, &approval, now, rng).await? {
                carry_out(services, &incident, &approval, rng).await?;
            }
            Ok(())
        }
        ApprovalState::Running => {
            let incident = services.directory.of_id(incident).await?;
            let interrupted = Err(Failure::Interrupted);
            conclude(services, &incident, &approval, interrupted, rng).await.map(drop)
        }
        // Decided by somebody since it was found.
        _ => Ok(()),
    }
}

/// Performs what is in the state *running*, and enters what became of it.
async fn carry_out<R: RngCore + CryptoRng>(
    services: &Services,
    incident: &Incident,
    approval: &Approval,
    rng: &mut R,
) -> Result<ApprovalState, Problem> {
    let fits = if approval.action.is_about_sets() {
        let current = services.store.current_set(&incident.id).await?;
        current.map_or(0, |set| set.version) == approval.based_on
    } else {
        true
    };
    let performed =
        if fits { perform(services, incident, approval).await } else { Err(Failure::SetChanged) };
    conclude(services, incident, approval, performed, rng).await
}

async fn conclude<R: RngCore + CryptoRng>(
    services: &Services,
    incident: &Incident,
    approval: &Approval,
    performed: Result<u64, Failure>,
    rng: &mut R,
) -> Result<ApprovalState, Problem> {
    let (store, now) = (&services.store, services.clock.now());
    let outcome = async || outcome(services, incident, approval).await;
    let state = approvals::conclude(store, approval, performed, outcome, now, rng).await?;
    if state == ApprovalState::Done {
        services.directory.forget(&incident.definition.slug);
    }
    Ok(state)
}
