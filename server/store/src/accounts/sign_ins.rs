//! Attempts to sign in, counted for each account and device, and the devices that did.
//!
//! A device is named by SHA-256 of the cookie it carries; the empty name stands for all that are
//! unknown to an account. Whoever tries names at random leaves the same traces for one that
//! exists and one that does not.

use crate::{
    Store, StoreError,
    database::{execute, fetch},
};

/// Attempts are forgotten after this long without another, in seconds.
const REMEMBERED: i64 = 24 * 3600;

/// An attempt that may go on; it counts as failed until it is said to have succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt(i64);

impl Store {
    /// Counts an attempt before it is made, so that many at once count too. `None` while locked.
    /// From the fifth on the next must wait: 30 seconds, twice as long each time, up to an hour.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn count_attempt(
        &self,
        account: &[u8; 16],
        device: &[u8],
        now: i64,
    ) -> Result<Option<Attempt>, StoreError> {
        let row: Option<(i64,)> = fetch!(
            fetch_optional,
            self.write(),
            "INSERT INTO login_failures (account, device, failures, locked_until)
             VALUES ($1, $2, 1, $3)
             ON CONFLICT (account, device) DO UPDATE SET
             failures = CASE WHEN login_failures.locked_until <= $4 THEN 1
                 ELSE login_failures.failures + 1 END,
             locked_until = $3 + CASE
                 WHEN login_failures.locked_until <= $4 THEN 0
                 WHEN login_failures.failures < 4 THEN 0
                 WHEN login_failures.failures = 4 THEN 30
                 WHEN login_failures.failures = 5 THEN 60
                 WHEN login_failures.failures = 6 THEN 120
                 WHEN login_failures.failures = 7 THEN 240
                 WHEN login_failures.failures = 8 THEN 480
                 WHEN login_failures.failures = 9 THEN 960
                 WHEN login_failures.failures = 10 THEN 1920
                 ELSE 3600 END
             WHERE login_failures.locked_until <= $3
             RETURNING failures",
            &account[..],
            device,
            now,
            now - REMEMBERED,
        );
        Ok(row.map(|(failures,)| Attempt(failures)))
    }

    /// Takes back what [`Self::count_attempt`] counted, unless others came between.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn uncount_attempt(
        &self,
        account: &[u8; 16],
        device: &[u8],
        attempt: Attempt,
        now: i64,
    ) -> Result<(), StoreError> {
        execute!(
            self.write(),
            "UPDATE login_failures SET failures = failures - 1, locked_until = $1
             WHERE account = $2 AND device = $3 AND failures = $4",
            now,
            &account[..],
            device,
            attempt.0,
        );
        Ok(())
    }

    /// Forgets the attempts of a device with an account: somebody signed in with everything.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn forget_attempts(
        &self,
        account: &[u8; 16],
        device: &[u8],
    ) -> Result<(), StoreError> {
        execute!(
            self.write(),
            "DELETE FROM login_failures WHERE account = $1 AND device = $2",
            &account[..],
            device,
        );
        Ok(())
    }

    /// Forgets attempts that are long past, whosever they were.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn forget_old_attempts(&self, now: i64) -> Result<(), StoreError> {
        execute!(
            self.write(),
            "DELETE FROM login_failures WHERE locked_until <= $1",
            now - REMEMBERED,
        );
        Ok(())
    }

    /// Whether somebody has signed in to this account on this device before, and whether
    /// anybody has to any.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn knows_device(
        &self,
        account: &[u8; 16],
        device: &[u8; 32],
    ) -> Result<(bool, bool), StoreError> {
        let rows: Vec<(Vec<u8>,)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT account FROM devices WHERE digest = $1",
            &device[..],
        );
        Ok((rows.iter().any(|(known,)| known == account), !rows.is_empty()))
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn remember_device(
        &self,
        account: &[u8; 16],
        device: &[u8; 32],
        now: i64,
    ) -> Result<(), StoreError> {
        execute!(
            self.write(),
            "INSERT INTO devices (digest, account, last_seen) VALUES ($1, $2, $3)
             ON CONFLICT (digest, account) DO UPDATE SET last_seen = excluded.last_seen",
            &device[..],
            &account[..],
            now,
        );
        Ok(())
    }
}
