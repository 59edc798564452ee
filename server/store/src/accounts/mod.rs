//! Accounts of staff: password, second factor, recovery codes.
//!
//! A person's session and devices are in [`self::sessions`] and [`self::sign_ins`].

pub(super) mod invitations;
pub(super) mod sessions;
pub(super) mod sign_ins;

use super::{
    Store, StoreError,
    database::{execute, fetch},
    fixed,
};

/// An account as it is stored. Prints nothing: it holds a password's hash.
pub struct StoredAccount {
    pub id: [u8; 16],
    /// In lower case.
    pub login: String,
    pub name: String,
    pub organisation: [u8; 16],
    pub organisation_name: String,
    pub deployment_administrator: bool,
    /// `ja` or `en`.
    pub language: String,
    /// PHC string; empty until one is set.
    pub password: String,
    /// Sealed TOTP secret; empty until one is drawn.
    pub totp: Vec<u8>,
    /// The step of the last code that was taken, in half minutes since 1970; -1 until the first
    /// proves that the secret arrived.
    pub totp_step: i64,
    pub disabled: bool,
}

impl StoredAccount {
    /// Whether a second factor is in use.
    pub fn has_second_factor(&self) -> bool {
        !self.totp.is_empty() && self.totp_step >= 0
    }
}

/// An account to make.
pub struct NewAccount<'a> {
    pub id: [u8; 16],
    pub login: &'a str,
    pub name: &'a str,
    pub organisation: [u8; 16],
    pub deployment_administrator: bool,
    pub language: &'a str,
    /// PHC string; empty where an invitation will set it.
    pub password: &'a str,
}

type Row =
    (Vec<u8>, String, String, Vec<u8>, String, i64, String, String, Vec<u8>, i64, Option<i64>);

const BY_LOGIN: &str = "SELECT accounts.id, login, accounts.name, organisation,
    organisations.name, deployment_administrator, language, password, totp, totp_step, disabled
    FROM accounts JOIN organisations ON organisations.id = organisation WHERE login = $1";
const BY_ID: &str = "SELECT accounts.id, login, accounts.name, organisation,
    organisations.name, deployment_administrator, language, password, totp, totp_step, disabled
    FROM accounts JOIN organisations ON organisations.id = organisation WHERE accounts.id = $1";
const ALL: &str = "SELECT accounts.id, login, accounts.name, organisation,
    organisations.name, deployment_administrator, language, password, totp, totp_step, disabled
    FROM accounts JOIN organisations ON organisations.id = organisation ORDER BY login";

fn account(row: Row) -> Result<StoredAccount, StoreError> {
    Ok(StoredAccount {
        id: fixed(&row.0)?,
        login: row.1,
        name: row.2,
        organisation: fixed(&row.3)?,
        organisation_name: row.4,
        deployment_administrator: row.5 != 0,
        language: row.6,
        password: row.7,
        totp: row.8,
        totp_step: row.9,
        disabled: row.10.is_some(),
    })
}

