//! The organisations of an incident and the roles of their accounts.
//!
//! Whatever changes roles first updates the incident's row, so that such changes come one after
//! the other: two administrators cannot revoke each other at once.

use crate::{
    AuditDraft, Store, StoreError, audit,
    database::{Transaction, execute, fetch},
    fixed,
};

/// An organisation that takes part in an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainMember {
    pub organisation: [u8; 16],
    pub name: String,
    /// Code of its place in the chain.
    pub chain_role: String,
    /// Its part of the incident; `None` is all of it.
    pub share: Option<u16>,
    /// What that part is called.
    pub share_name: String,
}

/// An account of an organisation of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainAccount {
    pub account: [u8; 16],
    pub organisation: [u8; 16],
    pub login: String,
    pub name: String,
    pub disabled: bool,
}

/// What became of a change of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleChange {
    Done,
    /// It was so already, or there is nothing to take away.
    Nothing,
    /// The account's organisation takes no part, or there is no such account in use.
    Outside,
    /// The incident would be left without an administrator.
    LastAdministrator,
    /// The incident has one already.
    HasAdministrator,
}

const ADMINISTRATORS: &str = "SELECT COUNT(*) FROM grants
     JOIN accounts ON accounts.id = grants.account
     JOIN incident_organisations AS chain
        ON chain.incident = grants.incident AND chain.organisation = accounts.organisation
     WHERE grants.incident = $1 AND grants.role = 'administrator'
       AND accounts.disabled IS NULL AND chain.share = -1";

/// `-1` is the whole incident.
pub(crate) fn share_column(share: Option<u16>) -> i32 {
    share.map_or(-1, i32::from)
}

pub(crate) fn share_of(column: i32) -> Result<Option<u16>, StoreError> {
    match column {
        -1 => Ok(None),
        share => share.try_into().map(Some).map_err(|_| StoreError::Content),
    }
}

/// Id, organisation, login, name, when it was disabled.
type AccountRow = (Vec<u8>, Vec<u8>, String, String, Option<i64>);

