//! An organisation leaves an incident: what ends with it.

use super::{
    members::members,
    roles::{self, RoleLine},
};
use crate::{
    access::OrganisationId,
    audit::{Action, change},
    http::request::{AtIncident, Staff},
    problem::Problem,
    store::{ChainMember, RoleChange},
};
use rand::{CryptoRng, RngCore};

/// What ends when an organisation leaves: the member, and the roles of its accounts.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn leaving(
    staff: &Staff,
    at: &AtIncident,
    organisation: &OrganisationId,
) -> Result<(ChainMember, Vec<RoleLine>), Problem> {
    let members = members(staff, at).await?;
    let member = members.into_iter().find(|member| member.organisation == *organisation);
    let member = member.ok_or(Problem::NotFound)?;
    let mut ending = roles::lines(staff, at).await?;
    ending.retain(|line| line.account.organisation == *organisation && !line.roles.is_empty());
    Ok((member, ending))
}

/// Ends the part of an organisation, the roles of its accounts and their load tokens.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::LastAdministrator`].
pub async fn leave<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    organisation: &OrganisationId,
    rng: &mut R,
) -> Result<(), Problem> {
    let (member, ending) = leaving(staff, at, organisation).await?;
    let (now, id) = (staff.now(), at.incident.id);
    let ended: usize = ending.iter().map(|line| line.roles.len()).sum();
    let event = change(&staff.actor, Action::OrganisationLeftIncident, Some(id))
        .with("subject", hex::encode(organisation))
        .with("called", member.name)
        .with("roles_ended", ended);
    let entry = event.draft(now, rng);
    match staff.services.store.leave_incident(&id, organisation, now, &entry).await? {
        RoleChange::Done => Ok(()),
        RoleChange::LastAdministrator => Err(Problem::LastAdministrator),
        _ => Err(Problem::NotFound),
    }
}
