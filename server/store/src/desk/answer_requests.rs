//! Answers, and letters once more, that go to the registered address by the organisation's own
//! means. A person is named by the record's handle; nobody here knows who that is.

use crate::{
    AuditDraft, Store, StoreError, audit, count,
    database::{Transaction, execute, fetch},
    fixed,
    loads::withdrawals::{adding_loads, effective},
    organisations::members::share_column,
};

/// So many of one person are entered in a day.
pub const MOST_A_DAY: i64 = 3;

/// A request before it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswerRequest {
    pub id: [u8; 16],
    pub incident: [u8; 16],
    pub handle: [u8; 16],
    pub share: u16,
    pub purpose: &'static str,
    pub requested_by: [u8; 16],
    pub requester: String,
    /// Seconds since 1970.
    pub requested: i64,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requested {
    Entered,
    /// One of the same purpose waits, or enough were entered today.
    Limit,
    /// The set that is served now does not have the person in this part.
    NotListed,
}

/// Whether the set that is served now has a person in a part of the incident, and in a group.
async fn is_listed(
    transaction: &mut Transaction,
    (incident, handle, share): (&[u8], &[u8], i32),
) -> Result<bool, StoreError> {
    let (version,): (Option<i64>,) = fetch!(
        fetch_one, in &mut *transaction,
        "SELECT MAX(version) FROM sets WHERE incident = $1",
        incident,
    );
    let (rows,): (i64,) = fetch!(
        fetch_one, in &mut *transaction,
        concat!(
            "SELECT COUNT(*) FROM people AS p
             WHERE p.handle = $3 AND p.share = $4 AND p.load IN ",
            adding_loads!(),
            " AND ",
            effective!(),
            " <> 0"
        ),
        incident,
        version.unwrap_or(0),
        handle,
        share,
    );
    Ok(rows > 0)
}

/// A request as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRequest {
    pub id: [u8; 16],
    pub handle: [u8; 16],
    pub share: u16,
    pub purpose: String,
    pub requester: String,
    pub requested: i64,
    pub done: Option<i64>,
    pub done_by: String,
    /// Code; empty while it is open.
    pub outcome: String,
}

/// How a request ended.
#[derive(Debug, Clone, Copy)]
pub struct RequestEnd<'a> {
    pub outcome: &'a str,
    pub at: i64,
    pub by: &'a str,
}

type Row = (Vec<u8>, Vec<u8>, i32, String, String, i64, Option<i64>, String, String);

fn request(row: Row) -> Result<AnswerRequest, StoreError> {
    let (id, handle, share, purpose, requester, requested, done, done_by, outcome) = row;
    Ok(AnswerRequest {
        id: fixed(&id)?,
        handle: fixed(&handle)?,
        share: share.try_into().map_err(|_| StoreError::Content)?,
        purpose,
        requester,
        requested,
        done,
        done_by,
        outcome,
    })
}

