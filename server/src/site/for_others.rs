//! Checking for somebody else, a shared address, and what can be done afterwards.

use super::{facts::DeskView, incidents::incident};
use crate::{
    frame::{
        public::{Frame, PublicUrl},
        reply,
    },
    incidents::Incident,
    state::Services,
    words::Words,
};
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
    fn new(incident: &Incident, words: Words) -> Self {
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
    services: web::Data<Services>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = Words::of_page(&language);
    match incident(&services, &slug, words).await {
        Ok(incident) => {
            let mut page = OthersPage::new(&incident, words);
            page.frame = page.frame.at(address.as_ref());
            reply::page(&page, words)
        }
        Err(page) => page,
    }
}
