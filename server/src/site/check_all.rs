//! One question to all incidents of this server: by address or number, which people have
//! wherever they are listed. Codes and composites belong to one incident and its own page.

use super::{incidents::latest_first, kind_view::KindView};
use crate::{
    frame::{
        public::{Frame, PublicUrl},
        reply,
    },
    incidents::{Incident, definition::KindName},
    state::Services,
    words::{
        Around, Words,
        failures::{self, CodedText},
    },
};
use actix_web::{HttpResponse, web};
use askama::Template;
use std::sync::Arc;

/// What can be asked everywhere.
const KINDS: [&str; 2] = [KindName::EMAIL, KindName::PHONE];

#[derive(Template)]
#[template(path = "check-all.html")]
struct CheckAllPage {
    w: Words,
    frame: Frame,
    text_language: &'static str,
    signing_key: String,
    kinds: Vec<KindView>,
    sums: Vec<SumView>,
    incidents: Vec<IncidentLine>,
    inputs: Vec<CodedText>,
    failures: Vec<CodedText>,
    as_of: Around,
    countdown: Around,
    understood: Around,
}

/// What the answers of all incidents come to, for one kind.
struct SumView {
    kind: &'static str,
    listed: String,
    not_listed: String,
    /// Of one incident that does not admit this kind.
    not_asked: String,
}

impl SumView {
    fn new(kind: &'static str, words: Words) -> Self {
        Self {
            kind,
            listed: words.text(&format!("all-listed-{kind}")),
            not_listed: words.text(&format!("all-not-listed-{kind}")),
            not_asked: words.text(&format!("all-not-asked-{kind}")),
        }
    }
}

/// One published incident, with every answer that it may get.
struct IncidentLine {
    source: String,
    /// Which of [`KINDS`] it admits, separated by spaces.
    admits: String,
    path: String,
    text_language: String,
    title: String,
    organisation: String,
}

impl IncidentLine {
    fn new(incident: &Incident, words: Words) -> Self {
        let language = words.language().tag();
        let definition = &incident.definition;
        Self {
            source: format!("/api/v1/incidents/{}", definition.slug),
            admits: admitted(incident).collect::<Vec<_>>().join(" "),
            path: format!("/{language}/incidents/{}", definition.slug),
            text_language: incident.definition.text_language(words),
            title: definition.texts_in(language).title.clone(),
            organisation: incident.definition.responsible(language).to_owned(),
        }
    }
}

fn admitted(incident: &Incident) -> impl Iterator<Item = &'static str> {
    KINDS.into_iter().filter(|kind| {
        let declared = &incident.definition.kinds;
        declared.iter().any(|declared| declared.public && declared.kind.code() == *kind)
    })
}

/// Whether several incidents can be asked at once.
pub fn is_offered(incidents: &[Arc<Incident>]) -> bool {
    let asked = incidents
        .iter()
        .filter(|incident| incident.set.is_some() && admitted(incident).next().is_some());
    asked.count() > 1
}

impl CheckAllPage {
    /// One order for everybody and every time: that of the slugs.
    fn new(mut incidents: Vec<Arc<Incident>>, signing_key: String, words: Words) -> Self {
        incidents.retain(|incident| incident.set.is_some());
        incidents.sort_by(|a, b| a.definition.slug.cmp(&b.definition.slug));
        let admitted_somewhere =
            |kind: &&str| incidents.iter().any(|one| admitted(one).any(|admits| admits == *kind));
        let kinds: Vec<_> = KINDS.into_iter().filter(admitted_somewhere).collect();
        let mut frame = Frame::new(words, words.text("all-heading"), "check");
        frame.sample = incidents.iter().all(|incident| incident.definition.sample);
        Self {
            w: words,
            frame,
            text_language: words.language().html(),
            signing_key,
            kinds: kinds.iter().map(|kind| KindView::plain(kind, None, words)).collect(),
            sums: kinds.iter().map(|kind| SumView::new(kind, words)).collect(),
            incidents: incidents.iter().map(|one| IncidentLine::new(one, words)).collect(),
            inputs: failures::inputs(words),
            failures: failures::failures(words),
            as_of: words.around("list-as-of", "date"),
            countdown: words.around("failure-countdown", "seconds"),
            understood: words.around("date-understood", "date"),
        }
    }
}

pub async fn check_all(
    language: web::Path<String>,
    services: web::Data<Services>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let words = Words::of_page(&language);
    match latest_first(&services, words).await {
        Ok(incidents) if is_offered(&incidents) => {
            let mut page =
                CheckAllPage::new(incidents, services.manifests.signing_key_text(), words);
            page.frame = page.frame.at(address.as_ref());
            reply::page(&page, words)
        }
        // The list says what there is.
        Ok(_) => reply::redirect(&format!("/{language}/")),
        Err(page) => page,
    }
}
