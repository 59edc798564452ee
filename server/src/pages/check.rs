//! The page of the lookup. It holds every text that the lookup may need, whatever the answer.

use super::{
    advice::{self, Step},
    exposed_data::{self, ExposedData},
    failures::{self, CodedText},
    frame::Frame,
    index::words_of,
    landing::DeskView,
    problems, reply,
    view::{IncidentView, PageSource},
    words::{Around, Words},
};
use crate::incidents::definition::KindName;
use actix_web::{HttpResponse, web};
use askama::Template;

#[derive(Template)]
#[template(path = "check.html")]
struct CheckPage {
    w: Words,
    frame: Frame,
    text_language: String,
    landing_path: String,
    /// Base address of the incident in the public API.
    source: String,
    signing_key: String,
    kinds: Vec<KindView>,
    data: Vec<ExposedData>,
    several_groups: bool,
    steps: Vec<Step>,
    inputs: Vec<CodedText>,
    failures: Vec<CodedText>,
    as_of: Around,
    countdown: Around,
    call: String,
    desk: DeskView,
}

/// One kind of identifier that the public may ask by.
struct KindView {
    name: &'static str,
    choice: String,
    heading: String,
    /// The incident's own words on which address or number is meant.
    hint: Option<String>,
    format: String,
    listed: String,
    not_listed: String,
    input_mode: &'static str,
    autocomplete: &'static str,
    autocapitalize: &'static str,
}

impl KindView {
    fn new(kind: KindName, incident: &IncidentView, words: Words) -> Self {
        let name = kind.code();
        let texts = incident.definition.texts_in(words.language().tag());
        let (input_mode, autocomplete, autocapitalize) = match kind {
            KindName::Email => ("email", "email", "off"),
            KindName::Phone => ("tel", "tel", "off"),
            KindName::Code => ("text", "off", "characters"),
        };
        Self {
            name,
            choice: words.text(&format!("choose-{name}")),
            heading: words.text(&format!("type-{name}-heading")),
            hint: texts.hints.get(&kind).cloned(),
            format: words.text(&format!("type-{name}-format")),
            listed: words.text(&format!("listed-heading-{name}")),
            not_listed: words.text(&format!("not-listed-heading-{name}")),
            input_mode,
            autocomplete,
            autocapitalize,
        }
    }
}

impl CheckPage {
    fn new(incident: &IncidentView, words: Words) -> Self {
        let definition = &incident.definition;
        let language = words.language().tag();
        let rest = format!("incidents/{}/check", definition.slug);
        let title = words.text("check-title");
        let public = definition.kinds.iter().filter(|declared| declared.public);
        let desk = DeskView::new(incident, words);
        Self {
            w: words,
            frame: Frame::new(words, title, &rest).of_incident(incident),
            text_language: definition.language(language).to_owned(),
            landing_path: format!("/{language}/incidents/{}", definition.slug),
            source: format!("/api/v1/incidents/{}", definition.slug),
            signing_key: incident.signing_key.clone(),
            kinds: public.map(|declared| KindView::new(declared.kind, incident, words)).collect(),
            data: exposed_data::blocks(incident, words),
            several_groups: definition.groups.len() > 1,
            steps: advice::steps(incident, words),
            inputs: failures::inputs(words),
            failures: failures::failures(words),
            as_of: words.around("answer-as-of", "date"),
            countdown: words.around("failure-countdown", "seconds"),
            call: words.with("action-desk", "phone", &desk.phone),
            desk,
        }
    }
}

pub async fn check(
    path: web::Path<(String, String)>,
    source: web::Data<dyn PageSource>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = words_of(&language);
    match source.incident(&slug).await {
        Ok(Some(incident)) if incident.published.is_some() => {
            reply::page(&CheckPage::new(&incident, words), words)
        }
        // The incident's own page says that the check is not open yet.
        Ok(Some(_)) => reply::redirect(&format!("/{language}/incidents/{slug}")),
        Ok(None) => problems::problem_page("page-not-found", words),
        Err(_) => reply::unavailable(words),
    }
}
