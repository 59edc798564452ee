//! Checking for somebody else, a shared address, and what can be done afterwards.

use super::{
    frame::{Frame, PublicUrl},
    index::words_of,
    landing::DeskView,
    problems, reply,
    view::{IncidentView, PageSource},
};
use crate::words::Words;
use actix_web::{HttpResponse, web};
use askama::Template;

#[derive(Template)]
#[template(path = "others.html")]
struct OthersPage {
    w: Words,
    frame: Frame,
    text_language: String,
    landing_path: String,
    record_path: String,
    desk: DeskView,
}

impl OthersPage {
    fn new(incident: &IncidentView, words: Words) -> Self {
        let language = words.language().tag();
        let definition = &incident.definition;
        let rest = format!("incidents/{}/others", definition.slug);
        let landing_path = format!("/{language}/incidents/{}", definition.slug);
        Self {
            w: words,
            frame: Frame::new(words, words.text("others-title"), &rest).of_incident(incident),
            text_language: definition.language(language).to_owned(),
            record_path: format!("{landing_path}/record"),
            landing_path,
            desk: DeskView::new(incident, words),
        }
    }
}

pub async fn others(
    path: web::Path<(String, String)>,
    source: web::Data<dyn PageSource>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = words_of(&language);
    match source.incident(&slug).await {
        Ok(Some(incident)) => {
            let mut page = OthersPage::new(&incident, words);
            page.frame = page.frame.at(address.as_ref());
            reply::page(&page, words)
        }
        Ok(None) => problems::problem_page("page-not-found", words),
        Err(_) => reply::unavailable(words),
    }
}
