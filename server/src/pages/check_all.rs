//! One question to all incidents of this server: by address or number, which people have
//! wherever they are listed. Codes and composites belong to one incident and its own page.

use super::{
    frame::{Frame, PublicUrl},
    index::words_of,
    kind_view::KindView,
    reply,
    view::{IncidentView, PageSource},
};
use crate::{
    incidents::definition::KindName,
    words::{
        Around, Words,
        failures::{self, CodedText},
    },
};
use actix_web::{HttpResponse, web};
use askama::Template;

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
    fn new(incident: &IncidentView, words: Words) -> Self {
        let language = words.language().tag();
        let definition = &incident.definition;
        Self {
            source: format!("/api/v1/incidents/{}", definition.slug),
            admits: admitted(incident).collect::<Vec<_>>().join(" "),
            path: format!("/{language}/incidents/{}", definition.slug),
            text_language: incident.text_language(words),
            title: definition.texts_in(language).title.clone(),
            organisation: incident.organisation(language).to_owned(),
        }
    }
}

fn admitted(incident: &IncidentView) -> impl Iterator<Item = &'static str> {
    KINDS.into_iter().filter(|kind| {
        let declared = &incident.definition.kinds;
        declared.iter().any(|declared| declared.public && declared.kind.code() == *kind)
    })
}

/// Whether several incidents can be asked at once.
pub fn is_offered(incidents: &[IncidentView]) -> bool {
    let asked = incidents
        .iter()
        .filter(|incident| incident.published.is_some() && admitted(incident).next().is_some());
    asked.count() > 1
}

impl CheckAllPage {
    /// One order for everybody and every time: that of the slugs.
    fn new(mut incidents: Vec<IncidentView>, words: Words) -> Self {
        incidents.retain(|incident| incident.published.is_some());
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
            signing_key: incidents.first().map_or_else(String::new, |one| one.signing_key.clone()),
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
    source: web::Data<dyn PageSource>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let words = words_of(&language);
    match source.incidents().await {
        Ok(incidents) if is_offered(&incidents) => {
            let mut page = CheckAllPage::new(incidents, words);
            page.frame = page.frame.at(address.as_ref());
            reply::page(&page, words)
        }
        // The list says what there is.
        Ok(_) => reply::redirect(&format!("/{language}/")),
        Err(_) => reply::unavailable(words),
    }
}
