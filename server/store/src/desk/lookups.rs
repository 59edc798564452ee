//! What agents asked: counted before it is answered, and what was found.

use crate::{
    Store, StoreError,
    audit::{self, AuditDraft},
    count,
    database::{execute, fetch, for_each_row},
    fixed,
    loads::withdrawals::effective,
};
use shirabe_protocol::tag::Tag;
use std::collections::BTreeSet;

/// Who asks which question of which incident.
#[derive(Debug, Clone, Copy)]
pub struct DeskQuestion {
    pub incident: [u8; 16],
    /// Of one question to several incidents; each answers it once.
    pub search: [u8; 16],
    pub account: [u8; 16],
}

/// Whether a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskBegun {
    /// It is the agent's so-and-so-manieth of the hour.
    Counted(u64),
    /// The hour's budget is spent.
    Spent,
    /// This incident was asked it before.
    Repeated,
    /// A supervisor has suspended the agent.
    Suspended,
}

/// What the records of a set say of one tag.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeskFound {
    /// A bit for each.
    pub groups: u32,
    /// Handles of those who share the identifier; at most [`MOST_NAMED`] of them.
    pub people: BTreeSet<[u8; 16]>,
    /// All of them.
    pub count: u64,
}

/// So many people of one identifier are told apart: a switchboard's number may be everybody's.
pub const MOST_NAMED: usize = 16;

/// An agent's answers of one hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HourOfAnswers {
    pub answers: u64,
    /// Questions that no incident had an entry for.
    pub misses: u64,
}

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

