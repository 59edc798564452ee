//! What somebody who is signed in does with their own account.

use super::{
    password_rules::{self, PasswordRefusal},
    recovery_codes::RecoveryCodes,
    second_factor::{SecondFactor, digits},
    trials::{self, Trial},
};
use crate::{
    access::Actor,
    audit::{self, Action, By, Event},
    http::{sessions, visitor::Visitor},
    passwords::Verdict,
    problem::Problem,
    state::Services,
    store::SessionLine,
};
use rand::{CryptoRng, RngCore};
use zeroize::Zeroizing;

/// What became of the wish for another password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordChange {
    /// Every other session has ended.
    Changed,
    /// The old one is wrong, or there were too many trials.
    OldIsWrong,
    Refused(PasswordRefusal),
}

/// Sets another password, if the old one is right.
///
/// # Errors
/// [`Problem::TooManyRequests`], [`Problem::Unavailable`].
pub async fn change_password<R: RngCore + CryptoRng>(
    services: &Services,
    visitor: &Visitor,
    actor: &Actor,
    old: &str,
    new: &str,
    rng: &mut R,
) -> Result<PasswordChange, Problem> {
    trials::admit(services, visitor)?;
    let account = services.store.account(&actor.account).await?.ok_or(Problem::NotSignedIn)?;
    let trial = Trial::begin(services, visitor, account.id).await?;
    let stored = (!trial.is_locked()).then_some(account.password.as_str());
    if services.passwords.verify(old, stored).await? == Verdict::Wrong {
        if !trial.is_locked() {
            note(services, actor, Action::PasswordChangeFailed).await?;
        }
        return Ok(PasswordChange::OldIsWrong);
    }
    trial.succeeded(services).await?;
    if let Err(refusal) = password_rules::check(new, &account.login) {
        return Ok(PasswordChange::Refused(refusal));
    }
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    let hash = services.passwords.hash(new, salt).await?;
    note(services, actor, Action::PasswordChanged).await?;
    if !services.store.change_password(&account.id, &account.password, &hash).await? {
        return Ok(PasswordChange::OldIsWrong);
    }
    services.store.end_sessions(&account.id, Some(&actor.session)).await?;
    Ok(PasswordChange::Changed)
}

/// New recovery codes in place of all older ones, if the code of the app is right; `None` if not.
///
/// # Errors
/// As [`change_password`].
pub async fn new_recovery_codes<R: RngCore + CryptoRng>(
    services: &Services,
    visitor: &Visitor,
    actor: &Actor,
    typed: &str,
    rng: &mut R,
) -> Result<Option<Vec<Zeroizing<String>>>, Problem> {
    trials::admit(services, visitor)?;
    let account = services.store.account(&actor.account).await?.ok_or(Problem::NotSignedIn)?;
    let trial = Trial::begin(services, visitor, account.id).await?;
    let (false, Some(code)) = (trial.is_locked(), digits(typed)) else {
        return Ok(None);
    };
    let factor = SecondFactor::open(services, &account.id, &account.totp)?;
    if !factor.take(&services.store, &account.id, &code, services.clock.now()).await? {
        return Ok(None);
    }
    trial.succeeded(services).await?;
    note(services, actor, Action::RecoveryCodesMade).await?;
    let codes = RecoveryCodes::draw(&account.id, rng);
    services.store.replace_recovery_codes(&account.id, &codes.digests).await?;
    Ok(Some(codes.shown))
}

/// One's own sessions, the latest first.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn sessions_of(services: &Services, actor: &Actor) -> Result<Vec<SessionLine>, Problem> {
    let bounds = sessions::bounds(services.clock.now());
    Ok(services.store.sessions_of(&actor.account, bounds).await?)
}

/// Ends one of one's own sessions.
///
/// # Errors
/// [`Problem::NotFound`] where it is not one of them.
pub async fn end_session(
    services: &Services,
    actor: &Actor,
    session: &[u8; 32],
) -> Result<(), Problem> {
    let own = *session == actor.session;
    note(services, actor, if own { Action::SignOut } else { Action::SessionEnded }).await?;
    let ended = services.store.end_session(&actor.account, session).await?;
    if ended { Ok(()) } else { Err(Problem::NotFound) }
}

/// Ends every session but the one that asks.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn end_other_sessions(services: &Services, actor: &Actor) -> Result<u64, Problem> {
    note(services, actor, Action::SessionEnded).await?;
    Ok(services.store.end_sessions(&actor.account, Some(&actor.session)).await?)
}

async fn note(services: &Services, actor: &Actor, action: Action) -> Result<(), Problem> {
    let event = Event::new(action, By::Account(actor));
    audit::note(&services.store, services.clock.now(), event).await
}
