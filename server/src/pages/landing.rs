//! The page of one incident, where people land.

use super::{
    exposed_data::{self, ExposedData},
    frame::{Frame, PublicUrl},
    index::words_of,
    problems,
    record::{self, Line},
    reply,
    view::{IncidentView, PageSource},
};
use crate::words::{Words, dates};
use actix_web::{HttpResponse, web};
use askama::Template;

/// Entries of the record that stand on this page.
const LATEST: usize = 3;

#[derive(Template)]
#[template(path = "landing.html")]
struct LandingPage<'a> {
    w: Words,
    frame: Frame,
    /// Language of the incident's own texts, which may differ from the page's.
    text_language: String,
    chain: Vec<OrganisationLine>,
    title: String,
    certainty: String,
    investigation: String,
    known_since: DatedText,
    people: String,
    what_happened: Vec<String>,
    data: Vec<ExposedData>,
    several_groups: bool,
    /// `None` until a set is published.
    check_path: Option<String>,
    list_as_of: Option<DatedText>,
    /// The latest of them; how many there are in all.
    latest: Vec<Line<'a>>,
    entries: usize,
    record_path: String,
    feed_title: String,
    desk: DeskView,
    others_path: String,
}

struct OrganisationLine {
    role: String,
    name: String,
}

/// A text with the day it belongs to, for `<time datetime>`.
pub struct DatedText {
    pub day: String,
    pub text: String,
}

/// How to reach people.
pub struct DeskView {
    pub phone: String,
    pub address: String,
    pub hours: String,
}

impl DeskView {
    pub fn new(incident: &IncidentView, words: Words) -> Self {
        Self {
            phone: incident.definition.desk.phone.clone(),
            address: incident.desk_address(),
            hours: incident.definition.texts_in(words.language().tag()).desk_hours.clone(),
        }
    }
}

impl<'a> LandingPage<'a> {
    fn new(incident: &'a IncidentView, words: Words) -> Self {
        let definition = &incident.definition;
        let language = words.language().tag();
        let texts = definition.texts_in(language);
        let rest = format!("incidents/{}", definition.slug);
        let dated = |key: &str, day: &str| DatedText {
            day: day.to_owned(),
            text: words.with(key, "date", words.date(day)),
        };
        let organisation =
            |organisation: &crate::incidents::definition::Organisation| OrganisationLine {
                role: words.text(&format!("role-{}", organisation.role.code())),
                name: definition.pick(&organisation.name, language).to_owned(),
            };
        let mut latest = record::lines(incident, words);
        let entries = latest.len();
        latest.truncate(LATEST);
        let as_of = incident.published.and_then(|set| dates::day_in_japan(set.as_of));
        Self {
            w: words,
            frame: Frame::new(words, texts.title.clone(), &rest).of_incident(incident),
            text_language: incident.text_language(words),
            chain: definition.organisations.iter().map(organisation).collect(),
            title: texts.title.clone(),
            certainty: words.text(&format!("certainty-{}", definition.certainty.code())),
            investigation: words
                .text(&format!("investigation-{}", definition.investigation.code())),
            known_since: dated("fact-known-since", &definition.known_since),
            people: words.with("who-is-concerned", "people", words.people(definition.people)),
            what_happened: texts.what_happened.clone(),
            data: exposed_data::blocks(incident, words),
            several_groups: definition.groups.len() > 1,
            check_path: incident.published.map(|_| format!("/{language}/{rest}/check")),
            list_as_of: as_of.map(|day| dated("list-as-of", &day)),
            latest,
            entries,
            record_path: format!("/{language}/{rest}/record"),
            feed_title: record::feed_title(incident, words),
            desk: DeskView::new(incident, words),
            others_path: format!("/{language}/{rest}/others"),
        }
    }
}

pub async fn landing(
    path: web::Path<(String, String)>,
    source: web::Data<dyn PageSource>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = words_of(&language);
    match source.incident(&slug).await {
        Ok(Some(incident)) => {
            let mut page = LandingPage::new(&incident, words);
            page.frame = page.frame.at(address.as_ref());
            reply::page(&page, words)
        }
        Ok(None) => problems::problem_page("page-not-found", words),
        Err(_) => reply::unavailable(words),
    }
}
