//! Somebody who is limited to a share of an incident sees what the own organisation asked for,
//! and nothing else; and not what load tokens ask for, since that counts everybody.

use super::{Approval, list};
use crate::{
    access::OrganisationId,
    http::request::{AtIncident, Staff},
    problem::Problem,
};

/// The wishes of an incident that are shown to this account; see [`list`].
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn visible(
    staff: &Staff,
    at: &AtIncident,
    skip: u32,
    most: u32,
) -> Result<Vec<Approval>, Problem> {
    let own = own_organisation(staff, at);
    let all = list(&staff.services.store, &at.incident.id, own.as_ref(), skip, most).await?;
    let shown = |one: &Approval| own.is_none() || !one.summary.by_load_token;
    Ok(all.into_iter().filter(shown).collect())
}

/// Whose wishes are shown: everybody's, or one organisation's.
fn own_organisation(staff: &Staff, at: &AtIncident) -> Option<OrganisationId> {
    at.access.share.map(|_| staff.actor.organisation)
}

/// # Errors
/// [`Problem::NotFound`] for what is not shown.
pub async fn may_see(staff: &Staff, at: &AtIncident, approval: &Approval) -> Result<(), Problem> {
    let Some(own) = own_organisation(staff, at) else {
        return Ok(());
    };
    if approval.summary.by_load_token {
        return Err(Problem::NotFound);
    }
    let requester = approval.requested_by.ok_or(Problem::NotFound)?;
    let theirs = staff.services.store.approval_organisation(&requester).await?;
    if theirs == Some(own) { Ok(()) } else { Err(Problem::NotFound) }
}
