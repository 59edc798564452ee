//! What a second person approved is published, withdrawn or rolled back.

use super::publishing;
use crate::{
    approvals::{ApprovalAction, Failure},
    incidents::Incident,
    problem::Problem,
    state::Services,
    store::{LoadAction, LoadState, PublishedSet, SetCause},
};

/// Carries it out whole or not at all, and only while the set of version `based_on` is the one that
/// is served. Gives the version of the set that it made.
///
/// # Errors
/// That nothing was changed; [`Failure::Interrupted`] that this is not known: then [`outcome`] is
/// asked.
pub async fn perform(
    services: &Services,
    incident: &Incident,
    action: ApprovalAction,
    based_on: u64,
) -> Result<u64, Failure> {
    publish_next(services, incident, action, based_on).await.map_err(failure)
}

/// After an interruption: the version of the set that the action made, if it did.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn outcome(
    services: &Services,
    incident: &Incident,
    action: ApprovalAction,
) -> Result<Option<u64>, Problem> {
    let sets = services.store.sets_of(&incident.id).await?;
    let made = sets.into_iter().find(|set| match action {
        ApprovalAction::Publish { load } | ApprovalAction::Withdraw { load } => {
            set.caused_by == Some(load)
        }
        ApprovalAction::Rollback { to, current } => {
            set.version == current + 1 && set.back_to == Some(to)
        }
        ApprovalAction::Script { .. } => false,
    });
    Ok(made.map(|set| set.version))
}

/// What is published stands under the number after `based_on`, which no two sets can have.
async fn publish_next(
    services: &Services,
    incident: &Incident,
    action: ApprovalAction,
    based_on: u64,
) -> Result<u64, Problem> {
    let current = services.store.current_set(&incident.id).await?;
    if current.map_or(0, |set| set.version) != based_on {
        return Err(Problem::SetChanged);
    }
    let published = match action {
        ApprovalAction::Publish { load } => {
            publish(services, incident, &load, LoadAction::Add, current).await?
        }
        ApprovalAction::Withdraw { load } => {
            publish(services, incident, &load, LoadAction::Withdraw, current).await?
        }
        ApprovalAction::Rollback { to, .. } => roll_back(services, incident, to, current).await?,
        ApprovalAction::Script { .. } => return Err(Problem::Internal),
    };
    if published {
        return Ok(based_on + 1);
    }
    let now = services.store.current_set(&incident.id).await?.map_or(0, |set| set.version);
    Err(if now == based_on { Problem::LoadState } else { Problem::SetChanged })
}

async fn publish(
    services: &Services,
    incident: &Incident,
    load: &[u8; 16],
    action: LoadAction,
    current: Option<PublishedSet>,
) -> Result<bool, Problem> {
    let load = services.store.load(load).await?.filter(|load| {
        load.incident == incident.id && load.action == action && load.state == LoadState::Closed
    });
    let load = load.ok_or(Problem::LoadState)?;
    publishing::publish_after(services, incident, &load, current, None).await
}

async fn roll_back(
    services: &Services,
    incident: &Incident,
    to: u64,
    current: Option<PublishedSet>,
) -> Result<bool, Problem> {
    let store = &services.store;
    let current = current.ok_or(Problem::NotFound)?;
    let set = store.set(&incident.id, to).await?.filter(|set| set.version < current.version);
    let set = set.ok_or(Problem::NotFound)?;
    let loads = store.loads_of_set(&incident.id, to).await?;
    let cause = SetCause::Rollback { back_to: to, token: None };
    let version = current.version + 1;
    publishing::publish_set(services, incident, cause, version, set.as_of, &loads, None).await
}

/// Where it is open whether something was changed, the sets tell.
fn failure(problem: Problem) -> Failure {
    match problem {
        Problem::SetChanged => Failure::SetChanged,
        Problem::LoadState | Problem::NotFound | Problem::WithdrawalDiffers => Failure::NotPossible,
        Problem::PublishRefused | Problem::SetTooLarge => Failure::Refused,
        _ => Failure::Interrupted,
    }
}
