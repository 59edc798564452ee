//! The pages hold what the lookup needs, in every language.

mod languages;
mod readings;
mod staff_texts;
mod texts;

use crate::{
    clock::SettableClock,
    config::{Config, Database},
    frame::public::PublicUrl,
    incidents::{Incident, definition::Definition, record::Record},
    init::{self, Setup},
    problem::Problem,
    state::Services,
    store::PublishedSet,
    words::{Language, Words},
};
use actix_web::{App, http::StatusCode, test as service_test, web};
use rand::rngs::OsRng;
use shirabe_protocol::error::{CheckError, InputError};
use std::{fs, path::PathBuf, sync::Arc};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// When the samples were applied: on 10 October 2025, in Japan.
const APPLIED: i64 = 1_760_086_800;

const INCIDENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/incidents");

/// The incident files of the sample data, each with what lies beside it.
fn samples() -> Vec<Definition> {
    let mut files: Vec<_> =
        fs::read_dir(INCIDENTS).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let main = |file: &PathBuf| {
        let stem = file.file_stem().and_then(|stem| stem.to_str());
        stem.is_some_and(|stem| !stem.contains('.'))
    };
    let text = |file: PathBuf| crate::incidents::files::read(&file).unwrap();
    files.into_iter().filter(main).map(|file| Definition::from_toml(&text(file)).unwrap()).collect()
}

/// The samples; the first is published, the others are not.
struct Samples {
    incidents: Vec<Arc<Incident>>,
    broken: bool,
}

const SET: PublishedSet = PublishedSet { version: 1, as_of: 1_760_086_800 };

impl Samples {
    /// Only these are published.
    fn published(slugs: &[&str]) -> Self {
        let mut samples = Self::new();
        for incident in &mut samples.incidents {
            let published = slugs.contains(&incident.definition.slug.as_str());
            Arc::make_mut(incident).set = published.then_some(SET);
        }
        samples
    }

    fn new() -> Self {
        let incident = |(position, definition)| {
            Arc::new(Incident {
                id: [position as u8; 16],
                record: Arc::new(Record::of_definition(&definition, APPLIED)),
                applied: APPLIED,
                definition: Arc::new(definition),
                set: (position == 0).then_some(SET),
            })
        };
        Self { incidents: samples().into_iter().enumerate().map(incident).collect(), broken: false }
    }
}

/// What a server has that holds these incidents and no others.
pub(super) async fn services_with(
    incidents: Result<Vec<Arc<Incident>>, Problem>,
    now: i64,
) -> Services {
    static FOLDER: OnceCell<(TempDir, Config)> = OnceCell::const_new();
    let (_, config) = FOLDER
        .get_or_init(|| async {
            let folder = tempfile::tempdir().unwrap();
            let setup = Setup {
                config: folder.path().join("shirabe.toml"),
                data: folder.path().join("data"),
                keys: folder.path().join("keys"),
                listen: "127.0.0.1:0".into(),
                public_url: "https://check.example.org".into(),
                database: Database { url: None, password_file: None },
            };
            let mut config = init::init(&setup, APPLIED, &mut OsRng).await.unwrap();
            config.server.security_contact = Some("mailto:security@example.org".into());
            (folder, config)
        })
        .await;
    let clock = Arc::new(SettableClock::at(now));
    let mut services = Services::open(config, clock).await.unwrap();
    services.directory = services.directory.holding(incidents);
    services
}

async fn get(source: Samples, path: &str, language: &str) -> (StatusCode, String, String) {
    let incidents = if source.broken { Err(Problem::Unavailable) } else { Ok(source.incidents) };
    let services = web::Data::new(services_with(incidents, APPLIED).await);
    let app = App::new().app_data(services).configure(super::configure);
    let app = app.app_data(web::Data::new(PublicUrl::new("https://check.example/")));
    let app = app.default_service(web::to(super::not_found));
    let service = service_test::init_service(app).await;
    let request =
        service_test::TestRequest::get().uri(path).insert_header(("accept-language", language));
    let reply = service_test::call_service(&service, request.to_request()).await;
    let location = reply.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
    let status = reply.status();
    let body = String::from_utf8(service_test::read_body(reply).await.to_vec()).unwrap();
    (status, location.unwrap_or_default(), body)
}

#[actix_web::test]
async fn the_first_page_follows_the_readers_language() {
    let (status, location, _) = get(Samples::new(), "/", "en-GB").await;
    assert_eq!((status, location.as_str()), (StatusCode::FOUND, "/en/"));
    let (_, location, _) = get(Samples::new(), "/", "ja-JP").await;
    assert_eq!(location, "/ja/");
}

