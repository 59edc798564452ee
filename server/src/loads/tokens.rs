//! Load tokens: shown once, stored as a digest, good for one load or one step back. Somebody limited
//! to a share makes tokens for that share alone, and sees no others.

use crate::{
    audit::{Action, change, name},
    http::request::{AtIncident, Staff},
    problem::Problem,
    secrets::{Handed, Opens},
    store::{NewToken, Store, StoreError, TokenLine},
};
use rand::{CryptoRng, RngCore};
use zeroize::Zeroizing;

/// Days that a token lasts where nothing else is asked for, and at most.
pub const DAYS: u32 = 7;
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

/// Makes a token for one load; it is shown once.
///
/// # Errors
/// [`Problem::ShareOnly`] where a limited account asks for more than its own part,
/// [`Problem::Malformed`].
pub async fn make<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    wanted: &Wanted<'_>,
    rng: &mut R,
) -> Result<Zeroizing<String>, Problem> {
    let called = name(wanted.name)?;
    if !(1..=MOST_DAYS).contains(&wanted.days) {
        return Err(Problem::Malformed);
    }
    let share = match (at.access.share, wanted.share) {
        (Some(own), Some(other)) if own != other => return Err(Problem::ShareOnly),
        (own, wanted) => own.or(wanted),
    };
    let (now, id) = (staff.now(), at.incident.id);
    let expires = now + i64::from(wanted.days) * DAY_SECONDS;
    let Handed { text, digest } = Handed::draw(Opens::Load, rng);
    let new = NewToken {
        digest,
        incident: id,
        name: called,
        share,
        created_by: staff.actor.account,
        expires,
    };
    let event = change(&staff.actor, Action::TokenMade, Some(id))
        .with("token", called)
        .with("share", share)
        .with("expires", expires);
    staff.services.store.add_staff_token(&new, now, &event.draft(now, rng)).await?;
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

/// Draws a token and stores its digest.
///
/// # Errors
/// [`StoreError`].
pub async fn create<R: RngCore + CryptoRng>(
    store: &Store,
    incident: &[u8; 16],
    name: &str,
    now: i64,
    rng: &mut R,
) -> Result<Zeroizing<String>, StoreError> {
    let Handed { text, digest } = Handed::draw(Opens::Load, rng);
    store.add_load_token(&digest, incident, name, now).await?;
    Ok(text)
}
