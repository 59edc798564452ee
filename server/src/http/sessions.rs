//! Sessions of staff: 32 random bytes in a cookie, their SHA-256 in the store.
//!
//! Each step of signing in draws new bytes, so that whoever planted a cookie before gains
//! nothing. Public pages never set a cookie: only handlers below `/{language}/staff` and
//! `/api/v1/staff` come here.

use super::device_name;
use crate::{
    access::{AccountId, Actor, IncidentAccess, Role},
    problem::Problem,
    secrets::Secret,
    state::Services,
    store::{SessionBounds, StoredSession},
};
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use rand::{CryptoRng, RngCore};
use sha2::Sha256;
use std::collections::BTreeMap;
use subtle::ConstantTimeEq;

/// Seconds without a request after which a session is over.
const IDLE: i64 = 30 * 60;
/// Seconds after which it is over in any case.
const LONGEST: i64 = 12 * 3600;
/// Seconds within which the second factor must follow the password.
const HALF: i64 = 10 * 60;
/// Seconds between two notes of the last use, which would else be a write for each request.
const TOUCH: i64 = 60;
/// Days that a device is known after it was last used to sign in.
const DEVICE_DAYS: i64 = 180;

/// What a cookie is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieUse {
    Session,
    /// Says that somebody signed in on this device before; opens nothing.
    Device,
}

impl CookieUse {
    /// With `__Host-` a browser takes the cookie from this very host over TLS only.
    pub fn name(self, https: bool) -> &'static str {
        match (self, https) {
            (Self::Session, true) => "__Host-shirabe-staff",
            (Self::Session, false) => "shirabe-staff",
            (Self::Device, true) => "__Host-shirabe-device",
            (Self::Device, false) => "shirabe-device",
        }
    }
}

/// The secret of a cookie. Prints nothing of itself.
pub struct CookieSecret(Secret);

impl CookieSecret {
    pub fn draw<R: RngCore + CryptoRng>(rng: &mut R) -> Self {
        Self(Secret::draw(rng))
    }

    /// The cookie that a request carries, if it carries one of 32 bytes.
    pub fn of_request(services: &Services, request: &HttpRequest, of: CookieUse) -> Option<Self> {
        let cookie = request.cookie(of.name(services.accounts.is_https()))?;
        Secret::read(cookie.value()).map(Self)
    }

    /// What the store knows it by.
    pub fn digest(&self) -> [u8; 32] {
        self.0.digest()
    }

    /// The anti-forgery token of the session: only who has the cookie can compute it.
    pub fn csrf(&self) -> String {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(self.0.bytes())
            .expect("HMAC takes a key of any length");
        mac.update(b"shirabe/csrf/1");
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    pub fn cookie(&self, services: &Services, of: CookieUse) -> Cookie<'static> {
        let cookie = bare_cookie(services, of, self.0.text().to_string());
        match of {
            // Until the browser is closed, and no longer than the store says.
            CookieUse::Session => cookie,
            CookieUse::Device => {
                let mut cookie = cookie;
                cookie.set_max_age(Duration::days(DEVICE_DAYS));
                cookie
            }
        }
    }
}

fn bare_cookie(services: &Services, of: CookieUse, value: String) -> Cookie<'static> {
    let https = services.accounts.is_https();
    Cookie::build(of.name(https), value)
        .path("/")
        .secure(https)
        .http_only(true)
        .same_site(SameSite::Strict)
        .finish()
}

/// Takes the session's cookie back.
pub fn removal(services: &Services) -> Cookie<'static> {
    let mut cookie = bare_cookie(services, CookieUse::Session, String::new());
    cookie.set_max_age(Duration::ZERO);
    cookie
}

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
    pub csrf: String,
}

impl HalfSession {
    /// # Errors
    /// [`Problem::FormExpired`] where a form comes without this session's token.
    pub fn require_token(&self, given: &str) -> Result<(), Problem> {
        let fits = given.as_bytes().ct_eq(self.csrf.as_bytes());
        if bool::from(fits) { Ok(()) } else { Err(Problem::FormExpired) }
    }
}

/// Begins a session in place of whichever the request carried, which ends. Gives its cookie and
/// its anti-forgery token.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn begin<R: RngCore + CryptoRng>(
    services: &Services,
    request: &HttpRequest,
    account: &AccountId,
    complete: bool,
    rng: &mut R,
) -> Result<(Cookie<'static>, String), Problem> {
    let secret = CookieSecret::draw(rng);
    let replaced = CookieSecret::of_request(services, request, CookieUse::Session);
    let replaced = replaced.map(|secret| secret.digest());
    let now = services.clock.now();
    let device = device_name::of(request);
    let session = crate::store::NewSession {
        digest: &secret.digest(),
        account,
        complete,
        device: &device,
        replaced: replaced.as_ref(),
    };
    services.store.begin_session(&session, bounds(now), now).await?;
    Ok((secret.cookie(services, CookieUse::Session), secret.csrf()))
}

async fn find(
    services: &Services,
    request: &HttpRequest,
) -> Result<Option<(CookieSecret, StoredSession)>, Problem> {
    let Some(secret) = CookieSecret::of_request(services, request, CookieUse::Session) else {
        return Ok(None);
    };
    let now = services.clock.now();
    let session = services.store.session(&secret.digest(), bounds(now)).await?;
    Ok(session.map(|session| (secret, session)))
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
    let Some((secret, session)) = find(services, request).await? else {
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

/// The half session of a request, if it has one that is not over.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn half_of(
    services: &Services,
    request: &HttpRequest,
) -> Result<Option<HalfSession>, Problem> {
    let found = find(services, request).await?.filter(|(_, session)| !session.complete);
    Ok(found.map(|(secret, session)| HalfSession { account: session.account, csrf: secret.csrf() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};

    #[test]
    fn the_token_follows_from_the_secret_and_tells_nothing_of_it() {
        let rng = &mut StdRng::seed_from_u64(1);
        let [one, other] = [CookieSecret::draw(rng), CookieSecret::draw(rng)];
        assert_eq!(one.csrf(), CookieSecret(Secret::read(&one.0.text()).unwrap()).csrf());
        assert_ne!(one.csrf(), other.csrf());
        assert_ne!(one.csrf(), *one.0.text());
        assert_ne!(one.csrf(), URL_SAFE_NO_PAD.encode(one.digest()));
    }

    #[test]
    fn only_the_exact_token_is_taken() {
        let half = HalfSession { account: [1; 16], csrf: "abc".into() };
        assert_eq!(half.require_token("abc"), Ok(()));
        for given in ["", "ab", "abcd", "ABC"] {
            assert_eq!(half.require_token(given), Err(Problem::FormExpired), "{given}");
        }
    }

    #[test]
    fn cookies_over_tls_are_bound_to_the_host() {
        for of in [CookieUse::Session, CookieUse::Device] {
            assert!(of.name(true).starts_with("__Host-"));
            assert!(!of.name(false).starts_with("__"));
        }
    }
}
