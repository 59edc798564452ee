//! A whole deployment in this process, on a free port, under a clock that tests set.

pub mod browser;
mod cluster;
mod loader;
pub mod staff;

pub use cluster::Server as DatabaseServer;
pub use loader::{Loader, Person, declaration, publish, published, uploaded};

use actix_web::{
    dev::ServerHandle,
    http::{Method, StatusCode},
};
use rand::rngs::OsRng;
use serde_json::Value;
use shirabe_protocol::{
    identifier::Kind,
    manifest::VerifiedManifest,
    oprf::client::blind,
    outcome::{FilterCollection, Outcome},
    stretching::Stretcher,
    wire::{self, EvaluateReply},
};
use shirabe_server::{
    app,
    audit::By,
    clock::{Clock, SettableClock},
    config::{Config, Database},
    incidents::apply,
    init::{self, Setup},
    loads::tokens::{self, MOST_DAYS, Wanted},
    passwords::Passwords,
    state::Services,
    tls::Certificates,
};
use std::{
    env,
    sync::{Arc, LazyLock},
};

/// Whether tests that run on either database run on PostgreSQL now.
pub static ON_POSTGRES: LazyLock<bool> =
    LazyLock::new(|| match env::var("SHIRABE_TEST_DATABASE").as_deref() {
        Err(env::VarError::NotPresent) => false,
        Ok("postgres") => true,
        other => panic!(
            "SHIRABE_TEST_DATABASE is {other:?}: set it to postgres, or leave it out for SQLite"
        ),
    });

/// In the data folder.
pub const SQLITE: Database = Database { url: None, password_file: None };

pub const NOW: i64 = 1_763_700_000;
pub const HOUR: i64 = 3600;

pub const TWO_GROUPS: &str = r#"
slug = "two-groups"
languages = ["en"]
default_language = "en"
region = "JP"
profile = "sample"
sample = true
known_since = "2025-09-10"
published = "2025-10-10"
certainty = "may-have-been-taken"
investigation = "ongoing"
people = 5
[[organisations]]
role = "responsible"
name.en = "Example Office"
[[kinds]]
kind = "email"
public = true
[[kinds]]
kind = "phone"
public = false
[[groups]]
name = "a"
title.en = "Group A"
people = 3
data_classes = ["Names", "Email addresses"]
[[groups]]
name = "b"
title.en = "Group B"
people = 2
data_classes = ["Names", "Passwords"]
[desk]
phone = "03-0000-0000"
[texts.en]
title = "Data of visitors may have been taken"
what_happened = ["We found a suspicious access."]
desk_hours = "Monday to Friday"
"#;

pub struct Deployment {
    folder: tempfile::TempDir,
    pub config: Config,
    pub clock: Arc<SettableClock>,
    pub url: String,
    passwords: Option<Arc<Passwords>>,
    running: Option<(ServerHandle, actix_web::rt::task::JoinHandle<std::io::Result<()>>)>,
}

pub struct Reply {
    pub status: StatusCode,
    pub headers: actix_web::http::header::HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Checks the whole shape of an error, and gives its code.
    pub fn problem(&self) -> String {
        assert_eq!(self.headers.get("content-type").unwrap(), "application/problem+json");
        let body = self.json();
        assert_eq!(body["status"], self.status.as_u16());
        assert!(!body["title"].as_str().unwrap().is_empty());
        body["type"].as_str().unwrap().strip_prefix("/problems/").unwrap().to_owned()
    }
}

impl Deployment {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(adapt: impl Fn(&mut Config)) -> Self {
        let database =
            if *ON_POSTGRES { DatabaseServer::shared().new_database().await } else { SQLITE };
        Self::start_on(database, adapt).await
    }

