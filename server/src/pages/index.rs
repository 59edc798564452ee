//! `/` and the list of incidents.

use super::{
    check_all,
    frame::{Frame, PublicUrl},
    reply,
    view::{IncidentView, PageSource},
};
use crate::words::{Language, Words};
use actix_web::{HttpRequest, HttpResponse, http::header::ACCEPT_LANGUAGE, web};
use askama::Template;

#[derive(Template)]
#[template(path = "index.html")]
struct IndexPage {
    w: Words,
    frame: Frame,
    incidents: Vec<IncidentLine>,
    /// Where all incidents are asked at once; `None` where there are not several to ask.
    check_all_path: Option<String>,
}

struct IncidentLine {
    path: String,
    text_language: String,
    title: String,
    organisation: String,
    published: String,
    sample: bool,
}

impl IncidentLine {
    fn new(incident: &IncidentView, words: Words) -> Self {
        let language = words.language().tag();
        let definition = &incident.definition;
        Self {
            path: format!("/{language}/incidents/{}", definition.slug),
            text_language: incident.text_language(words),
            title: definition.texts_in(language).title.clone(),
            organisation: incident.organisation(language).to_owned(),
            published: words.with("fact-published", "date", words.date(&definition.published)),
            sample: definition.sample,
        }
    }
}

/// Language of a request outside `/{language}/`.
pub fn language_of(request: &HttpRequest) -> Language {
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::negotiate(header)
}

/// Language of a request below `/{language}/`; the route admits no other.
pub fn words_of(tag: &str) -> Words {
    Words::of(Language::from_tag(tag).unwrap_or(Language::English))
}

/// From an address without a language to the same one in the reader's. Browsers take what stands
/// after `#` along.
pub async fn choose_language(request: HttpRequest) -> HttpResponse {
    reply::redirect(&format!("/{}{}", language_of(&request).tag(), request.path()))
}

pub async fn add_slash(language: web::Path<String>) -> HttpResponse {
    reply::redirect(&format!("/{language}/"))
}

pub async fn index(
    language: web::Path<String>,
    source: web::Data<dyn PageSource>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let words = words_of(&language);
    let Ok(incidents) = source.incidents().await else {
        return reply::unavailable(words);
    };
    let page = IndexPage {
        w: words,
        frame: Frame::new(words, words.text("index-title"), "").at(address.as_ref()),
        incidents: incidents.iter().map(|one| IncidentLine::new(one, words)).collect(),
        check_all_path: check_all::is_offered(&incidents).then(|| format!("/{language}/check")),
    };
    reply::page(&page, words)
}
