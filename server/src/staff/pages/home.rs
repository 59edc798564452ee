//! `/{language}/staff`: one's incidents, one's roles there, and what waits.

use super::frame::{self, StaffFrame};
use crate::{
    pages::Words,
    problem::Problem,
    staff::{access::Permission, overview, request::Staff},
};
use actix_web::HttpResponse;
use askama::Template;

#[derive(Template)]
#[template(path = "staff/home.html")]
struct HomePage {
    w: Words,
    frame: StaffFrame,
    incidents: Vec<Line>,
    /// For the administrator of the deployment.
    organisations_path: Option<String>,
}

struct Line {
    path: String,
    title: String,
    roles: Vec<String>,
    is_limited: bool,
    published: String,
    waiting: Option<Waiting>,
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
        let waiting = waiting(&staff, &own.slug).await?;
        incidents.push(Line {
            waiting: waiting.map(|count| Waiting {
                path: format!("{path}/approvals"),
                text: words.with("home-waiting", "count", count),
            }),
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
    let page = HomePage {
        w: words,
        frame: StaffFrame::new(words, words.text("home-title"), "staff", Some(&staff.actor)),
        incidents,
        organisations_path: staff
            .actor
            .deployment_administrator
            .then(|| staff.path("/organisations")),
    };
    Ok(frame::page(&page, words))
}

/// What of others waits for this account's approval, if anything does.
async fn waiting(staff: &Staff, slug: &str) -> Result<Option<u64>, Problem> {
    let store = &staff.services.store;
    let Some(id) = store.incident_id(slug).await? else {
        return Ok(None);
    };
    let approves =
        staff.actor.grants.get(&id).is_some_and(|access| {
            access.share.is_none() && overview::may(access, Permission::Approve)
        });
    if !approves {
        return Ok(None);
    }
    let waiting = store.wishes_waiting(&id, &staff.actor.account).await?;
    Ok((waiting > 0).then_some(waiting))
}

pub(super) fn published(words: Words, set_version: Option<u64>) -> String {
    match set_version {
        Some(version) => words.with("case-set", "count", version),
        None => words.text("case-not-published"),
    }
}
