//! `/problems/{code}`: what an error of the closed list means, and what to do.

use super::{
    frame::Frame,
    index::{language_of, words_of},
    reply,
};
use crate::words::{Language, Words};
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
    let words = Words::of(language_of(&request));
    // What staff alone meet is written in their languages only.
    let english = Words::of(Language::English);
    let key = title_key(&code);
    let words = if !words.has(&key) && english.has(&key) { english } else { words };
    let mut reply = explanation(&code, words);
    let vary = actix_web::http::header::HeaderValue::from_static("accept-language");
    reply.headers_mut().insert(actix_web::http::header::VARY, vary);
    reply
}

pub async fn problem_by_path(path: web::Path<(String, String)>) -> HttpResponse {
    let (language, code) = path.into_inner();
    let words = words_of(&language);
    // What staff alone meet is written in their languages only.
    if !words.has(&title_key(&code)) && Words::of(Language::English).has(&title_key(&code)) {
        return reply::redirect(&format!("/{}/problems/{code}", Language::English.tag()));
    }
    explanation(&code, words)
}

/// For whatever no route answers.
pub async fn not_found(request: HttpRequest) -> HttpResponse {
    let path = request.path();
    let tag = path.split('/').nth(1).unwrap_or_default();
    let first = Language::from_tag_of_any_case(tag);
    if let Some(language) = first.filter(|language| language.tag() != tag) {
        return reply::redirect(&format!("/{}{}", language.tag(), &path[1 + tag.len()..]));
    }
    let language = first.unwrap_or_else(|| language_of(&request));
    problem_page("page-not-found", Words::of(language))
}

fn title_key(code: &str) -> String {
    format!("problem-{code}-title")
}

/// The page that explains a code; 404 where the list has no such code.
fn explanation(code: &str, words: Words) -> HttpResponse {
    if !words.has(&title_key(code)) {
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
    let title = words.text(&title_key(code));
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
