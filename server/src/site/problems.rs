//! `/problems/{code}`, and what stands where there is nothing.

use crate::{
    frame::{
        problem_page::{self, explanation, is_known},
        reply::{self, language_of},
    },
    words::{Language, Words},
};
use actix_web::{HttpRequest, HttpResponse, web};

/// The language comes from the header, because the address stands in errors of the API.
pub async fn problem_by_header(request: HttpRequest, code: web::Path<String>) -> HttpResponse {
    let words = Words::of(language_of(&request));
    // What staff alone meet is written in their languages only.
    let english = Words::of(Language::English);
    let words = if !is_known(&code, words) && is_known(&code, english) { english } else { words };
    let mut reply = explanation(&code, words);
    let vary = actix_web::http::header::HeaderValue::from_static("accept-language");
    reply.headers_mut().insert(actix_web::http::header::VARY, vary);
    reply
}

pub async fn problem_by_path(path: web::Path<(String, String)>) -> HttpResponse {
    let (language, code) = path.into_inner();
    let words = Words::of_page(&language);
    // What staff alone meet is written in their languages only.
    if !is_known(&code, words) && is_known(&code, Words::of(Language::English)) {
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
    problem_page::not_found(Words::of(language))
}
