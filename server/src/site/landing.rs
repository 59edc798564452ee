//! The page of one incident, where people land.

use super::{
    exposed_data::{self, ExposedData},
    facts::{DatedText, DeskView},
    incidents::incident,
    record::{self, Line},
};
use crate::{
    frame::{
        public::{Frame, PublicUrl},
        reply,
    },
    incidents::Incident,
    state::Services,
    words::{Words, dates},
};
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

impl<'a> LandingPage<'a> {
    fn new(incident: &'a Incident, words: Words) -> Self {
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
        let as_of = incident.set.and_then(|set| dates::day_in_japan(set.as_of));
        Self {
            w: words,
            frame: Frame::new(words, texts.title.clone(), &rest).of_incident(incident),
            text_language: incident.definition.text_language(words),
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
            check_path: incident.set.map(|_| format!("/{language}/{rest}/check")),
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
    services: web::Data<Services>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = Words::of_page(&language);
    match incident(&services, &slug, words).await {
        Ok(incident) => {
            let mut page = LandingPage::new(&incident, words);
            page.frame = page.frame.at(address.as_ref());
            reply::page(&page, words)
        }
        Err(page) => page,
    }
}
