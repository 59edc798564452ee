//! Load tokens, as digests.

use crate::{
    AuditDraft, Store, StoreError, audit,
    database::{execute, fetch},
    fixed,
    organisations::members::{share_column, share_of},
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

/// A load token, without anything that opens something.
pub struct TokenLine {
    pub digest: [u8; 32],
    pub name: String,
    pub share: Option<u16>,
    pub created: i64,
    /// Name of the account that made it; empty for the command line.
    pub created_by: String,
    pub expires: Option<i64>,
    pub revoked: Option<i64>,
    /// State of the load that it opened.
    pub load_state: Option<String>,
}

/// A load token to be made.
pub struct NewToken<'a> {
    pub digest: [u8; 32],
    pub incident: [u8; 16],
    pub name: &'a str,
    pub share: Option<u16>,
    /// `None`: at the command line.
    pub created_by: Option<[u8; 16]>,
    pub expires: i64,
}

type TokenRow = (Vec<u8>, String, i32, i64, String, Option<i64>, Option<i64>, Option<String>);
type LoadTokenRow =
    (Vec<u8>, Option<Vec<u8>>, Option<i64>, i32, Option<i64>, Option<i64>, String, Option<Vec<u8>>);

impl Store {
    /// # Errors
    /// [`StoreError`].
    pub async fn load_token(&self, digest: &[u8; 32]) -> Result<Option<LoadToken>, StoreError> {
        let row: Option<LoadTokenRow> = fetch!(
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

    /// # Errors
    /// [`StoreError`].
    pub async fn add_token(
        &self,
        new: &NewToken<'_>,
        now: i64,
        entry: &AuditDraft,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        execute!(in &mut transaction,
            "INSERT INTO load_tokens
                (digest, incident, name, created, created_by, share, expires)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &new.digest[..],
            &new.incident[..],
            new.name,
            now,
            new.created_by.as_ref().map(|account| &account[..]),
            share_column(new.share),
            new.expires,
        );
        audit::finish(transaction, true, entry).await?;
        Ok(())
    }

    /// The load tokens of an incident, the latest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn token_lines(
        &self,
        incident: &[u8; 16],
        share: Option<u16>,
    ) -> Result<Vec<TokenLine>, StoreError> {
        let rows: Vec<TokenRow> = fetch!(
            fetch_all,
            self.read(),
            "SELECT digest, load_tokens.name, share, load_tokens.created,
                COALESCE(accounts.name, ''), expires, revoked, loads.state
             FROM load_tokens LEFT JOIN accounts ON accounts.id = load_tokens.created_by
                LEFT JOIN loads ON loads.id = load_tokens.load
             WHERE load_tokens.incident = $1 AND ($2 = -1 OR share = $2)
             ORDER BY load_tokens.created DESC, digest",
            &incident[..],
            share_column(share),
        );
        rows.into_iter()
            .map(|(digest, name, share, created, created_by, expires, revoked, load_state)| {
                Ok(TokenLine {
                    digest: fixed(&digest)?,
                    name,
                    share: share_of(share)?,
                    created,
                    created_by,
                    expires,
                    revoked,
                    load_state,
                })
            })
            .collect()
    }

    /// Makes a token useless from now on; `false` where there is none in use of this incident
    /// and share.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn revoke_token(
        &self,
        incident: &[u8; 16],
        share: Option<u16>,
        digest: &[u8; 32],
        now: i64,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let revoked = execute!(in &mut transaction,
            "UPDATE load_tokens SET revoked = $4 WHERE digest = $3 AND incident = $1
             AND ($2 = -1 OR share = $2) AND revoked IS NULL",
            &incident[..],
            share_column(share),
            &digest[..],
            now,
        );
        audit::finish(transaction, revoked == 1, entry).await
    }
}
