//! What a supervisor watches: agents, alarms, suspensions. With an organisation, its accounts
//! alone.

use crate::{
    AuditDraft, Store, StoreError, audit, count,
    database::{execute, fetch},
    fixed,
};

/// An agent and what they did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentLine {
    pub account: [u8; 16],
    pub name: String,
    pub organisation: String,
    /// Lookups of this hour and of this day.
    pub hour: u64,
    pub today: u64,
    /// Answers of this day, and those among them that found nobody.
    pub answers: u64,
    pub misses: u64,
    /// Calls of this day.
    pub calls: u64,
    /// Since when, where it is so now.
    pub suspended: Option<i64>,
    pub suspended_by: String,
}

impl AgentLine {
    /// How many of a hundred answers found nobody; `None` without answers.
    pub fn misses_percent(&self) -> Option<u64> {
        (self.misses * 100).checked_div(self.answers)
    }
}

/// An alarm as a supervisor sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlarmLine {
    pub kind: String,
    pub subject: [u8; 16],
    pub subject_name: String,
    pub hour: i64,
    pub at: i64,
    pub times: u64,
    pub seen: Option<i64>,
    pub seen_by: String,
}

impl Store {
    /// Whoever answers calls in an incident, did so today, or is suspended, by name. `today` is
    /// when the day began, at a full hour.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn desk_agents(
        &self,
        incident: &[u8; 16],
        organisation: Option<&[u8; 16]>,
        now: i64,
        today: i64,
    ) -> Result<Vec<AgentLine>, StoreError> {
        type Row = (Vec<u8>, String, String, i64, i64, i64, i64, i64, Option<i64>, String);
        let rows: Vec<Row> = fetch!(
            fetch_all,
            self.read(),
            "SELECT accounts.id, accounts.name, organisations.name,
                CAST(COALESCE((SELECT lookups FROM desk_hours AS h WHERE h.incident = $1
                    AND h.account = accounts.id AND h.hour = $3), 0) AS BIGINT),
                CAST(COALESCE((SELECT SUM(lookups) FROM desk_hours AS h WHERE h.incident = $1
                    AND h.account = accounts.id AND h.hour >= $4), 0) AS BIGINT),
                (SELECT COUNT(*) FROM desk_lookups AS l WHERE l.incident = $1
                    AND l.account = accounts.id AND l.hour >= $4 AND l.answer <> ''),
                (SELECT COUNT(*) FROM desk_lookups AS l WHERE l.incident = $1
                    AND l.account = accounts.id AND l.hour >= $4
                    AND l.answer <> 'listed'),
                (SELECT COUNT(*) FROM desk_calls AS c WHERE c.incident = $1
                    AND c.account = accounts.id AND c.ended >= $5),
                (SELECT MAX(s.at) FROM desk_suspensions AS s WHERE s.incident = $1
                    AND s.account = accounts.id AND s.lifted IS NULL),
                COALESCE((SELECT MAX(s.suspended_by) FROM desk_suspensions AS s
                    WHERE s.incident = $1 AND s.account = accounts.id AND s.lifted IS NULL), '')
             FROM accounts JOIN organisations ON organisations.id = accounts.organisation
             WHERE (length($2) = 0 OR accounts.organisation = $2) AND (
                EXISTS (SELECT 1 FROM grants WHERE grants.incident = $1
                    AND grants.account = accounts.id AND grants.role = 'desk-agent')
                OR EXISTS (SELECT 1 FROM desk_hours AS h WHERE h.incident = $1
                    AND h.account = accounts.id AND h.hour >= $4)
                OR EXISTS (SELECT 1 FROM desk_suspensions AS s WHERE s.incident = $1
                    AND s.account = accounts.id AND s.lifted IS NULL))
             ORDER BY accounts.name, accounts.id",
            &incident[..],
            organisation.map_or(&[][..], |organisation| &organisation[..]),
            now.div_euclid(3600),
            today.div_euclid(3600),
            today,
        );
        rows.into_iter()
            .map(|(id, name, organisation, hour, today, answers, misses, calls, since, by)| {
                Ok(AgentLine {
                    account: fixed(&id)?,
                    name,
                    organisation,
                    hour: count(hour)?,
                    today: count(today)?,
                    answers: count(answers)?,
                    misses: count(misses)?,
                    calls: count(calls)?,
                    suspended: since,
                    suspended_by: by,
                })
            })
            .collect()
    }

    /// Whether an account is kept from the desk of an incident just now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn desk_suspended(
        &self,
        incident: &[u8; 16],
        account: &[u8; 16],
    ) -> Result<bool, StoreError> {
        let (open,): (i64,) = fetch!(
            fetch_one,
            self.read(),
            "SELECT COUNT(*) FROM desk_suspensions
             WHERE incident = $1 AND account = $2 AND lifted IS NULL",
            &incident[..],
            &account[..],
        );
        Ok(open > 0)
    }

    /// `false` where it is so already.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn suspend_agent(
        &self,
        incident: &[u8; 16],
        account: &[u8; 16],
        (at, by): (i64, &str),
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let suspended = execute!(in &mut transaction,
            "INSERT INTO desk_suspensions (incident, account, at, suspended_by)
             SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM desk_suspensions
                WHERE incident = $1 AND account = $2 AND lifted IS NULL)
             ON CONFLICT (incident, account, at) DO UPDATE SET lifted = NULL, lifted_by = ''
                WHERE desk_suspensions.lifted IS NOT NULL",
            &incident[..],
            &account[..],
            at,
            by,
        );
        audit::finish(transaction, suspended == 1, entry).await
    }

    /// `false` where there is nothing to lift.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn lift_suspension(
        &self,
        incident: &[u8; 16],
        account: &[u8; 16],
        (at, by): (i64, &str),
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let lifted = execute!(in &mut transaction,
            "UPDATE desk_suspensions SET lifted = $3, lifted_by = $4
             WHERE incident = $1 AND account = $2 AND lifted IS NULL",
            &incident[..],
            &account[..],
            at,
            by,
        );
        audit::finish(transaction, lifted > 0, entry).await
    }

    /// Those nobody has seen first, then the latest.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn desk_alarms(
        &self,
        incident: &[u8; 16],
        organisation: Option<&[u8; 16]>,
        most: u32,
    ) -> Result<Vec<AlarmLine>, StoreError> {
        type Row = (String, Vec<u8>, String, i64, i64, i64, Option<i64>, String);
        let rows: Vec<Row> = fetch!(
            fetch_all,
            self.read(),
            "SELECT kind, subject, subject_name, hour, at, times, seen, seen_by FROM desk_alarms
             WHERE incident = $1 AND (length($2) = 0
                OR subject IN (SELECT id FROM accounts WHERE organisation = $2))
             ORDER BY CASE WHEN seen IS NULL THEN 0 ELSE 1 END, at DESC, kind, subject LIMIT $3",
            &incident[..],
            organisation.map_or(&[][..], |organisation| &organisation[..]),
            i64::from(most),
        );
        rows.into_iter()
            .map(|(kind, subject, subject_name, hour, at, times, seen, seen_by)| {
                let (subject, times) = (fixed(&subject)?, count(times)?);
                Ok(AlarmLine { kind, subject, subject_name, hour, at, times, seen, seen_by })
            })
            .collect()
    }

    /// How many alarms of an incident nobody has seen.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn unseen_alarms(
        &self,
        incident: &[u8; 16],
        organisation: Option<&[u8; 16]>,
    ) -> Result<u64, StoreError> {
        let (unseen,): (i64,) = fetch!(
            fetch_one,
            self.read(),
            "SELECT COUNT(*) FROM desk_alarms WHERE incident = $1 AND seen IS NULL
             AND (length($2) = 0 OR subject IN (SELECT id FROM accounts WHERE organisation = $2))",
            &incident[..],
            organisation.map_or(&[][..], |organisation| &organisation[..]),
        );
        count(unseen)
    }

    /// `false` where there is no such alarm, or somebody saw it before.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn see_alarm(
        &self,
        incident: &[u8; 16],
        (kind, subject, hour): (&str, &[u8; 16], i64),
        (at, by): (i64, &str),
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let seen = execute!(in &mut transaction,
            "UPDATE desk_alarms SET seen = $5, seen_by = $6
             WHERE incident = $1 AND kind = $2 AND subject = $3 AND hour = $4 AND seen IS NULL",
            &incident[..],
            kind,
            &subject[..],
            hour,
            at,
            by,
        );
        audit::finish(transaction, seen == 1, entry).await
    }
}
