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
    http::{sessions, visitor::Visitor},
    problem::Problem,
    secrets::{self, Handed, Opens},
    state::Services,
    store::{Store, StoreError},
};
use rand::{CryptoRng, RngCore};
use zeroize::Zeroizing;

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
    let Handed { text, digest } = Handed::draw(Opens::Account, rng);
    store.add_invitation(&digest, account, purpose.code(), now, now + VALID).await?;
    Ok(text)
}

/// As [`create`], entered in the audit log before.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn hand_out<R: RngCore + CryptoRng>(
    store: &Store,
    by: By<'_>,
    account: &AccountId,
    purpose: Purpose,
    now: i64,
    rng: &mut R,
) -> Result<Zeroizing<String>, Problem> {
    let event = Event::new(Action::InvitationMade, by).with("subject", hex::encode(account));
    audit::note(store, now, event).await?;
    Ok(create(store, account, purpose, now, rng).await?)
}

/// The address to hand on. A fragment is never sent to a server; a script of the page moves it
/// into the field.
pub fn link(public_url: &str, language: &str, secret: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("{public_url}/{language}/staff/invitation#secret={secret}"))
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
    visitor: &Visitor,
    typed: &str,
    password: &str,
    rng: &mut R,
) -> Result<Acceptance, Problem> {
    trials::admit(services, visitor)?;
    let digest = secrets::digest(typed.trim());
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
    let hash = services.passwords.hash(password, salt).await?;
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
    let (cookie, csrf) = sessions::begin(services, visitor, &id, false, rng).await?;
    let step = NextStep::after_password_of(&account);
    Ok(Acceptance::Taken(PasswordTaken { cookie, csrf, step }))
}
