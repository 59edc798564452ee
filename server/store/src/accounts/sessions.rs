//! Sessions of staff, named by SHA-256 of their secret, and what an account was granted.

use crate::{
    Store, StoreError,
    database::{execute, fetch},
    fixed,
};

/// Who holds a session that is not over.
pub struct StoredSession {
    pub account: [u8; 16],
    pub organisation: [u8; 16],
    pub name: String,
    pub organisation_name: String,
    pub deployment_administrator: bool,
    /// The second factor was given.
    pub complete: bool,
    pub last_seen: i64,
}

/// A session to begin.
pub struct NewSession<'a> {
    pub digest: &'a [u8; 32],
    pub account: &'a [u8; 16],
    /// The second factor was given too.
    pub complete: bool,
    /// Browser and system, as a person would name them.
    pub device: &'a str,
    /// The session that ends by this.
    pub replaced: Option<&'a [u8; 32]>,
}

/// A session in the list of one's own.
pub struct SessionLine {
    pub digest: [u8; 32],
    pub device: String,
    pub created: i64,
    pub last_seen: i64,
}

/// When sessions end: those begun or last used before these moments are over.
#[derive(Clone, Copy)]
pub struct SessionBounds {
    pub begun_after: i64,
    pub seen_after: i64,
    /// For those that still wait for the second factor.
    pub half_begun_after: i64,
}

/// A role in an incident, with the share of the account's organisation there (-1: all).
pub type StoredGrant = ([u8; 16], String, i32);

type SessionRow = (Vec<u8>, Vec<u8>, String, String, i64, i64, i64);

impl Store {
    /// Begins a session; the one it takes the place of ends, and so do all that are over.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn begin_session(
        &self,
        new: &NewSession<'_>,
        bounds: SessionBounds,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        execute!(in &mut transaction,
            "DELETE FROM sessions WHERE created <= $1 OR last_seen <= $2
             OR (complete = 0 AND created <= $3)",
            bounds.begun_after,
            bounds.seen_after,
            bounds.half_begun_after,
        );
        if let Some(replaced) = new.replaced {
            execute!(in &mut transaction, "DELETE FROM sessions WHERE digest = $1", &replaced[..]);
        }
        execute!(in &mut transaction,
            "INSERT INTO sessions (digest, account, complete, device, created, last_seen)
             VALUES ($1, $2, $3, $4, $5, $5)",
            &new.digest[..],
            &new.account[..],
            i64::from(new.complete),
            new.device,
            now,
        );
        transaction.commit().await
    }

    /// A session that is not over, of an account that is not disabled.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn session(
        &self,
        digest: &[u8; 32],
        bounds: SessionBounds,
    ) -> Result<Option<StoredSession>, StoreError> {
        let row: Option<SessionRow> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT account, organisation, accounts.name, organisations.name,
             deployment_administrator, complete, last_seen
             FROM sessions JOIN accounts ON accounts.id = account
             JOIN organisations ON organisations.id = organisation
             WHERE digest = $1 AND disabled IS NULL AND sessions.created > $2 AND last_seen > $3
             AND (complete = 1 OR sessions.created > $4)",
            &digest[..],
            bounds.begun_after,
            bounds.seen_after,
            bounds.half_begun_after,
        );
        row.map(|row| {
            Ok(StoredSession {
                account: fixed(&row.0)?,
                organisation: fixed(&row.1)?,
                name: row.2,
                organisation_name: row.3,
                deployment_administrator: row.4 != 0,
                complete: row.5 == 1,
                last_seen: row.6,
            })
        })
        .transpose()
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn touch_session(&self, digest: &[u8; 32], now: i64) -> Result<(), StoreError> {
        execute!(
            self.write(),
            "UPDATE sessions SET last_seen = $1 WHERE digest = $2 AND last_seen < $1",
            now,
            &digest[..],
        );
        Ok(())
    }

    /// The sessions of an account that are complete and not over, the latest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn sessions_of(
        &self,
        account: &[u8; 16],
        bounds: SessionBounds,
    ) -> Result<Vec<SessionLine>, StoreError> {
        let rows: Vec<(Vec<u8>, String, i64, i64)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT digest, device, created, last_seen FROM sessions
             WHERE account = $1 AND complete = 1 AND created > $2 AND last_seen > $3
             ORDER BY last_seen DESC, digest",
            &account[..],
            bounds.begun_after,
            bounds.seen_after,
        );
        rows.into_iter()
            .map(|(digest, device, created, last_seen)| {
                Ok(SessionLine { digest: fixed(&digest)?, device, created, last_seen })
            })
            .collect()
    }

    /// Ends one session of an account; `false` where it has none of this digest.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_session(
        &self,
        account: &[u8; 16],
        digest: &[u8; 32],
    ) -> Result<bool, StoreError> {
        let ended = execute!(
            self.write(),
            "DELETE FROM sessions WHERE account = $1 AND digest = $2",
            &account[..],
            &digest[..],
        );
        Ok(ended == 1)
    }

    /// Ends the sessions of an account, all but the one named; gives how many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_sessions(
        &self,
        account: &[u8; 16],
        but: Option<&[u8; 32]>,
    ) -> Result<u64, StoreError> {
        let but = but.map_or(&[][..], |digest| &digest[..]);
        Ok(execute!(
            self.write(),
            "DELETE FROM sessions WHERE account = $1 AND digest <> $2",
            &account[..],
            but,
        ))
    }

    /// What an account was granted in incidents whose chain has its organisation.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn grants_of(&self, account: &[u8; 16]) -> Result<Vec<StoredGrant>, StoreError> {
        let rows: Vec<(Vec<u8>, String, i32)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT grants.incident, role, share FROM grants
             JOIN accounts ON accounts.id = grants.account
             JOIN incident_organisations ON incident_organisations.incident = grants.incident
             AND incident_organisations.organisation = accounts.organisation
             WHERE grants.account = $1 ORDER BY grants.incident, role",
            &account[..],
        );
        rows.into_iter()
            .map(|(incident, role, share)| Ok((fixed(&incident)?, role, share)))
            .collect()
    }
}
