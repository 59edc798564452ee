//! Somebody who is limited to a share of an incident sees what the own organisation asked for,
//! and nothing else.

use super::Approval;
use crate::{
    problem::Problem,
    staff::{
        actor::OrganisationId,
        request::{AtIncident, Staff},
    },
};

/// Whose wishes are shown: everybody's, or one organisation's.
pub fn own_organisation(staff: &Staff, at: &AtIncident) -> Option<OrganisationId> {
    at.access.share.map(|_| staff.actor.organisation)
}

/// # Errors
/// [`Problem::NotFound`] for what is not shown.
pub async fn may_see(staff: &Staff, at: &AtIncident, approval: &Approval) -> Result<(), Problem> {
    let Some(own) = own_organisation(staff, at) else {
        return Ok(());
    };
    let requester = approval.requested_by.ok_or(Problem::NotFound)?;
    let theirs = staff.services.store.approval_organisation(&requester).await?;
    if theirs == Some(own) { Ok(()) } else { Err(Problem::NotFound) }
}
