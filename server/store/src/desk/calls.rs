//! The log of calls: what kind of call it was, nothing of the caller.

use crate::{
    AuditDraft, Store, StoreError, audit,
    database::{execute, fetch, for_each_row},
};
use std::ops::ControlFlow;

/// A call that has ended. Texts are codes of closed lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCall {
    pub id: [u8; 16],
    pub incident: [u8; 16],
    pub account: [u8; 16],
    /// Seconds since 1970.
    pub begun: i64,
    pub ended: i64,
    pub kind: &'static str,
    pub answer: &'static str,
    pub language: &'static str,
    pub topic: &'static str,
    pub explained: bool,
    pub callback: bool,
    pub escalated: bool,
    pub letter_again: bool,
    pub registered: bool,
    /// Empty where none was given.
    pub reference: String,
}

/// A call as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    pub begun: i64,
    pub ended: i64,
    pub kind: String,
    pub answer: String,
    pub language: String,
    pub topic: String,
    pub explained: bool,
    pub callback: bool,
    pub escalated: bool,
    pub letter_again: bool,
    pub registered: bool,
    pub reference: String,
    /// Name of the account.
    pub agent: String,
}

type Row = (i64, i64, String, String, String, String, i64, i64, i64, i64, i64, String, String);

fn call(row: Row) -> CallRow {
    let (begun, ended, kind, answer, language, topic, explained, callback, ..) = &row;
    let (.., escalated, letter_again, registered, reference, agent) = &row;
    CallRow {
        begun: *begun,
        ended: *ended,
        kind: kind.clone(),
        answer: answer.clone(),
        language: language.clone(),
        topic: topic.clone(),
        explained: *explained != 0,
        callback: *callback != 0,
        escalated: *escalated != 0,
        letter_again: *letter_again != 0,
        registered: *registered != 0,
        reference: reference.clone(),
        agent: agent.clone(),
    }
}

impl Store {
    /// Enters a call; `false` where the incident has given out its reference before.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_call(&self, new: &NewCall, entry: &AuditDraft) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let added = execute!(in &mut transaction,
            "INSERT INTO desk_calls (id, incident, account, begun, ended, kind, answer, language,
                topic, explained, callback, escalated, letter_again, registered, reference)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
             WHERE $15 = '' OR NOT EXISTS (
                SELECT 1 FROM desk_calls WHERE incident = $2 AND reference = $15)",
            &new.id[..],
            &new.incident[..],
            &new.account[..],
            new.begun,
            new.ended,
            new.kind,
            new.answer,
            new.language,
            new.topic,
            i64::from(new.explained),
            i64::from(new.callback),
            i64::from(new.escalated),
            i64::from(new.letter_again),
            i64::from(new.registered),
            new.reference.as_str(),
        );
        audit::finish(transaction, added == 1, entry).await
    }

    /// Calls of an incident that ended since a moment, the oldest first and one at a time; of
    /// accounts of one organisation alone where one is named.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn each_call(
        &self,
        incident: &[u8; 16],
        organisation: Option<&[u8; 16]>,
        since: i64,
        mut each: impl FnMut(CallRow) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        for_each_row!(
            self.read(),
            "SELECT begun, ended, kind, answer, desk_calls.language, topic, explained, callback,
                escalated, letter_again, registered, reference, accounts.name
             FROM desk_calls JOIN accounts ON accounts.id = desk_calls.account
             WHERE incident = $1 AND ended >= $3 AND (length($2) = 0 OR organisation = $2)
             ORDER BY ended, desk_calls.id",
            [
                &incident[..],
                organisation.map_or(&[][..], |organisation| &organisation[..]),
                since
            ],
            |row| Row => {
                if each(call(row)).is_break() {
                    break;
                }
            }
        );
        Ok(())
    }

    /// The latest calls, the latest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn latest_calls(
        &self,
        incident: &[u8; 16],
        organisation: Option<&[u8; 16]>,
        most: u32,
    ) -> Result<Vec<CallRow>, StoreError> {
        let rows: Vec<Row> = fetch!(
            fetch_all,
            self.read(),
            "SELECT begun, ended, kind, answer, desk_calls.language, topic, explained, callback,
                escalated, letter_again, registered, reference, accounts.name
             FROM desk_calls JOIN accounts ON accounts.id = desk_calls.account
             WHERE incident = $1 AND (length($2) = 0 OR organisation = $2)
             ORDER BY ended DESC, desk_calls.id LIMIT $3",
            &incident[..],
            organisation.map_or(&[][..], |organisation| &organisation[..]),
            i64::from(most),
        );
        Ok(rows.into_iter().map(call).collect())
    }
}
