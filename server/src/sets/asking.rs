//! What a load token may ask for and not do: publication, withdrawal and rollback wait for a second
//! person, who sees what changes.

use super::publishing;
use crate::{
    approvals::{
        self, ApprovalAction, ApprovalId, BeforeAfter, GroupBeforeAfter, Requester, Summary, Wish,
    },
    incidents::{Definition, Incident},
    problem::Problem,
    state::Services,
    store::{Load, LoadAction, LoadToken, PublishedSet, SetCounts},
};
use rand::rngs::OsRng;

/// Asks for the publication of a closed load; asked again, it is the same wish.
pub(super) async fn publication(
    services: &Services,
    incident: &Incident,
    token: &LoadToken,
    load: Load,
) -> Result<ApprovalId, Problem> {
    let store = &services.store;
    let current = store.current_set(&incident.id).await?;
    let based_on = current.map_or(0, |set| set.version);
    let action = match load.action {
        LoadAction::Add => ApprovalAction::Publish { load: load.id },
        LoadAction::Withdraw => ApprovalAction::Withdraw { load: load.id },
    };
    if let Some(open) = approvals::open(store, &incident.id, action, based_on).await? {
        return Ok(open);
    }
    if !publishing::settle_against(services, &load, based_on).await? {
        // What it takes out is not known of this set.
        return Err(Problem::LoadState);
    }
    let before = store.set_counts(&incident.id, based_on, None).await?;
    let after = store.set_counts(&incident.id, based_on, Some(&load)).await?;
    let lists = vec![token.name.clone()];
    let as_of = publishing::as_of_after(&load, current);
    let counts = [&before, &after];
    let summary = summary(&incident.definition, token, lists, counts, as_of);
    ask(services, incident, token, Wish { action, summary, not_before: 0, based_on }).await
}

/// Asks for the way back from `current` to `set`.
pub(super) async fn rollback(
    services: &Services,
    incident: &Incident,
    token: &LoadToken,
    set: PublishedSet,
    current: PublishedSet,
) -> Result<ApprovalId, Problem> {
    let (store, based_on) = (&services.store, current.version);
    let action = ApprovalAction::Rollback { to: set.version, current: based_on };
    if let Some(open) = approvals::open(store, &incident.id, action, based_on).await? {
        return Ok(open);
    }
    let then = store.loads_of_set(&incident.id, set.version).await?;
    let now = store.loads_of_set(&incident.id, based_on).await?;
    let differs = |id: &[u8; 16]| {
        then.iter().any(|(load, _)| load == id) != now.iter().any(|(load, _)| load == id)
    };
    let loads = store.loads_of(&incident.id).await?.into_iter();
    let lists = loads.filter(|load| differs(&load.id)).map(|load| load.token_name).collect();
    let before = store.set_counts(&incident.id, based_on, None).await?;
    let after = store.set_counts(&incident.id, set.version, None).await?;
    let counts = [&before, &after];
    let summary = summary(&incident.definition, token, lists, counts, set.as_of);
    ask(services, incident, token, Wish { action, summary, not_before: 0, based_on }).await
}

async fn ask(
    services: &Services,
    incident: &Incident,
    token: &LoadToken,
    wish: Wish,
) -> Result<ApprovalId, Problem> {
    let requester = Requester::LoadToken { name: &token.name, made_by: token.created_by };
    let (store, now) = (&services.store, services.clock.now());
    approvals::request(store, incident.id, &wish, requester, now, &mut OsRng).await
}

fn summary(
    definition: &Definition,
    token: &LoadToken,
    lists: Vec<String>,
    [before, after]: [&SetCounts; 2],
    as_of: i64,
) -> Summary {
    let groups = definition.groups.iter().zip(before.groups.iter().zip(&after.groups));
    Summary {
        lists,
        by_load_token: true,
        machine_token: token.created_by.is_none().then(|| token.name.clone()),
        people: BeforeAfter { before: before.people, after: after.people },
        filter_entries: BeforeAfter { before: before.filter_entries, after: after.filter_entries },
        groups: groups
            .map(|(group, (before, after))| GroupBeforeAfter {
                group: group.name.clone(),
                people: BeforeAfter { before: *before, after: *after },
            })
            .collect(),
        as_of,
        script: None,
    }
}