#[actix_web::test]
async fn every_incident_has_a_page_in_every_language() {
    for incident in Samples::new().incidents {
        let slug = &incident.definition.slug;
        for language in Language::ALL {
            let path = format!("/{}/incidents/{slug}", language.tag());
            let (status, _, body) = get(Samples::new(), &path, "ja").await;
            assert_eq!(status, StatusCode::OK);
            assert!(body.contains(&format!("<html lang=\"{}\"", language.html())));
            let opens_check = body.contains(&format!("{path}/check"));
            assert_eq!(opens_check, incident.set.is_some(), "{path}");
        }
    }
}

#[actix_web::test]
async fn the_check_page_holds_every_text_of_every_answer() {
    let samples = Samples::new();
    let definition = Arc::clone(&samples.incidents[0].definition);
    let (status, _, body) =
        get(samples, &format!("/en/incidents/{}/check", definition.slug), "en").await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains(&format!("src=\"/api/v1/incidents/{}\"", definition.slug)));
    for outcome in ["listed", "not-listed"] {
        assert!(body.contains(&format!("data-outcome=\"{outcome}\"")));
    }
    for group in &definition.groups {
        assert!(body.contains(&format!("<section data-groups=\"{}\"", group.name)));
    }
    let input_codes = InputError::ALL.map(|error| format!("input:{}", error.code()));
    let check_codes = CheckError::ALL.map(|error| format!("check:{}", error.code()));
    for code in input_codes.iter().chain(&check_codes) {
        assert!(body.contains(&format!("data-error=\"{code}\"")), "{code}");
    }
    for declared in definition.kinds.iter().filter(|declared| !declared.public) {
        assert!(!body.contains(&format!("value=\"{}\"", declared.kind.code())));
    }
}

#[actix_web::test]
async fn a_composite_kind_is_one_page_of_fields() {
    let path = "/en/incidents/health-check/check";
    let (status, _, body) = get(Samples::published(&["health-check"]), path, "en").await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains("<span lang=\"en\">Insurance card and date of birth</span>"));
    for label in ["Insurance symbol (記号)", "Insurance number (番号)", "Date of birth"] {
        // In the summary of mistakes, and at the field.
        assert!(body.matches(&format!(">{label}<")).count() >= 2, "{label}");
    }
    for part in ["year", "month", "day"] {
        let id = format!("field-insurance-birth-date-{part}");
        assert!(body.contains(&format!("<label for=\"{id}\">")), "{id}");
        assert!(body.contains(&format!("autocomplete=\"bday-{part}\"")), "{part}");
    }
    let symbol = body.split("id=\"field-insurance-symbol\"").nth(1).unwrap();
    assert!(symbol[..symbol.find('>').unwrap()].contains("inputmode=\"numeric\""));
    for refused in ["email", "phone", "employee"] {
        assert!(!body.contains(&format!("name=\"kind\" value=\"{refused}\"")), "{refused}");
        assert!(!body.contains(&format!("type-{refused}")), "{refused}");
    }
    let words = Words::of(Language::English);
    assert!(body.contains(&words.text("listed-heading-details")));
    assert!(body.contains(&words.text("not-listed-heading-details")));
}

#[actix_web::test]
async fn all_incidents_are_asked_in_the_order_of_their_slugs() {
    let all = ["statistics-survey", "health-check", "overseas-career", "job-matching"];
    let (status, _, body) = get(Samples::published(&all), "/ja/check", "ja").await;
    assert_eq!(status, StatusCode::OK);
    let asked: Vec<&str> = (body.split("data-source=\"").skip(1))
        .map(|rest| rest.split("\">").next().unwrap())
        .collect();
    assert_eq!(
        asked,
        [
            "/api/v1/incidents/health-check\" data-admits=\"",
            "/api/v1/incidents/job-matching\" data-admits=\"email phone",
            "/api/v1/incidents/overseas-career\" data-admits=\"email phone",
            "/api/v1/incidents/statistics-survey\" data-admits=\"email phone",
        ]
    );
    assert!(!body.contains("src=\"/api"), "it belongs to no single incident");
    let codes = InputError::ALL.map(|error| format!("input:{}", error.code()));
    let (_, _, list) = get(Samples::published(&all), "/ja/", "ja").await;
    assert!(list.contains("href=\"/ja/check\""));
    assert!(codes.iter().all(|code| body.contains(&format!("data-error=\"{code}\""))));
}

#[actix_web::test]
async fn one_incident_is_not_asked_as_several() {
    // The health check admits neither address nor number.
    for published in [&["job-matching", "health-check"][..], &["health-check"], &[]] {
        let (_, _, list) = get(Samples::published(published), "/en/", "en").await;
        assert!(!list.contains("/en/check"));
        let (status, location, _) = get(Samples::published(published), "/en/check", "en").await;
        assert_eq!((status, location.as_str()), (StatusCode::FOUND, "/en/"));
    }
}

