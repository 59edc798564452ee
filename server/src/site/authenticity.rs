//! "How do I know that this page is real?", of one incident and of the whole site; and which
//! program the site hands out.

use super::incidents::{incident, latest_first};
use crate::{
    frame::{
        public::{Frame, PublicUrl},
        reply,
    },
    incidents::Incident,
    state::Services,
    words::{Around, Words},
};
use actix_web::{HttpResponse, web};
use askama::Template;

#[derive(Template)]
#[template(path = "real.html")]
struct AuthenticityPage {
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

impl AuthenticityPage {
    fn new(services: &Services, words: Words, rest: &str) -> Self {
        Self {
            w: words,
            frame: Frame::new(words, words.text("real-title"), rest),
            way: words.text("real-way-any"),
            website: None,
            own_site: words.around("real-site", "site"),
            landing_path: None,
            signing_key: None,
            security: words.around("real-security", "site"),
            security_contact: services.security_contact.as_deref().map(SecurityContact::new),
        }
    }

    fn of_incident(mut self, incident: &Incident) -> Self {
        let language = self.w.language().tag();
        let organisation = incident.definition.responsible(language);
        self.way = self.w.with("real-way", "organisation", organisation);
        self.website.clone_from(&incident.definition.website);
        self.landing_path = Some(format!("/{language}/incidents/{}", incident.definition.slug));
        self.frame = self.frame.of_incident(incident);
        self
    }
}

pub async fn of_incident(
    path: web::Path<(String, String)>,
    services: web::Data<Services>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = Words::of_page(&language);
    match incident(&services, &slug, words).await {
        Ok(incident) => {
            let rest = format!("incidents/{slug}/real");
            let mut page = AuthenticityPage::new(&services, words, &rest).of_incident(&incident);
            page.signing_key = Some(services.manifests.signing_key_text());
            page.frame = page.frame.at(address.as_ref());
            reply::page(&page, words)
        }
        Err(page) => page,
    }
}

pub async fn of_site(
    language: web::Path<String>,
    services: web::Data<Services>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let words = Words::of_page(&language);
    let incidents = match latest_first(&services, words).await {
        Ok(incidents) => incidents,
        Err(page) => return page,
    };
    let mut page = AuthenticityPage::new(&services, words, "real");
    // One key signs all incidents of a server.
    page.signing_key = incidents.first().map(|_| services.manifests.signing_key_text());
    page.frame = page.frame.at(address.as_ref());
    reply::page(&page, words)
}
