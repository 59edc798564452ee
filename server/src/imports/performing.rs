//! What a second person approved is published, withdrawn or rolled back; what is said to callers,
//! the desk changes.

use super::publishing;
use crate::{
    desk::scripts,
    incidents::Incident,
    problem::Problem,
    staff::approvals::{ApprovalAction, Failure, Performer, PerformerFuture, Task},
    state::Services,
    store::{LoadAction, LoadState, PublishedSet, SetCause},
};

impl Performer for Services {
    fn perform<'a>(
        &'a self,
        incident: &'a Incident,
        task: Task,
    ) -> PerformerFuture<'a, Result<u64, Failure>> {
        Box::pin(async move {
            match task.action {
                ApprovalAction::Script { draft } => scripts::perform(self, incident, &draft).await,
                _ => perform(self, incident, task).await.map_err(failure),
            }
        })
    }

    fn outcome<'a>(
        &'a self,
        incident: &'a Incident,
        task: Task,
    ) -> PerformerFuture<'a, Result<Option<u64>, Problem>> {
        Box::pin(async move {
            if let ApprovalAction::Script { draft } = task.action {
                return scripts::outcome(self, incident, &draft).await;
            }
            let sets = self.store.sets_of(&incident.id).await?;
            let made = sets.into_iter().find(|set| match task.action {
                ApprovalAction::Publish { load } | ApprovalAction::Withdraw { load } => {
                    set.caused_by == Some(load)
                }
                ApprovalAction::Rollback { to, current } => {
                    set.version == current + 1 && set.back_to == Some(to)
                }
                ApprovalAction::Script { .. } => false,
            });
            Ok(made.map(|set| set.version))
        })
    }
}

/// What is published stands under the number after `based_on`, which no two sets can have.
async fn perform(services: &Services, incident: &Incident, task: Task) -> Result<u64, Problem> {
    let current = services.store.current_set(&incident.id).await?;
    if current.map_or(0, |set| set.version) != task.based_on {
        return Err(Problem::SetChanged);
    }
    let published = match task.action {
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
        return Ok(task.based_on + 1);
    }
    let now = services.store.current_set(&incident.id).await?.map_or(0, |set| set.version);
    Err(if now == task.based_on { Problem::LoadState } else { Problem::SetChanged })
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