#[actix_web::test]
async fn a_check_that_is_not_open_leads_to_the_incident() {
    let samples = Samples::new();
    let slug = samples.incidents[1].definition.slug.clone();
    let (status, location, _) = get(samples, &format!("/ja/incidents/{slug}/check"), "ja").await;
    assert_eq!(status, StatusCode::FOUND);
    assert_eq!(location, format!("/ja/incidents/{slug}"));
}

#[actix_web::test]
async fn what_is_missing_is_said_in_the_right_language() {
    for path in ["/en/nowhere", "/en/incidents/nowhere", "/en/incidents/nowhere/check"] {
        let (status, _, body) = get(Samples::new(), path, "ja").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(body.contains(&Words::of(Language::English).text("problem-page-not-found-title")));
    }
    let (status, _, _) = get(Samples::new(), "/problems/nothing-like-it", "ja").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _, body) = get(Samples::new(), "/problems/too-many-requests", "ja").await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains("too-many-requests"));
}

#[actix_web::test]
async fn an_empty_list_and_a_broken_store_have_words_of_their_own() {
    let empty = Samples { incidents: Vec::new(), broken: false };
    let (status, _, body) = get(empty, "/en/", "en").await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains(&Words::of(Language::English).text("index-empty")));
    let broken = Samples { incidents: Vec::new(), broken: true };
    let (status, _, body) = get(broken, "/en/", "en").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(body.contains(&Words::of(Language::English).text("problem-unavailable-title")));
}

#[actix_web::test]
async fn without_scripts_the_steps_for_everybody_are_there() {
    let samples = Samples::new();
    let slug = samples.incidents[0].definition.slug.clone();
    let (_, _, body) = get(samples, &format!("/en/incidents/{slug}/check"), "en").await;
    let without = body.split("<noscript>").nth(1).unwrap().split("</noscript>").next().unwrap();
    let words = Words::of(Language::English);
    for key in ["noscript-why", "noscript-steps-text", "advice-desk-title"] {
        assert!(without.contains(&words.text(key)), "{key}");
    }
    assert!(!without.contains("data-groups"), "they are no answer");
}

#[actix_web::test]
async fn every_page_says_which_program_it_runs_and_how_one_knows_that_it_is_real() {
    let incident = "/ja/incidents/job-matching";
    for (path, real) in [
        ("/ja/".to_owned(), "/ja/real".to_owned()),
        ("/ja/how-it-works".to_owned(), "/ja/real".to_owned()),
        ("/ja/real".to_owned(), "/ja/real".to_owned()),
        (incident.to_owned(), format!("{incident}/real")),
        (format!("{incident}/real"), format!("{incident}/real")),
        (format!("{incident}/others"), format!("{incident}/real")),
    ] {
        let (status, _, body) = get(Samples::new(), &path, "ja").await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(body.contains(&format!("href=\"{real}\"")), "{path}");
        assert!(body.contains("href=\"/ja/real#program\""), "{path}");
        assert!(body.contains(env!("CARGO_PKG_VERSION")), "{path}");
    }
}

#[actix_web::test]
async fn the_page_about_real_pages_names_the_site_as_text() {
    let path = "/en/incidents/job-matching/real";
    let (_, _, body) = get(Samples::new(), path, "en").await;
    assert!(body.contains("https://work.mihon.example/"));
    // A link would teach people to follow links.
    assert!(!body.contains("href=\"https://work.mihon.example/"));
    let key = services_with(Ok(Vec::new()), APPLIED).await.manifests.signing_key_text();
    assert!(body.contains(&key), "the signing key");
    assert!(body.contains("href=\"mailto:security@example.org\""));
    assert!(body.contains(">security@example.org<"));
}

#[actix_web::test]
async fn a_check_in_a_frame_has_neither_header_nor_footer() {
    let mut samples = Samples::published(&["job-matching"]);
    for incident in &mut samples.incidents {
        let definition = Arc::make_mut(&mut Arc::make_mut(incident).definition);
        definition.embed_origins = vec!["https://www.example.jp".to_owned()];
    }
    let path = "/en/incidents/job-matching/embed";
    let (status, _, body) = get(samples, path, "en").await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains("data-embed-origins=\"https://www.example.jp\""));
    assert!(body.contains("<base target=\"_blank\">"));
    assert!(body.contains("runs on <bdi>check.example</bdi>"));
    assert!(!body.contains("page-header") && !body.contains("<footer"));
    assert!(body.contains(&Words::of(Language::English).text("sample-banner")));
    let (_, _, refused) = get(Samples::published(&["job-matching"]), path, "en").await;
    assert!(refused.contains(&Words::of(Language::English).text("embed-refused-text")));
    assert!(!refused.contains("<exposure-lookup"));
}
