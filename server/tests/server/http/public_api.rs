//! The public's side over HTTP: shapes, errors, headers, limits, the manifest's life.

use crate::deployment::{Deployment, HOUR, NOW, TWO_GROUPS, publish};
use actix_web::http::{Method, StatusCode};
use shirabe_protocol::{manifest, wire};
use shirabe_server::incidents::Definition;

const PEOPLE: [&str; 2] = ["ann@example.jp", "bao@example.com"];
/// The ristretto255 base point, a valid element.
const ELEMENT: &str = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";

fn element() -> Vec<u8> {
    hex::decode(ELEMENT).unwrap()
}

#[actix_web::test]
async fn evaluate_answers_96_bytes_and_refuses_everything_else_in_words() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    assert_eq!(deployment.evaluate("two-groups", element()).await.problem(), "not-published");
    publish(&deployment, "two-groups", &PEOPLE, 0).await;
    let reply = deployment.evaluate("two-groups", element()).await;
    assert_eq!((reply.status, reply.body.len()), (StatusCode::OK, 96));
    assert_eq!(reply.headers.get("content-type").unwrap(), wire::EVALUATE_REPLY);
    assert_eq!(reply.headers.get("cache-control").unwrap(), "no-store");
    let again = deployment.evaluate("two-groups", element()).await;
    assert!(reply.body[..32] == again.body[..32] && reply.body[32..] != again.body[32..]);

    assert_eq!(deployment.evaluate("nowhere", element()).await.problem(), "not-found");
    assert_eq!(deployment.evaluate("two-groups", vec![0; 32]).await.problem(), "malformed");
    assert_eq!(deployment.evaluate("two-groups", vec![0xFF; 32]).await.problem(), "malformed");
    assert_eq!(
        deployment.evaluate("two-groups", element()[1..].to_vec()).await.problem(),
        "malformed"
    );
    let long = deployment.evaluate("two-groups", vec![1; 33]).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(long.problem(), "too-large");
    let path = "/api/v1/incidents/two-groups/evaluate";
    let untyped = deployment.send(Method::POST, path, &[], element()).await;
    assert_eq!(untyped.problem(), "media-type");
    let read = deployment.get(path).await;
    assert_eq!(
        (read.status, read.problem().as_str()),
        (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed")
    );
}

#[actix_web::test]
async fn too_many_lookups_are_told_when_to_come_back() {
    let deployment = Deployment::start_with(|config| config.limits.burst = 3).await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    publish(&deployment, "two-groups", &PEOPLE, 0).await;
    for _ in 0..3 {
        assert_eq!(deployment.evaluate("two-groups", element()).await.status, StatusCode::OK);
    }
    let refused = deployment.evaluate("two-groups", element()).await;
    assert_eq!(refused.problem(), "too-many-requests");
    let wait: u64 = refused.headers.get("retry-after").unwrap().to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait));
}

#[actix_web::test]
async fn a_manifest_is_signed_anew_at_half_its_life_and_names_the_one_before() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    publish(&deployment, "two-groups", &PEOPLE, 0).await;
    let (first, first_bytes) = deployment.manifest("two-groups").await;
    assert_eq!(first.manifest().previous, [0; 32]);
    assert_eq!(first.manifest().expires - first.manifest().issued, 24 * HOUR);
    deployment.clock.set(NOW + 11 * HOUR);
    assert!(deployment.manifest("two-groups").await.1 == first_bytes);
    deployment.clock.set(NOW + 13 * HOUR);
    let (second, second_bytes) = deployment.manifest("two-groups").await;
    assert_eq!(second.manifest().set_version, 1);
    assert_eq!(second.manifest().previous, manifest::digest(&first_bytes));
    assert_eq!(second.manifest().filters, first.manifest().filters);
    // Another process on the same store hands out the same bytes.
    let services = deployment.services().await;
    let incident = services.directory.find("two-groups").await.unwrap();
    assert!(services.manifests.current(&incident).await.unwrap().bytes == second_bytes);
}

