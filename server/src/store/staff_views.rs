//! What staff see of an incident: its loads, its sets, its load tokens. With a share, only what
//! came under it.

use super::{
    AuditDraft, Store, StoreError, audit,
    chain::{share_column, share_of},
    count,
    database::{execute, fetch},
    fixed,
};

/// One load as staff see it; numbers as declared, moments in seconds since 1970.
pub struct LoadLine {
    pub id: [u8; 16],
    pub state: String,
    /// Name of its token; empty where the token went on to another load.
    pub token: String,
    pub share: Option<u16>,
    pub people: u64,
    pub identifiers: u64,
    pub as_of: i64,
    pub opened: i64,
    pub ended: Option<i64>,
}

/// One published set.
pub struct SetLine {
    pub version: u64,
    pub as_of: i64,
    pub published: i64,
    pub loads: u64,
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

/// A load token to be made by staff.
pub struct NewToken<'a> {
    pub digest: [u8; 32],
    pub incident: [u8; 16],
    pub name: &'a str,
    pub share: Option<u16>,
    pub created_by: [u8; 16],
    pub expires: i64,
}

type LoadRow = (Vec<u8>, String, String, i32, i64, i64, i64, i64, Option<i64>);
type TokenRow = (Vec<u8>, String, i32, i64, String, Option<i64>, Option<i64>, Option<String>);

impl Store {
    /// The loads of an incident, the latest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn load_lines(
        &self,
        incident: &[u8; 16],
        share: Option<u16>,
    ) -> Result<Vec<LoadLine>, StoreError> {
        let rows: Vec<LoadRow> = fetch!(
            fetch_all,
            self.read(),
            "SELECT loads.id, loads.state, COALESCE(load_tokens.name, ''),
                COALESCE(load_tokens.share, -1), people, identifiers, as_of, opened, ended
             FROM loads LEFT JOIN load_tokens ON load_tokens.load = loads.id
             WHERE loads.incident = $1 AND ($2 = -1 OR load_tokens.share = $2)
             ORDER BY opened DESC, loads.id",
            &incident[..],
            share_column(share),
        );
        rows.into_iter()
            .map(|(id, state, token, share, people, identifiers, as_of, opened, ended)| {
                Ok(LoadLine {
                    id: fixed(&id)?,
                    state,
                    token,
                    share: share_of(share)?,
                    people: count(people)?,
                    identifiers: count(identifiers)?,
                    as_of,
                    opened,
                    ended,
                })
            })
            .collect()
    }

    /// The published sets of an incident, the latest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_lines(&self, incident: &[u8; 16]) -> Result<Vec<SetLine>, StoreError> {
        let rows: Vec<(i64, i64, i64, i64)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT version, as_of, published, (SELECT COUNT(*) FROM set_loads
                WHERE set_loads.incident = sets.incident AND set_loads.version = sets.version)
             FROM sets WHERE incident = $1 ORDER BY version DESC",
            &incident[..],
        );
        rows.into_iter()
            .map(|(version, as_of, published, loads)| {
                Ok(SetLine { version: count(version)?, as_of, published, loads: count(loads)? })
            })
            .collect()
    }

    /// How many people of a share are in a set.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn people_of_share(
        &self,
        incident: &[u8; 16],
        version: u64,
        share: u16,
    ) -> Result<u64, StoreError> {
        let (people,): (i64,) = fetch!(
            fetch_one,
            self.read(),
            "SELECT COUNT(DISTINCT handle) FROM people WHERE share = $3 AND load IN
                (SELECT load FROM set_loads WHERE incident = $1 AND version = $2)",
            &incident[..],
            version as i64,
            i32::from(share),
        );
        count(people)
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn add_staff_token(
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
            &new.created_by[..],
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

    /// How many wishes of others wait for a second person in an incident.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn wishes_waiting(
        &self,
        incident: &[u8; 16],
        account: &[u8; 16],
    ) -> Result<u64, StoreError> {
        let (waiting,): (i64,) = fetch!(
            fetch_one,
            self.read(),
            "SELECT COUNT(*) FROM approvals WHERE incident = $1 AND state = 'waiting'
             AND (requested_by IS NULL OR requested_by <> $2)",
            &incident[..],
            &account[..],
        );
        count(waiting)
    }
}
