//! Load tokens: shown once, stored as a digest, good for one load or one step back. Somebody limited
//! to a share makes tokens for that share alone, and sees no others.

use crate::{
    access::IncidentId,
    audit::{Action, By, Event, change, name},
    http::request::{AtIncident, Staff},
    problem::Problem,
    secrets::{Handed, Opens},
    store::{NewToken, Store, TokenLine},
};
use rand::{CryptoRng, RngCore};
use zeroize::Zeroizing;

/// Days that a token lasts where nothing else is asked for: on the pages, at the command line,
/// and at most.
pub const DAYS: u32 = 7;
pub const COMMAND_LINE_DAYS: u32 = 14;
pub const MOST_DAYS: u32 = 90;

const DAY_SECONDS: i64 = 24 * 3600;

/// A token to be made.
pub struct Wanted<'a> {
    /// Who or what it is for.
    pub name: &'a str,
    /// The only part of the incident whose people it may bring.
    pub share: Option<u16>,
    pub days: u32,
}

/// # Errors
/// [`Problem::Unavailable`].
pub async fn all(staff: &Staff, at: &AtIncident) -> Result<Vec<TokenLine>, Problem> {
    Ok(staff.services.store.token_lines(&at.incident.id, at.access.share).await?)
}

/// Makes a token of a member of staff; it is shown once.
///
/// # Errors
/// [`Problem::ShareOnly`] where a limited account asks for more than its own part; as [`make`].
pub async fn make_by_staff<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    wanted: &Wanted<'_>,
    rng: &mut R,
) -> Result<Zeroizing<String>, Problem> {
    let share = match (at.access.share, wanted.share) {
        (Some(own), Some(other)) if own != other => return Err(Problem::ShareOnly),
        (own, wanted) => own.or(wanted),
    };
    let wanted = Wanted { share, ..*wanted };
    let (store, by, now) = (&staff.services.store, By::Account(&staff.actor), staff.now());
    make(store, by, &at.incident.id, &wanted, now, rng).await
}

/// Makes a token for one load, and enters that in the audit log. Pages and the command line call
/// it; a token of the command line belongs to no account, and counts as nobody where a second
/// person is needed.
///
/// # Errors
/// [`Problem::Malformed`] for a name or a number of days that is not allowed;
/// [`Problem::Unavailable`].
pub async fn make<R: RngCore + CryptoRng>(
    store: &Store,
    by: By<'_>,
    incident: &IncidentId,
    wanted: &Wanted<'_>,
    now: i64,
    rng: &mut R,
) -> Result<Zeroizing<String>, Problem> {
    let called = name(wanted.name)?;
    if !(1..=MOST_DAYS).contains(&wanted.days) {
        return Err(Problem::Malformed);
    }
    let expires = now + i64::from(wanted.days) * DAY_SECONDS;
    let Handed { text, digest } = Handed::draw(Opens::Load, rng);
    let new = NewToken {
        digest,
        incident: *incident,
        name: called,
        share: wanted.share,
        created_by: match by {
            By::Account(actor) => Some(actor.account),
            _ => None,
        },
        expires,
    };
    let event = Event::new(Action::TokenMade, by)
        .of_incident(*incident)
        .with("token", called)
        .with("share", wanted.share)
        .with("expires", expires);
    store.add_token(&new, now, &event.draft(now, rng)).await?;
    Ok(text)
}

/// # Errors
/// [`Problem::NotFound`] where this incident and share have no such token in use.
pub async fn revoke<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    digest: &[u8; 32],
    rng: &mut R,
) -> Result<(), Problem> {
    let (now, id) = (staff.now(), at.incident.id);
    let tokens = all(staff, at).await?;
    let token = tokens.into_iter().find(|token| token.digest == *digest);
    let token = token.ok_or(Problem::NotFound)?;
    let event = change(&staff.actor, Action::TokenRevoked, Some(id)).with("token", token.name);
    let entry = event.draft(now, rng);
    let store = &staff.services.store;
    match store.revoke_token(&id, at.access.share, digest, now, &entry).await? {
        true => Ok(()),
        false => Err(Problem::NotFound),
    }
}
