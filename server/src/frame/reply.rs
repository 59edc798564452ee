//! From a template to a reply.

use crate::words::{Language, Words};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header::ACCEPT_LANGUAGE},
};
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

pub fn redirect(path: &str) -> HttpResponse {
    HttpResponse::Found()
        .insert_header(("location", path))
        .insert_header(("cache-control", "no-cache"))
        .insert_header(("vary", "accept-language"))
        .finish()
}

/// Language of a request outside `/{language}/`.
pub fn language_of(request: &HttpRequest) -> Language {
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::negotiate(header)
}
