//! Sessions of staff: 32 random bytes in a cookie, their SHA-256 in the store.
//!
//! Each step of signing in draws new bytes, so that whoever planted a cookie before gains
//! nothing. Public pages never set a cookie: only handlers below `/{language}/staff` and
//! `/api/v1/staff` come here.

use super::{
    cookies::{CookieSecret, CookieUse},
    visitor::Visitor,
};
use crate::{
    access::{AccountId, Actor, AntiForgeryToken, IncidentAccess, Role},
    problem::Problem,
    state::Services,
    store::{SessionBounds, StoredSession},
};
use actix_web::{HttpRequest, cookie::Cookie};
use rand::{CryptoRng, RngCore};
use std::collections::BTreeMap;

/// Seconds without a request after which a session is over.
const IDLE: i64 = 30 * 60;
/// Seconds after which it is over in any case.
const LONGEST: i64 = 12 * 3600;
/// Seconds within which the second factor must follow the password.
const HALF: i64 = 10 * 60;
/// Seconds between two notes of the last use, which would else be a write for each request.
const TOUCH: i64 = 60;

/// When sessions of this moment are over.
pub fn bounds(now: i64) -> SessionBounds {
    SessionBounds {
        begun_after: now - LONGEST,
        seen_after: now - IDLE,
        half_begun_after: now - HALF,
    }
}

/// Somebody who gave the password and not yet the second factor. Opens only what asks for it.
pub struct HalfSession {
    pub account: AccountId,
    pub csrf: AntiForgeryToken,
}

impl HalfSession {
    /// # Errors
    /// [`Problem::FormExpired`] where a form comes without this session's token.
    pub fn require_token(&self, given: &str) -> Result<(), Problem> {
        if self.csrf.fits(given.as_bytes()) { Ok(()) } else { Err(Problem::FormExpired) }
    }
}

/// Begins a session in place of whichever the request carried, which ends. Gives its cookie and
/// its anti-forgery token.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn begin<R: RngCore + CryptoRng>(
    services: &Services,
    visitor: &Visitor,
    account: &AccountId,
    complete: bool,
    rng: &mut R,
) -> Result<(Cookie<'static>, AntiForgeryToken), Problem> {
    let secret = CookieSecret::draw(rng);
    let replaced = visitor.session.as_ref().map(CookieSecret::digest);
    let now = services.clock.now();
    let session = crate::store::NewSession {
        digest: &secret.digest(),
        account,
        complete,
        device: &visitor.device_name,
        replaced: replaced.as_ref(),
    };
    services.store.begin_session(&session, bounds(now), now).await?;
    Ok((secret.cookie(services, CookieUse::Session), secret.csrf()))
}

async fn find(
    services: &Services,
    secret: &CookieSecret,
) -> Result<Option<StoredSession>, Problem> {
    let now = services.clock.now();
    Ok(services.store.session(&secret.digest(), bounds(now)).await?)
}

/// Who sent a request: `None` unless its cookie names a session that both factors opened, that
/// is not over, of an account that is not disabled.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn actor_of(
    services: &Services,
    request: &HttpRequest,
) -> Result<Option<Actor>, Problem> {
    let Some(secret) = CookieSecret::of_request(services, request, CookieUse::Session) else {
        return Ok(None);
    };
    let Some(session) = find(services, &secret).await? else {
        return Ok(None);
    };
    if !session.complete {
        return Ok(None);
    }
    let now = services.clock.now();
    if now - session.last_seen >= TOUCH {
        services.store.touch_session(&secret.digest(), now).await?;
    }
    let mut grants: BTreeMap<_, IncidentAccess> = BTreeMap::new();
    for (incident, role, share) in services.store.grants_of(&session.account).await? {
        // A role or share that this version does not know grants nothing.
        let Some(role) = Role::from_code(&role) else { continue };
        let share = match share {
            -1 => None,
            share => match u16::try_from(share) {
                Ok(share) => Some(share),
                Err(_) => continue,
            },
        };
        let access =
            grants.entry(incident).or_insert_with(|| IncidentAccess { roles: Vec::new(), share });
        access.roles.push(role);
    }
    Ok(Some(Actor {
        account: session.account,
        organisation: session.organisation,
        display_name: display_name(&session.name, &session.organisation_name),
        deployment_administrator: session.deployment_administrator,
        grants,
        session: secret.digest(),
        csrf: secret.csrf(),
    }))
}

/// `Sato Hanako (call centre)`.
pub fn display_name(name: &str, organisation: &str) -> String {
    format!("{name} ({organisation})")
}

/// The half session of a visitor, if there is one that is not over.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn half_of(
    services: &Services,
    visitor: &Visitor,
) -> Result<Option<HalfSession>, Problem> {
    let Some(secret) = &visitor.session else {
        return Ok(None);
    };
    let found = find(services, secret).await?.filter(|session| !session.complete);
    Ok(found.map(|session| HalfSession { account: session.account, csrf: secret.csrf() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_token_is_taken() {
        let half = HalfSession { account: [1; 16], csrf: AntiForgeryToken::new("abc") };
        assert_eq!(half.require_token("abc"), Ok(()));
        for given in ["", "ab", "abcd", "ABC"] {
            assert_eq!(half.require_token(given), Err(Problem::FormExpired), "{given}");
        }
    }
}
