//! Figures of the calls of an incident, for whoever watches over the desk.

use super::calls::{ANSWERS, KINDS, TOPICS};
use crate::{
    access::{IncidentId, OrganisationId},
    store::{CallRow, Store, StoreError},
    words::{Language, dates},
};
use serde::Serialize;
use std::ops::ControlFlow;

/// Days that are counted, today among them.
pub const DAYS: usize = 30;

const DAY: i64 = 86_400;

/// How many calls of something there were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Counted {
    /// Code, or day as `2026-11-22`.
    pub of: String,
    pub calls: u64,
}

/// Calls of the last 30 days, by what was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct CallFigures {
    pub calls: u64,
    pub average_seconds: u64,
    pub longest_seconds: u64,
    /// Of today, by the hour in which they ended in Japan: 24 numbers.
    pub hours_of_today: Vec<u64>,
    /// Days with calls, the latest first.
    pub days: Vec<Counted>,
    pub kinds: Vec<Counted>,
    pub answers: Vec<Counted>,
    pub languages: Vec<Counted>,
    pub topics: Vec<Counted>,
    /// `explained`, `callback`, `escalated`, `letter-again`, `registered`.
    pub actions: Vec<Counted>,
}

/// Codes of what is done in a call, in the order of [`CallFigures::actions`].
pub const ACTIONS: [&str; 5] = ["explained", "callback", "escalated", "letter-again", "registered"];

/// What was done in a call, in the order of [`ACTIONS`].
pub fn actions(call: &CallRow) -> [bool; 5] {
    [call.explained, call.callback, call.escalated, call.letter_again, call.registered]
}

/// # Errors
/// [`StoreError`].
pub async fn of(
    store: &Store,
    incident: &IncidentId,
    organisation: Option<&OrganisationId>,
    now: i64,
) -> Result<CallFigures, StoreError> {
    let today = dates::day_began(now);
    let mut sum = Sum::new(today);
    let since = today - (DAYS as i64 - 1) * DAY;
    let each = |call: CallRow| {
        sum.add(&call);
        ControlFlow::Continue(())
    };
    store.each_call(incident, organisation, since, each).await?;
    Ok(sum.figures())
}

struct Sum {
    today: i64,
    calls: u64,
    seconds: u64,
    longest: u64,
    hours: [u64; 24],
    /// By how many days ago.
    days: [u64; DAYS],
    kinds: Tally<{ KINDS.len() }>,
    answers: Tally<{ ANSWERS.len() }>,
    languages: Tally<12>,
    topics: Tally<{ TOPICS.len() }>,
    actions: [u64; 5],
}

/// Counts what is in a closed list.
struct Tally<const N: usize> {
    codes: [&'static str; N],
    calls: [u64; N],
}

impl<const N: usize> Tally<N> {
    fn of(codes: [&'static str; N]) -> Self {
        Self { codes, calls: [0; N] }
    }

    fn add(&mut self, code: &str) {
        if let Some(place) = self.codes.iter().position(|known| *known == code) {
            self.calls[place] += 1;
        }
    }

    /// In the order of the list; without what there was none of.
    fn counted(&self) -> Vec<Counted> {
        counted(self.codes.iter().copied().zip(self.calls))
    }
}

fn counted<T: Into<String>>(pairs: impl Iterator<Item = (T, u64)>) -> Vec<Counted> {
    let some = pairs.filter(|(_, calls)| *calls > 0);
    some.map(|(of, calls)| Counted { of: of.into(), calls }).collect()
}

impl Sum {
    fn new(today: i64) -> Self {
        Self {
            today,
            calls: 0,
            seconds: 0,
            longest: 0,
            hours: [0; 24],
            days: [0; DAYS],
            kinds: Tally::of(KINDS),
            answers: Tally::of(ANSWERS),
            languages: Tally::of(Language::ALL.map(Language::tag)),
            topics: Tally::of(TOPICS),
            actions: [0; 5],
        }
    }

