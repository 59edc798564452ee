//! Load tokens, as digests.

use super::{
    Store, StoreError,
    chain::share_of,
    database::{execute, fetch},
    fixed,
};

/// What a token may do: one load of one incident, or one step back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadToken {
    pub incident: [u8; 16],
    pub name: String,
    /// The account that made it; `None` for the command line.
    pub created_by: Option<[u8; 16]>,
    /// The load it opened, once it has.
    pub load: Option<[u8; 16]>,
    /// The only part of the incident whose people it may bring; `None` is all of it.
    pub share: Option<u16>,
    /// When a rollback spent it, in seconds since 1970.
    pub spent: Option<i64>,
    expires: Option<i64>,
    /// By itself, or with the account that made it.
    revoked: Option<i64>,
}

impl LoadToken {
    /// Whether it may still be used at this moment, in seconds since 1970.
    pub fn is_valid(&self, now: i64) -> bool {
        self.revoked.is_none() && self.expires.is_none_or(|expires| now < expires)
    }
}

type TokenRow =
    (Vec<u8>, Option<Vec<u8>>, Option<i64>, i32, Option<i64>, Option<i64>, String, Option<Vec<u8>>);

impl Store {
    /// # Errors
    /// [`StoreError`].
    pub async fn add_load_token(
        &self,
        digest: &[u8; 32],
        incident: &[u8; 16],
        name: &str,
        now: i64,
    ) -> Result<(), StoreError> {
        execute!(
            self.write(),
            "INSERT INTO load_tokens (digest, incident, name, created) VALUES ($1, $2, $3, $4)",
            &digest[..],
            &incident[..],
            name,
            now,
        );
        Ok(())
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn load_token(&self, digest: &[u8; 32]) -> Result<Option<LoadToken>, StoreError> {
        let row: Option<TokenRow> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT incident, load, spent, share, expires, COALESCE(revoked, disabled),
                    load_tokens.name, created_by
             FROM load_tokens LEFT JOIN accounts ON accounts.id = created_by WHERE digest = $1",
            &digest[..],
        );
        row.map(|(incident, load, spent, share, expires, revoked, name, created_by)| {
            let load = load.map(|load| fixed(&load)).transpose()?;
            let (incident, share) = (fixed(&incident)?, share_of(share)?);
            let created_by = created_by.map(|account| fixed(&account)).transpose()?;
            Ok(LoadToken { incident, name, created_by, load, spent, share, expires, revoked })
        })
        .transpose()
    }
}
