//! Cookies of staff: 32 random bytes each. Public pages never set one.

use crate::{access::AntiForgeryToken, secrets::Secret, state::Services};
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use rand::{CryptoRng, RngCore};
use sha2::Sha256;

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
        let cookie = request.cookie(of.name(services.https))?;
        Secret::read(cookie.value()).map(Self)
    }

    /// What the store knows it by.
    pub fn digest(&self) -> [u8; 32] {
        self.0.digest()
    }

    /// The anti-forgery token of the session: only who has the cookie can compute it.
    pub fn csrf(&self) -> AntiForgeryToken {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(self.0.bytes())
            .expect("HMAC takes a key of any length");
        mac.update(b"shirabe/csrf/1");
        AntiForgeryToken::new(URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
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
    let https = services.https;
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
        assert_ne!(one.csrf().to_send(), *one.0.text());
        assert_ne!(one.csrf().to_send(), URL_SAFE_NO_PAD.encode(one.digest()));
    }

    #[test]
    fn cookies_over_tls_are_bound_to_the_host() {
        for of in [CookieUse::Session, CookieUse::Device] {
            assert!(of.name(true).starts_with("__Host-"));
            assert!(!of.name(false).starts_with("__"));
        }
    }
}
