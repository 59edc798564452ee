//! The record as people and their programs get it: escaped, marked, in the reader's language.

use crate::{
    incidents::{
        Incident,
        definition::{Definition, EntryKind},
        record::{Entry, ListChange, Notice, NoticeId, Record, Version},
    },
    site::{configure, tests::services_with},
    store::PublishedSet,
    words::{Language, Words, dates},
};
use actix_web::{App, http::StatusCode, test as service_test, web};
use std::sync::Arc;

/// On 19 September 2025 in Japan, at noon; and a week later.
const FIRST: i64 = 1_758_250_800;
const WEEK: i64 = 7 * 86_400;

/// One incident, and what time it is.
struct Source {
    incident: Incident,
    now: i64,
}

fn version(kind: EntryKind, since: i64, ja: &str, en: Option<&str>) -> Version {
    let texts = [Some(("ja", ja)), en.map(|en| ("en", en))].into_iter().flatten();
    let texts = texts.map(|(language, text)| (language.to_owned(), text.to_owned())).collect();
    Version { kind, texts, since }
}

fn notice(date: &str, versions: Vec<Version>) -> Entry {
    let id = NoticeId { date: date.into(), name: String::new() };
    Entry::Notice(Notice { id, versions })
}

/// A list that changed; a notice that was corrected, in Japanese twice; one without English.
fn source(next_notice: &str) -> Source {
    let file = include_str!("../../../../data/incidents/job-matching.toml");
    let file = file.replace("next_notice = \"2026-12-15\"", next_notice);
    let list =
        ListChange { date: "2025-10-10".into(), set_version: 3, published: FIRST + 3 * WEEK };
    let corrected = vec![
        version(EntryKind::Event, FIRST, "対象は382人です。", Some("382 <b>people</b>.")),
        version(EntryKind::First, FIRST + WEEK, "対象は412人です。", Some("412 <b>people</b>.")),
        version(
            EntryKind::First,
            FIRST + 2 * WEEK,
            "対象は415人です。",
            Some("412 <b>people</b>."),
        ),
    ];
    let record = Record {
        entries: vec![
            Entry::List(list),
            notice("2025-09-19", corrected),
            notice("2025-09-16", vec![version(EntryKind::Event, FIRST, "調べています。", None)]),
        ],
    };
    let incident = Incident {
        id: [7; 16],
        definition: Arc::new(Definition::from_toml(&file).unwrap()),
        record: Arc::new(record),
        applied: FIRST,
        set: Some(PublishedSet { version: 3, as_of: FIRST }),
    };
    Source { incident, now: FIRST + 4 * WEEK }
}

struct Got {
    status: StatusCode,
    media_type: String,
    etag: String,
    body: String,
}

async fn ask(source: Source, path: &str, known: &str) -> Got {
    let services = services_with(Ok(vec![Arc::new(source.incident)]), source.now).await;
    let app = App::new().app_data(web::Data::new(services)).configure(configure);
    let service = service_test::init_service(app).await;
    let request = service_test::TestRequest::get().uri(path);
    let request = request.insert_header(("if-none-match", known)).to_request();
    let reply = service_test::call_service(&service, request).await;
    let header = |name| {
        reply.headers().get(name).map_or_else(String::new, |value| value.to_str().unwrap().into())
    };
    let (status, media_type, etag) = (reply.status(), header("content-type"), header("etag"));
    let body = String::from_utf8(service_test::read_body(reply).await.to_vec()).unwrap();
    Got { status, media_type, etag, body }
}

async fn get(source: Source, rest: &str) -> Got {
    ask(source, &format!("/{}", rest.replacen('/', "/incidents/job-matching/", 1)), "\"\"").await
}

const PLANNED: &str = "next_notice = \"2025-10-17\"";

#[actix_web::test]
async fn the_page_shows_each_change_in_words_and_marks() {
    let page = get(source(PLANNED), "en/record").await;
    assert_eq!(page.status, StatusCode::OK);
    let body = page.body;
    let places = ["id=\"list-2025-10-10\"", "id=\"entry-2025-09-19\"", "id=\"entry-2025-09-16\""];
    assert!(places.map(|place| body.find(place).expect(place)).is_sorted());
    // Texts of the incident are escaped, whole and in pieces.
    assert!(!body.contains("<b>people"));
    assert!(body.contains("<p lang=\"en\">412 &#60;b&#62;people&#60;/b&#62;.</p>"), "{body}");
    let marked = "<p lang=\"en\"><del><span class=\"visually-hidden\" lang=\"en\">Taken out: \
                  </span>382</del><ins><span class=\"visually-hidden\" lang=\"en\">Added: \
                  </span>412</ins> &#60;b&#62;people&#60;/b&#62;.</p>";
    assert!(body.contains(marked), "{body}");
    // Of the kind too, in the words of the page.
    assert!(body.contains("</span>What happened on this day</del>"));
    // In English it changed once, in Japanese twice.
    assert_eq!(body.matches("<details class=\"earlier-switch\">").count(), 1);
    assert!(body.contains("<time datetime=\"2025-09-26\">Changed on 26 September 2025</time>"));
    assert!(body.contains("Earlier text, from 19 September 2025"));
    let ja = get(source(PLANNED), "ja/record").await.body;
    assert_eq!(ja.matches("<details class=\"earlier-switch\">").count(), 2);
    assert!(ja.contains("<time datetime=\"2025-10-03\">2025年10月3日に変更</time>"));
    assert!(ja.find("415").unwrap() < ja.find("382").unwrap());
}

