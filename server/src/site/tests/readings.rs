//! Easy Japanese on whole pages: every kanji is read, and nothing of it where it cannot stand.

use super::{Samples, get};
use crate::words::{Language, readings};
use actix_web::http::StatusCode;
use std::sync::Arc;

const SLUGS: [&str; 4] = ["statistics-survey", "health-check", "overseas-career", "job-matching"];

async fn pages(language: Language) -> Vec<(String, String)> {
    let tag = language.tag();
    let mut paths = vec![
        format!("/{tag}/"),
        format!("/{tag}/check"),
        format!("/{tag}/how-it-works"),
        format!("/{tag}/real"),
        format!("/{tag}/problems/too-many-requests"),
    ];
    for slug in SLUGS {
        for rest in ["", "/check", "/real", "/others", "/record", "/embed"] {
            paths.push(format!("/{tag}/incidents/{slug}{rest}"));
        }
    }
    let mut pages = Vec::new();
    for path in paths {
        let (status, _, body) = get(Samples::published(&SLUGS), &path, "ja").await;
        assert_eq!(status, StatusCode::OK, "{path}");
        pages.push((path, body));
    }
    pages
}

/// A page as its tags, and the text between them.
fn parts(page: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut tags, mut texts) = (Vec::new(), Vec::new());
    let mut rest = page;
    while let Some(open) = rest.find('<') {
        texts.push(&rest[..open]);
        let mut quoted = false;
        let end = rest[open..].find(|character| {
            quoted ^= character == '"';
            character == '>' && !quoted
        });
        let end = open + end.expect("every tag ends");
        tags.push(&rest[open..=end]);
        rest = &rest[end + 1..];
    }
    texts.push(rest);
    (tags, texts)
}

/// What stands between the two, the first time.
fn between<'a>(page: &'a str, begin: &str, end: &str) -> &'a str {
    page.split(begin).nth(1).and_then(|rest| rest.split(end).next()).unwrap_or_default()
}

/// Without every part from `begin` to `end`.
fn except(page: &str, begin: &str, end: &str) -> String {
    let mut parts = page.split(begin);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(part.split_once(end).expect("what begins ends").1);
    }
    kept
}

#[actix_web::test]
async fn readings_are_elements_and_stand_in_no_attribute_title_or_picture() {
    for (path, page) in pages(Language::EasyJapanese).await {
        assert!(page.contains("<html lang=\"ja\" class=\"with-readings\">"), "{path}");
        assert!(page.matches("<ruby>").count() > 5, "{path}");
        let (tags, texts) = parts(&page);
        for tag in tags {
            assert!(!tag[1..].contains('<') && !tag.contains('《'), "{path}: {tag}");
        }
        assert!(texts.iter().all(|text| !text.contains(['《', '》', '｜'])), "{path}");
        for (begin, end) in [("<title>", "</title>"), ("<svg class=\"picture", "</svg>")] {
            assert!(!between(&page, begin, end).contains("<r"), "{path}");
        }
        let pictures = page.split("<svg").skip(1).map(|rest| rest.split("</svg>").next().unwrap());
        assert!(pictures.into_iter().all(|picture| !picture.contains("<ruby")), "{path}");
    }
}

#[actix_web::test]
async fn every_kanji_that_a_page_shows_is_read() {
    for (path, page) in pages(Language::EasyJapanese).await {
        // Languages are named in their own words, and the title is no part of the page.
        let shown = except(&page, "<nav class=\"languages\"", "</nav>");
        let shown = except(&except(&shown, "<title>", "</title>"), "<ruby>", "</ruby>");
        for text in parts(&shown).1 {
            assert!(!text.contains(readings::is_kanji), "{path}: {text}");
        }
    }
}

#[actix_web::test]
async fn other_languages_have_no_readings() {
    for language in Language::ALL.into_iter().filter(|one| *one != Language::EasyJapanese) {
        for (path, page) in pages(language).await {
            assert!(!page.contains("<ruby") && !page.contains("with-readings"), "{path}");
        }
    }
}

#[actix_web::test]
async fn hostile_texts_of_an_incident_stay_texts() {
    let hostile = "<script>go()</script>漢字《かんじ》\" onload=\"go()\" '<img src=x>《<b>》";
    let mut samples = Samples::published(&SLUGS);
    for incident in &mut samples.incidents {
        let definition = Arc::make_mut(&mut Arc::make_mut(incident).definition);
        for texts in definition.texts.values_mut() {
            hostile.clone_into(&mut texts.title);
            texts.what_happened = vec![hostile.to_owned()];
            hostile.clone_into(&mut texts.desk_hours);
            texts.hints.values_mut().for_each(|hint| hostile.clone_into(hint));
        }
        for organisation in &mut definition.organisations {
            organisation.name.values_mut().for_each(|name| hostile.clone_into(name));
        }
        for group in &mut definition.groups {
            group.title.values_mut().for_each(|title| hostile.clone_into(title));
        }
        for entry in &mut definition.timeline {
            entry.text.values_mut().for_each(|text| hostile.clone_into(text));
        }
    }
    for rest in ["", "check", "incidents/health-check", "incidents/job-matching/check"] {
        let samples = Samples { incidents: samples.incidents.clone(), broken: false };
        let (status, _, page) = get(samples, &format!("/ja-easy/{rest}"), "ja").await;
        assert_eq!(status, StatusCode::OK);
        let (tags, _) = parts(&page);
        for tag in tags {
            assert!(!tag.contains("onload") || tag.contains("&#34; onload"), "{tag}");
            assert!(!tag.starts_with("<img") && !tag.starts_with("<b>"), "{tag}");
            assert!(!tag.starts_with("<script>"), "{tag}");
        }
    }
}
