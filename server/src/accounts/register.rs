//! Accounts made and disabled: on pages, or at the machine itself. What is done is entered before.

use crate::{
    access::AccountId,
    audit::{self, Action, By, Event},
    problem::Problem,
    store::{NewAccount, Store},
};

/// Makes an account; `false` where there is one of this login.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn create(
    store: &Store,
    by: By<'_>,
    new: &NewAccount<'_>,
    now: i64,
) -> Result<bool, Problem> {
    let mut event = Event::new(Action::AccountCreated, by)
        .with("subject", hex::encode(new.id))
        .with("login", new.login)
        .with("called", new.name)
        .with("for", hex::encode(new.organisation));
    if new.deployment_administrator {
        event = event.with("administrator", true);
    }
    audit::note(store, now, event).await?;
    Ok(store.add_account(new, now).await?)
}

/// Disables an account at once: its sessions, open links and load tokens end. `false` where it was
/// disabled already.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn disable(
    store: &Store,
    by: By<'_>,
    account: &AccountId,
    now: i64,
) -> Result<bool, Problem> {
    let event = Event::new(Action::AccountDisabled, by).with("subject", hex::encode(account));
    audit::note(store, now, event).await?;
    Ok(store.disable_account(account, now).await?)
}