impl Store {
    /// The one person that a question of this account found since a moment.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn person_of_search(
        &self,
        incident: &[u8; 16],
        (account, search): (&[u8; 16], &[u8; 16]),
        since: i64,
    ) -> Result<Option<[u8; 16]>, StoreError> {
        let row: Option<(Option<Vec<u8>>,)> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT handle FROM desk_lookups
             WHERE incident = $1 AND search = $2 AND account = $3 AND at >= $4
               AND answer = 'listed'",
            &incident[..],
            &search[..],
            &account[..],
            since,
        );
        row.and_then(|(handle,)| handle).map(|handle| fixed(&handle)).transpose()
    }

    /// The part of the incident that a person of a set belongs to: this one, if one is given and
    /// they do; else the first. `None` where there is none such, or they were withdrawn from it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn share_of_person(
        &self,
        (incident, version): (&[u8; 16], u64),
        handle: &[u8; 16],
        share: Option<u16>,
    ) -> Result<Option<u16>, StoreError> {
        let (share,): (Option<i32>,) = fetch!(
            fetch_one,
            self.read(),
            concat!(
                "SELECT MIN(p.share) FROM people AS p
                 WHERE p.handle = $3 AND ($4 = -1 OR p.share = $4) AND p.load IN ",
                adding_loads!(),
                " AND ",
                effective!(),
                " <> 0"
            ),
            &incident[..],
            version as i64,
            &handle[..],
            share_column(share),
        );
        share.map(|share| share.try_into().map_err(|_| StoreError::Content)).transpose()
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn add_answer_request(
        &self,
        new: &NewAnswerRequest,
        entry: &AuditDraft,
    ) -> Result<Requested, StoreError> {
        let mut transaction = self.begin().await?;
        let person = (&new.incident[..], &new.handle[..], i32::from(new.share));
        if !is_listed(&mut transaction, person).await? {
            transaction.rollback().await?;
            return Ok(Requested::NotListed);
        }
        // Of two that ask for one person at once, one waits here for the other.
        let counted = execute!(in &mut transaction,
            "INSERT INTO desk_records (incident, handle, day, action, times)
             VALUES ($1, $2, $3, 'answer-request', 1)
             ON CONFLICT (incident, handle, day, action)
             DO UPDATE SET times = desk_records.times + 1 WHERE desk_records.times < $4",
            &new.incident[..],
            &new.handle[..],
            new.requested.div_euclid(86_400),
            MOST_A_DAY,
        );
        let added = execute!(in &mut transaction,
            "INSERT INTO answer_requests
                (id, incident, handle, share, purpose, requested_by, requester, requested)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE NOT EXISTS (
                SELECT 1 FROM answer_requests
                WHERE incident = $2 AND handle = $3 AND purpose = $5 AND done IS NULL)",
            &new.id[..],
            &new.incident[..],
            &new.handle[..],
            i32::from(new.share),
            new.purpose,
            &new.requested_by[..],
            new.requester.as_str(),
            new.requested,
        );
        let entered = audit::finish(transaction, counted == 1 && added == 1, entry).await?;
        Ok(if entered { Requested::Entered } else { Requested::Limit })
    }

    /// Open ones first, the longest waiting first; then those that are done, the latest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn answer_requests(
        &self,
        incident: &[u8; 16],
        share: Option<u16>,
        most: u32,
    ) -> Result<Vec<AnswerRequest>, StoreError> {
        let rows: Vec<Row> = fetch!(
            fetch_all,
            self.read(),
            "SELECT id, handle, share, purpose, requester, requested, done, done_by, outcome
             FROM answer_requests WHERE incident = $1 AND ($2 = -1 OR share = $2)
             ORDER BY CASE WHEN done IS NULL THEN 0 ELSE 1 END,
                CASE WHEN done IS NULL THEN requested ELSE -done END, id LIMIT $3",
            &incident[..],
            share_column(share),
            i64::from(most),
        );
        rows.into_iter().map(request).collect()
    }

    /// Every open one, the longest waiting first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open_answer_requests(
        &self,
        incident: &[u8; 16],
        share: Option<u16>,
    ) -> Result<Vec<AnswerRequest>, StoreError> {
        let rows: Vec<Row> = fetch!(
            fetch_all,
            self.read(),
            "SELECT id, handle, share, purpose, requester, requested, done, done_by, outcome
             FROM answer_requests
             WHERE incident = $1 AND ($2 = -1 OR share = $2) AND done IS NULL
             ORDER BY requested, id",
            &incident[..],
            share_column(share),
        );
        rows.into_iter().map(request).collect()
    }

    /// How many wait.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn answer_requests_waiting(
        &self,
        incident: &[u8; 16],
        share: Option<u16>,
    ) -> Result<u64, StoreError> {
        let (waiting,): (i64,) = fetch!(
            fetch_one,
            self.read(),
            "SELECT COUNT(*) FROM answer_requests
             WHERE incident = $1 AND ($2 = -1 OR share = $2) AND done IS NULL",
            &incident[..],
            share_column(share),
        );
        count(waiting)
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn answer_request(
        &self,
        incident: &[u8; 16],
        share: Option<u16>,
        id: &[u8; 16],
    ) -> Result<Option<AnswerRequest>, StoreError> {
        let row: Option<Row> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT id, handle, share, purpose, requester, requested, done, done_by, outcome
             FROM answer_requests
             WHERE incident = $1 AND ($2 = -1 OR share = $2) AND id = $3",
            &incident[..],
            share_column(share),
            &id[..],
        );
        row.map(request).transpose()
    }

    /// `false` where it was done before.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_answer_request(
        &self,
        incident: &[u8; 16],
        id: &[u8; 16],
        end: RequestEnd<'_>,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let ended = execute!(in &mut transaction,
            "UPDATE answer_requests SET done = $3, done_by = $4, outcome = $5
             WHERE incident = $1 AND id = $2 AND done IS NULL",
            &incident[..],
            &id[..],
            end.at,
            end.by,
            end.outcome,
        );
        audit::finish(transaction, ended == 1, entry).await
    }

    /// Opens one again that was done since a moment; `false` where there is none, another of the
    /// same person and purpose waits by now, or the person was withdrawn meanwhile.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn reopen_answer_request(
        &self,
        incident: &[u8; 16],
        id: &[u8; 16],
        since: i64,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let person: Option<(Vec<u8>, i32)> = fetch!(
            fetch_optional, in &mut transaction,
            "SELECT handle, share FROM answer_requests WHERE incident = $1 AND id = $2",
            &incident[..],
            &id[..],
        );
        let listed = match &person {
            Some((handle, share)) => {
                is_listed(&mut transaction, (&incident[..], handle, *share)).await?
            }
            None => false,
        };
        if !listed {
            transaction.rollback().await?;
            return Ok(false);
        }
        let reopened = execute!(in &mut transaction,
            "UPDATE answer_requests SET done = NULL, done_by = '', outcome = ''
             WHERE incident = $1 AND id = $2 AND done >= $3 AND NOT EXISTS (
                SELECT 1 FROM answer_requests AS other
                WHERE other.incident = $1 AND other.handle = answer_requests.handle
                  AND other.purpose = answer_requests.purpose AND other.done IS NULL)",
            &incident[..],
            &id[..],
            since,
        );
        audit::finish(transaction, reopened == 1, entry).await
    }
}