#[actix_web::test]
async fn a_notice_without_a_translation_is_shown_as_it_was_written() {
    let body = get(source(PLANNED), "en/record").await.body;
    let words = Words::of(Language::English);
    assert!(body.contains("<p lang=\"ja\">調べています。</p>"));
    assert_eq!(body.matches(&words.text("record-other-language")).count(), 1);
    let body = get(source(PLANNED), "ja/record").await.body;
    assert!(!body.contains(&Words::of(Language::Japanese).text("record-other-language")));
}

#[actix_web::test]
async fn the_next_notice_is_planned_until_its_day_is_over() {
    let (words, link) = (Words::of(Language::English), "next-notice.ics\"");
    let mut at_midnight = source(PLANNED);
    at_midnight.now = dates::day_begins("2025-10-18").unwrap() - 1;
    let body = get(at_midnight, "en/record").await.body;
    assert!(body.contains(&words.with("record-next", "date", "17 October 2025")));
    assert!(body.contains(link));
    let mut after = source(PLANNED);
    after.now = dates::day_begins("2025-10-18").unwrap();
    let body = get(after, "en/record").await.body;
    assert!(body.contains(&words.with("record-next-late", "date", "17 October 2025")));
    let body = get(source(""), "en/record").await.body;
    assert!(body.contains(&words.text("record-next-none")) && !body.contains(link));
}

#[actix_web::test]
async fn the_landing_page_leads_to_record_and_feed() {
    let body = ask(source(PLANNED), "/en/incidents/job-matching", "\"\"").await.body;
    assert!(body.contains("href=\"/en/incidents/job-matching/record\""));
    assert!(body.contains("type=\"application/atom+xml\""));
    assert!(body.contains("href=\"/en/incidents/job-matching/record.atom\""));
    assert!(body.contains("412 &#60;b&#62;people") && !body.contains("382"));
}

#[actix_web::test]
async fn another_program_reads_the_feed() {
    let got = get(source(PLANNED), "en/record.atom").await;
    assert_eq!(got.media_type, "application/atom+xml; charset=utf-8");
    let feed = feed_rs::parser::parse(got.body.as_bytes()).unwrap();
    let href = |rel: &str, links: &[feed_rs::model::Link]| {
        links.iter().find(|link| link.rel.as_deref() == Some(rel)).unwrap().href.clone()
    };
    let page = "https://check.example.org/en/incidents/job-matching/record";
    assert_eq!(href("self", &feed.links), format!("{page}.atom"));
    assert_eq!(href("alternate", &feed.links), page);
    assert_eq!(feed.language.as_deref(), Some("en"));
    let author = "Mihon Metropolis, Bureau of Industry and Work";
    assert_eq!(feed.authors[0].name.as_deref(), Some(author));
    assert_eq!(feed.updated.unwrap().timestamp(), FIRST + 3 * WEEK);
    let entries: Vec<_> = (feed.entries.iter())
        .map(|entry| (entry.updated.unwrap().timestamp(), entry.published.unwrap().timestamp()))
        .collect();
    let noon = 12 * 3600;
    let days = [FIRST + 3 * WEEK - noon, FIRST - noon, FIRST - noon - 3 * 86_400];
    assert_eq!(entries, [(FIRST + 3 * WEEK, days[0]), (FIRST + WEEK, days[1]), (FIRST, days[2])]);
    let first = &feed.entries[1];
    assert_eq!(first.title.as_ref().unwrap().content, "First notice · 19 September 2025");
    let content = first.content.as_ref().unwrap();
    assert_eq!(content.body.as_deref(), Some("412 <b>people</b>."));
    assert_eq!(href("alternate", &first.links), format!("{page}#entry-2025-09-19"));
    assert!(
        got.body.contains("<content xml:lang=\"ja\" type=\"text\">調べています。"),
        "{}",
        got.body
    );
}

