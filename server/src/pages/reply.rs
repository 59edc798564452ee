//! From a template to a reply.

use super::problems;
use crate::words::Words;
use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

/// A page with status 200.
pub fn page(template: &impl Template, words: Words) -> HttpResponse {
    page_with_status(StatusCode::OK, template, words)
}

pub fn page_with_status(
    status: StatusCode,
    template: &impl Template,
    words: Words,
) -> HttpResponse {
    match template.render() {
        Ok(html) => HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .insert_header(("content-language", words.language().html()))
            // Asked again each time, so that a new set or notice shows at once.
            .insert_header(("cache-control", "no-cache"))
            .body(html),
        Err(reason) => {
            tracing::error!(%reason, "a page could not be rendered");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// A page that could not be made: 503, with words.
pub fn unavailable(words: Words) -> HttpResponse {
    problems::problem_page("unavailable", words)
}

pub fn redirect(path: &str) -> HttpResponse {
    HttpResponse::Found()
        .insert_header(("location", path))
        .insert_header(("cache-control", "no-cache"))
        .insert_header(("vary", "accept-language"))
        .finish()
}
