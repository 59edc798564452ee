//! The page of the lookup. It holds every text that the lookup may need, whatever the answer.

use super::{
    advice::{self, Step},
    exposed_data::{self, ExposedData},
    facts::DeskView,
    incidents::incident,
    kind_view::KindView,
    told_bits::{self, ToldBits},
};
use crate::{
    frame::{
        assets::Asset,
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

#[derive(Template)]
#[template(path = "check.html")]
pub(super) struct CheckPage {
    w: Words,
    frame: Frame,
    text_language: String,
    landing_path: String,
    /// Base address of the incident in the public API.
    source: String,
    signing_key: String,
    kinds: Vec<KindView>,
    /// Names of all but the letter code, whose answers have words of their own.
    entry_kinds: String,
    /// Whether people may have given another address or number than the one they try.
    asks_for_reach: bool,
    /// The date that a person entered, read back.
    understood: Around,
    data: Vec<ExposedData>,
    several_groups: bool,
    steps: Vec<Step>,
    inputs: Vec<CodedText>,
    failures: Vec<CodedText>,
    as_of: Around,
    told: Vec<ToldBits>,
    take_part: Around,
    countdown: Around,
    call: String,
    desk: DeskView,
    others_path: String,
    /// Inside a frame on another site.
    embed: Option<EmbedView>,
}

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
    pub fn new(incident: &Incident, address: Option<&PublicUrl>, words: Words) -> Self {
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

impl CheckPage {
    pub fn new(incident: &Incident, signing_key: String, words: Words) -> Self {
        let definition = &incident.definition;
        let language = words.language().tag();
        let rest = format!("incidents/{}/check", definition.slug);
        let title = words.text("check-title");
        let public = definition.kinds.iter().filter(|declared| declared.public);
        let kinds: Vec<KindView> =
            public.map(|declared| KindView::new(declared, incident, words)).collect();
        let names = || kinds.iter().map(|kind| kind.name.as_str());
        let entry_kinds: Vec<&str> = names().filter(|name| *name != KindName::CODE).collect();
        let desk = DeskView::new(incident, words);
        Self {
            w: words,
            frame: Frame::new(words, title, &rest).of_incident(incident),
            text_language: incident.definition.text_language(words),
            landing_path: format!("/{language}/incidents/{}", definition.slug),
            source: format!("/api/v1/incidents/{}", definition.slug),
            signing_key,
            entry_kinds: entry_kinds.join(" "),
            asks_for_reach: names().any(|name| [KindName::EMAIL, KindName::PHONE].contains(&name)),
            kinds,
            understood: words.around("date-understood", "date"),
            data: exposed_data::blocks(incident, words),
            several_groups: definition.groups.len() > 1,
            steps: advice::steps(incident, words),
            inputs: failures::inputs(words),
            failures: failures::failures(words),
            as_of: words.around("answer-as-of", "date"),
            told: told_bits::all(words),
            take_part: words.around("amount-take", "size"),
            countdown: words.around("failure-countdown", "seconds"),
            call: words.with("action-desk", "phone", &desk.phone),
            desk,
            others_path: format!("/{language}/incidents/{}/others", definition.slug),
            embed: None,
        }
    }

    /// The same page for a frame, run by `script`.
    pub fn embed_in(&mut self, embed: EmbedView, script: Asset) {
        self.frame.embedded = true;
        self.frame.script = script;
        self.frame.title = self.w.text("embed-title");
        self.embed = Some(embed);
    }
}

pub async fn check(
    path: web::Path<(String, String)>,
    services: web::Data<Services>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = Words::of_page(&language);
    match incident(&services, &slug, words).await {
        Ok(incident) if incident.set.is_some() => {
            let mut page = CheckPage::new(&incident, services.manifests.signing_key_text(), words);
            page.frame = page.frame.at(address.as_ref());
            reply::page(&page, words)
        }
        // The incident's own page says that the check is not open yet.
        Ok(_) => reply::redirect(&format!("/{language}/incidents/{slug}")),
        Err(page) => page,
    }
}
