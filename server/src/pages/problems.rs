//! `/problems/{code}`: what an error of the closed list means, and what to do.

use super::{
    frame::Frame,
    index::{language_of, words_of},
    reply,
    words::Words,
};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use askama::Template;

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    w: Words,
    frame: Frame,
    title: String,
    text: String,
    /// Shown where a program met the problem, so that people can name it on the phone.
    code: Option<String>,
}

/// The language comes from the header, because the address stands in errors of the API.
pub async fn problem_by_header(request: HttpRequest, code: web::Path<String>) -> HttpResponse {
    let mut reply = explanation(&code, Words::of(language_of(&request)));
    let vary = actix_web::http::header::HeaderValue::from_static("accept-language");
    reply.headers_mut().insert(actix_web::http::header::VARY, vary);
    reply
}

pub async fn problem_by_path(path: web::Path<(String, String)>) -> HttpResponse {
    let (language, code) = path.into_inner();
    explanation(&code, words_of(&language))
}

/// For whatever no route answers.
pub async fn not_found(request: HttpRequest) -> HttpResponse {
    let first = request.path().split('/').nth(1).and_then(super::Language::from_tag);
    let language = first.unwrap_or_else(|| language_of(&request));
    problem_page("page-not-found", Words::of(language))
}

/// The page that explains a code; 404 where the list has no such code.
fn explanation(code: &str, words: Words) -> HttpResponse {
    if !words.has(&format!("problem-{code}-title")) {
        return problem_page("unknown", words);
    }
    let page = problem(code, words, Some(code.to_owned()));
    reply::page(&page, words)
}

/// A page in place of the one that was asked for, with the status of its problem.
pub fn problem_page(code: &str, words: Words) -> HttpResponse {
    let status = match code {
        "unavailable" => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::NOT_FOUND,
    };
    reply::page_with_status(status, &problem(code, words, None), words)
}

fn problem(code: &str, words: Words, shown: Option<String>) -> ProblemPage {
    let title = words.text(&format!("problem-{code}-title"));
    // A page that does not exist has no twin in the other language: that switch leads home.
    let rest = shown.as_ref().map_or_else(String::new, |code| format!("problems/{code}"));
    ProblemPage {
        w: words,
        frame: Frame::new(words, title.clone(), &rest),
        title,
        text: words.text(&format!("problem-{code}-text")),
        code: shown,
    }
}
