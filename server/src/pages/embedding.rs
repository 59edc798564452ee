//! The check inside a page of the organisation's own site: the script that makes the frame, and
//! the page inside it.

use super::{
    assets,
    check::CheckPage,
    elsewhere::Elsewhere,
    frame::{Frame, PublicUrl},
    index::words_of,
    problems, reply,
    view::{IncidentView, PageSource},
};
use crate::words::{Around, Words};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

const SCRIPT: &str = "elements/embed/embed.js";
const INSIDE: &str = "elements/embed/embedded-check.js";

/// What the check page has inside a frame.
pub struct EmbedView {
    /// Who may learn the height, separated by spaces.
    pub origins: String,
    /// "This check runs on ..."
    pub by: Around,
    pub host: String,
    /// The same check in a window of its own.
    pub open_path: String,
}

impl EmbedView {
    fn new(incident: &IncidentView, address: Option<&PublicUrl>, words: Words) -> Self {
        let definition = &incident.definition;
        let host = address.map_or("", PublicUrl::host);
        Self {
            origins: definition.embed_origins.join(" "),
            by: words.around("embed-by", "site"),
            host: host.to_owned(),
            open_path: format!("/{}/incidents/{}/check", words.language().tag(), definition.slug),
        }
    }
}

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
    fn new(incident: &IncidentView, words: Words, title: &str, text: String) -> Self {
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
    reply.extensions_mut().insert(Elsewhere::Loaded);
    reply
}

pub async fn check(
    path: web::Path<(String, String)>,
    source: web::Data<dyn PageSource>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = words_of(&language);
    let incident = match source.incident(&slug).await {
        Ok(Some(incident)) => incident,
        Ok(None) => return problems::problem_page("page-not-found", words),
        Err(_) => return reply::unavailable(words),
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
    let mut reply = if incident.published.is_some() {
        let embed = EmbedView::new(&incident, address.as_ref().map(|address| &***address), words);
        let mut page = CheckPage::new(&incident, words);
        page.embed_in(embed, assets::find(INSIDE));
        reply::page(&page, words)
    } else {
        let text = format!("{} {}", words.text("not-published"), words.text("not-published-desk"));
        reply::page(&EmbedNotice::new(&incident, words, "embed-title", text), words)
    };
    reply.extensions_mut().insert(Elsewhere::Framed(origins));
    reply
}
