//! What the desk's page must know of each incident before it can ask anything.

use crate::{
    access::Permission, desk::budget, http::request::Staff, incidents::Incident, problem::Problem,
    scripts::Scripts,
};
use actix_web::HttpResponse;
use serde::Serialize;
use shirabe_protocol::{
    identifier::Kind,
    stretching::{Profile, Salt},
};
use std::sync::Arc;

/// An incident that the agent may ask.
#[derive(Serialize, utoipa::ToSchema)]
pub struct DeskIncident {
    pub slug: String,
    /// Hex, 16 bytes: salt of the stretching.
    pub salt: String,
    #[schema(value_type = String)]
    pub profile: Profile,
    /// Hex, 32 bytes: what the proof is verified against.
    pub staff_key: String,
    /// Every loaded kind, public or not, in the order of the incident file.
    #[schema(value_type = Vec<Object>)]
    pub kinds: Vec<Kind>,
    /// Lookups that each agent has in an hour.
    pub lookups_per_hour: u64,
    /// Version of the set that is answered from; `null` while nothing is published.
    pub set_version: Option<u64>,
    /// Changes with what the agent's page says of the incident: a page with another one is old.
    pub words: String,
}

/// See [`DeskIncident::words`].
pub(crate) async fn words_of(staff: &Staff, incident: &Incident) -> Result<String, Problem> {
    let scripts = Scripts::of(&staff.services, incident).await?;
    Ok(format!("{}-{}", incident.applied, scripts.versions()))
}

/// The incidents that this account may ask, with what its browser needs for it.
#[utoipa::path(get, path = "/api/v1/staff/desk", tag = "desk",
    security(("staff_session" = [])),
    responses((status = 200, body = Vec<DeskIncident>),
              (status = 401, body = crate::problem::ProblemBody)))]
pub async fn catalogue(staff: Staff) -> Result<HttpResponse, Problem> {
    let deployment = staff.services.store.deployment().await?;
    let mut all = Vec::new();
    for incident in incidents_of(&staff).await? {
        let keys = staff.services.keys.keys_of(&incident.id)?;
        let definition = &incident.definition;
        all.push(DeskIncident {
            slug: definition.slug.clone(),
            salt: hex::encode(Salt::of(&deployment, &incident.id).as_bytes()),
            profile: definition.profile,
            staff_key: hex::encode(keys.staff.public_key().as_bytes()),
            kinds: definition.kinds(),
            lookups_per_hour: budget::of(definition),
            set_version: incident.set.map(|set| set.version),
            words: words_of(&staff, &incident).await?,
        });
    }
    Ok(HttpResponse::Ok().json(all))
}

/// An incident that exists for training only. Nothing is ever sent for it, so any key will do:
/// this one is the group's own base point.
pub(crate) fn for_training(incident: &Incident) -> DeskIncident {
    const BASE_POINT: &str = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";
    let definition = &incident.definition;
    DeskIncident {
        slug: definition.slug.clone(),
        salt: "00".repeat(16),
        profile: definition.profile,
        staff_key: BASE_POINT.to_owned(),
        kinds: definition.kinds(),
        lookups_per_hour: 0,
        set_version: Some(1),
        words: String::new(),
    }
}

/// Where this account answers calls, by slug.
pub(crate) async fn incidents_of(staff: &Staff) -> Result<Vec<Arc<Incident>>, Problem> {
    let mut all = staff.services.directory.all().await?;
    all.retain(|incident| {
        let access = staff.actor.grants.get(&incident.id);
        access.is_some_and(|access| access.may(Permission::UseDesk))
    });
    Ok(all)
}