impl Store {
    /// Counts a question, before it is evaluated.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn begin_desk_lookup(
        &self,
        question: &DeskQuestion,
        now: i64,
        budget: u64,
    ) -> Result<DeskBegun, StoreError> {
        let DeskQuestion { incident, search, account } = question;
        let hour = now.div_euclid(HOUR);
        let mut transaction = self.begin().await?;
        let lookups: Option<(i64,)> = fetch!(
            fetch_optional, in &mut transaction,
            "INSERT INTO desk_hours (incident, account, hour, lookups) VALUES ($1, $2, $3, 1)
             ON CONFLICT (incident, account, hour)
             DO UPDATE SET lookups = desk_hours.lookups + 1 WHERE desk_hours.lookups < $4
             RETURNING lookups",
            &incident[..],
            &account[..],
            hour,
            i64::try_from(budget).unwrap_or(i64::MAX),
        );
        let (suspended,): (i64,) = fetch!(
            fetch_one, in &mut transaction,
            "SELECT COUNT(*) FROM desk_suspensions
             WHERE incident = $1 AND account = $2 AND lifted IS NULL",
            &incident[..],
            &account[..],
        );
        let refused = match lookups {
            _ if suspended > 0 => DeskBegun::Suspended,
            None => DeskBegun::Spent,
            Some((lookups,)) => {
                let entered = execute!(in &mut transaction,
                    "INSERT INTO desk_lookups (incident, search, account, hour, at)
                     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (incident, search) DO NOTHING",
                    &incident[..],
                    &search[..],
                    &account[..],
                    hour,
                    now,
                );
                if entered == 1 {
                    transaction.commit().await?;
                    return Ok(DeskBegun::Counted(count(lookups)?));
                }
                DeskBegun::Repeated
            }
        };
        transaction.rollback().await?;
        Ok(refused)
    }

    /// Whom a set knows by this tag of the staff key; of one share, if one is given.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_records(
        &self,
        (incident, version): (&[u8; 16], u64),
        kind: u8,
        tag: &Tag,
        share: Option<u16>,
    ) -> Result<DeskFound, StoreError> {
        let mut found = DeskFound::default();
        let mut last = Vec::new();
        for_each_row!(
            self.read(),
            concat!(
                "SELECT handle, left_over FROM (SELECT p.handle, ",
                effective!(),
                " AS left_over
                 FROM set_loads AS s CROSS JOIN loads AS l CROSS JOIN record_tags AS r
                     CROSS JOIN people AS p
                 WHERE s.incident = $1 AND s.version = $2
                   AND l.id = s.load AND l.action = 'add'
                   AND r.load = s.load AND r.tag = $3 AND r.kind = $4
                   AND p.load = r.load AND p.handle = r.handle AND ($5 = -1 OR p.share = $5)
                 ) AS of_tag WHERE left_over <> 0 ORDER BY handle"
            ),
            [
                &incident[..],
                version as i64,
                &tag.as_bytes()[..],
                i32::from(kind),
                share.map_or(-1, i32::from)
            ],
            |(handle, groups)| (Vec<u8>, i64) => {
                found.groups |= u32::try_from(groups).map_err(|_| StoreError::Content)?;
                if handle != last {
                    found.count += 1;
                    if found.people.len() < MOST_NAMED {
                        found.people.insert(fixed(&handle)?);
                    }
                    last = handle;
                }
            }
        );
        Ok(found)
    }

    /// Ends a question that was begun since `since`, with its entry; `None` where there is none.
    /// Gives how often the one person that was found has been read today.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_desk_lookup(
        &self,
        question: &DeskQuestion,
        (since, now): (i64, i64),
        answer: &str,
        found: &DeskFound,
        entry: &AuditDraft,
    ) -> Result<Option<u64>, StoreError> {
        let DeskQuestion { incident, search, account } = question;
        let only = found.people.first().filter(|_| found.count == 1);
        let mut transaction = self.begin().await?;
        let ended = execute!(in &mut transaction,
            "UPDATE desk_lookups SET answer = $4, handle = $5
             WHERE incident = $1 AND search = $2 AND account = $3 AND answer = '' AND at >= $6",
            &incident[..],
            &search[..],
            &account[..],
            answer,
            only.map(|handle| &handle[..]),
            since,
        );
        let mut most = 0;
        // Of a switchboard's number the callers are many: nobody is counted for it.
        for handle in only.into_iter().filter(|_| ended == 1) {
            let (times,): (i64,) = fetch!(
                fetch_one, in &mut transaction,
                "INSERT INTO desk_records (incident, handle, day, action, times)
                 VALUES ($1, $2, $3, 'read', 1)
                 ON CONFLICT (incident, handle, day, action)
                 DO UPDATE SET times = desk_records.times + 1
                 RETURNING times",
                &incident[..],
                &handle[..],
                now.div_euclid(DAY),
            );
            most = most.max(count(times)?);
        }
        let ended = audit::finish(transaction, ended == 1, entry).await?;
        Ok(ended.then_some(most))
    }

    /// An agent's answers of this hour in one incident.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn hour_of_answers(
        &self,
        incident: &[u8; 16],
        account: &[u8; 16],
        now: i64,
    ) -> Result<HourOfAnswers, StoreError> {
        let (answers, hits): (i64, i64) = fetch!(
            fetch_one,
            self.read(),
            "SELECT COUNT(*), COALESCE(SUM(CAST(EXISTS (
                 SELECT 1 FROM desk_lookups AS other
                 WHERE other.search = own.search AND other.account = own.account
                   AND other.answer = 'listed') AS INTEGER)), 0)
             FROM desk_lookups AS own
             WHERE incident = $1 AND account = $2 AND hour = $3 AND answer <> ''",
            &incident[..],
            &account[..],
            now.div_euclid(HOUR),
        );
        Ok(HourOfAnswers { answers: count(answers)?, misses: count(answers - hits)? })
    }

    /// Raises an alarm with its entry, once an hour for each subject; later ones of the hour
    /// only count on. Gives whether it is new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn raise_desk_alarm(
        &self,
        alarm: &DeskAlarm<'_>,
        now: i64,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let hour = now.div_euclid(HOUR);
        let mut transaction = self.begin().await?;
        let entered = execute!(in &mut transaction,
            "INSERT INTO desk_alarms (incident, kind, subject, hour, subject_name, at, times)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (incident, kind, subject, hour) DO NOTHING",
            &alarm.incident[..],
            alarm.kind,
            &alarm.subject[..],
            hour,
            alarm.subject_name,
            now,
            alarm.times as i64,
        );
        if audit::finish(transaction, entered == 1, entry).await? {
            return Ok(true);
        }
        execute!(
            self.write(),
            "UPDATE desk_alarms SET times = times + 1
             WHERE incident = $1 AND kind = $2 AND subject = $3 AND hour = $4",
            &alarm.incident[..],
            alarm.kind,
            &alarm.subject[..],
            hour,
        );
        Ok(false)
    }
}

/// Something that a supervisor should look at.
#[derive(Debug, Clone, Copy)]
pub struct DeskAlarm<'a> {
    pub incident: [u8; 16],
    pub kind: &'a str,
    /// An account, or a bulk check.
    pub subject: [u8; 16],
    pub subject_name: &'a str,
    pub times: u64,
}
