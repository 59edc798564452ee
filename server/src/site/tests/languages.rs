//! Which language a reader gets, how they change it, and what a page says of its translation.

use super::{INCIDENTS, Samples, get};
use crate::{
    incidents::definition::Definition,
    words::{Language, Words, review},
};
use actix_web::http::StatusCode;
use std::{fs, sync::Arc};

#[actix_web::test]
async fn an_address_without_a_language_leads_to_the_readers_own() {
    for (path, header, location) in [
        ("/incidents/health-check", "vi", "/vi/incidents/health-check"),
        ("/incidents/health-check/check", "zh-TW", "/zh-Hans/incidents/health-check/check"),
        ("/check", "pt", "/pt-BR/check"),
        ("/how-it-works", "de", "/en/how-it-works"),
        ("/", "ne", "/ne/"),
        ("/my", "en", "/my/"),
    ] {
        let (status, found, _) = get(Samples::new(), path, header).await;
        assert_eq!((status, found.as_str()), (StatusCode::FOUND, location), "{path}");
    }
}

#[actix_web::test]
async fn a_tag_in_other_letters_leads_to_the_right_one() {
    for (path, location) in [
        ("/zh-hans/", "/zh-Hans/"),
        ("/PT-br/incidents/health-check", "/pt-BR/incidents/health-check"),
        ("/JA-EASY/how-it-works", "/ja-easy/how-it-works"),
        ("/EN", "/en"),
    ] {
        let (status, found, _) = get(Samples::new(), path, "ja").await;
        assert_eq!((status, found.as_str()), (StatusCode::FOUND, location), "{path}");
    }
    for path in ["/fr/", "/ja-hard/", "/zh/incidents/health-check"] {
        let (status, _, _) = get(Samples::new(), path, "ja").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[actix_web::test]
async fn every_page_leads_to_itself_in_every_language() {
    for rest in ["", "how-it-works", "incidents/health-check", "problems/unavailable"] {
        for language in Language::ALL {
            let path = format!("/{}/{rest}", language.tag());
            let (status, _, page) = get(Samples::new(), &path, "ja").await;
            assert_eq!(status, StatusCode::OK, "{path}");
            for other in Language::ALL {
                let (html, hreflang) = (other.html(), other.hreflang());
                let link = format!(
                    "href=\"/{}/{rest}\" lang=\"{html}\" hreflang=\"{hreflang}\"",
                    other.tag()
                );
                assert!(page.contains(&link), "{path}: {link}");
                let found = page.contains(&format!(
                    "hreflang=\"{hreflang}\" href=\"https://check.example/{}/{rest}\"",
                    other.tag()
                ));
                assert_eq!(found, !rest.starts_with("problems"), "{path}");
            }
            let own = Words::of(language).text("language-name");
            assert!(page.contains(&format!("aria-current=\"true\">{own}</a>")), "{path}");
            let any = format!("hreflang=\"x-default\" href=\"https://check.example/{rest}\"");
            assert_eq!(page.contains(&any), !rest.starts_with("problems"), "{path}");
        }
    }
}

#[actix_web::test]
async fn a_translation_that_nobody_checked_says_so() {
    for language in Language::ALL {
        let path = format!("/{}/incidents/health-check", language.tag());
        let (_, _, page) = get(Samples::new(), &path, "ja").await;
        let says = page.contains("class=\"review\"");
        assert_eq!(says, !review::is_sound(language), "{path}");
        assert_eq!(says, page.contains("href=\"/ja/incidents/health-check\" hreflang=\"ja\">"));
    }
    assert!(review::is_sound(Language::Japanese));
}

#[actix_web::test]
async fn an_incident_without_the_readers_language_says_so_once() {
    let main = fs::read_to_string(format!("{INCIDENTS}/health-check.toml")).unwrap();
    let definition = Arc::new(Definition::from_toml(&main).unwrap());
    for (language, shown) in [
        (Language::Korean, Some(Language::Japanese)),
        (Language::EasyJapanese, Some(Language::Japanese)),
        (Language::English, None),
    ] {
        let words = Words::of(language);
        let mut samples = Samples::published(&["health-check"]);
        for incident in &mut samples.incidents {
            if incident.definition.slug == "health-check" {
                Arc::make_mut(incident).definition = Arc::clone(&definition);
            }
        }
        for rest in ["", "/check"] {
            let samples = Samples { incidents: samples.incidents.clone(), broken: false };
            let path = format!("/{}/incidents/health-check{rest}", language.tag());
            let (_, _, page) = get(samples, &path, "ja").await;
            let name = Words::of(Language::Japanese).text("language-name");
            let note = words.with("texts-elsewhere", "name", name);
            let beginning = note.split('《').next().unwrap();
            let says = page.matches(&format!("<p class=\"quiet\">{beginning}")).count()
                + page.matches(&format!("<p class=\"quiet\"><ruby>{beginning}")).count();
            assert_eq!(says, usize::from(shown.is_some()), "{path}: {note}");
            let own = shown.unwrap_or(language).tag();
            let hours = &definition.texts[own].desk_hours;
            let marked = format!(
                "<span lang=\"{}\">{hours}</span>",
                Language::from_tag(own).unwrap().html()
            );
            assert!(page.contains(&marked), "{path}: {marked}");
        }
    }
}

#[actix_web::test]
async fn what_staff_alone_meet_is_explained_in_their_languages() {
    let (status, location, _) =
        get(Samples::new(), "/vi/problems/unknown-organisation", "vi").await;
    assert_eq!(status, StatusCode::FOUND);
    assert_eq!(location, "/en/problems/unknown-organisation");
    let english = Words::of(Language::English).text("problem-unknown-organisation-title");
    for (path, header) in
        [("/problems/unknown-organisation", "vi"), ("/en/problems/unknown-organisation", "ja")]
    {
        let (status, _, page) = get(Samples::new(), path, header).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains(&english), "{path}");
    }
    let (_, _, page) = get(Samples::new(), "/vi/problems/too-many-requests", "ja").await;
    assert!(
        page.contains(&Words::of(Language::Vietnamese).text("problem-too-many-requests-title"))
    );
}
