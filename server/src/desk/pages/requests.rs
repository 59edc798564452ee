//! `/{language}/staff/incidents/{slug}/requests`: what goes to the registered address.

use crate::{
    desk::answer_requests::{self, OUTCOMES, RequestLine},
    frame::{
        form_messages::{FormMessage, Refused, status_and_message},
        staff::StaffFrame,
        staff_reply,
    },
    http::{
        forms::{Fields, NoFields},
        request::{AtIncident, Staff, id_of},
    },
    problem::Problem,
    words::{Words, dates::minute_in_japan},
};
use actix_web::{HttpResponse, web::Path};
use askama::Template;
use rand::rngs::OsRng;
use serde::Deserialize;

type Reply = Result<HttpResponse, Problem>;

#[derive(Template)]
#[template(path = "staff/requests.html")]
struct RequestsPage {
    w: Words,
    frame: StaffFrame,
    notice: Option<FormMessage>,
    csrf: String,
    incident_path: String,
    incident_title: String,
    path: String,
    is_limited: bool,
    slug: String,
    open: Vec<RequestRow>,
    done: Vec<RequestRow>,
    /// Code and name.
    outcomes: Vec<(&'static str, String)>,
}

struct RequestRow {
    number: String,
    record: String,
    purpose: String,
    requested: String,
    requester: String,
    outcome: String,
    done: String,
    path: String,
    undo: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoneForm {
    outcome: String,
}

pub async fn show(staff: Staff, at: AtIncident) -> Reply {
    page(&staff, &at, None).await
}

async fn page(staff: &Staff, at: &AtIncident, refused: Option<&Refused>) -> Reply {
    let words = staff.words;
    let path = requests_path(staff, at);
    let all = answer_requests::all(staff, at).await?;
    let (open, done): (Vec<_>, Vec<_>) = all.iter().partition(|line| line.request.done.is_none());
    let rows = |of: Vec<&RequestLine>| of.into_iter().map(|line| row(words, &path, line)).collect();
    let (status, notice) = status_and_message(refused, words);
    let rest = format!("staff/incidents/{}/requests", at.slug());
    let page = RequestsPage {
        w: words,
        frame: StaffFrame::new(words, words.text("requests-title"), &rest, Some(&staff.actor)),
        notice,
        csrf: staff.actor.csrf.to_send(),
        incident_path: staff.path(&format!("/incidents/{}", at.slug())),
        incident_title: at.title(words).to_owned(),
        is_limited: at.access.share.is_some(),
        slug: at.slug().to_owned(),
        open: rows(open),
        done: rows(done),
        outcomes: OUTCOMES
            .into_iter()
            .map(|code| (code, words.text(&format!("request-outcome-{code}"))))
            .collect(),
        path,
    };
    Ok(staff_reply::page_with_status(status, &page, words))
}

fn requests_path(staff: &Staff, at: &AtIncident) -> String {
    staff.path(&format!("/incidents/{}/requests", at.slug()))
}

fn row(words: Words, path: &str, line: &RequestLine) -> RequestRow {
    let request = &line.request;
    RequestRow {
        number: line.number.clone(),
        record: line.record.clone(),
        purpose: words.text(&format!("request-purpose-{}", request.purpose)),
        requested: minute_in_japan(request.requested),
        requester: request.requester.clone(),
        outcome: match request.outcome.as_str() {
            "" => String::new(),
            code => words.text(&format!("request-outcome-{code}")),
        },
        done: request
            .done
            .map_or_else(String::new, |at| format!("{} {}", minute_in_japan(at), request.done_by)),
        path: format!("{path}/{}", hex::encode(request.id)),
        undo: line.undo,
    }
}

/// Page language, slug, request.
type RequestAddress = Path<(String, String, String)>;

pub async fn done(
    staff: Staff,
    at: AtIncident,
    address: RequestAddress,
    Fields(form): Fields<DoneForm>,
) -> Reply {
    let ended = (&id_of(&address.2)?, form.outcome.as_str());
    after(&staff, &at, answer_requests::end(&staff, &at, ended, &mut OsRng).await).await
}

pub async fn undo(
    staff: Staff,
    at: AtIncident,
    address: RequestAddress,
    _: Fields<NoFields>,
) -> Reply {
    let id = id_of(&address.2)?;
    after(&staff, &at, answer_requests::reopen(&staff, &at, &id, &mut OsRng).await).await
}

async fn after(staff: &Staff, at: &AtIncident, done: Result<(), Problem>) -> Reply {
    match done {
        Ok(()) => Ok(staff_reply::see_other(&requests_path(staff, at))),
        Err(problem) => page(staff, at, Some(&Refused::of(problem)?)).await,
    }
}

/// What waits, for `shirabe-operator requests`.
pub async fn csv(staff: Staff, at: AtIncident) -> Reply {
    let text = answer_requests::export(&staff, &at).await?;
    let name = format!("attachment; filename=\"requests-{}.csv\"", at.slug());
    Ok(staff_reply::not_stored(
        HttpResponse::Ok()
            .content_type("text/csv; charset=utf-8")
            .insert_header(("content-disposition", name))
            .body(text),
    ))
}
