//! The audit log: entries are appended, never changed; bodies may be erased.

pub mod chain;

use self::chain::{Hash, Heading, body_hash, entry_hash, genesis};
use super::{
    Store, StoreError, count,
    database::{Transaction, execute, fetch, for_each_row},
    fixed,
};
use std::ops::ControlFlow;

/// In PostgreSQL whoever appends waits for whoever appended before, until that is committed;
/// SQLite has one writer anyway.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7020099418)";

/// The account that did it, and its organisation: 32 hex digits each, empty for whatever is no
/// account. Beside the body, which the chain covers, so that it can be searched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoneBy {
    pub account: String,
    pub organisation: String,
}

/// An entry before it has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditDraft {
    pub at: i64,
    pub incident: Option<[u8; 16]>,
    pub action: &'static str,
    /// As the body says.
    pub done_by: DoneBy,
    /// JSON.
    pub body: String,
}

/// An entry as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    pub number: u64,
    pub incident: Option<[u8; 16]>,
    /// Seconds since 1970.
    pub at: i64,
    pub action: String,
    pub done_by: DoneBy,
    /// `None`: erased.
    pub body: Option<String>,
    pub body_hash: Hash,
    pub hash: Hash,
}

/// Which entries of an incident are wanted. Empty texts ask for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditSelection {
    pub incident: [u8; 16],
    /// Only entries below this number.
    pub below: u64,
    /// From this moment on, in seconds since 1970.
    pub from: i64,
    /// Before this moment.
    pub until: i64,
    pub action: String,
    pub done_by: DoneBy,
}

impl AuditSelection {
    pub fn all_of(incident: [u8; 16]) -> Self {
        Self {
            incident,
            below: i64::MAX as u64,
            from: i64::MIN,
            until: i64::MAX,
            action: String::new(),
            done_by: DoneBy::default(),
        }
    }
}

type AuditRow =
    (i64, Option<Vec<u8>>, i64, String, String, String, Option<String>, Vec<u8>, Vec<u8>);

fn entry(row: AuditRow) -> Result<AuditEntry, StoreError> {
    let (number, incident, at, action, account, organisation, body, body_hash, hash) = row;
    Ok(AuditEntry {
        number: count(number)?,
        incident: incident.map(|incident| fixed(&incident)).transpose()?,
        at,
        action,
        done_by: DoneBy { account, organisation },
        body,
        body_hash: fixed(&body_hash)?,
        hash: fixed(&hash)?,
    })
}

/// Reads the newest entries that are wanted. Who did it is a condition of its own, so that its
/// index is used; every statement names the same values.
macro_rules! select {
    ($store:expr, $wanted:expr, $most:expr, $done_by:literal) => {{
        let rows: Vec<AuditRow> = fetch!(
            fetch_all,
            $store.read(),
            concat!(
                "SELECT number, incident, at, action, account, organisation, body, body_hash, hash
                 FROM audit WHERE incident = $1 AND number < $2 AND at >= $3 AND at < $4
                 AND ($5 = '' OR action = $5) AND ",
                $done_by,
                " ORDER BY number DESC LIMIT $8"
            ),
            &$wanted.incident[..],
            i64::try_from($wanted.below).unwrap_or(i64::MAX),
            $wanted.from,
            $wanted.until,
            $wanted.action.as_str(),
            $wanted.done_by.account.as_str(),
            $wanted.done_by.organisation.as_str(),
            i64::from($most),
        );
        rows
    }};
}

