//! `/{language}/staff`: one's incidents, one's roles there, and what waits.

use crate::{
    access::Permission,
    frame::{staff::StaffFrame, staff_reply},
    http::request::Staff,
    overview,
    problem::Problem,
    words::Words,
};
use actix_web::HttpResponse;
use askama::Template;

#[derive(Template)]
#[template(path = "staff/home.html")]
struct HomePage {
    w: Words,
    frame: StaffFrame,
    incidents: Vec<Line>,
    /// For whoever answers calls of some incident.
    desk_path: Option<String>,
    training_path: String,
    /// For the administrator of the deployment.
    organisations_path: Option<String>,
}

struct Line {
    path: String,
    title: String,
    roles: Vec<String>,
    is_limited: bool,
    published: String,
    waiting: Vec<Waiting>,
}

struct Waiting {
    path: String,
    text: String,
}

pub async fn home(staff: Staff) -> Result<HttpResponse, Problem> {
    let words = staff.words;
    let mut incidents = Vec::new();
    for own in overview::own_incidents(&staff).await? {
        let path = staff.path(&format!("/incidents/{}", own.slug));
        let waiting = waiting(&staff, &own.slug).await?.into_iter();
        incidents.push(Line {
            waiting: waiting
                .filter(|(_, _, count)| *count > 0)
                .map(|(page, key, count)| Waiting {
                    path: format!("{path}/{page}"),
                    text: words.with(key, "count", count),
                })
                .collect(),
            path,
            title: own.title,
            roles: own
                .roles
                .iter()
                .map(|role| words.text(&format!("role-of-staff-{role}")))
                .collect(),
            is_limited: own.share.is_some(),
            published: published(words, own.set_version),
        });
    }
    let answers_calls = staff.actor.grants.values().any(|access| access.may(Permission::UseDesk));
    let page = HomePage {
        desk_path: answers_calls.then(|| staff.path("/desk")),
        training_path: staff.path("/desk/training"),
        w: words,
        frame: StaffFrame::new(words, words.text("home-title"), "staff", Some(&staff.actor)),
        incidents,
        organisations_path: staff
            .actor
            .deployment_administrator
            .then(|| staff.path("/organisations")),
    };
    Ok(staff_reply::page(&page, words))
}

/// Page, text and number of what waits for this account: approvals of others, alarms, answers.
async fn waiting(
    staff: &Staff,
    slug: &str,
) -> Result<Vec<(&'static str, &'static str, u64)>, Problem> {
    let store = &staff.services.store;
    let Some(id) = store.incident_id(slug).await? else {
        return Ok(Vec::new());
    };
    let Some(access) = staff.actor.grants.get(&id) else {
        return Ok(Vec::new());
    };
    let mut waiting = Vec::new();
    if access.share.is_none() && access.may(Permission::Approve) {
        let wishes = store.wishes_waiting(&id, &staff.actor.account).await?;
        waiting.push(("approvals", "home-waiting", wishes));
    }
    if access.may(Permission::WatchDesk) {
        let own = access.share.map(|_| staff.actor.organisation);
        let alarms = store.unseen_alarms(&id, own.as_ref()).await?;
        waiting.push(("desk", "home-alarms", alarms));
    }
    if access.may(Permission::SendAnswers) {
        let requests = store.answer_requests_waiting(&id, access.share).await?;
        waiting.push(("requests", "home-requests", requests));
    }
    Ok(waiting)
}

pub(super) fn published(words: Words, set_version: Option<u64>) -> String {
    match set_version {
        Some(version) => words.with("case-set", "count", version),
        None => words.text("case-not-published"),
    }
}
