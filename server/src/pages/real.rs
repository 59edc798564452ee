//! "How do I know that this page is real?", of one incident and of the whole site; and which
//! program the site hands out.

use super::{
    frame::{Frame, PublicUrl},
    index::words_of,
    problems, reply,
    view::{IncidentView, PageSource},
};
use crate::words::{Around, Words};
use actix_web::{HttpResponse, web};
use askama::Template;

#[derive(Template)]
#[template(path = "real.html")]
struct RealPage {
    w: Words,
    frame: Frame,
    /// From where people reach the page for certain.
    way: String,
    /// The organisation's own site. Text, not a link: people type it themselves.
    website: Option<String>,
    own_site: Around,
    landing_path: Option<String>,
    /// `None` where the site has no incident yet.
    signing_key: Option<String>,
    security: Around,
    security_contact: Option<SecurityContact>,
}

struct SecurityContact {
    address: String,
    shown: String,
}

impl SecurityContact {
    fn new(address: &str) -> Self {
        let shown = address.strip_prefix("mailto:").unwrap_or(address);
        Self { address: address.to_owned(), shown: shown.to_owned() }
    }
}

impl RealPage {
    fn new(source: &dyn PageSource, words: Words, rest: &str) -> Self {
        Self {
            w: words,
            frame: Frame::new(words, words.text("real-title"), rest),
            way: words.text("real-way-any"),
            website: None,
            own_site: words.around("real-site", "site"),
            landing_path: None,
            signing_key: None,
            security: words.around("real-security", "site"),
            security_contact: source.security_contact().map(SecurityContact::new),
        }
    }

    fn of_incident(mut self, incident: &IncidentView) -> Self {
        let language = self.w.language().tag();
        let organisation = incident.organisation(language);
        self.way = self.w.with("real-way", "organisation", organisation);
        self.website.clone_from(&incident.definition.website);
        self.landing_path = Some(format!("/{language}/incidents/{}", incident.definition.slug));
        self.signing_key = Some(incident.signing_key.clone());
        self.frame = self.frame.of_incident(incident);
        self
    }
}

pub async fn of_incident(
    path: web::Path<(String, String)>,
    source: web::Data<dyn PageSource>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = words_of(&language);
    match source.incident(&slug).await {
        Ok(Some(incident)) => {
            let rest = format!("incidents/{slug}/real");
            let mut page = RealPage::new(&**source, words, &rest).of_incident(&incident);
            page.frame = page.frame.at(address.as_ref());
            reply::page(&page, words)
        }
        Ok(None) => problems::problem_page("page-not-found", words),
        Err(_) => reply::unavailable(words),
    }
}

pub async fn of_site(
    language: web::Path<String>,
    source: web::Data<dyn PageSource>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let words = words_of(&language);
    let Ok(incidents) = source.incidents().await else {
        return reply::unavailable(words);
    };
    let mut page = RealPage::new(&**source, words, "real");
    // One key signs all incidents of a server.
    page.signing_key = incidents.first().map(|incident| incident.signing_key.clone());
    page.frame = page.frame.at(address.as_ref());
    reply::page(&page, words)
}
