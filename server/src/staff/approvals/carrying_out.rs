//! What was approved happens: at once, at its time, and never twice.

use super::{
    Approval, ApprovalId, Failure, LOST_SECONDS, Performer, WAITS_SECONDS, Wired, find, wired,
};
use crate::{
    access::IncidentId,
    audit::{Action, By, Event},
    http::request::Staff,
    incidents::Incident,
    problem::Problem,
    state::Services,
    store::{ApprovalChange, ApprovalState, Store, StoreError},
};
use rand::{CryptoRng, RngCore, rngs::OsRng};
use std::time::Duration;

/// How often the server looks for what is due.
const EVERY: Duration = Duration::from_secs(60);

/// Looks for what is due once a minute, as long as the server runs.
pub async fn keep_running(services: &Services, performer: &dyn Performer) {
    let mut ticks = actix_web::rt::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(problem) = run_due(services, performer, &mut OsRng).await {
            tracing::error!(%problem, "what is due could not be carried out");
        }
    }
}

/// Before somebody looks: what they see is as it is now.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn run_due_before_view(staff: &Staff, performer: &Wired) -> Result<(), Problem> {
    if let Ok(performer) = wired(performer) {
        run_due(&staff.services, performer, &mut OsRng).await?;
    }
    Ok(())
}

/// Carries out what was approved for a time that has come, ends what nobody decided in time, and
/// settles what was interrupted. Gives how many were touched.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn run_due<R: RngCore + CryptoRng>(
    services: &Services,
    performer: &dyn Performer,
    rng: &mut R,
) -> Result<usize, Problem> {
    let (store, now) = (&services.store, services.clock.now());
    let due = store.due_approvals(now, now - WAITS_SECONDS, now - LOST_SECONDS).await?;
    for (incident, id) in &due {
        // One that cannot be read must not hold up the others.
        if let Err(problem) = run_one(services, performer, incident, id, rng).await {
            tracing::error!(%problem, "something that is due could not be carried out");
        }
    }
    Ok(due.len())
}

async fn run_one<R: RngCore + CryptoRng>(
    services: &Services,
    performer: &dyn Performer,
    incident: &IncidentId,
    id: &ApprovalId,
    rng: &mut R,
) -> Result<(), Problem> {
    let (store, now) = (&services.store, services.clock.now());
    let approval = find(store, incident, id).await?;
    match approval.state {
        ApprovalState::Waiting => expire(store, &approval, now, rng).await,
        ApprovalState::Scheduled => {
            let incident = incident_of(store, incident).await?;
            let change = ApprovalChange {
                started: Some(now),
                ..ApprovalChange::new([ApprovalState::Scheduled; 2], ApprovalState::Running)
            };
            let entry = event(Action::ApprovalStarted, By::Server, &approval).draft(now, rng);
            // Another process may have been quicker.
            if store.change_approval(id, &change, &entry).await? {
                carry_out(services, performer, &incident, &approval, rng).await?;
            }
            Ok(())
        }
        ApprovalState::Running => {
            let incident = incident_of(store, incident).await?;
            settle(services, performer, &incident, &approval, rng).await.map(drop)
        }
        // Decided by somebody since it was found.
        _ => Ok(()),
    }
}

/// Performs what is in the state *running*, and enters what became of it.
pub(super) async fn carry_out<R: RngCore + CryptoRng>(
    services: &Services,
    performer: &dyn Performer,
    incident: &Incident,
    approval: &Approval,
    rng: &mut R,
) -> Result<ApprovalState, Problem> {
    let store = &services.store;
    let fits = if approval.action.is_about_sets() {
        let current = store.current_set(&incident.id).await?.map_or(0, |set| set.version);
        current == approval.based_on
    } else {
        true
    };
    let performed = if fits {
        performer.perform(incident, approval.task()).await
    } else {
        Err(Failure::SetChanged)
    };
    match performed {
        Ok(made) => finish(services, incident, approval, made, rng).await,
        Err(Failure::Interrupted) => settle(services, performer, incident, approval, rng).await,
        Err(failure) => {
            let now = services.clock.now();
            fail(store, approval, ApprovalState::Running, failure, now, rng).await?;
            Ok(ApprovalState::Failed)
        }
    }
}

/// Finds out what became of something that was interrupted.
async fn settle<R: RngCore + CryptoRng>(
    services: &Services,
    performer: &dyn Performer,
    incident: &Incident,
    approval: &Approval,
    rng: &mut R,
) -> Result<ApprovalState, Problem> {
    match performer.outcome(incident, approval.task()).await? {
        Some(made) => finish(services, incident, approval, made, rng).await,
        None => {
            let (running, now) = (ApprovalState::Running, services.clock.now());
            fail(&services.store, approval, running, Failure::Interrupted, now, rng).await?;
            Ok(ApprovalState::Failed)
        }
    }
}

/// It happened, even where it was given up for lost before.
async fn finish<R: RngCore + CryptoRng>(
    services: &Services,
    incident: &Incident,
    approval: &Approval,
    made: u64,
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
    let entry = event.draft(services.clock.now(), rng);
    services.store.change_approval(&approval.id, &change, &entry).await?;
    services.directory.forget(&incident.definition.slug);
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

async fn expire<R: RngCore + CryptoRng>(
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

async fn incident_of(store: &Store, id: &IncidentId) -> Result<Incident, Problem> {
    let stored = store.incidents().await?.into_iter().find(|stored| stored.id == *id);
    let stored = stored.ok_or(StoreError::Content)?;
    Ok(Incident::read(store, stored).await?)
}