    fn add(&mut self, call: &CallRow) {
        let seconds = u64::try_from(call.ended - call.begun).unwrap_or_default();
        self.calls += 1;
        self.seconds += seconds;
        self.longest = self.longest.max(seconds);
        let since_midnight = call.ended - self.today;
        if let Some(hour) =
            usize::try_from(since_midnight.div_euclid(3600)).ok().filter(|hour| *hour < 24)
        {
            self.hours[hour] += 1;
        }
        let days_ago = usize::try_from(-since_midnight.div_euclid(DAY)).unwrap_or_default();
        if let Some(day) = self.days.get_mut(days_ago) {
            *day += 1;
        }
        self.kinds.add(&call.kind);
        self.answers.add(&call.answer);
        self.languages.add(&call.language);
        self.topics.add(&call.topic);
        for (sum, done) in self.actions.iter_mut().zip(actions(call)) {
            *sum += u64::from(done);
        }
    }

    fn figures(self) -> CallFigures {
        let day = |days_ago: usize| {
            let noon = self.today - days_ago as i64 * DAY + DAY / 2;
            dates::day_in_japan(noon).unwrap_or_default()
        };
        CallFigures {
            calls: self.calls,
            average_seconds: self.seconds.checked_div(self.calls).unwrap_or_default(),
            longest_seconds: self.longest,
            hours_of_today: self.hours.to_vec(),
            days: counted(self.days.iter().enumerate().map(|(ago, calls)| (day(ago), *calls))),
            kinds: self.kinds.counted(),
            answers: self.answers.counted(),
            languages: self.languages.counted(),
            topics: self.topics.counted(),
            actions: counted(ACTIONS.into_iter().zip(self.actions)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22 00:00 in Japan.
    const MIDNIGHT: i64 = 1_795_273_200;

    #[test]
    fn known_calls_give_known_figures() {
        let call = |ended: i64, seconds: i64, answer: &str| CallRow {
            begun: ended - seconds,
            ended,
            kind: "email".into(),
            answer: answer.into(),
            language: "vi".into(),
            topic: "letter".into(),
            explained: true,
            callback: seconds > 100,
            escalated: false,
            letter_again: false,
            registered: false,
            reference: String::new(),
            agent: String::new(),
        };
        let mut sum = Sum::new(MIDNIGHT);
        sum.add(&call(MIDNIGHT + 9 * 3600, 60, "listed"));
        sum.add(&call(MIDNIGHT + 9 * 3600 + 3599, 240, "not-listed"));
        sum.add(&call(MIDNIGHT - 1, 30, "listed"));
        let figures = sum.figures();
        assert_eq!(
            (figures.calls, figures.average_seconds, figures.longest_seconds),
            (3, 110, 240)
        );
        assert_eq!((figures.hours_of_today[9], figures.hours_of_today.iter().sum()), (2, 2));
        let pairs = |counted: &[Counted]| -> Vec<(String, u64)> {
            counted.iter().map(|one| (one.of.clone(), one.calls)).collect()
        };
        let days = [("2026-11-22".to_owned(), 2), ("2026-11-21".to_owned(), 1)];
        assert_eq!(pairs(&figures.days), days);
        assert_eq!(
            pairs(&figures.answers),
            [("listed".to_owned(), 2), ("not-listed".to_owned(), 1)]
        );
        assert_eq!(pairs(&figures.languages), [("vi".to_owned(), 3)]);
        let actions = [("explained".to_owned(), 3), ("callback".to_owned(), 1)];
        assert_eq!(pairs(&figures.actions), actions);
    }

    #[test]
    fn no_calls_are_no_figures() {
        let figures = Sum::new(MIDNIGHT).figures();
        assert_eq!((figures.calls, figures.average_seconds), (0, 0));
        assert!(figures.days.is_empty() && figures.answers.is_empty());
    }
}
