//! `history`: what was loaded and published; and `rollback`: an earlier set, published again.

use crate::{
    clock::Clock,
    errors::OperatorError,
    list::{check_name, people},
    progress::Progress,
    server_client::{
        History, LoadApi, LoadId, PastSet, Publication, ServerAddress, ServerClient, Token,
    },
    work_folder::{RollbackAsked, WorkFolder},
};
use std::path::PathBuf;
use time::OffsetDateTime;

/// Whose history.
#[derive(Debug)]
pub struct HistoryOptions {
    pub server: ServerAddress,
    pub incident: String,
    pub token: Token,
}

/// Which set to return to.
#[derive(Debug)]
pub struct RollbackOptions {
    pub of: HistoryOptions,
    /// The one whose place the current set took, if not given.
    pub to: Option<u64>,
    /// Where the tags of the loads are, for `verify`.
    pub work: PathBuf,
}

/// # Errors
/// [`OperatorError`].
pub fn run(
    options: &HistoryOptions,
    clock: &dyn Clock,
    progress: &dyn Progress,
) -> Result<History, OperatorError> {
    check_name(&options.incident)?;
    let client = ServerClient::new(options.server.clone(), clock);
    let history = LoadApi::new(&client, &options.token).history(&options.incident)?;
    lines(&history).iter().for_each(|line| progress.say(line));
    Ok(history)
}

/// Publishes an earlier set again, under the next number, or asks a second person to. Running the
/// same command again goes on where that one was asked.
///
/// # Errors
/// [`OperatorError`].
pub fn rollback(
    options: &RollbackOptions,
    clock: &dyn Clock,
    progress: &dyn Progress,
) -> Result<Publication, OperatorError> {
    let HistoryOptions { server, incident, token } = &options.of;
    check_name(incident)?;
    let client = ServerClient::new(server.clone(), clock);
    let api = LoadApi::new(&client, token);
    let history = api.history(incident)?;
    let work = WorkFolder::open(&options.work)?;
    if let Some(set) = approved(&work, &history, incident, options.to)? {
        finish(&work, set.version, &set.loads, progress)?;
        return Ok(Publication::Published(Some(set.version)));
    }
    let (current, target) = choose(&history, options.to)?;
    progress.say(&set_line(&history, current));
    progress.say("This one takes its place, under the next number:");
    progress.say(&set_line(&history, target));
    let leaving: Vec<_> = current.loads.iter().filter(|l| !target.loads.contains(l)).collect();
    let coming: Vec<_> = target.loads.iter().filter(|l| !current.loads.contains(l)).collect();
    for (loads, what) in [(leaving, "no longer counts"), (coming, "counts again")] {
        for load in history.loads.iter().filter(|past| loads.contains(&&past.load)) {
            progress.say(&format!(
                "  {what}: {} ({}, {})",
                load.token,
                load.action.code(),
                people(load.people)
            ));
        }
    }
    if !progress.confirm("Publish it?") {
        return Err(OperatorError::Declined);
    }
    let asked =
        RollbackAsked { incident: incident.clone(), to: target.version, current: current.version };
    // Before the request: its answer may be lost.
    work.remember_rollback(&asked)?;
    let publication = match api.rollback(incident, target.version, current.version) {
        Ok(publication) => publication,
        // The answer to a request that succeeded may have been lost, and the token is spent.
        Err(error) => match api.history(incident)?.sets.last() {
            Some(set) if asked.is_done_by(set) => Publication::Published(Some(set.version)),
            _ => return Err(error.into()),
        },
    };
    match publication {
        Publication::Published(_) => finish(&work, current.version + 1, &target.loads, progress)?,
        Publication::Waiting => progress.say(&server.second_person(incident)),
    }
    Ok(publication)
}

impl RollbackAsked {
    fn is_done_by(&self, set: &PastSet) -> bool {
        set.version == self.current + 1 && set.back_to == Some(self.to)
    }
}

/// The set that was published since this command was last run, and is still the current one.
fn approved<'a>(
    work: &WorkFolder,
    history: &'a History,
    incident: &str,
    to: Option<u64>,
) -> Result<Option<&'a PastSet>, OperatorError> {
    let Some(asked) = work.rollback_asked()? else {
        return Ok(None);
    };
    let same = asked.incident == incident && to.is_none_or(|to| to == asked.to);
    let current = history.current_set.and_then(|version| history.set(version));
    Ok(current.filter(|set| same && asked.is_done_by(set)))
}

