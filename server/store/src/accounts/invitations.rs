//! One-time links: to set an invited account up, or a password anew.

use crate::{
    Store, StoreError,
    database::{execute, fetch},
    fixed,
};

/// What an open invitation is for.
pub struct StoredInvitation {
    pub account: [u8; 16],
    pub login: String,
    pub purpose: String,
}

impl Store {
    /// Keeps a new invitation; those that the account had before end.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_invitation(
        &self,
        digest: &[u8; 32],
        account: &[u8; 16],
        purpose: &str,
        now: i64,
        expires: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        execute!(in &mut transaction,
            "DELETE FROM invitations WHERE account = $1 AND used IS NULL", &account[..]);
        execute!(in &mut transaction,
            "INSERT INTO invitations (digest, account, purpose, created, expires)
             VALUES ($1, $2, $3, $4, $5)",
            &digest[..],
            &account[..],
            purpose,
            now,
            expires,
        );
        transaction.commit().await
    }

    /// An invitation that can still be accepted.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn invitation(
        &self,
        digest: &[u8; 32],
        now: i64,
    ) -> Result<Option<StoredInvitation>, StoreError> {
        let row: Option<(Vec<u8>, String, String)> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT account, login, purpose FROM invitations
             JOIN accounts ON accounts.id = invitations.account
             WHERE digest = $1 AND used IS NULL AND expires > $2 AND disabled IS NULL",
            &digest[..],
            now,
        );
        row.map(|(account, login, purpose)| {
            Ok(StoredInvitation { account: fixed(&account)?, login, purpose })
        })
        .transpose()
    }

    /// Uses an invitation up and sets the password; every session of the account ends. With
    /// `afresh` the second factor, its recovery codes and the known devices are forgotten too.
    /// `false`, and nothing happened, where the invitation is used, over or unknown.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn accept_invitation(
        &self,
        digest: &[u8; 32],
        account: &[u8; 16],
        password: &str,
        afresh: bool,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let used = execute!(in &mut transaction,
            "UPDATE invitations SET used = $1
             WHERE digest = $2 AND account = $3 AND used IS NULL AND expires > $1",
            now,
            &digest[..],
            &account[..],
        );
        if used == 0 {
            transaction.rollback().await?;
            return Ok(false);
        }
        execute!(in &mut transaction,
            "UPDATE accounts SET password = $1 WHERE id = $2", password, &account[..]);
        execute!(in &mut transaction, "DELETE FROM sessions WHERE account = $1", &account[..]);
        execute!(in &mut transaction,
            "DELETE FROM login_failures WHERE account = $1", &account[..]);
        if afresh {
            execute!(in &mut transaction,
                "UPDATE accounts SET totp = $1, totp_step = -1 WHERE id = $2",
                &[][..] as &[u8],
                &account[..],
            );
            for statement in [
                "DELETE FROM recovery_codes WHERE account = $1",
                "DELETE FROM devices WHERE account = $1",
            ] {
                execute!(in &mut transaction, statement, &account[..]);
            }
        }
        transaction.commit().await?;
        Ok(true)
    }
}
