//! How staff are answered: with a page, or sent on. No cache keeps it.

use super::{reply, staff::StaffFrame};
use crate::{problem::Problem, words::Words};
use actix_web::{
    HttpResponse, ResponseError,
    cookie::Cookie,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, HeaderValue},
    },
};
use askama::Template;

#[derive(Template)]
#[template(path = "staff/problem.html")]
struct ProblemPage {
    w: Words,
    frame: StaffFrame,
    title: String,
    text: String,
}

/// A staff page with status 200, kept by no cache.
pub fn page(template: &impl Template, words: Words) -> HttpResponse {
    page_with_status(StatusCode::OK, template, words)
}

pub fn page_with_status(
    status: StatusCode,
    template: &impl Template,
    words: Words,
) -> HttpResponse {
    not_stored(reply::page_with_status(status, template, words))
}

/// A page in place of the one that was asked for.
pub fn problem_page(problem: Problem, words: Words) -> HttpResponse {
    let text = |part: &str| words.text(&format!("problem-{}-{part}", problem.code()));
    let title = text("title");
    let page = ProblemPage {
        w: words,
        frame: StaffFrame::new(words, title.clone(), "staff", None),
        title,
        text: text("text"),
    };
    let mut sent = page_with_status(problem.status_code(), &page, words);
    let mut headers = problem.error_response();
    if let Some(wait) = headers.headers_mut().remove("retry-after").next() {
        sent.headers_mut().insert(actix_web::http::header::RETRY_AFTER, wait);
    }
    sent
}

/// After a form was taken: 303, so that reloading sends nothing again.
pub fn see_other(path: &str) -> HttpResponse {
    let mut reply = HttpResponse::SeeOther();
    not_stored(reply.insert_header(("location", path)).finish())
}

/// To the door.
pub fn to_sign_in(words: Words) -> HttpResponse {
    see_other(&format!("/{}/staff/sign-in", words.language().tag()))
}

/// # Errors
/// [`Problem::Internal`] for a cookie that no header can hold; ours can.
pub fn set_cookie(reply: &mut HttpResponse, cookie: &Cookie<'_>) -> Result<(), Problem> {
    reply.add_cookie(cookie).map_err(|_| Problem::Internal)
}

/// No cache keeps what staff see.
pub fn not_stored(mut reply: HttpResponse) -> HttpResponse {
    reply.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}
