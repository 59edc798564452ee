//! Setting up the second factor, after the first password: nobody signs in without one.

use super::{
    qr_code::QrPicture,
    recovery_codes::RecoveryCodes,
    second_factor::{SecondFactor, digits},
    sign_in::{self, SignedIn},
    trials,
};
use crate::{
    audit::{self, Action, By, Event},
    http::{sessions::HalfSession, visitor::Visitor},
    problem::Problem,
    state::Services,
};
use rand::{CryptoRng, RngCore};
use zeroize::Zeroizing;

/// What an authenticator app needs. Prints nothing of itself.
pub struct SetUp {
    pub login: String,
    /// Base 32, in groups of four.
    pub secret: Zeroizing<String>,
    pub link: Zeroizing<String>,
    pub picture: QrPicture,
}

/// The secret to put into an app: the same until a code proves that it arrived.
///
/// # Errors
/// [`Problem::Forbidden`] where a second factor is in use; [`Problem::Unavailable`].
pub async fn offer<R: RngCore + CryptoRng>(
    services: &Services,
    half: &HalfSession,
    rng: &mut R,
) -> Result<SetUp, Problem> {
    let mut account = services.store.account(&half.account).await?.ok_or(Problem::NotSignedIn)?;
    if account.has_second_factor() {
        return Err(Problem::Forbidden);
    }
    if account.totp.is_empty() {
        SecondFactor::draw(services, &account.id, rng).await?;
        account = services.store.account(&half.account).await?.ok_or(Problem::NotSignedIn)?;
    }
    let factor = SecondFactor::open(services, &account.id, &account.totp)?;
    let link = factor.link(&account.login);
    let picture = QrPicture::of(&link)?;
    Ok(SetUp { secret: factor.in_groups(), link, picture, login: account.login })
}

/// Takes the first code: the second factor counts from here on, and the session is complete.
/// Gives the recovery codes, which are shown this once. `None` where the code is wrong.
///
/// # Errors
/// As [`offer`]; [`Problem::TooManyRequests`].
pub async fn confirm<R: RngCore + CryptoRng>(
    services: &Services,
    visitor: &Visitor,
    half: &HalfSession,
    typed: &str,
    rng: &mut R,
) -> Result<Option<(SignedIn, Vec<Zeroizing<String>>)>, Problem> {
    trials::admit(services, visitor)?;
    let account = services.store.account(&half.account).await?.ok_or(Problem::NotSignedIn)?;
    if account.has_second_factor() || account.totp.is_empty() {
        return Err(Problem::Forbidden);
    }
    let now = services.clock.now();
    let factor = SecondFactor::open(services, &account.id, &account.totp)?;
    let step = digits(typed).and_then(|code| factor.step_of(&code, now));
    let Some(step) = step else {
        return Ok(None);
    };
    let actor = sign_in::as_actor(&account);
    let event = Event::new(Action::SecondFactorSet, By::Account(&actor));
    audit::note(&services.store, now, event).await?;
    let codes = RecoveryCodes::draw(&account.id, rng);
    if !services.store.begin_second_factor(&account.id, step, &codes.digests).await? {
        // Somebody was faster.
        return Err(Problem::Forbidden);
    }
    let signed_in = sign_in::complete(services, visitor, &account, rng).await?;
    Ok(Some((signed_in, codes.shown)))
}
