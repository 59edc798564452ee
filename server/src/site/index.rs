//! `/` and the list of incidents.

use super::{check_all, incidents::latest_first};
use crate::{
    frame::{
        public::{Frame, PublicUrl},
        reply::{self, language_of},
    },
    incidents::Incident,
    state::Services,
    words::Words,
};
use actix_web::{HttpRequest, HttpResponse, web};
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
    fn new(incident: &Incident, words: Words) -> Self {
        let language = words.language().tag();
        let definition = &incident.definition;
        Self {
            path: format!("/{language}/incidents/{}", definition.slug),
            text_language: incident.definition.text_language(words),
            title: definition.texts_in(language).title.clone(),
            organisation: incident.definition.responsible(language).to_owned(),
            published: words.with("fact-published", "date", words.date(&definition.published)),
            sample: definition.sample,
        }
    }
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
    services: web::Data<Services>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let words = Words::of_page(&language);
    let incidents = match latest_first(&services, words).await {
        Ok(incidents) => incidents,
        Err(page) => return page,
    };
    let page = IndexPage {
        w: words,
        frame: Frame::new(words, words.text("index-title"), "").at(address.as_ref()),
        incidents: incidents.iter().map(|one| IncidentLine::new(one, words)).collect(),
        check_all_path: check_all::is_offered(&incidents).then(|| format!("/{language}/check")),
    };
    reply::page(&page, words)
}
