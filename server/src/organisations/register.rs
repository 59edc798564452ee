//! The organisations of the deployment and their accounts: for its administrator.

use crate::{
    access::{AccountId, OrganisationId},
    accounts::{self, invitations},
    audit::{Action, By, change, name},
    http::request::Staff,
    problem::Problem,
    store::{AccountLine, NewAccount, StoredOrganisation},
};
use rand::{CryptoRng, RngCore};
use zeroize::Zeroizing;

/// An account to invite.
pub struct Invited<'a> {
    pub login: &'a str,
    pub name: &'a str,
    /// `ja` or `en`.
    pub language: &'a str,
}

/// Every organisation, by name.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn all(staff: &Staff) -> Result<Vec<StoredOrganisation>, Problem> {
    Ok(staff.services.store.organisations().await?)
}

/// An organisation's name and accounts.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn one(
    staff: &Staff,
    organisation: &OrganisationId,
) -> Result<(String, Vec<AccountLine>), Problem> {
    let store = &staff.services.store;
    let name = store.organisation_name(organisation).await?.ok_or(Problem::NotFound)?;
    Ok((name, store.accounts_of(organisation).await?))
}

/// # Errors
/// [`Problem::NameTaken`], [`Problem::Malformed`].
pub async fn create<R: RngCore + CryptoRng>(
    staff: &Staff,
    given: &str,
    rng: &mut R,
) -> Result<OrganisationId, Problem> {
    let name = name(given)?;
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    let event = change(&staff.actor, Action::OrganisationCreated, None)
        .with("subject", hex::encode(id))
        .with("called", name);
    let (now, store) = (staff.now(), &staff.services.store);
    match store.add_organisation(&id, name, now, &event.draft(now, rng)).await? {
        true => Ok(id),
        false => Err(Problem::NameTaken),
    }
}

/// # Errors
/// [`Problem::NotFound`], [`Problem::NameTaken`], [`Problem::Malformed`].
pub async fn rename<R: RngCore + CryptoRng>(
    staff: &Staff,
    organisation: &OrganisationId,
    given: &str,
    rng: &mut R,
) -> Result<(), Problem> {
    let name = name(given)?;
    let store = &staff.services.store;
    let before = store.organisation_name(organisation).await?.ok_or(Problem::NotFound)?;
    let event = change(&staff.actor, Action::OrganisationRenamed, None)
        .with("subject", hex::encode(organisation))
        .with("before", before)
        .with("called", name);
    let entry = event.draft(staff.now(), rng);
    match store.rename_organisation(organisation, name, &entry).await? {
        true => Ok(()),
        false => Err(Problem::NameTaken),
    }
}

/// Makes an account without a password; gives the secret of the one-time link that sets it up.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::NameTaken`], [`Problem::Malformed`].
pub async fn invite<R: RngCore + CryptoRng>(
    staff: &Staff,
    organisation: &OrganisationId,
    invited: &Invited<'_>,
    rng: &mut R,
) -> Result<Zeroizing<String>, Problem> {
    let login = accounts::login(invited.login).ok_or(Problem::Malformed)?;
    let called = name(invited.name)?;
    if !matches!(invited.language, "ja" | "en") {
        return Err(Problem::Malformed);
    }
    let (now, store) = (staff.now(), &staff.services.store);
    store.organisation_name(organisation).await?.ok_or(Problem::NotFound)?;
    if store.account_by_login(&login).await?.is_some() {
        return Err(Problem::NameTaken);
    }
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    let account = NewAccount {
        id,
        login: &login,
        name: called,
        organisation: *organisation,
        deployment_administrator: false,
        language: invited.language,
        password: "",
    };
    if !accounts::register::create(store, By::Account(&staff.actor), &account, now).await? {
        return Err(Problem::NameTaken);
    }
    link(staff, &id, rng).await
}

/// A new one-time link for an account of the organisation; the one before ends.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn invite_again<R: RngCore + CryptoRng>(
    staff: &Staff,
    organisation: &OrganisationId,
    account: &AccountId,
    rng: &mut R,
) -> Result<Zeroizing<String>, Problem> {
    account_of(staff, organisation, account).await?;
    link(staff, account, rng).await
}

/// Disables an account at once: its sessions, open links and load tokens end.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::OwnAccount`].
pub async fn disable(
    staff: &Staff,
    organisation: &OrganisationId,
    account: &AccountId,
) -> Result<(), Problem> {
    account_of(staff, organisation, account).await?;
    if *account == staff.actor.account {
        return Err(Problem::OwnAccount);
    }
    let (now, store) = (staff.now(), &staff.services.store);
    accounts::register::disable(store, By::Account(&staff.actor), account, now).await?;
    Ok(())
}

async fn link<R: RngCore + CryptoRng>(
    staff: &Staff,
    account: &AccountId,
    rng: &mut R,
) -> Result<Zeroizing<String>, Problem> {
    let (now, store) = (staff.now(), &staff.services.store);
    let (by, purpose) = (By::Account(&staff.actor), invitations::Purpose::SetUp);
    invitations::hand_out(store, by, account, purpose, now, rng).await
}

/// An account in use of this organisation: those of others are not found here.
async fn account_of(
    staff: &Staff,
    organisation: &OrganisationId,
    account: &AccountId,
) -> Result<(), Problem> {
    let found = staff.services.store.account(account).await?;
    let found = found.filter(|one| one.organisation == *organisation && !one.disabled);
    found.map(|_| ()).ok_or(Problem::NotFound)
}
