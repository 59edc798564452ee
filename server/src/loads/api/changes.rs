//! What a load would change, before it is published: counts, and the caller's own handles.

use crate::{
    http::bearer::PresentedToken,
    loads::presented,
    problem::{Problem, ProblemBody},
    state::Services,
    store::{LoadAction, LoadState},
};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde::Serialize;

/// Most handles that a reply names.
const MAX_UNMATCHED: usize = 1000;

/// A load beside the set that is served.
#[derive(Serialize, utoipa::ToSchema)]
pub struct LoadChanges {
    /// Version of the set that was compared with; none where nothing is published.
    pub current_set: Option<u64>,
    pub people: ChangedPeople,
    pub identifiers: ChangedIdentifiers,
    /// Of a withdrawal, handles (32 hex digits) of people who are not in the set as it says; at
    /// most 1,000, in order.
    pub unmatched: Vec<String>,
}

/// People, by handle.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ChangedPeople {
    pub new: u64,
    pub known: u64,
    /// Known people who would get a further identifier or group.
    pub changed: u64,
    pub only_in_set: u64,
}

/// Identifiers of people: handle, kind and staff tag.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ChangedIdentifiers {
    pub new: u64,
    pub known: u64,
    pub only_in_set: u64,
}

/// What a load would change in the set that is served now.
#[utoipa::path(get, path = "/api/v1/staff/loads/{load}/changes", tag = "loads",
    params(("load" = String, Path)), security(("load_token" = [])),
    responses((status = 200, body = LoadChanges),
              (status = 401, body = ProblemBody),
              (status = 409, body = ProblemBody)))]
pub async fn changes(
    services: Data<Services>,
    presented: PresentedToken,
    load: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (token, load) = presented::with_load(&services, presented, &load).await?;
    presented::refuse_share(&token)?;
    if !matches!(load.state, LoadState::Uploading | LoadState::Closed) {
        return Err(Problem::LoadState);
    }
    let store = &services.store;
    let set = store.current_set(&load.incident).await?;
    let version = set.map_or(0, |set| set.version);
    let changes = store.changes(&load, version).await?;
    let unmatched = match load.action {
        LoadAction::Add => Vec::new(),
        LoadAction::Withdraw => store.unmatched(&load, version, MAX_UNMATCHED).await?,
    };
    Ok(HttpResponse::Ok().json(LoadChanges {
        current_set: set.map(|set| set.version),
        people: ChangedPeople {
            new: changes.new_people,
            known: changes.known_people,
            changed: changes.changed_people,
            only_in_set: changes.people_only_in_set,
        },
        identifiers: ChangedIdentifiers {
            new: changes.new_identifiers,
            known: changes.known_identifiers,
            only_in_set: changes.identifiers_only_in_set,
        },
        unmatched: unmatched.iter().map(hex::encode).collect(),
    }))
}