/// Appends within the transaction of what the entry is about. It must be the transaction's last
/// work: others wait for its end, and must hold nothing that this one still wants.
pub(super) async fn append(
    transaction: &mut Transaction,
    draft: &AuditDraft,
) -> Result<u64, StoreError> {
    if let Transaction::Postgres(on) = transaction {
        sqlx::query(LOCK).execute(&mut **on).await?;
    }
    let last: Option<(i64, Vec<u8>)> = fetch!(
        fetch_optional, in transaction,
        "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1",
    );
    let (number, previous) = match last {
        Some((number, hash)) => (count(number)? + 1, fixed(&hash)?),
        None => {
            let (deployment,): (Vec<u8>,) =
                fetch!(fetch_one, in transaction, "SELECT id FROM deployment");
            (1, genesis(&fixed(&deployment)?))
        }
    };
    let (at, incident) = (draft.at, draft.incident.as_ref());
    let body_hash = body_hash(number, &draft.body);
    let heading = Heading { number, at, incident, action: draft.action };
    let hash = entry_hash(&previous, &heading, &body_hash);
    execute!(in transaction,
        "INSERT INTO audit
            (number, incident, at, action, account, organisation, body, body_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        number as i64,
        incident.map(|incident| &incident[..]),
        at,
        draft.action,
        draft.done_by.account.as_str(),
        draft.done_by.organisation.as_str(),
        draft.body.as_str(),
        &body_hash[..],
        &hash[..],
    );
    Ok(number)
}

/// Ends the transaction of an action: committed with its entry where it was `done`, else undone.
pub(super) async fn finish(
    mut transaction: Transaction,
    done: bool,
    entry: &AuditDraft,
) -> Result<bool, StoreError> {
    if done {
        append(&mut transaction, entry).await?;
        transaction.commit().await?;
    } else {
        transaction.rollback().await?;
    }
    Ok(done)
}

impl Store {
    /// Appends an entry by itself; gives its number.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn append_audit(&self, draft: &AuditDraft) -> Result<u64, StoreError> {
        let mut transaction = self.begin().await?;
        let number = append(&mut transaction, draft).await?;
        transaction.commit().await?;
        Ok(number)
    }

    /// The newest entries that are wanted, the newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn audit_entries(
        &self,
        wanted: &AuditSelection,
        most: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let rows = match &wanted.done_by {
            DoneBy { account, .. } if !account.is_empty() => {
                select!(self, wanted, most, "account = $6 AND ($7 = '' OR organisation = $7)")
            }
            DoneBy { organisation, .. } if !organisation.is_empty() => {
                select!(self, wanted, most, "$6 = '' AND organisation = $7")
            }
            _ => select!(self, wanted, most, "$6 = '' AND $7 = ''"),
        };
        rows.into_iter().map(entry).collect()
    }

    /// The newest entry of each account that did something in an incident, at most 500. Goes
    /// from account to account in the index, whatever the number of entries.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn newest_audit_entry_of_accounts(
        &self,
        incident: &[u8; 16],
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let rows: Vec<AuditRow> = fetch!(
            fetch_all,
            self.read(),
            "WITH RECURSIVE seen (account) AS (
                SELECT (SELECT MIN(account) FROM audit WHERE incident = $1 AND account > '')
                UNION ALL
                SELECT (SELECT MIN(audit.account) FROM audit
                        WHERE audit.incident = $1 AND audit.account > seen.account)
                FROM seen WHERE seen.account IS NOT NULL)
             SELECT number, incident, at, action, account, organisation, body, body_hash, hash
             FROM audit WHERE number IN (
                SELECT (SELECT MAX(audit.number) FROM audit
                        WHERE audit.incident = $1 AND audit.account = seen.account)
                FROM seen WHERE seen.account IS NOT NULL)
             ORDER BY number DESC LIMIT 500",
            &incident[..],
        );
        rows.into_iter().map(entry).collect()
    }

    /// All entries, of one incident or of everything, the oldest first and one at a time.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn each_audit_entry(
        &self,
        incident: Option<&[u8; 16]>,
        mut each: impl FnMut(AuditEntry) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        for_each_row!(
            self.read(),
            "SELECT number, incident, at, action, account, organisation, body, body_hash, hash
             FROM audit WHERE incident = $1 OR length($1) = 0 ORDER BY number",
            [incident.map_or(&[][..], |incident| &incident[..])],
            |row| AuditRow => {
                if each(entry(row)?).is_break() {
                    break;
                }
            }
        );
        Ok(())
    }

    /// Erases what an incident's entries say, some at a time; that they were made, and the chain,
    /// stay.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn erase_audit_bodies(&self, incident: &[u8; 16]) -> Result<u64, StoreError> {
        const AT_ONCE: i64 = 1024;
        let mut erased = 0;
        loop {
            let now = execute!(
                self.write(),
                "UPDATE audit SET body = NULL, account = '', organisation = '' WHERE number IN (
                    SELECT number FROM audit WHERE incident = $1 AND body IS NOT NULL LIMIT $2)",
                &incident[..],
                AT_ONCE,
            );
            erased += now;
            if now == 0 {
                return Ok(erased);
            }
        }
    }
}
