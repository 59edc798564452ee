//! The record as a feed (Atom 1.0, RFC 4287), for programs that look for news by themselves.

use super::lines::{Line, lines};
use crate::{
    incidents::Incident,
    revalidation,
    site::incidents::incident,
    state::Services,
    words::{Words, dates, readings},
};
use actix_web::{HttpRequest, HttpResponse, web};
use atom_syndication::{Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use chrono::DateTime;
use sha2::{Digest, Sha256};

const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// What feed readers call it.
pub fn title(incident: &Incident, words: Words) -> String {
    words.with(
        "record-feed-title",
        "organisation",
        incident.definition.responsible(words.language().tag()),
    )
}

pub async fn feed(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    services: web::Data<Services>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = Words::of_page(&language);
    match incident(&services, &slug, words).await {
        Ok(incident) => {
            let feed = feed_of(&incident, words, &services.public_url);
            match feed.write_to(Vec::new()) {
                Ok(body) => revalidation::reply(&request, MEDIA_TYPE, body),
                Err(error) => {
                    tracing::error!(%error, "a feed cannot be written");
                    HttpResponse::InternalServerError().finish()
                }
            }
        }
        Err(page) => page,
    }
}

fn feed_of(incident: &Incident, words: Words, public_url: &str) -> Feed {
    let language = words.language().tag();
    let definition = &incident.definition;
    let base = format!("{public_url}/{language}/incidents/{}", definition.slug);
    let page = format!("{base}/record");
    let lines = lines(incident, words);
    let updated = lines.iter().map(|line| line.last).max().unwrap_or(incident.applied);
    let mut subtitle = definition.texts_in(language).title.clone();
    if definition.sample {
        subtitle = format!("{} {subtitle}", words.text("sample-banner"));
    }
    Feed {
        id: permanent_id(incident, language, ""),
        title: text(&title(incident, words)),
        subtitle: Some(text(&subtitle)),
        updated: moment(updated),
        authors: vec![Person {
            name: plain(incident.definition.responsible(language)),
            ..Person::default()
        }],
        links: vec![
            Link {
                rel: "self".into(),
                href: format!("{base}/record.atom"),
                mime_type: Some("application/atom+xml".into()),
                ..Link::default()
            },
            link_to(page.clone(), words),
        ],
        entries: lines.iter().map(|line| entry(line, incident, words, &page)).collect(),
        lang: Some(words.language().html().to_owned()),
        ..Feed::default()
    }
}

fn entry(line: &Line, incident: &Incident, words: Words, page: &str) -> Entry {
    let language = words.language().tag();
    let day = dates::day_begins(line.day).unwrap_or(line.first);
    Entry {
        id: permanent_id(incident, language, &line.anchor),
        title: text(&format!("{} · {}", line.kind, line.date)),
        updated: moment(line.last),
        // The notice's own day; never after it stood here.
        published: Some(moment(day.min(line.first))),
        links: vec![link_to(format!("{page}#{}", line.anchor), words)],
        content: Some(Content {
            lang: Some(line.language.to_owned()),
            value: Some(plain(&line.text)),
            content_type: Some("text".into()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn link_to(href: String, words: Words) -> Link {
    Link {
        href,
        hreflang: Some(words.language().hreflang().to_owned()),
        mime_type: Some("text/html".into()),
        ..Link::default()
    }
}

/// A name that stays when the text, the slug's host or the whole address changes. UUID version 8
/// (RFC 9562): the first bytes of a SHA-256.
fn permanent_id(incident: &Incident, language: &str, anchor: &str) -> String {
    let mut hash = Sha256::new();
    for part in [b"shirabe/record", &incident.id[..], language.as_bytes(), anchor.as_bytes()] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    id[6] = id[6] & 0x0F | 0x80;
    id[8] = id[8] & 0x3F | 0x80;
    let hex = hex::encode(id);
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{}", parts.join("-"))
}

fn text(value: &str) -> Text {
    Text::plain(plain(value))
}

/// Without readings, and without characters that no XML document may hold, escaped or not.
fn plain(value: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    readings::without(value).chars().filter(|c| allowed(c) || *c == '\n' || *c == '\t').collect()
}

fn moment(seconds: i64) -> FixedDateTime {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default().fixed_offset()
}
