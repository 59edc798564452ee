//! `/{language}/staff/incidents/{slug}`: facts, what is published, loads and sets, and where
//! this account may go on.

use super::home;
use crate::{
    access::Permission,
    frame::{staff::StaffFrame, staff_reply},
    http::request::{AtIncident, Staff},
    overview::{self, Overview},
    problem::Problem,
    words::{Words, dates::minute_in_japan},
};
use actix_web::HttpResponse;
use askama::Template;

#[derive(Template)]
#[template(path = "staff/incident.html")]
struct IncidentPage {
    w: Words,
    frame: StaffFrame,
    title: String,
    home_path: String,
    public_path: String,
    facts: Vec<Fact>,
    links: Vec<Link>,
    is_limited: bool,
    loads: Vec<LoadRow>,
    sets: Vec<SetRow>,
}

struct Fact {
    name: String,
    value: String,
}

struct Link {
    path: String,
    text: String,
}

struct LoadRow {
    opened: String,
    token: String,
    state: String,
    people: String,
    as_of: String,
    part: String,
}

struct SetRow {
    version: u64,
    published: String,
    as_of: String,
    loads: u64,
}

pub async fn incident(staff: Staff, at: AtIncident) -> Result<HttpResponse, Problem> {
    let words = staff.words;
    let overview = overview::of_incident(&staff, &at).await?;
    let rest = format!("staff/incidents/{}", at.slug());
    let page = IncidentPage {
        w: words,
        frame: StaffFrame::new(words, overview.own.title.clone(), &rest, Some(&staff.actor)),
        title: overview.own.title.clone(),
        home_path: staff.path(""),
        public_path: format!("/{}/incidents/{}", words.language().tag(), at.slug()),
        facts: facts(words, &overview),
        links: links(&staff, &at),
        is_limited: at.access.share.is_some(),
        loads: overview
            .loads
            .iter()
            .map(|load| LoadRow {
                opened: minute_in_japan(load.opened),
                token: load.token.clone(),
                state: match load.being_removed {
                    true => words.text("load-state-being-removed"),
                    false => words.text(&format!("load-state-{}", load.state)),
                },
                people: words.people(load.people),
                as_of: words.day(load.as_of),
                part: words.part(load.share),
            })
            .collect(),
        sets: overview
            .sets
            .iter()
            .map(|set| SetRow {
                version: set.version,
                published: minute_in_japan(set.published),
                as_of: words.day(set.as_of),
                loads: set.loads,
            })
            .collect(),
    };
    Ok(staff_reply::page(&page, words))
}

fn facts(words: Words, overview: &Overview) -> Vec<Fact> {
    let own = &overview.own;
    let roles: Vec<_> =
        own.roles.iter().map(|role| words.text(&format!("role-of-staff-{role}"))).collect();
    let mut facts = vec![
        ("case-roles", roles.join(&words.text("list-separator"))),
        ("case-published", home::published(words, own.set_version)),
    ];
    match overview.people_of_share {
        Some(people) => facts.push(("case-people-of-share", words.people(people))),
        None => facts.push(("case-people", words.people(overview.people))),
    }
    facts.push(("case-known-since", words.date(&overview.known_since)));
    facts.push(("case-announced", words.date(&overview.published)));
    facts.into_iter().map(|(key, value)| Fact { name: words.text(key), value }).collect()
}

/// Only where the way is open to this account.
fn links(staff: &Staff, at: &AtIncident) -> Vec<Link> {
    let whole = at.access.share.is_none();
    [
        ("tokens", Permission::MakeLoadTokens, true),
        ("people", Permission::ManageAccess, whole),
        ("approvals", Permission::See, whole),
        ("audit", Permission::SeeAudit, whole),
        ("desk", Permission::WatchDesk, true),
        ("requests", Permission::SendAnswers, true),
        ("scripts", Permission::See, true),
        ("card", Permission::See, true),
        ("bulk-checks", Permission::InviteBulkChecks, whole),
    ]
    .into_iter()
    .filter(|(_, permission, open)| *open && at.access.may(*permission))
    .map(|(page, ..)| Link {
        path: staff.path(&format!("/incidents/{}/{page}", at.slug())),
        text: staff.words.text(&format!("case-link-{page}")),
    })
    .collect()
}
