//! One-time links: for a new account, or a password anew. Good for 72 hours, once; stored as
//! digests.

use super::{
    password_rules::{self, PasswordRefusal},
    sign_in::{self, NextStep, PasswordTaken},
    trials,
};
use crate::{
    access::AccountId,
    audit::{self, Action, By, Event},
    http::sessions,
    problem::Problem,
    state::Services,
    store::{Store, StoreError},
};
use actix_web::HttpRequest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{CryptoRng, RngCore};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// So that a secret found in the wrong place is known for what it is.
const PREFIX: &str = "shirabe-invitation-";
/// Seconds.
pub const VALID: i64 = 72 * 3600;

/// What an invitation sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Password and second factor, from the beginning.
    SetUp,
    /// The password; the second factor stays.
    Password,
}

impl Purpose {
    fn code(self) -> &'static str {
        match self {
            Self::SetUp => "set-up",
            Self::Password => "password",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::SetUp, Self::Password].into_iter().find(|purpose| purpose.code() == code)
    }
}

/// Draws an invitation and stores its digest; those that the account had before end. Show the
/// secret, or its [`link`], once.
///
/// # Errors
/// [`StoreError`].
pub async fn create<R: RngCore + CryptoRng>(
    store: &Store,
    account: &AccountId,
    purpose: Purpose,
    now: i64,
    rng: &mut R,
) -> Result<Zeroizing<String>, StoreError> {
    let mut bytes = Zeroizing::new([0; 32]);
    rng.fill_bytes(&mut *bytes);
    let secret = Zeroizing::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(*bytes)));
    let digest = digest(&secret);
    store.add_invitation(&digest, account, purpose.code(), now, now + VALID).await?;
    Ok(secret)
}

/// The address to hand on. A fragment is never sent to a server; a script of the page moves it
/// into the field.
pub fn link(public_url: &str, language: &str, secret: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("{public_url}/{language}/staff/invitation#secret={secret}"))
}

fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

/// What became of an acceptance.
pub enum Acceptance {
    /// The password is set; what is asked next stands inside.
    Taken(PasswordTaken),
    /// Used, over, or never there.
    NoInvitation,
    Refused(PasswordRefusal),
}

/// Sets the password of the invited account, ends its sessions, and begins half a session.
///
/// # Errors
/// [`Problem::TooManyRequests`], [`Problem::Unavailable`].
pub async fn accept<R: RngCore + CryptoRng>(
    services: &Services,
    request: &HttpRequest,
    typed: &str,
    password: &str,
    rng: &mut R,
) -> Result<Acceptance, Problem> {
    trials::admit(services, request)?;
    let digest = digest(typed.trim());
    let now = services.clock.now();
    let Some(invitation) = services.store.invitation(&digest, now).await? else {
        return Ok(Acceptance::NoInvitation);
    };
    if let Err(refusal) = password_rules::check(password, &invitation.login) {
        return Ok(Acceptance::Refused(refusal));
    }
    let purpose = Purpose::from_code(&invitation.purpose).ok_or(Problem::Internal)?;
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    let hash = services.accounts.passwords.hash(password, salt).await?;
    let id = invitation.account;
    let account = services.store.account(&id).await?.ok_or(Problem::Internal)?;
    let actor = sign_in::as_actor(&account);
    let event = Event::new(Action::InvitationUsed, By::Account(&actor));
    audit::note(&services.store, now, event.with("purpose", purpose.code())).await?;
    let afresh = purpose == Purpose::SetUp;
    if !services.store.accept_invitation(&digest, &id, &hash, afresh, now).await? {
        return Ok(Acceptance::NoInvitation);
    }
    let account = services.store.account(&id).await?.ok_or(Problem::Internal)?;
    let (cookie, csrf) = sessions::begin(services, request, &id, false, rng).await?;
    let step = NextStep::after_password_of(&account);
    Ok(Acceptance::Taken(PasswordTaken { cookie, csrf, step }))
}
