//! Who has which role in an incident: granted and revoked by its administrators, within its
//! chain; the first of them named by the deployment's.

use super::members::Place;
use crate::{
    access::{AccountId, IncidentId, Permission, Role},
    accounts,
    audit::{Action, By, Event},
    http::request::{AtIncident, Staff},
    problem::Problem,
    store::{ChainAccount, RoleChange, Store},
};
use rand::{CryptoRng, RngCore};

/// An account of the chain with its roles.
pub struct RoleLine {
    pub account: ChainAccount,
    pub roles: Vec<Role>,
}

/// Every account of the chain, those without a role too.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn lines(staff: &Staff, at: &AtIncident) -> Result<Vec<RoleLine>, Problem> {
    let store = &staff.services.store;
    let accounts = store.accounts_of_chain(&at.incident.id).await?;
    let granted = store.roles_in(&at.incident.id).await?;
    let line = |account: ChainAccount| {
        let own = granted.iter().filter(|(id, _)| *id == account.account);
        let roles = own.filter_map(|(_, role)| Role::from_code(role)).collect();
        RoleLine { account, roles }
    };
    Ok(accounts.into_iter().map(line).collect())
}

/// Whether an organisation that is limited to a share may have the role: none that decides, or
/// sees what was done, for the whole incident.
pub fn fits_share(role: Role) -> bool {
    let whole = [Permission::ManageAccess, Permission::Approve, Permission::SeeAudit];
    !whole.into_iter().any(|permission| role.has(permission))
}

/// # Errors
/// [`Problem::OutsideChain`], whether there is such an account or not, [`Problem::OwnRole`],
/// [`Problem::ShareOnly`], [`Problem::NameTaken`] where the account has the role.
pub async fn grant<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    account: &AccountId,
    role: Role,
    rng: &mut R,
) -> Result<(), Problem> {
    if *account == staff.actor.account && role.has(Permission::Approve) {
        return Err(Problem::OwnRole);
    }
    let (id, store) = (at.incident.id, &staff.services.store);
    let accounts = store.accounts_of_chain(&id).await?;
    let found = accounts.into_iter().find(|one| one.account == *account && !one.disabled);
    let found = found.ok_or(Problem::OutsideChain)?;
    let chain = store.chain_of(&id).await?;
    let member = chain.into_iter().find(|member| member.organisation == found.organisation);
    let member = member.ok_or(Problem::OutsideChain)?;
    if member.share.is_some() && !fits_share(role) {
        return Err(Problem::ShareOnly);
    }
    let by = By::Account(&staff.actor);
    let change = give(store, by, &id, account, role, staff.now(), rng).await?;
    outcome(change, Problem::NameTaken)
}

/// Gives a role to an account of the chain. Who may have it, the caller has asked.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn give<R: RngCore + CryptoRng>(
    store: &Store,
    by: By<'_>,
    incident: &IncidentId,
    account: &AccountId,
    role: Role,
    now: i64,
    rng: &mut R,
) -> Result<RoleChange, Problem> {
    let event = about(Action::RoleGranted, by, *incident, account, role);
    Ok(store.grant_role(incident, account, role.code(), &event.draft(now, rng)).await?)
}

/// # Errors
/// [`Problem::NotFound`] where the account has no such role there,
/// [`Problem::LastAdministrator`].
pub async fn revoke<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    account: &AccountId,
    role: Role,
    rng: &mut R,
) -> Result<(), Problem> {
    let (id, store) = (at.incident.id, &staff.services.store);
    let event = about(Action::RoleRevoked, By::Account(&staff.actor), id, account, role);
    let entry = event.draft(staff.now(), rng);
    outcome(store.revoke_role(&id, account, role.code(), &entry).await?, Problem::NotFound)
}

/// Names the administrator of an incident that has none: by login, for the deployment's
/// administrator, to whom every incident is known.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::OutsideChain`], [`Problem::HasAdministrator`].
pub async fn name_first<R: RngCore + CryptoRng>(
    staff: &Staff,
    slug: &str,
    login: &str,
    rng: &mut R,
) -> Result<(), Problem> {
    let store = &staff.services.store;
    let id = store.incident_id(slug).await?.ok_or(Problem::NotFound)?;
    let login = accounts::login(login).ok_or(Problem::OutsideChain)?;
    let account = store.account_by_login(&login).await?;
    let account = account.filter(|one| !one.disabled).ok_or(Problem::OutsideChain)?;
    let (by, role) = (By::Account(&staff.actor), Role::Administrator);
    let event = about(Action::RoleGranted, by, id, &account.id, role);
    let entry = event.draft(staff.now(), rng);
    let place = Place::Responsible.code();
    let change = store.name_administrator(&id, &account.id, place, &entry).await?;
    outcome(change, Problem::HasAdministrator)
}

fn about<'a>(
    action: Action,
    by: By<'a>,
    incident: IncidentId,
    account: &AccountId,
    role: Role,
) -> Event<'a> {
    Event::new(action, by)
        .of_incident(incident)
        .with("subject", hex::encode(account))
        .with("role", role.code())
}

fn outcome(change: RoleChange, nothing: Problem) -> Result<(), Problem> {
    match change {
        RoleChange::Done => Ok(()),
        RoleChange::Nothing => Err(nothing),
        RoleChange::Outside => Err(Problem::OutsideChain),
        RoleChange::LastAdministrator => Err(Problem::LastAdministrator),
        RoleChange::HasAdministrator => Err(Problem::HasAdministrator),
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, fits_share};

    #[test]
    fn the_limited_neither_decide_nor_look_over_the_whole() {
        let limited: Vec<_> = Role::ALL.into_iter().filter(|role| fits_share(*role)).collect();
        assert_eq!(limited, [Role::Loader, Role::Notifier, Role::DeskAgent, Role::Supervisor]);
    }
}
