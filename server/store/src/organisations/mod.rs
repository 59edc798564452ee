//! Organisations of the deployment and the accounts of each. A change and its entry in the audit
//! log happen together or not at all.

pub(super) mod members;

use super::{
    AuditDraft, Store, StoreError, audit, count,
    database::{execute, fetch},
    fixed,
};

/// One organisation.
pub struct StoredOrganisation {
    pub id: [u8; 16],
    pub name: String,
    /// Accounts that are not disabled.
    pub accounts: u64,
}

/// One account as its organisation's page lists it.
pub struct AccountLine {
    pub id: [u8; 16],
    pub login: String,
    pub name: String,
    pub deployment_administrator: bool,
    /// A password and a second factor are set.
    pub is_set_up: bool,
    pub disabled: bool,
}

impl Store {
    /// All organisations, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn organisations(&self) -> Result<Vec<StoredOrganisation>, StoreError> {
        let rows: Vec<(Vec<u8>, String, i64)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT id, name, (SELECT COUNT(*) FROM accounts
                WHERE organisation = organisations.id AND disabled IS NULL)
             FROM organisations ORDER BY name",
        );
        let organisation = |(id, name, accounts): (Vec<u8>, String, i64)| {
            Ok(StoredOrganisation { id: fixed(&id)?, name, accounts: count(accounts)? })
        };
        rows.into_iter().map(organisation).collect()
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn organisation_name(&self, id: &[u8; 16]) -> Result<Option<String>, StoreError> {
        let row: Option<(String,)> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT name FROM organisations WHERE id = $1",
            &id[..],
        );
        Ok(row.map(|(name,)| name))
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn organisation_id(&self, name: &str) -> Result<Option<[u8; 16]>, StoreError> {
        let row: Option<(Vec<u8>,)> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT id FROM organisations WHERE name = $1",
            name,
        );
        row.map(|(id,)| fixed(&id)).transpose()
    }

    /// Makes an organisation; `false` where the name is taken.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_organisation(
        &self,
        id: &[u8; 16],
        name: &str,
        now: i64,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let added = execute!(in &mut transaction,
            "INSERT INTO organisations (id, name, created) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO NOTHING",
            &id[..],
            name,
            now,
        );
        audit::finish(transaction, added == 1, entry).await
    }

    /// `false` where there is no such organisation, or another one has the name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn rename_organisation(
        &self,
        id: &[u8; 16],
        name: &str,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let renamed = execute!(in &mut transaction,
            "UPDATE organisations SET name = $2 WHERE id = $1
             AND NOT EXISTS (SELECT 1 FROM organisations WHERE name = $2 AND id <> $1)",
            &id[..],
            name,
        );
        audit::finish(transaction, renamed == 1, entry).await
    }

    /// The accounts of an organisation, by login.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn accounts_of(
        &self,
        organisation: &[u8; 16],
    ) -> Result<Vec<AccountLine>, StoreError> {
        let rows: Vec<(Vec<u8>, String, String, i64, i64, i64)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT id, login, name, deployment_administrator,
                CAST(CASE WHEN password <> '' AND totp_step >= 0 THEN 1 ELSE 0 END AS BIGINT),
                CAST(CASE WHEN disabled IS NULL THEN 0 ELSE 1 END AS BIGINT)
             FROM accounts WHERE organisation = $1 ORDER BY login",
            &organisation[..],
        );
        rows.into_iter()
            .map(|(id, login, name, deployment, set_up, disabled)| {
                Ok(AccountLine {
                    id: fixed(&id)?,
                    login,
                    name,
                    deployment_administrator: deployment != 0,
                    is_set_up: set_up != 0,
                    disabled: disabled != 0,
                })
            })
            .collect()
    }
}
