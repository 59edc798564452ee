//! Invitations as staff make, see and take back.

use crate::{
    audit::{Action, change, name},
    http::request::{AtIncident, Staff},
    incidents::Definition,
    problem::Problem,
    secrets::{Handed, Opens},
    store::{BulkCheck, NewBulkCheck},
};
use rand::{CryptoRng, RngCore};
use zeroize::Zeroizing;

/// Days that an invitation lasts where nothing else is asked for, and at most.
pub const DAYS: u32 = 14;
pub const MOST_DAYS: u32 = 60;
/// People of one organisation.
pub const MOST_PEOPLE: u64 = 1_000_000;

const DAY_SECONDS: i64 = 24 * 3600;

/// An invitation to be made.
pub struct Wanted<'a> {
    /// Who is invited.
    pub organisation: &'a str,
    /// How many people it has, as it says.
    pub people: u64,
    pub days: u32,
}

/// A new invitation; its secret is shown once.
pub struct Invited {
    pub id: [u8; 16],
    /// 43 characters.
    pub secret: Zeroizing<String>,
}

/// Identifiers that an organisation of so many people may ask for: a tenth more than one of each
/// public kind for everybody.
pub fn budget(definition: &Definition, people: u64) -> u64 {
    let kinds = definition.public_kinds().count() as u64;
    (people * kinds * 11).div_ceil(10)
}

/// # Errors
/// [`Problem::Unavailable`].
pub async fn all(staff: &Staff, at: &AtIncident) -> Result<Vec<BulkCheck>, Problem> {
    Ok(staff.services.store.bulk_checks(&at.incident.id).await?)
}

/// # Errors
/// [`Problem::NotPublished`] while there is no list to check against, [`Problem::Malformed`].
pub async fn invite<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    wanted: &Wanted<'_>,
    rng: &mut R,
) -> Result<Invited, Problem> {
    let organisation = name(wanted.organisation)?;
    let people = wanted.people;
    if !(1..=MOST_DAYS).contains(&wanted.days) || !(1..=MOST_PEOPLE).contains(&people) {
        return Err(Problem::Malformed);
    }
    if at.incident.set.is_none() {
        return Err(Problem::NotPublished);
    }
    let Handed { text: secret, digest } = Handed::draw(Opens::BulkCheck, rng);
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    let now = staff.now();
    let new = NewBulkCheck {
        id,
        digest,
        incident: at.incident.id,
        organisation,
        people,
        budget: budget(&at.incident.definition, people),
        creator: &staff.actor.display_name,
        expires: now + i64::from(wanted.days) * DAY_SECONDS,
    };
    let event = change(&staff.actor, Action::BulkCheckInvited, Some(at.incident.id))
        .with("organisation", organisation)
        .with("people", people)
        .with("budget", new.budget)
        .with("expires", new.expires);
    staff.services.store.add_bulk_check(&new, now, &event.draft(now, rng)).await?;
    Ok(Invited { id, secret })
}

/// # Errors
/// [`Problem::NotFound`] where this incident has no such invitation that lasts.
pub async fn revoke<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    id: &[u8; 16],
    rng: &mut R,
) -> Result<(), Problem> {
    let (now, incident) = (staff.now(), at.incident.id);
    let check = all(staff, at).await?.into_iter().find(|check| check.id == *id);
    let check = check.ok_or(Problem::NotFound)?;
    let event = change(&staff.actor, Action::BulkCheckRevoked, Some(incident))
        .with("organisation", check.organisation);
    let entry = event.draft(now, rng);
    match staff.services.store.revoke_bulk_check(&incident, id, now, &entry).await? {
        true => Ok(()),
        false => Err(Problem::NotFound),
    }
}