#[actix_web::test]
async fn the_names_of_a_feed_stay_and_no_two_are_alike() {
    let ids = async |source, language: &str| {
        let got = get(source, &format!("{language}/record.atom")).await;
        let feed = feed_rs::parser::parse(got.body.as_bytes()).unwrap();
        let mut ids = vec![feed.id];
        ids.extend(feed.entries.into_iter().map(|entry| entry.id));
        ids
    };
    let en = ids(source(PLANNED), "en").await;
    // The list changes again, a text is corrected once more: ids are those of before.
    let mut later = source(PLANNED);
    let mut record = (*later.incident.record).clone();
    if let Entry::Notice(notice) = &mut record.entries[1] {
        notice.versions.push(version(EntryKind::Final, FIRST + 9 * WEEK, "新", Some("new")));
    }
    later.incident.record = Arc::new(record);
    assert_eq!(ids(later, "en").await, en);
    let mut all = [en, ids(source(PLANNED), "ja").await].concat();
    assert!(all.iter().all(|id| id.starts_with("urn:uuid:") && id.len() == 45));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 8);
}

#[actix_web::test]
async fn what_xml_cannot_hold_is_left_out() {
    let mut hostile = source(PLANNED);
    let text = "a\u{1}b\u{FFFE}]]>\u{1F4E7}<script>&amp;";
    let versions = vec![version(EntryKind::First, FIRST, text, Some(text))];
    hostile.incident.record = Arc::new(Record { entries: vec![notice("2025-09-19", versions)] });
    let got = get(hostile, "en/record.atom").await;
    let feed = feed_rs::parser::parse(got.body.as_bytes()).unwrap();
    let content = feed.entries[0].content.as_ref().unwrap().body.as_deref();
    assert_eq!(content, Some("ab]]>\u{1F4E7}<script>&amp;"));
}

#[actix_web::test]
async fn a_calendar_gets_one_whole_day_and_no_name() {
    let got = get(source(PLANNED), "ja/next-notice.ics").await;
    assert_eq!(got.media_type, "text/calendar; charset=utf-8");
    assert!(got.body.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(got.body.matches('\n').count(), got.body.matches("\r\n").count());
    assert!(got.body.split("\r\n").all(|line| line.len() <= 75), "{}", got.body);
    let unfolded = got.body.replace("\r\n ", "");
    let lines: Vec<&str> = unfolded.split("\r\n").collect();
    for expected in [
        "VERSION:2.0",
        "UID:next-notice-07070707070707070707070707070707@shirabe",
        "DTSTAMP:20250919T030000Z",
        "DTSTART;VALUE=DATE:20251017",
        "URL:https://check.example.org/ja/incidents/job-matching/record",
        "TRANSP:TRANSPARENT",
        "TRIGGER:PT32400S",
    ] {
        assert!(lines.contains(&expected), "{expected} in {unfolded}");
    }
    let once = |name: &str| lines.iter().filter(|line| line.starts_with(name)).count() == 1;
    assert!(once("PRODID:") && once("SUMMARY") && once("UID:next") && !unfolded.contains("DTEND"));
    let summary = lines.iter().find(|line| line.starts_with("SUMMARY")).unwrap();
    assert!(summary.contains("見本都 産業しごと局の事案について"), "{summary}");
    for absent in ["ATTENDEE", "ORGANIZER", "METHOD"] {
        assert!(!unfolded.contains(absent), "{absent}");
    }
    // The event stays the same one when the day is moved.
    let moved = get(source("next_notice = \"2025-11-01\""), "ja/next-notice.ics").await.body;
    assert!(
        moved.replace("\r\n ", "").contains(lines.iter().find(|l| l.starts_with("UID")).unwrap())
    );
    let none = get(source(""), "ja/next-notice.ics").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert!(
        none.body.contains(&Words::of(Language::Japanese).text("problem-page-not-found-title"))
    );
}

#[actix_web::test]
async fn what_is_known_is_not_sent_again() {
    for name in ["record.atom", "next-notice.ics"] {
        let path = format!("/en/incidents/job-matching/{name}");
        let first = ask(source(PLANNED), &path, "\"\"").await;
        assert!(first.etag.starts_with("W/\""));
        let again = ask(source(PLANNED), &path, &first.etag).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert_eq!(again.etag, first.etag);
        let other = ask(source(PLANNED), &path, "W/\"other\"").await;
        assert_eq!((other.status, other.body), (StatusCode::OK, first.body));
    }
    for path in ["/en/incidents/nowhere/record", "/en/incidents/nowhere/record.atom"] {
        assert_eq!(ask(source(PLANNED), path, "\"\"").await.status, StatusCode::NOT_FOUND);
    }
}
