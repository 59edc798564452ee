//! The check inside a page of the organisation's own site: the script that makes the frame, and
//! the page inside it.

use super::{
    check::{CheckPage, EmbedView},
    incidents::incident,
};
use crate::{
    frame::{
        assets,
        other_sites::ForOtherSites,
        public::{Frame, PublicUrl},
        reply,
    },
    incidents::Incident,
    state::Services,
    words::Words,
};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

const SCRIPT: &str = "elements/embed/embed.js";
const INSIDE: &str = "elements/embed/embedded-check.js";

/// Says in words why there is no check in the frame.
#[derive(Template)]
#[template(path = "embed-notice.html")]
struct EmbedNotice {
    w: Words,
    frame: Frame,
    title: String,
    text: String,
    link: String,
    path: String,
}

impl EmbedNotice {
    fn new(incident: &Incident, words: Words, title: &str, text: String) -> Self {
        let language = words.language().tag();
        let slug = &incident.definition.slug;
        let title = words.text(title);
        let rest = format!("incidents/{slug}/embed");
        let mut frame = Frame::new(words, title.clone(), &rest).of_incident(incident);
        frame.embedded = true;
        let path = format!("/{language}/incidents/{slug}");
        Self { w: words, frame, title, text, link: words.text("embed-more"), path }
    }
}

/// `/embed.js`: its address stays, so it is asked for again after a few minutes.
pub async fn script(request: HttpRequest) -> HttpResponse {
    let mut reply = assets::serve_at_own_address(&request, SCRIPT);
    reply.extensions_mut().insert(ForOtherSites::Loaded);
    reply
}

pub async fn check(
    path: web::Path<(String, String)>,
    services: web::Data<Services>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = Words::of_page(&language);
    let incident = match incident(&services, &slug, words).await {
        Ok(incident) => incident,
        Err(page) => return page,
    };
    let origins = incident.definition.embed_origins.clone();
    if origins.is_empty() {
        let mut page = EmbedNotice::new(
            &incident,
            words,
            "embed-refused-title",
            words.text("embed-refused-text"),
        );
        page.link = words.text("embed-open");
        page.path += "/check";
        return reply::page(&page, words);
    }
    let mut reply = if incident.set.is_some() {
        let embed = EmbedView::new(&incident, address.as_ref().map(|address| &***address), words);
        let mut page = CheckPage::new(&incident, services.manifests.signing_key_text(), words);
        page.embed_in(embed, assets::find(INSIDE));
        reply::page(&page, words)
    } else {
        let text = format!("{} {}", words.text("not-published"), words.text("not-published-desk"));
        reply::page(&EmbedNotice::new(&incident, words, "embed-title", text), words)
    };
    reply.extensions_mut().insert(ForOtherSites::Framed(origins));
    reply
}