impl Store {
    /// The chain of an incident, in the order of its places.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn chain_of(&self, incident: &[u8; 16]) -> Result<Vec<ChainMember>, StoreError> {
        let rows: Vec<(Vec<u8>, String, String, i32, String)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT organisation, name, chain_role, share, share_name
             FROM incident_organisations JOIN organisations ON id = organisation
             WHERE incident = $1 ORDER BY name",
            &incident[..],
        );
        rows.into_iter()
            .map(|(organisation, name, chain_role, share, share_name)| {
                Ok(ChainMember {
                    organisation: fixed(&organisation)?,
                    name,
                    chain_role,
                    share: share_of(share)?,
                    share_name,
                })
            })
            .collect()
    }

    /// Lets an organisation take part; `false` where it does already.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn join_incident(
        &self,
        incident: &[u8; 16],
        member: &ChainMember,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let joined = execute!(in &mut transaction,
            "INSERT INTO incident_organisations
                (incident, organisation, chain_role, share, share_name)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            &incident[..],
            &member.organisation[..],
            member.chain_role.as_str(),
            share_column(member.share),
            member.share_name.as_str(),
        );
        audit::finish(transaction, joined == 1, entry).await
    }

    /// Ends the part of an organisation, every role of its accounts, and their load tokens.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn leave_incident(
        &self,
        incident: &[u8; 16],
        organisation: &[u8; 16],
        now: i64,
        entry: &AuditDraft,
    ) -> Result<RoleChange, StoreError> {
        let mut transaction = self.begin_roles(incident).await?;
        let before = administrators(&mut transaction, incident).await?;
        execute!(in &mut transaction,
            "UPDATE load_tokens SET revoked = $3 WHERE incident = $1 AND revoked IS NULL
             AND created_by IN (SELECT id FROM accounts WHERE organisation = $2)",
            &incident[..],
            &organisation[..],
            now,
        );
        execute!(in &mut transaction,
            "DELETE FROM grants WHERE incident = $1
             AND account IN (SELECT id FROM accounts WHERE organisation = $2)",
            &incident[..],
            &organisation[..],
        );
        let left = execute!(in &mut transaction,
            "DELETE FROM incident_organisations WHERE incident = $1 AND organisation = $2",
            &incident[..],
            &organisation[..],
        );
        let change = match left {
            0 => RoleChange::Nothing,
            _ => lasting(&mut transaction, incident, before).await?,
        };
        settle(transaction, change, entry).await
    }

    /// The accounts of the organisations of an incident, by login.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn accounts_of_chain(
        &self,
        incident: &[u8; 16],
    ) -> Result<Vec<ChainAccount>, StoreError> {
        let rows: Vec<AccountRow> = fetch!(
            fetch_all,
            self.read(),
            "SELECT accounts.id, accounts.organisation, login, name, disabled
             FROM accounts JOIN incident_organisations AS chain
                ON chain.organisation = accounts.organisation
             WHERE chain.incident = $1 ORDER BY login",
            &incident[..],
        );
        rows.into_iter()
            .map(|(account, organisation, login, name, disabled)| {
                Ok(ChainAccount {
                    account: fixed(&account)?,
                    organisation: fixed(&organisation)?,
                    login,
                    name,
                    disabled: disabled.is_some(),
                })
            })
            .collect()
    }

    /// Who has which role in an incident.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn roles_in(
        &self,
        incident: &[u8; 16],
    ) -> Result<Vec<([u8; 16], String)>, StoreError> {
        let rows: Vec<(Vec<u8>, String)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT account, role FROM grants WHERE incident = $1 ORDER BY account, role",
            &incident[..],
        );
        rows.into_iter().map(|(account, role)| Ok((fixed(&account)?, role))).collect()
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn grant_role(
        &self,
        incident: &[u8; 16],
        account: &[u8; 16],
        role: &str,
        entry: &AuditDraft,
    ) -> Result<RoleChange, StoreError> {
        let mut transaction = self.begin_roles(incident).await?;
        let change = enter(&mut transaction, incident, account, role).await?;
        settle(transaction, change, entry).await
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn revoke_role(
        &self,
        incident: &[u8; 16],
        account: &[u8; 16],
        role: &str,
        entry: &AuditDraft,
    ) -> Result<RoleChange, StoreError> {
        let mut transaction = self.begin_roles(incident).await?;
        let before = administrators(&mut transaction, incident).await?;
        let revoked = execute!(in &mut transaction,
            "DELETE FROM grants WHERE incident = $1 AND account = $2 AND role = $3",
            &incident[..],
            &account[..],
            role,
        );
        let change = match revoked {
            0 => RoleChange::Nothing,
            _ => lasting(&mut transaction, incident, before).await?,
        };
        settle(transaction, change, entry).await
    }

    /// Names an administrator of an incident that has none. Where no organisation takes part
    /// yet, the account's comes in under `chain_role`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn name_administrator(
        &self,
        incident: &[u8; 16],
        account: &[u8; 16],
        chain_role: &str,
        entry: &AuditDraft,
    ) -> Result<RoleChange, StoreError> {
        let mut transaction = self.begin_roles(incident).await?;
        if administrators(&mut transaction, incident).await? > 0 {
            return settle(transaction, RoleChange::HasAdministrator, entry).await;
        }
        execute!(in &mut transaction,
            "INSERT INTO incident_organisations
                (incident, organisation, chain_role, share, share_name)
             SELECT $1, organisation, $3, -1, '' FROM accounts WHERE id = $2
             AND NOT EXISTS (SELECT 1 FROM incident_organisations WHERE incident = $1)",
            &incident[..],
            &account[..],
            chain_role,
        );
        let entered = enter(&mut transaction, incident, account, "administrator").await?;
        let change = match entered {
            // A grant to the limited does not count.
            RoleChange::Done if administrators(&mut transaction, incident).await? == 0 => {
                RoleChange::Outside
            }
            other => other,
        };
        settle(transaction, change, entry).await
    }

    /// Whether somebody who is not disabled administers the incident.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn has_administrator(&self, incident: &[u8; 16]) -> Result<bool, StoreError> {
        let (administrators,): (i64,) =
            fetch!(fetch_one, self.read(), ADMINISTRATORS, &incident[..]);
        Ok(administrators > 0)
    }

    async fn begin_roles(&self, incident: &[u8; 16]) -> Result<Transaction, StoreError> {
        let mut transaction = self.begin().await?;
        execute!(in &mut transaction,
            "UPDATE incidents SET applied = applied WHERE id = $1", &incident[..]);
        Ok(transaction)
    }
}

async fn administrators(
    transaction: &mut Transaction,
    incident: &[u8; 16],
) -> Result<i64, StoreError> {
    let (administrators,): (i64,) =
        fetch!(fetch_one, in transaction, ADMINISTRATORS, &incident[..]);
    Ok(administrators)
}

/// After something was taken away: whether what had an administrator still has one.
async fn lasting(
    transaction: &mut Transaction,
    incident: &[u8; 16],
    before: i64,
) -> Result<RoleChange, StoreError> {
    let after = administrators(transaction, incident).await?;
    Ok(if before > 0 && after == 0 { RoleChange::LastAdministrator } else { RoleChange::Done })
}

async fn enter(
    transaction: &mut Transaction,
    incident: &[u8; 16],
    account: &[u8; 16],
    role: &str,
) -> Result<RoleChange, StoreError> {
    let (inside,): (i64,) = fetch!(
        fetch_one, in &mut *transaction,
        "SELECT COUNT(*) FROM accounts JOIN incident_organisations AS chain
            ON chain.organisation = accounts.organisation
         WHERE chain.incident = $1 AND accounts.id = $2 AND accounts.disabled IS NULL",
        &incident[..],
        &account[..],
    );
    if inside == 0 {
        return Ok(RoleChange::Outside);
    }
    let entered = execute!(in transaction,
        "INSERT INTO grants (incident, account, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        &incident[..],
        &account[..],
        role,
    );
    Ok(if entered == 1 { RoleChange::Done } else { RoleChange::Nothing })
}

/// Keeps what was done and its entry, or nothing of it.
async fn settle(
    transaction: Transaction,
    change: RoleChange,
    entry: &AuditDraft,
) -> Result<RoleChange, StoreError> {
    audit::finish(transaction, change == RoleChange::Done, entry).await?;
    Ok(change)
}
