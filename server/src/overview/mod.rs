//! What a member of staff may know of an incident: facts, what is published, loads and sets. One
//! answer for pages and programs. Limited to a share, it speaks of that share alone.

pub mod api;
pub mod pages;

use crate::{
    access::IncidentAccess,
    http::request::{AtIncident, Staff},
    incidents::Incident,
    problem::Problem,
};
use serde::Serialize;

/// An incident in the list of one's own.
#[derive(Serialize, utoipa::ToSchema)]
pub struct OwnIncident {
    pub slug: String,
    pub title: String,
    /// Codes of the roles that this account has there.
    pub roles: Vec<&'static str>,
    /// The only part of the incident that this account sees.
    pub share: Option<u16>,
    /// The set that is served.
    pub set_version: Option<u64>,
}

/// An incident, as its page shows it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Overview {
    #[serde(flatten)]
    pub own: OwnIncident,
    /// People concerned, as published.
    pub people: u64,
    /// Day the organisation learned of it, `2025-03-07`.
    pub known_since: String,
    /// Day of the first public notice.
    pub published: String,
    /// Names of the groups.
    pub groups: Vec<String>,
    /// People of the share in the set that is served; only for accounts limited to one.
    pub people_of_share: Option<u64>,
    /// The latest first.
    pub loads: Vec<OverviewLoad>,
    /// The latest first; empty for accounts limited to a share.
    pub sets: Vec<OverviewSet>,
}

/// A load; numbers as declared, moments in seconds since 1970.
#[derive(Serialize, utoipa::ToSchema)]
pub struct OverviewLoad {
    /// 32 hex digits.
    pub load: String,
    /// `open`, `uploading`, `closed`, `published`, `abandoned`.
    pub state: String,
    /// Name of its load token.
    pub token: String,
    pub share: Option<u16>,
    pub people: u64,
    pub identifiers: u64,
    pub as_of: i64,
    pub opened: i64,
    pub ended: Option<i64>,
    /// It was given up, and not all of what it brought is deleted yet.
    pub being_removed: bool,
}

/// A published set; moments in seconds since 1970.
#[derive(Serialize, utoipa::ToSchema)]
pub struct OverviewSet {
    pub version: u64,
    pub as_of: i64,
    pub published: i64,
    /// Of how many loads it consists.
    pub loads: u64,
}

/// The incidents in which this account has a role, by slug.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn own_incidents(staff: &Staff) -> Result<Vec<OwnIncident>, Problem> {
    let incidents = staff.services.directory.all().await?;
    let grants = &staff.actor.grants;
    let own = incidents.iter().filter_map(|incident| {
        let access = grants.get(&incident.id)?;
        Some(own_incident(staff, incident, access))
    });
    Ok(own.collect())
}

fn own_incident(staff: &Staff, incident: &Incident, access: &IncidentAccess) -> OwnIncident {
    let definition = &incident.definition;
    let language = staff.words.language().tag();
    OwnIncident {
        slug: definition.slug.clone(),
        title: definition.texts_in(language).title.clone(),
        roles: access.roles.iter().map(|role| role.code()).collect(),
        share: access.share,
        set_version: incident.set.map(|set| set.version),
    }
}

/// # Errors
/// [`Problem::Unavailable`].
pub async fn of_incident(staff: &Staff, at: &AtIncident) -> Result<Overview, Problem> {
    let (store, incident, share) = (&staff.services.store, &at.incident, at.access.share);
    let people_of_share = match (share, incident.set) {
        (Some(share), Some(set)) => {
            Some(store.people_of_share(&incident.id, set.version, share).await?)
        }
        (Some(_), None) => Some(0),
        (None, _) => None,
    };
    let sets = match share {
        Some(_) => Vec::new(),
        None => store.set_lines(&incident.id).await?,
    };
    let loads = store.load_lines(&incident.id, share).await?;
    let definition = &incident.definition;
    Ok(Overview {
        own: own_incident(staff, incident, &at.access),
        people: definition.people,
        known_since: definition.known_since.clone(),
        published: definition.published.clone(),
        groups: definition.groups.iter().map(|group| group.name.clone()).collect(),
        people_of_share,
        loads: loads
            .into_iter()
            .map(|load| OverviewLoad {
                load: hex::encode(load.id),
                state: load.state,
                token: load.token,
                share: load.share,
                people: load.people,
                identifiers: load.identifiers,
                as_of: load.as_of,
                opened: load.opened,
                ended: load.ended,
                being_removed: load.is_being_removed,
            })
            .collect(),
        sets: sets
            .into_iter()
            .map(|set| OverviewSet {
                version: set.version,
                as_of: set.as_of,
                published: set.published,
                loads: set.loads,
            })
            .collect(),
    })
}
