//! What waits for a second person. Each change is one conditional statement, with its entry in
//! the audit log in the same transaction: of two who decide at once, one comes second.

mod state;

pub use state::ApprovalState;

use super::{
    AuditDraft, Store, StoreError, audit, count,
    database::{execute, fetch},
    fixed,
};

/// A wish, before it is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApproval {
    pub id: [u8; 16],
    pub incident: [u8; 16],
    pub action: &'static str,
    pub subject: Vec<u8>,
    /// JSON.
    pub summary: String,
    /// The account that must not approve it; `None` where no account is behind it.
    pub requested_by: Option<[u8; 16]>,
    /// Its name, or the token's.
    pub requester: String,
    /// Seconds since 1970.
    pub requested: i64,
    pub not_before: i64,
    /// The set served when it was requested; 0 for none.
    pub based_on: u64,
}

/// As stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredApproval {
    pub id: [u8; 16],
    pub incident: [u8; 16],
    pub action: String,
    pub subject: Vec<u8>,
    pub summary: String,
    pub state: ApprovalState,
    pub requested_by: Option<[u8; 16]>,
    pub requester: String,
    pub requested: i64,
    pub not_before: i64,
    pub based_on: u64,
    pub decided_by: Option<[u8; 16]>,
    pub decider: String,
    pub decided: Option<i64>,
    /// When carrying out began.
    pub started: Option<i64>,
    /// Why it was refused, or failed.
    pub reason: String,
    /// The set version that it made.
    pub result: Option<u64>,
}

/// A step from one of two states (or twice the same) into another. What is `None` stays as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalChange {
    pub from: [ApprovalState; 2],
    pub to: ApprovalState,
    /// Takes the requester's place, if there is no account in it.
    pub requester: Option<Decided>,
    pub decided: Option<Decided>,
    pub not_before: Option<i64>,
    pub started: Option<i64>,
    pub reason: Option<String>,
    pub result: Option<u64>,
}

/// Who decided, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub by: [u8; 16],
    pub name: String,
    pub at: i64,
}

impl ApprovalChange {
    pub fn new(from: [ApprovalState; 2], to: ApprovalState) -> Self {
        Self {
            from,
            to,
            requester: None,
            decided: None,
            not_before: None,
            started: None,
            reason: None,
            result: None,
        }
    }
}

/// As many columns as a tuple of sqlx has: the incident is known to whoever asks.
type ApprovalRow = (
    Vec<u8>,
    String,
    Vec<u8>,
    String,
    String,
    Option<Vec<u8>>,
    String,
    i64,
    i64,
    i64,
    Option<Vec<u8>>,
    String,
    Option<i64>,
    Option<i64>,
    String,
    Option<i64>,
);

fn stored(incident: &[u8; 16], row: ApprovalRow) -> Result<StoredApproval, StoreError> {
    let (id, action, subject, summary, state, requested_by, requester, requested, ..) = row;
    let (.., not_before, based_on, decided_by, decider, decided, started, reason, result) = row;
    let optional = |id: Option<Vec<u8>>| id.as_deref().map(fixed).transpose();
    Ok(StoredApproval {
        id: fixed(&id)?,
        incident: *incident,
        action,
        subject,
        summary,
        state: ApprovalState::from_code(&state).ok_or(StoreError::Content)?,
        requested_by: optional(requested_by)?,
        requester,
        requested,
        not_before,
        based_on: count(based_on)?,
        decided_by: optional(decided_by)?,
        decider,
        decided,
        started,
        reason,
        result: result.map(count).transpose()?,
    })
}

