//! Signing in: the password, then the second factor. Every failure looks the same, and costs
//! the same: wrong login, wrong password, wrong code, too many trials.

use super::{
    login, recovery_codes,
    second_factor::{SecondFactor, digits},
    trials::{self, Trial, subject_of_login},
};
use crate::{
    access::{AccountId, Actor, AntiForgeryToken},
    audit::{self, Action, By, Event},
    http::{
        sessions::{self, HalfSession},
        visitor::Visitor,
    },
    passwords::Verdict,
    problem::Problem,
    state::Services,
    store::StoredAccount,
};
use actix_web::cookie::Cookie;
use rand::{CryptoRng, RngCore};

/// The password was right.
pub struct PasswordTaken {
    /// Half a session.
    pub cookie: Cookie<'static>,
    pub csrf: AntiForgeryToken,
    pub step: NextStep,
}

/// What follows the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// A code of the second factor, or a recovery code.
    SecondFactor,
    /// There is no second factor yet; nobody signs in without one.
    SetUp,
}

impl NextStep {
    pub fn after_password_of(account: &StoredAccount) -> Self {
        if account.has_second_factor() { Self::SecondFactor } else { Self::SetUp }
    }

    /// In addresses, and in answers to programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::SecondFactor => "second-factor",
            Self::SetUp => "set-up",
        }
    }
}

/// Both factors were right.
pub struct SignedIn {
    pub session: Cookie<'static>,
    pub device: Cookie<'static>,
    pub csrf: AntiForgeryToken,
}

/// Takes login and password; `None` for every failure.
///
/// # Errors
/// [`Problem::TooManyRequests`], [`Problem::Unavailable`].
pub async fn with_password<R: RngCore + CryptoRng>(
    services: &Services,
    visitor: &Visitor,
    typed_login: &str,
    password: &str,
    rng: &mut R,
) -> Result<Option<PasswordTaken>, Problem> {
    trials::admit(services, visitor)?;
    let login = login(typed_login).unwrap_or_default();
    let account = services.store.account_by_login(&login).await?;
    let subject = account.as_ref().map_or_else(|| subject_of_login(&login), |account| account.id);
    let trial = Trial::begin(services, visitor, subject).await?;
    let account = account.filter(|account| !account.disabled && !account.password.is_empty());
    let stored = account.as_ref().filter(|_| !trial.is_locked());
    let stored = stored.map(|account| account.password.as_str());
    let verdict = services.passwords.verify(password, stored).await?;
    let account = match (verdict, account) {
        (Verdict::Right | Verdict::RightButOld, Some(account)) => account,
        (_, account) => {
            let noted = account.filter(|_| !trial.is_locked());
            note_failure(services, noted.map(|account| account.id));
            return Ok(None);
        }
    };
    trial.succeeded(services).await?;
    if verdict == Verdict::RightButOld {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let hash = services.passwords.hash(password, salt).await?;
        services.store.change_password(&account.id, &account.password, &hash).await?;
    }
    let (cookie, csrf) = sessions::begin(services, visitor, &account.id, false, rng).await?;
    Ok(Some(PasswordTaken { cookie, csrf, step: NextStep::after_password_of(&account) }))
}

/// Takes a code of the second factor, or a recovery code; `None` for every failure.
///
/// # Errors
/// [`Problem::TooManyRequests`], [`Problem::Unavailable`].
pub async fn with_code<R: RngCore + CryptoRng>(
    services: &Services,
    visitor: &Visitor,
    half: &HalfSession,
    typed: &str,
    rng: &mut R,
) -> Result<Option<SignedIn>, Problem> {
    trials::admit(services, visitor)?;
    let account = services.store.account(&half.account).await?.ok_or(Problem::NotSignedIn)?;
    let trial = Trial::begin(services, visitor, account.id).await?;
    if trial.is_locked() {
        return Ok(None);
    }
    let Some(used) = use_code(services, &account, typed).await? else {
        note_failure(services, Some(account.id));
        return Ok(None);
    };
    if used == Code::Recovery {
        let actor = as_actor(&account);
        let event = Event::new(Action::RecoveryCodeUsed, By::Account(&actor));
        audit::note(&services.store, services.clock.now(), event).await?;
    }
    trial.completed(services).await?;
    services.store.forget_old_attempts(services.clock.now()).await?;
    complete(services, visitor, &account, rng).await.map(Some)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    SecondFactor,
    Recovery,
}

/// Uses a code up, if it is right.
async fn use_code(
    services: &Services,
    account: &StoredAccount,
    typed: &str,
) -> Result<Option<Code>, Problem> {
    if !account.has_second_factor() {
        return Ok(None);
    }
    let store = &services.store;
    if let Some(code) = digits(typed) {
        let factor = SecondFactor::open(services, &account.id, &account.totp)?;
        let taken = factor.take(store, &account.id, &code, services.clock.now()).await?;
        return Ok(taken.then_some(Code::SecondFactor));
    }
    let Some(digest) = recovery_codes::digest(&account.id, typed) else {
        return Ok(None);
    };
    let used = store.use_recovery_code(&account.id, &digest).await?;
    Ok(used.then_some(Code::Recovery))
}

/// Begins the session that both factors open.
pub(super) async fn complete<R: RngCore + CryptoRng>(
    services: &Services,
    visitor: &Visitor,
    account: &StoredAccount,
    rng: &mut R,
) -> Result<SignedIn, Problem> {
    let actor = as_actor(account);
    let event = Event::new(Action::SignIn, By::Account(&actor));
    audit::note(&services.store, services.clock.now(), event).await?;
    let device = trials::remember_device(services, visitor, &account.id, rng).await?;
    let (session, csrf) = sessions::begin(services, visitor, &account.id, true, rng).await?;
    Ok(SignedIn { session, device, csrf })
}

/// The account as the audit log names it, before a session says so.
pub(super) fn as_actor(account: &StoredAccount) -> Actor {
    Actor {
        account: account.id,
        organisation: account.organisation,
        display_name: sessions::display_name(&account.name, &account.organisation_name),
        deployment_administrator: account.deployment_administrator,
        grants: [].into(),
        session: [0; 32],
        csrf: AntiForgeryToken::none(),
    }
}

/// Enters a failure for an account that exists: beside the reply, so that its time does not tell
/// which do.
fn note_failure(services: &Services, account: Option<AccountId>) {
    let Some(account) = account else { return };
    let (store, now) = (services.store.clone(), services.clock.now());
    actix_web::rt::spawn(async move {
        let event = Event::new(Action::SignInFailed, By::Nobody);
        let event = event.with("subject", hex::encode(account));
        // The failure to write was logged where it arose; nobody waits for an answer here.
        let _ = audit::note(&store, now, event).await;
    });
}