impl Store {
    /// Makes an account; `false` where the login is taken.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_account(&self, new: &NewAccount<'_>, now: i64) -> Result<bool, StoreError> {
        let added = execute!(
            self.write(),
            "INSERT INTO accounts (id, login, name, organisation, deployment_administrator,
             language, password, totp, totp_step, created)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, -1, $9) ON CONFLICT (login) DO NOTHING",
            &new.id[..],
            new.login,
            new.name,
            &new.organisation[..],
            i64::from(new.deployment_administrator),
            new.language,
            new.password,
            &[][..] as &[u8],
            now,
        );
        Ok(added == 1)
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn account_by_login(&self, login: &str) -> Result<Option<StoredAccount>, StoreError> {
        let row: Option<Row> = fetch!(fetch_optional, self.read(), BY_LOGIN, login);
        row.map(account).transpose()
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn account(&self, id: &[u8; 16]) -> Result<Option<StoredAccount>, StoreError> {
        let row: Option<Row> = fetch!(fetch_optional, self.read(), BY_ID, &id[..]);
        row.map(account).transpose()
    }

    /// Every account, by login.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn accounts(&self) -> Result<Vec<StoredAccount>, StoreError> {
        let rows: Vec<Row> = fetch!(fetch_all, self.read(), ALL);
        rows.into_iter().map(account).collect()
    }

    /// The organisation of that name; made with the id given where there is none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn organisation_named(
        &self,
        name: &str,
        id: &[u8; 16],
        now: i64,
    ) -> Result<[u8; 16], StoreError> {
        execute!(
            self.write(),
            "INSERT INTO organisations (id, name, created) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO NOTHING",
            &id[..],
            name,
            now,
        );
        let (found,): (Vec<u8>,) =
            fetch!(fetch_one, self.write(), "SELECT id FROM organisations WHERE name = $1", name);
        fixed(&found)
    }

    /// Puts a hash in the place of the one that was read; `false` where it was changed meanwhile.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn change_password(
        &self,
        account: &[u8; 16],
        old: &str,
        new: &str,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self.write(),
            "UPDATE accounts SET password = $1 WHERE id = $2 AND password = $3",
            new,
            &account[..],
            old,
        );
        Ok(changed == 1)
    }

    /// Disables an account and ends its sessions and open invitations; `false` where it was
    /// disabled already.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn disable_account(&self, account: &[u8; 16], now: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let disabled = execute!(in &mut transaction,
            "UPDATE accounts SET disabled = $1 WHERE id = $2 AND disabled IS NULL",
            now,
            &account[..],
        );
        for statement in [
            "DELETE FROM sessions WHERE account = $1",
            "DELETE FROM invitations WHERE account = $1 AND used IS NULL",
        ] {
            execute!(in &mut transaction, statement, &account[..]);
        }
        transaction.commit().await?;
        Ok(disabled == 1)
    }

    /// Keeps a sealed TOTP secret that no code has proved yet; `false` where one is there.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn draw_totp(&self, account: &[u8; 16], sealed: &[u8]) -> Result<bool, StoreError> {
        let drawn = execute!(
            self.write(),
            "UPDATE accounts SET totp = $1, totp_step = -1 WHERE id = $2 AND totp = $3",
            sealed,
            &account[..],
            &[][..] as &[u8],
        );
        Ok(drawn == 1)
    }

    /// Uses up a step and every one before it; `false` where it was used already.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn use_totp_step(&self, account: &[u8; 16], step: i64) -> Result<bool, StoreError> {
        let used = execute!(
            self.write(),
            "UPDATE accounts SET totp_step = $1
             WHERE id = $2 AND totp_step >= 0 AND totp_step < $1",
            step,
            &account[..],
        );
        Ok(used == 1)
    }

    /// The first code: from here on the secret counts, and these recovery codes with it.
    /// `false` where a second factor is in use already.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn begin_second_factor(
        &self,
        account: &[u8; 16],
        step: i64,
        recovery: &[[u8; 32]],
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let begun = execute!(in &mut transaction,
            "UPDATE accounts SET totp_step = $1 WHERE id = $2 AND totp_step = -1 AND totp <> $3",
            step,
            &account[..],
            &[][..] as &[u8],
        );
        if begun == 1 {
            execute!(in &mut transaction,
                "DELETE FROM recovery_codes WHERE account = $1", &account[..]);
            for digest in recovery {
                execute!(in &mut transaction,
                    "INSERT INTO recovery_codes (account, digest) VALUES ($1, $2)",
                    &account[..],
                    &digest[..],
                );
            }
        }
        transaction.commit().await?;
        Ok(begun == 1)
    }

    /// New recovery codes in place of all older ones.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn replace_recovery_codes(
        &self,
        account: &[u8; 16],
        recovery: &[[u8; 32]],
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        execute!(in &mut transaction, "DELETE FROM recovery_codes WHERE account = $1", &account[..]);
        for digest in recovery {
            execute!(in &mut transaction,
                "INSERT INTO recovery_codes (account, digest) VALUES ($1, $2)",
                &account[..],
                &digest[..],
            );
        }
        transaction.commit().await
    }

    /// Uses a recovery code up; `false` where there is none of this digest.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn use_recovery_code(
        &self,
        account: &[u8; 16],
        digest: &[u8; 32],
    ) -> Result<bool, StoreError> {
        let used = execute!(
            self.write(),
            "DELETE FROM recovery_codes WHERE account = $1 AND digest = $2",
            &account[..],
            &digest[..],
        );
        Ok(used == 1)
    }

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn recovery_codes(&self, account: &[u8; 16]) -> Result<u64, StoreError> {
        let (left,): (i64,) = fetch!(
            fetch_one,
            self.read(),
            "SELECT COUNT(*) FROM recovery_codes WHERE account = $1",
            &account[..],
        );
        super::count(left)
    }
}