    pub async fn start_on(database: Database, adapt: impl Fn(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let setup = Setup {
            config: folder.path().join("shirabe.toml"),
            data: folder.path().join("data"),
            keys: folder.path().join("keys"),
            listen: "127.0.0.1:0".into(),
            public_url: "http://127.0.0.1".into(),
            database,
        };
        let mut config = init::init(&setup, NOW, &mut OsRng).await.unwrap();
        config.limits.burst = 10_000;
        config.limits.sign_ins_per_minute = 10_000;
        adapt(&mut config);
        let clock = Arc::new(SettableClock::at(NOW));
        let mut deployment =
            Self { folder, config, clock, url: String::new(), passwords: None, running: None };
        deployment.serve().await;
        deployment
    }

    async fn serve(&mut self) {
        let clock = self.clock.clone();
        self.serve_with(Certificates::configured(&self.config, clock).unwrap()).await;
    }

    /// Serves with a certificate that the test keeps an eye on.
    pub async fn serve_with(&mut self, certificates: Option<Arc<Certificates>>) {
        let services = self.services().await;
        self.passwords = Some(services.passwords.clone());
        let (address, server) = app::listen_with(&self.config, services, certificates).unwrap();
        self.url = format!("http://{address}");
        self.running = Some((server.handle(), actix_web::rt::spawn(server)));
    }

    /// Ends the server, and lets go of the database.
    pub async fn stop(&mut self) {
        let (handle, task) = self.running.take().unwrap();
        handle.stop(false).await;
        task.await.unwrap().unwrap();
    }

    /// Serves what the configuration file says now.
    pub async fn start_again(&mut self) {
        self.config = Config::from_file(&self.config_file()).unwrap();
        self.config.limits.burst = 10_000;
        self.serve().await;
    }

    pub fn config_file(&self) -> std::path::PathBuf {
        self.folder.path().join("shirabe.toml")
    }

    /// What the running server signs staff in with.
    pub fn passwords(&self) -> &Passwords {
        self.passwords.as_deref().unwrap()
    }

    /// A second set of services over the same folders, as a second process would have.
    pub async fn services(&self) -> Services {
        Services::open(&self.config, self.clock.clone()).await.unwrap()
    }

    pub async fn apply(&self, definition: &str) -> anyhow::Result<apply::Applied> {
        let store = self.services().await.store;
        let (keys, now) = (self.config.keys.maker()?, self.clock.now());
        let applied =
            apply::apply(&store, &keys, definition, By::CommandLine, now, &mut OsRng).await;
        applied.map(|file| file.applied)
    }

    /// A load token of the command line.
    pub async fn token(&self, slug: &str) -> String {
        let store = self.services().await.store;
        let incident = store.incident_id(slug).await.unwrap().unwrap();
        let wanted = Wanted { name: "test", share: None, days: MOST_DAYS };
        let (by, rng) = (By::CommandLine, &mut OsRng);
        let token = tokens::make(&store, by, &incident, &wanted, NOW, rng).await.unwrap();
        token.to_string()
    }

    pub fn files(&self) -> Vec<(std::path::PathBuf, Vec<u8>)> {
        std::fs::read_dir(&self.config.data)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.clone(), std::fs::read(&path).unwrap()))
            .collect()
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Reply {
        let url = format!("{}{path}", self.url);
        let mut request = awc::Client::builder()
            .disable_redirects()
            .finish()
            .request(method, url)
            .no_decompress();
        for (name, value) in headers {
            request = request.insert_header((*name, *value));
        }
        let mut reply = request.send_body(body).await.unwrap();
        let body = reply.body().limit(16 << 20).await.unwrap().to_vec();
        let headers = reply.headers().clone();
        Reply { status: reply.status(), headers, body }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], Vec::new()).await
    }

    pub async fn evaluate(&self, slug: &str, body: Vec<u8>) -> Reply {
        let path = format!("/api/v1/incidents/{slug}/evaluate");
        self.send(Method::POST, &path, &[("content-type", wire::EVALUATE_REQUEST)], body).await
    }

    /// The manifest as a client would take it, under the key that this deployment pins.
    pub async fn manifest(&self, slug: &str) -> (VerifiedManifest, Vec<u8>) {
        let reply = self.get(&format!("/api/v1/incidents/{slug}/manifest")).await;
        assert_eq!(reply.status, StatusCode::OK);
        let pinned = self.services().await.manifests.signing_key();
        let signature = reply.headers.get(wire::SIGNATURE_HEADER).unwrap().to_str().unwrap();
        let signature =
            base64::Engine::decode(&base64::engine::general_purpose::STANDARD, signature).unwrap();
        let now = self.clock.now();
        let verified = VerifiedManifest::verify(&reply.body, &signature, &pinned, now).unwrap();
        (verified, reply.body)
    }

    /// A whole lookup by email: the groups, empty if not listed.
    pub async fn look_up(&self, slug: &str, email: &str) -> Vec<String> {
        let (manifest, _) = self.manifest(slug).await;
        let mut filters = FilterCollection::new();
        for shard in manifest.manifest().filters.iter().flat_map(|filter| &filter.shards) {
            let reply = self.get(&format!("/filters/{}", hex::encode(shard.sha256))).await;
            assert_eq!(reply.status, StatusCode::OK);
            filters.add(&manifest, &reply.body).unwrap();
        }
        let identifier = Kind::email().normalise(&[email]).unwrap();
        let profile = manifest.manifest().profile;
        let mut stretcher = Stretcher::new(profile, manifest.salt()).unwrap();
        let stretched = stretcher.stretch(&identifier).unwrap();
        let (pending, message) = blind(stretched, &mut OsRng).unwrap();
        let reply = self.evaluate(slug, message.to_vec()).await;
        let reply = EvaluateReply::decode(&reply.body).unwrap();
        let tag = pending.finalize(&reply.evaluated, &reply.proof, manifest.public_key()).unwrap();
        match filters.complete_for(&manifest, "email", &tag).unwrap().decide(&tag).unwrap() {
            Outcome::Listed(listed) => listed.groups().to_vec(),
            Outcome::NotListed(_) => Vec::new(),
        }
    }
}
