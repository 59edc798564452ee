//! The public record of an incident: as a page, as a feed, and the next notice for calendars.

mod calendar;
mod feed;
mod lines;

#[cfg(test)]
mod tests;

pub use calendar::next_notice;
pub use feed::{feed, title as feed_title};
pub use lines::{Line, lines};

use self::lines::kind_of;
use super::{
    facts::{DatedText, DeskView},
    incidents::incident,
};
use crate::{
    frame::{
        public::{Frame, PublicUrl},
        reply,
    },
    incidents::Incident,
    state::Services,
    words::{
        Words,
        dates::day_in_japan,
        differences::{Mark, marks},
    },
};
use actix_web::{HttpResponse, web};
use askama::Template;

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage<'a> {
    w: Words,
    frame: Frame,
    text_language: String,
    landing_path: String,
    entries: Vec<EntryView<'a>>,
    /// Whether a text was changed, so that marks need explaining.
    marked: bool,
    next: NextNotice,
    feed_title: String,
    feed_path: String,
    calendar_path: Option<String>,
    data_path: String,
    /// `None` until a set is published.
    check_path: Option<String>,
    desk: DeskView,
}

struct EntryView<'a> {
    line: Line<'a>,
    changed: Option<DatedText>,
    /// The latest of them first.
    earlier: Vec<EarlierText>,
}

/// How an entry read before, and how it became what it read next.
struct EarlierText {
    since: DatedText,
    text: String,
    changed: DatedText,
    kind: Vec<Mark>,
    marks: Vec<Mark>,
}

/// What is said of the next notice; `day` where there is a date.
struct NextNotice {
    day: Option<String>,
    text: String,
}

impl NextNotice {
    fn new(incident: &Incident, words: Words, now: i64) -> Self {
        let Some(day) = incident.definition.next_notice.clone() else {
            return Self { day: None, text: words.text("record-next-none") };
        };
        // Days as `2025-10-24` are in order as they are written.
        let late = day_in_japan(now).is_some_and(|today| day < today);
        let key = if late { "record-next-late" } else { "record-next" };
        Self { text: words.with(key, "date", words.date(&day)), day: Some(day) }
    }
}

impl<'a> RecordPage<'a> {
    fn new(incident: &'a Incident, words: Words, now: i64) -> Self {
        let definition = &incident.definition;
        let language = words.language().tag();
        let landing_path = format!("/{language}/incidents/{}", definition.slug);
        let rest = format!("incidents/{}/record", definition.slug);
        let entries: Vec<_> =
            lines(incident, words).into_iter().map(|line| EntryView::new(line, words)).collect();
        let next = NextNotice::new(incident, words, now);
        Self {
            w: words,
            frame: Frame::new(words, words.text("record-title"), &rest).of_incident(incident),
            text_language: incident.definition.text_language(words),
            marked: entries.iter().any(|entry| !entry.earlier.is_empty()),
            entries,
            feed_title: feed::title(incident, words),
            feed_path: format!("{landing_path}/record.atom"),
            calendar_path: next.day.as_ref().map(|_| format!("{landing_path}/next-notice.ics")),
            next,
            data_path: format!("/api/v1/incidents/{}/record", definition.slug),
            check_path: incident.set.map(|_| format!("{landing_path}/check")),
            landing_path,
            desk: DeskView::new(incident, words),
        }
    }
}

impl<'a> EntryView<'a> {
    fn new(line: Line<'a>, words: Words) -> Self {
        let Some(reading) = &line.reading else {
            return Self { line, changed: None, earlier: Vec::new() };
        };
        let later = reading.earlier.iter().skip(1).chain([&reading.now]);
        let steps = reading.earlier.iter().zip(later);
        let mut earlier: Vec<_> = steps
            .map(|(before, after)| EarlierText {
                since: dated("record-earlier", before.since, words),
                text: before.text.to_owned(),
                changed: dated("record-changes-heading", after.since, words),
                kind: if before.kind == after.kind {
                    Vec::new()
                } else {
                    let (before, after) = (kind_of(before, words), kind_of(after, words));
                    vec![Mark::Removed(before), Mark::Added(after)]
                },
                marks: marks(before.text, after.text),
            })
            .collect();
        earlier.reverse();
        let changed = reading.changed().map(|since| dated("record-changed", since, words));
        Self { line, changed, earlier }
    }
}

/// A sentence with the day of a moment, in Japan.
fn dated(key: &str, moment: i64, words: Words) -> DatedText {
    let day = day_in_japan(moment).unwrap_or_default();
    DatedText { text: words.with(key, "date", words.date(&day)), day }
}

pub async fn record(
    path: web::Path<(String, String)>,
    services: web::Data<Services>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let (language, slug) = path.into_inner();
    let words = Words::of_page(&language);
    match incident(&services, &slug, words).await {
        Ok(incident) => {
            let mut page = RecordPage::new(&incident, words, services.clock.now());
            page.frame = page.frame.at(address.as_ref());
            reply::page(&page, words)
        }
        Err(page) => page,
    }
}
