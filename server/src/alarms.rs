//! What a supervisor is shown without being asked. Alarms stop nobody; budgets do.

use crate::{
    audit::{Action, By, Event},
    problem::Problem,
    store::{DeskAlarm, HourOfAnswers, Store},
};
use rand::rngs::OsRng;

/// What is wrong. The code is stored and stands in keys of texts (`alarm-...`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlarmKind {
    /// An agent's budget of an hour is spent.
    DeskBudget,
    /// Nearly everything that an agent asked is in no list, as if guessed.
    DeskMisses,
    /// One person was looked at again and again in a day.
    SameRecord,
    /// The budget of an invited organisation is spent.
    BulkBudget,
}

/// From so many answers in an hour on, misses are looked at.
const MISSES_FROM: u64 = 40;
/// One answer in so many has to be an entry of some list.
const ONE_HIT_IN: u64 = 20;
/// So often a day one person is looked at.
const READS_A_DAY: u64 = 20;

impl AlarmKind {
    pub const ALL: [Self; 4] =
        [Self::DeskBudget, Self::DeskMisses, Self::SameRecord, Self::BulkBudget];

    pub fn code(self) -> &'static str {
        match self {
            Self::DeskBudget => "desk-budget",
            Self::DeskMisses => "desk-misses",
            Self::SameRecord => "same-record",
            Self::BulkBudget => "bulk-budget",
        }
    }

    /// Raises it, unless it was raised for this subject within the hour.
    pub(crate) async fn raise(
        self,
        store: &Store,
        incident: [u8; 16],
        (subject, subject_name): ([u8; 16], &str),
        times: u64,
        now: i64,
    ) -> Result<(), Problem> {
        let alarm = DeskAlarm { incident, kind: self.code(), subject, subject_name, times };
        let event = Event::new(Action::AlarmRaised, By::Server)
            .of_incident(incident)
            .with("alarm", self.code())
            .with("name", subject_name);
        store.raise_desk_alarm(&alarm, now, &event.draft(now, &mut OsRng)).await?;
        Ok(())
    }
}

/// Whether so few of an agent's questions found anybody that they look like guesses.
pub fn looks_like_guessing(hour: HourOfAnswers) -> bool {
    let hits = hour.answers - hour.misses;
    hour.answers >= MISSES_FROM && hits * ONE_HIT_IN < hour.answers
}

/// Whether one person was looked at too often in a day.
pub fn is_read_too_often(times: u64) -> bool {
    times >= READS_A_DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_hour_is_no_alarm_and_guessing_is() {
        for (answers, hits, alarm) in
            [(39, 0, false), (40, 0, true), (60, 2, true), (60, 3, false), (60, 15, false)]
        {
            let hour = HourOfAnswers { answers, misses: answers - hits };
            assert_eq!(looks_like_guessing(hour), alarm, "{hits} of {answers}");
        }
    }
}
