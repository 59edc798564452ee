//! What happened to an incident's list: its loads and its sets, for programs and as a table.

use crate::store::{Store, StoreError};
use serde::Serialize;
use std::fmt;
use time::{OffsetDateTime, macros::format_description};

/// Loads and sets of an incident, each oldest first. Moments are in seconds since 1970.
#[derive(Serialize, utoipa::ToSchema)]
pub struct History {
    /// Version of the set that is served now.
    pub current_set: Option<u64>,
    pub loads: Vec<HistoryLoad>,
    pub sets: Vec<HistorySet>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct HistoryLoad {
    /// 32 hex digits.
    pub load: String,
    /// `add`, `withdraw`.
    pub action: &'static str,
    pub state: &'static str,
    /// The name of the token that opened it.
    pub token: String,
    /// HMAC-SHA-256 of the file, 64 hex digits; none for loads of earlier versions.
    pub file: Option<String>,
    /// As declared when it opened.
    pub people: u64,
    pub identifiers: u64,
    pub filter_entries: u64,
    /// The date of the list.
    pub as_of: i64,
    pub opened: i64,
    /// When it was closed or abandoned.
    pub ended: Option<i64>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct HistorySet {
    pub version: u64,
    /// `load`, `withdrawal`, `rollback`.
    pub cause: String,
    /// The load or withdrawal.
    pub caused_by: Option<String>,
    /// The set that a rollback published again.
    pub back_to: Option<u64>,
    pub as_of: i64,
    pub published: i64,
    pub loads: Vec<String>,
}

impl History {
    /// # Errors
    /// [`StoreError`].
    pub async fn read(store: &Store, incident: &[u8; 16]) -> Result<Self, StoreError> {
        let loads = store.loads_of(incident).await?.into_iter().map(|load| HistoryLoad {
            load: hex::encode(load.id),
            action: load.action.code(),
            state: load.state.code(),
            token: load.token_name,
            file: load.file.map(hex::encode),
            people: load.people,
            identifiers: load.identifiers,
            filter_entries: load.filter_entries,
            as_of: load.as_of,
            opened: load.opened,
            ended: load.ended,
        });
        let sets = store.sets_of(incident).await?.into_iter().map(|set| HistorySet {
            version: set.version,
            cause: set.cause,
            caused_by: set.caused_by.map(hex::encode),
            back_to: set.back_to,
            as_of: set.as_of,
            published: set.published,
            loads: set.loads.iter().map(hex::encode).collect(),
        });
        let (loads, sets): (Vec<_>, Vec<_>) = (loads.collect(), sets.collect());
        Ok(Self { current_set: sets.last().map(|set| set.version), loads, sets })
    }
}

/// As `shirabe incident history` prints it; days and times in UTC.
impl fmt::Display for History {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "Loads, as they were declared")?;
        writeln!(
            to,
            "  {:8}  {:8}  {:9}  {:>9}  {:>11}  {:16}  {:16}  {:10}  {:16}  token",
            "load",
            "action",
            "state",
            "people",
            "identifiers",
            "opened",
            "ended",
            "list of",
            "file",
        )?;
        for load in &self.loads {
            let (ended, file) = (load.ended.map(minute), load.file.as_deref());
            writeln!(
                to,
                "  {:8}  {:8}  {:9}  {:>9}  {:>11}  {:16}  {:16}  {:10}  {:16}  {}",
                short(&load.load, 8),
                load.action,
                load.state,
                load.people,
                load.identifiers,
                minute(load.opened),
                ended.as_deref().unwrap_or("-"),
                day(load.as_of),
                file.map_or("-", |file| short(file, 16)),
                load.token,
            )?;
        }
        writeln!(to, "\nPublished sets")?;
        writeln!(to, "  {:>5}  {:16}  {:10}  why", "set", "published", "list of")?;
        for set in &self.sets {
            let by = set.caused_by.as_deref().map_or("-", |load| short(load, 8));
            let why = match (set.cause.as_str(), set.back_to) {
                ("rollback", Some(to)) => format!("back to set {to}"),
                (cause, _) => format!("{cause} {by}"),
            };
            let served = if Some(set.version) == self.current_set { ", served now" } else { "" };
            let (published, as_of) = (minute(set.published), day(set.as_of));
            writeln!(to, "  {:>5}  {published:16}  {as_of:10}  {why}{served}", set.version)?;
        }
        Ok(())
    }
}

fn short(hex: &str, digits: usize) -> &str {
    hex.get(..digits).unwrap_or(hex)
}

/// `2026-11-22 01:40`, or the number where it is no moment of the calendar.
fn minute(seconds: i64) -> String {
    let moment = OffsetDateTime::from_unix_timestamp(seconds).ok();
    moment
        .and_then(|m| m.format(format_description!("[year]-[month]-[day] [hour]:[minute]")).ok())
        .unwrap_or_else(|| seconds.to_string())
}

fn day(seconds: i64) -> String {
    let moment = minute(seconds);
    moment.split_once(' ').map_or(moment.clone(), |(day, _)| day.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_tells_days_and_times_in_utc() {
        let load = |load: &str, action, state, ended, file: Option<&str>| HistoryLoad {
            load: load.repeat(16),
            action,
            state,
            token: "head office".into(),
            file: file.map(|file| file.repeat(32)),
            people: 15_829,
            identifiers: 31_000,
            filter_entries: 31_000,
            as_of: 1_760_000_000,
            opened: 1_763_700_000,
            ended,
        };
        let set = |version, cause: &str, caused_by: Option<&str>, back_to| HistorySet {
            version,
            cause: cause.into(),
            caused_by: caused_by.map(|load| load.repeat(16)),
            back_to,
            as_of: 1_760_000_000,
            published: 1_763_703_600,
            loads: Vec::new(),
        };
        let history = History {
            current_set: Some(3),
            loads: vec![
                load("a1", "add", "published", Some(1_763_700_060), None),
                load("b2", "withdraw", "published", Some(1_763_700_060), Some("c3")),
                load("d4", "add", "open", None, Some("e5")),
            ],
            sets: vec![
                set(1, "load", Some("a1"), None),
                set(2, "withdrawal", Some("b2"), None),
                set(3, "rollback", None, Some(1)),
            ],
        };
        let printed = history.to_string();
        let lines: Vec<String> = (printed.lines())
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let times = "15829 31000 2025-11-21 04:40";
        let expected = [
            "Loads, as they were declared",
            "load action state people identifiers opened ended list of file token",
            &format!("a1a1a1a1 add published {times} 2025-11-21 04:41 2025-10-09 - head office"),
            &format!(
                "b2b2b2b2 withdraw published {times} 2025-11-21 04:41 2025-10-09 \
                 c3c3c3c3c3c3c3c3 head office"
            ),
            &format!("d4d4d4d4 add open {times} - 2025-10-09 e5e5e5e5e5e5e5e5 head office"),
            "",
            "Published sets",
            "set published list of why",
            "1 2025-11-21 05:40 2025-10-09 load a1a1a1a1",
            "2 2025-11-21 05:40 2025-10-09 withdrawal b2b2b2b2",
            "3 2025-11-21 05:40 2025-10-09 back to set 1, served now",
        ];
        assert_eq!(lines, expected);
        let columns = printed.lines().skip(1).take(4).map(|line| line.find("  2025-10-09"));
        let columns: Vec<_> = columns.flatten().collect();
        assert!(columns.len() == 3 && columns.iter().all(|column| *column == columns[0]));
    }
}
