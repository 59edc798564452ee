//! Lock-out that slows an attacker and not the owner (OWASP: device cookies).
//!
//! A device that signed in to an account before has a counter of its own there; all others share
//! one. Whoever tries names and passwords from elsewhere locks the shared one only.

use crate::{
    access::AccountId,
    http::{
        cookies::{CookieSecret, CookieUse},
        visitor::Visitor,
    },
    problem::Problem,
    state::Services,
    store::Attempt,
};
use actix_web::cookie::Cookie;
use rand::{CryptoRng, RngCore};
use sha2::{Digest, Sha256};

/// Stands for an incident where the limits of address blocks are asked.
const SIGN_INS: [u8; 16] = *b"shirabe/sign-ins";

/// One trial of a password or code, counted as failed until it is said to have succeeded.
pub struct Trial {
    subject: AccountId,
    /// Digest of the device's cookie; empty where the account does not know it.
    device: Vec<u8>,
    attempt: Option<Attempt>,
}

/// What a login that nobody has is counted under.
pub fn subject_of_login(login: &str) -> AccountId {
    let digest: [u8; 32] = Sha256::digest([b"shirabe/login/1\0", login.as_bytes()].concat()).into();
    let mut subject = [0; 16];
    subject.copy_from_slice(&digest[..16]);
    subject
}

impl Trial {
    /// Counts a trial, of an account or of a login that nobody has.
    ///
    /// # Errors
    /// [`Problem::TooManyRequests`] for the caller's block of addresses, [`Problem::Unavailable`].
    pub async fn begin(
        services: &Services,
        visitor: &Visitor,
        subject: AccountId,
    ) -> Result<Self, Problem> {
        let device = match visitor.device.as_ref().map(CookieSecret::digest) {
            Some(digest) if services.store.knows_device(&subject, &digest).await?.0 => {
                digest.to_vec()
            }
            _ => Vec::new(),
        };
        let now = services.clock.now();
        let attempt = services.store.count_attempt(&subject, &device, now).await?;
        Ok(Self { subject, device, attempt })
    }

    /// Whether there were too many before. What was given does not count then, right or wrong.
    pub fn is_locked(&self) -> bool {
        self.attempt.is_none()
    }

    /// This trial succeeded, but more is asked: the ones before it stay counted.
    ///
    /// # Errors
    /// [`Problem::Unavailable`].
    pub async fn succeeded(&self, services: &Services) -> Result<(), Problem> {
        if let Some(attempt) = self.attempt {
            let now = services.clock.now();
            services.store.uncount_attempt(&self.subject, &self.device, attempt, now).await?;
        }
        Ok(())
    }

    /// Everything that is asked was given: the ones before it are forgotten.
    ///
    /// # Errors
    /// [`Problem::Unavailable`].
    pub async fn completed(&self, services: &Services) -> Result<(), Problem> {
        Ok(services.store.forget_attempts(&self.subject, &self.device).await?)
    }
}

/// Holds the caller's block of addresses to its limit.
///
/// # Errors
/// [`Problem::TooManyRequests`].
pub fn admit(services: &Services, visitor: &Visitor) -> Result<(), Problem> {
    services.sign_in_limits.admit_block(visitor.block, &SIGN_INS)
}

/// From now on the account knows the device. A cookie that somebody signed in with before stays,
/// so that several may share a device; one that nobody did is replaced, whoever put it there.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn remember_device<R: RngCore + CryptoRng>(
    services: &Services,
    visitor: &Visitor,
    account: &AccountId,
    rng: &mut R,
) -> Result<Cookie<'static>, Problem> {
    let drawn;
    let secret = match &visitor.device {
        Some(secret) if services.store.knows_device(account, &secret.digest()).await?.1 => secret,
        _ => {
            drawn = CookieSecret::draw(rng);
            &drawn
        }
    };
    let now = services.clock.now();
    services.store.remember_device(account, &secret.digest(), now).await?;
    Ok(secret.cookie(services, CookieUse::Device))
}