/// Lets the tags of the set count for `verify`.
fn finish(
    work: &WorkFolder,
    version: u64,
    loads: &[LoadId],
    progress: &dyn Progress,
) -> Result<(), OperatorError> {
    progress.say(&format!("Published as set {version}."));
    let elsewhere = work.keep_tags_of(loads)?;
    if elsewhere > 0 {
        progress.say(&format!(
            "{elsewhere} of its loads were not made from {}: `verify` cannot look for them.",
            work.path().display()
        ));
    }
    work.forget_rollback()
}

/// The current set, and the one to return to.
fn choose(history: &History, to: Option<u64>) -> Result<(&PastSet, &PastSet), OperatorError> {
    let refuse = |problem: &str| OperatorError::Usage {
        problem: problem.to_owned(),
        advice: "`shirabe-operator history` shows the sets.",
    };
    let current = history.current_set.and_then(|version| history.set(version));
    let current = current.ok_or_else(|| refuse("nothing is published for this incident"))?;
    let to = to.unwrap_or_else(|| before(history, current));
    let target = history.set(to).filter(|set| set.version < current.version);
    let target = target.ok_or_else(|| refuse("there is no such earlier set"))?;
    if target.loads == current.loads {
        return Err(refuse("that set holds the same loads as the current one"));
    }
    Ok((current, target))
}

/// The set before this one, as an undo sees it: before a rollback's own origin lies what lay
/// before that.
fn before(history: &History, set: &PastSet) -> u64 {
    let mut origin = set;
    while let Some(earlier) = origin.back_to.and_then(|version| history.set(version)) {
        origin = earlier;
    }
    origin.version.saturating_sub(1)
}

/// The history as lines.
pub fn lines(history: &History) -> Vec<String> {
    let mut lines = vec!["Loads:".to_owned()];
    for load in &history.loads {
        lines.push(format!(
            "  {}  {:8}  {:9}  {}, {} identifiers, list as of {}; token \"{}\"; file {}",
            date(load.opened),
            load.action.code(),
            load.state,
            people(load.people),
            load.identifiers,
            date(load.as_of),
            load.token,
            load.file.as_deref().map_or("not known", |file| &file[..16.min(file.len())]),
        ));
    }
    lines.push("Sets:".to_owned());
    lines.extend(history.sets.iter().map(|set| set_line(history, set)));
    lines
}

fn set_line(history: &History, set: &PastSet) -> String {
    let cause = match (&set.caused_by, set.back_to) {
        (_, Some(version)) => format!("rollback to set {version}"),
        (Some(load), None) => {
            let load = history.loads.iter().find(|past| past.load == *load);
            format!("{} \"{}\"", set.cause, load.map_or("", |load| load.token.as_str()))
        }
        (None, None) => set.cause.clone(),
    };
    let now = if history.current_set == Some(set.version) { ", published now" } else { "" };
    format!(
        "  set {}: {cause}, {}, list as of {}, {} loads{now}",
        set.version,
        date(set.published),
        date(set.as_of),
        set.loads.len()
    )
}

fn date(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds).map_or_else(
        |_| seconds.to_string(),
        |date| {
            let (hour, minute, _) = date.to_hms();
            format!("{} {hour:02}:{minute:02} UTC", date.date())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(version: u64, back_to: Option<u64>, loads: &[&str]) -> PastSet {
        let load = |byte: &&str| {
            serde_json::from_str(&format!("\"{}\"", byte.repeat(16))).expect("32 digits")
        };
        PastSet {
            version,
            cause: if back_to.is_some() { "rollback" } else { "load" }.into(),
            caused_by: None,
            back_to,
            as_of: 0,
            published: 0,
            loads: loads.iter().map(load).collect(),
        }
    }

    #[test]
    fn undo_goes_further_back_each_time() {
        let mut history = History {
            current_set: Some(3),
            loads: Vec::new(),
            sets: vec![
                set(1, None, &["a1"]),
                set(2, None, &["a1", "b2"]),
                set(3, None, &["a1", "b2", "c3"]),
            ],
        };
        let chosen =
            |history: &History, to| choose(history, to).map(|(_, target)| target.version).ok();
        assert_eq!(chosen(&history, None), Some(2));
        assert_eq!(chosen(&history, Some(1)), Some(1));
        assert_eq!(chosen(&history, Some(3)), None);
        history.sets.push(set(4, Some(2), &["a1", "b2"]));
        history.current_set = Some(4);
        assert_eq!(chosen(&history, None), Some(1));
        assert_eq!(chosen(&history, Some(2)), None, "the same loads");
        assert_eq!(chosen(&history, Some(3)), Some(3), "forward again");
        history.sets.push(set(5, Some(1), &["a1"]));
        history.current_set = Some(5);
        assert_eq!(chosen(&history, None), None);
    }
}
