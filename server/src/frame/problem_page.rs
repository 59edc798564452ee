//! What an error of the closed list means, and what to do: a page of its own, or in place of the
//! one that was asked for.

use super::{public::Frame, reply};
use crate::words::Words;
use actix_web::{HttpResponse, http::StatusCode};
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

/// Whether there is a text about this code.
pub fn is_known(code: &str, words: Words) -> bool {
    words.has(&title_key(code))
}

fn title_key(code: &str) -> String {
    format!("problem-{code}-title")
}

/// The page that explains a code; 404 where the list has no such code.
pub fn explanation(code: &str, words: Words) -> HttpResponse {
    if !is_known(code, words) {
        return in_place("unknown", words);
    }
    let page = problem(code, words, Some(code.to_owned()));
    reply::page(&page, words)
}

/// A page in place of the one that was asked for, with the status of its problem.
fn in_place(code: &str, words: Words) -> HttpResponse {
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

/// In place of a page that does not exist.
pub fn not_found(words: Words) -> HttpResponse {
    in_place("page-not-found", words)
}

/// In place of one that could not be made: 503, with words.
pub fn unavailable(words: Words) -> HttpResponse {
    in_place("unavailable", words)
}