#[actix_web::test]
async fn a_manifest_offers_what_is_public_only() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    publish(&deployment, "two-groups", &PEOPLE, 0).await;
    let (manifest, _) = deployment.manifest("two-groups").await;
    let manifest = manifest.manifest();
    assert_eq!(manifest.kinds.iter().map(|kind| kind.name.as_str()).collect::<Vec<_>>(), ["email"]);
    assert_eq!(manifest.groups, ["a", "b"]);
    assert_eq!(manifest.filters.len(), 2, "an empty group has a filter like any other");
    assert_eq!(manifest.filters[0].shards[0].bytes, manifest.filters[1].shards[0].bytes);
}

#[actix_web::test]
async fn headers_of_every_reply_are_pinned() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    for path in ["/api/v1/incidents", "/nowhere", "/filters/00", "/healthz", "/api/v1/openapi.json"]
    {
        let reply = deployment.get(path).await;
        let header = |name| reply.headers.get(name).and_then(|value| value.to_str().ok());
        assert_eq!(
            header("content-security-policy"),
            Some(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                 img-src 'self' data:; connect-src 'self'; worker-src 'self'; font-src 'self'; \
                 form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            ),
            "{path}"
        );
        assert_eq!(header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(header("set-cookie"), None, "{path}");
        assert_eq!(header("access-control-allow-origin"), None, "{path}");
    }
}

#[actix_web::test]
async fn public_facts_hold_no_more_than_the_page_does() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    let facts = deployment.get("/api/v1/incidents/two-groups").await.json();
    assert_eq!(facts["name"], "two-groups");
    assert_eq!(facts["kinds"], serde_json::json!(["email"]));
    assert_eq!(facts["data_classes"], serde_json::json!(["Names", "Email addresses", "Passwords"]));
    assert!(facts["set"].is_null());
    publish(&deployment, "two-groups", &PEOPLE, 0).await;
    let facts = deployment.get("/api/v1/incidents").await.json();
    assert_eq!(facts[0]["set"]["version"], 1);
}

#[actix_web::test]
async fn every_described_path_is_there_and_every_problem_is_a_problem() {
    let deployment = Deployment::start().await;
    let description = deployment.get("/api/v1/openapi.json").await.json();
    let paths = description["paths"].as_object().unwrap();
    assert!(paths.len() >= 13, "{}", paths.len());
    for (path, methods) in paths {
        let path = path.replace("{slug}", "nowhere").replace("{sha256}", "00");
        let path = path.replace("{load}", "00").replace("{number}", "0");
        for method in methods.as_object().unwrap().keys() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let reply = deployment.send(method.clone(), &path, &[], Vec::new()).await;
            if reply.status != StatusCode::OK {
                assert_ne!(reply.problem(), "method-not-allowed", "{method} {path}");
            }
        }
    }
}

#[test]
fn the_sample_incidents_are_sound() {
    for incident in sample_data::incidents() {
        let definition = Definition::from_toml(incident.definition).unwrap();
        assert_eq!(definition.slug, incident.slug);
        for file in incident.files {
            let group = definition.groups.iter().find(|group| group.name == file.group).unwrap();
            assert_eq!(group.people, file.people as u64, "{}", file.file_name);
        }
    }
}
#[actix_web::test]
async fn the_daily_budget_is_counted_for_all_processes_and_begins_anew_each_day() {
    let deployment = Deployment::start().await;
    let budget = TWO_GROUPS.replace("people = 5", "people = 5\ndaily_budget = 3");
    deployment.apply(&budget).await.unwrap();
    publish(&deployment, "two-groups", &PEOPLE, 0).await;
    for _ in 0..3 {
        assert_eq!(deployment.evaluate("two-groups", element()).await.status, StatusCode::OK);
    }
    let refused = deployment.evaluate("two-groups", element()).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.problem(), "daily-budget");
    // Another process counts in the same database.
    let services = deployment.services().await;
    let incident = services.directory.find("two-groups").await.unwrap();
    assert_eq!(services.budgets.take(&incident).await.unwrap_err().code(), "daily-budget");
    deployment.clock.set(NOW + 24 * HOUR);
    assert_eq!(deployment.evaluate("two-groups", element()).await.status, StatusCode::OK);
}