impl Store {
    /// Enters a wish. `false` where the same one waits already.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_approval(
        &self,
        new: &NewApproval,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let added = execute!(in &mut transaction,
            "INSERT INTO approvals (id, incident, action, subject, summary, state, requested_by,
                requester, requested, not_before, based_on)
             VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, $9, $10)
             ON CONFLICT DO NOTHING",
            &new.id[..],
            &new.incident[..],
            new.action,
            new.subject.as_slice(),
            new.summary.as_str(),
            new.requested_by.as_ref().map(|account| &account[..]),
            new.requester.as_str(),
            new.requested,
            new.not_before,
            new.based_on as i64,
        );
        if added != 1 {
            transaction.rollback().await?;
            return Ok(false);
        }
        audit::append(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn approval(
        &self,
        incident: &[u8; 16],
        id: &[u8; 16],
    ) -> Result<Option<StoredApproval>, StoreError> {
        let row: Option<ApprovalRow> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT id, action, subject, summary, state, requested_by, requester, requested,
                not_before, based_on, decided_by, decider, decided, started, reason, result
             FROM approvals WHERE incident = $1 AND id = $2",
            &incident[..],
            &id[..],
        );
        row.map(|row| stored(incident, row)).transpose()
    }

    /// The one of the same action and subject that is still open.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open_approval(
        &self,
        incident: &[u8; 16],
        action: &str,
        subject: &[u8],
    ) -> Result<Option<StoredApproval>, StoreError> {
        let row: Option<ApprovalRow> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT id, action, subject, summary, state, requested_by, requester, requested,
                not_before, based_on, decided_by, decider, decided, started, reason, result
             FROM approvals WHERE incident = $1 AND action = $2 AND subject = $3
             AND state IN ('waiting', 'scheduled', 'running')",
            &incident[..],
            action,
            subject,
        );
        row.map(|row| stored(incident, row)).transpose()
    }

    /// Those of an incident, open ones first, then the newest; of accounts of one organisation
    /// alone where one is named.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn approvals(
        &self,
        incident: &[u8; 16],
        organisation: Option<&[u8; 16]>,
        skip: u32,
        most: u32,
    ) -> Result<Vec<StoredApproval>, StoreError> {
        let rows: Vec<ApprovalRow> = fetch!(
            fetch_all,
            self.read(),
            "SELECT id, action, subject, summary, state, requested_by, requester, requested,
                not_before, based_on, decided_by, decider, decided, started, reason, result
             FROM approvals WHERE incident = $1
             AND (length($2) = 0
                  OR requested_by IN (SELECT id FROM accounts WHERE organisation = $2))
             ORDER BY CASE WHEN state IN ('waiting', 'scheduled', 'running') THEN 0 ELSE 1 END,
                requested DESC, id
             LIMIT $3 OFFSET $4",
            &incident[..],
            organisation.map_or(&[][..], |organisation| &organisation[..]),
            i64::from(most),
            i64::from(skip),
        );
        rows.into_iter().map(|row| stored(incident, row)).collect()
    }

    /// The organisation of the account behind a wish.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn approval_organisation(
        &self,
        account: &[u8; 16],
    ) -> Result<Option<[u8; 16]>, StoreError> {
        let row: Option<(Vec<u8>,)> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT organisation FROM accounts WHERE id = $1",
            &account[..],
        );
        row.map(|(organisation,)| fixed(&organisation)).transpose()
    }

    /// Incident and id of those that need something done by themselves: whose time has come,
    /// that waited since before `expired`, or whose carrying out began before `lost`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn due_approvals(
        &self,
        now: i64,
        expired: i64,
        lost: i64,
    ) -> Result<Vec<([u8; 16], [u8; 16])>, StoreError> {
        let rows: Vec<(Vec<u8>, Vec<u8>)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT incident, id FROM approvals
             WHERE (state = 'scheduled' AND not_before <= $1)
                OR (state = 'waiting' AND requested <= $2)
                OR (state = 'running' AND started <= $3)
             ORDER BY not_before, requested, id",
            now,
            expired,
            lost,
        );
        rows.iter().map(|(incident, id)| Ok((fixed(incident)?, fixed(id)?))).collect()
    }

    /// Takes a step, together with its entry in the audit log. `false` where it is in neither
    /// of the states that the step begins from, or has a requester already: somebody else came
    /// first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn change_approval(
        &self,
        id: &[u8; 16],
        change: &ApprovalChange,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let (decided, requester) = (change.decided.as_ref(), change.requester.as_ref());
        let changed = execute!(in &mut transaction,
            "UPDATE approvals SET state = $2,
                decided_by = COALESCE($3, decided_by), decider = COALESCE($4, decider),
                decided = COALESCE($5, decided), not_before = COALESCE($6, not_before),
                started = COALESCE($7, started), reason = COALESCE($8, reason),
                result = COALESCE($9, result),
                requested_by = COALESCE($12, requested_by), requester = COALESCE($13, requester)
             WHERE id = $1 AND state IN ($10, $11) AND ($12 IS NULL OR requested_by IS NULL)",
            &id[..],
            change.to.code(),
            decided.map(|decided| &decided.by[..]),
            decided.map(|decided| decided.name.as_str()),
            decided.map(|decided| decided.at),
            change.not_before,
            change.started,
            change.reason.as_deref(),
            change.result.map(|version| version as i64),
            change.from[0].code(),
            change.from[1].code(),
            requester.map(|requester| &requester.by[..]),
            requester.map(|requester| requester.name.as_str()),
        );
        if changed != 1 {
            transaction.rollback().await?;
            return Ok(false);
        }
        audit::append(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(true)
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
