//! `/{language}/staff/incidents/{slug}/desk`: agents, alarms, and the figures of calls.

use crate::{
    desk::{
        call_export::MOST_IN_SHEET,
        call_figures::{CallFigures, Counted, DAYS},
        watch::{self, Watched},
    },
    frame::{staff::StaffFrame, staff_reply},
    http::{
        forms::{Fields, NoFields},
        request::{AtIncident, Staff, id_of},
    },
    problem::Problem,
    store::{AgentLine, AlarmLine},
    words::{Language, Words, dates::minute_in_japan, numbers::grouped},
};
use actix_web::{HttpResponse, web::Path};
use askama::Template;
use rand::rngs::OsRng;
use serde::Deserialize;

type Reply = Result<HttpResponse, Problem>;

#[derive(Template)]
#[template(path = "staff/watch.html")]
struct WatchPage {
    w: Words,
    frame: StaffFrame,
    csrf: String,
    incident_path: String,
    incident_title: String,
    path: String,
    is_limited: bool,
    unseen: Vec<AlarmRow>,
    seen: Vec<AlarmRow>,
    agents: Vec<AgentRow>,
    figures: FiguresView,
    scripts_path: String,
    most_in_sheet: String,
}

struct AlarmRow {
    title: String,
    text: String,
    name: String,
    times: String,
    at: String,
    seen: String,
    kind: String,
    subject: String,
    hour: i64,
}

struct AgentRow {
    name: String,
    organisation: String,
    hour: String,
    today: String,
    misses: String,
    calls: String,
    /// Since when and by whom, where the agent is kept from the desk.
    suspended: Option<String>,
    path: String,
}

struct FiguresView {
    calls: u64,
    total: String,
    average: String,
    longest: String,
    /// Hour, calls, and how many of a hundred of the busiest hour that is.
    hours: Vec<(String, String, u64)>,
    any_today: bool,
    tables: Vec<FigureTable>,
}

struct FigureTable {
    id: &'static str,
    title: String,
    rows: Vec<(String, String)>,
}

/// Which alarm was seen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenForm {
    kind: String,
    subject: String,
    hour: i64,
}

pub async fn show(staff: Staff, at: AtIncident) -> Reply {
    let words = staff.words;
    let Watched { agents, alarms, figures } = watch::look(&staff, &at).await?;
    let path = desk_path(&staff, &at);
    let (unseen, seen): (Vec<_>, Vec<_>) = alarms.iter().partition(|alarm| alarm.seen.is_none());
    let rows = |alarms: Vec<&AlarmLine>| alarms.into_iter().map(|one| alarm(words, one)).collect();
    let rest = format!("staff/incidents/{}/desk", at.slug());
    let page = WatchPage {
        w: words,
        frame: StaffFrame::new(words, words.text("watch-title"), &rest, Some(&staff.actor)),
        csrf: staff.actor.csrf.to_send(),
        incident_path: staff.path(&format!("/incidents/{}", at.slug())),
        incident_title: at.title(words).to_owned(),
        is_limited: at.access.share.is_some(),
        unseen: rows(unseen),
        seen: rows(seen),
        agents: agents.iter().map(|agent| agent_row(words, &path, agent)).collect(),
        figures: figures_view(words, &figures),
        scripts_path: staff.path(&format!("/incidents/{}/scripts", at.slug())),
        most_in_sheet: grouped(u64::from(MOST_IN_SHEET)),
        path,
    };
    Ok(staff_reply::page(&page, words))
}

fn desk_path(staff: &Staff, at: &AtIncident) -> String {
    staff.path(&format!("/incidents/{}/desk", at.slug()))
}

fn alarm(words: Words, alarm: &AlarmLine) -> AlarmRow {
    let text = |part: &str| words.text(&format!("alarm-{}-{part}", alarm.kind));
    AlarmRow {
        title: text("title"),
        text: text("text"),
        name: alarm.subject_name.clone(),
        times: words.with("watch-alarm-times", "count", alarm.times),
        at: minute_in_japan(alarm.at),
        seen: alarm
            .seen
            .map_or_else(String::new, |at| format!("{} {}", minute_in_japan(at), alarm.seen_by)),
        kind: alarm.kind.clone(),
        subject: hex::encode(alarm.subject),
        hour: alarm.hour,
    }
}

fn agent_row(words: Words, path: &str, agent: &AgentLine) -> AgentRow {
    let misses = agent.misses_percent();
    AgentRow {
        name: agent.name.clone(),
        organisation: agent.organisation.clone(),
        hour: grouped(agent.hour),
        today: grouped(agent.today),
        misses: misses.map_or_else(|| words.text("watch-none"), |share| format!("{share}%")),
        calls: grouped(agent.calls),
        suspended: agent
            .suspended
            .map(|at| format!("{} {}", minute_in_japan(at), agent.suspended_by)),
        path: format!("{path}/agents/{}", hex::encode(agent.account)),
    }
}

/// `3:05`
fn minutes(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn figures_view(words: Words, figures: &CallFigures) -> FiguresView {
    let named = |prefix: &'static str| move |code: &str| words.text(&format!("{prefix}-{code}"));
    let language =
        |code: &str| Language::from_tag(code).map_or_else(String::new, Language::own_name);
    let tables = [
        table(words, "days", &figures.days, |day| words.date(day)),
        table(words, "answers", &figures.answers, named("desk-answer")),
        table(words, "languages", &figures.languages, language),
        table(words, "topics", &figures.topics, named("call-topic")),
        table(words, "kinds", &figures.kinds, named("call-kind")),
        table(words, "actions", &figures.actions, named("call-action")),
    ];
    let busiest = figures.hours_of_today.iter().copied().max().unwrap_or_default();
    let busy = figures.hours_of_today.iter().enumerate();
    let first = busy.clone().position(|(_, calls)| *calls > 0).unwrap_or_default();
    let last = busy.clone().filter(|(_, calls)| **calls > 0).map(|(hour, _)| hour).max();
    let shown = busy.filter(|(hour, _)| (first..=last.unwrap_or(first)).contains(hour));
    FiguresView {
        calls: figures.calls,
        total: grouped(figures.calls),
        average: minutes(figures.average_seconds),
        longest: minutes(figures.longest_seconds),
        hours: shown
            .map(|(hour, calls)| {
                let share = (calls * 100).checked_div(busiest).unwrap_or_default();
                (format!("{hour:02}:00"), grouped(*calls), share)
            })
            .collect(),
        any_today: busiest > 0,
        tables: tables.into_iter().filter(|table| !table.rows.is_empty()).collect(),
    }
}

fn table(
    words: Words,
    id: &'static str,
    counted: &[Counted],
    name: impl Fn(&str) -> String,
) -> FigureTable {
    let title = match id {
        "days" => words.with("watch-by-days", "count", DAYS),
        other => words.text(&format!("watch-by-{other}")),
    };
    let rows = counted.iter().map(|one| (name(&one.of), grouped(one.calls)));
    FigureTable { id, title, rows: rows.collect() }
}

/// Page language, slug, account.
type AgentAddress = Path<(String, String, String)>;

pub async fn suspend(
    staff: Staff,
    at: AtIncident,
    address: AgentAddress,
    _: Fields<NoFields>,
) -> Reply {
    watch::suspend(&staff, &at, &id_of(&address.2)?, &mut OsRng).await?;
    Ok(staff_reply::see_other(&desk_path(&staff, &at)))
}

pub async fn lift(
    staff: Staff,
    at: AtIncident,
    address: AgentAddress,
    _: Fields<NoFields>,
) -> Reply {
    watch::lift(&staff, &at, &id_of(&address.2)?, &mut OsRng).await?;
    Ok(staff_reply::see_other(&desk_path(&staff, &at)))
}

pub async fn seen(staff: Staff, at: AtIncident, Fields(form): Fields<SeenForm>) -> Reply {
    let subject = id_of(&form.subject)?;
    watch::see(&staff, &at, (&form.kind, &subject, form.hour), &mut OsRng).await?;
    Ok(staff_reply::see_other(&desk_path(&staff, &at)))
}
