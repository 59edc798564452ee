//! A canary is loaded by the operator's tool and looked up in the browser, everything through a
//! recording proxy. Then it is searched for in every form: on the wire, in the server's files,
//! in its log, in its memory. Each search is shown to find what is planted.

use rand::rngs::OsRng;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use shirabe_protocol::{
    identifier::{Kind, Region},
    manifest::VerifiedManifest,
    oprf::{client::blind, server::EvaluationKey},
    stretching::{Salt, Stretcher},
    tag::Tag,
};
use shirabe_server::{app, config::Config};
use shirabe_tests::{
    browser::{Browser, Ending, Kind as Asked, Visit},
    deployment::{Deployment, List, now},
    needles::{Needles, Search},
    process_memory, programs_folder,
    proxy::{Exchange, Proxy},
};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

const SLUG: &str = "canary";
const EMAIL: &str = "Kanarienvogel.Gelb@voliere.example.org";
const PHONE: &str = "090-0731-9264";
const NAME: &str = "金糸雀鳴子";
const COMPANY: &str = "株式会社鳥籠製作所";

const DEFINITION: &str = r#"
slug = "canary"
languages = ["en"]
default_language = "en"
region = "JP"
profile = "sample"
sample = true
known_since = "2025-09-10"
published = "2025-10-10"
certainty = "may-have-been-taken"
investigation = "finished"
people = 3
[[organisations]]
role = "responsible"
name.en = "Example Aviary"
[[kinds]]
kind = "email"
public = true
[[kinds]]
kind = "phone"
public = true
[[kinds]]
kind = "code"
public = true
[[groups]]
name = "birds"
title.en = "Birds"
people = 3
data_classes = ["Names", "Email addresses", "Phone numbers"]
[desk]
phone = "03-0000-0000"
[texts.en]
title = "Data of birds may have been taken"
what_happened = ["We found an open door."]
desk_hours = "Monday to Friday"
"#;

/// A deployment with the canary in its list, loaded through the proxy.
struct Aviary {
    deployment: Deployment,
    proxy: Proxy,
    code: String,
}

impl Aviary {
    fn open() -> Self {
        let deployment = Deployment::start();
        deployment.apply(DEFINITION);
        let proxy = Proxy::before(deployment.address());
        let list = format!(
            "会社名,氏名,電話番号,メールアドレス\r\n\
             {COMPANY},{NAME},{PHONE},{EMAIL}\r\n\
             見本商店,見本一郎,03-0111-2222,ichiro@example.co.jp\r\n\
             見本商店,見本二郎,03-0111-2222,jiro+shop@example.co.jp\r\n"
        );
        let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode(&list);
        let list = List {
            slug: SLUG,
            group: "birds",
            file_name: "birds.csv",
            contents: &cp932,
            mappings: &[],
        };
        let output = deployment.try_import(&list, &proxy.url());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let rows = deployment.letter_codes(SLUG);
        let row = rows.iter().find(|row| row.iter().any(|cell| cell == NAME)).unwrap();
        let code = row.last().unwrap().clone();
        Self { deployment, proxy, code }
    }

    fn identifiers(&self) -> [(Kind, &str); 3] {
        [(Kind::email(), EMAIL), (Kind::phone(Region::Jp), PHONE), (Kind::code(), &self.code)]
    }

    fn manifest(&self) -> VerifiedManifest {
        let url = format!("{}/api/v1/incidents/{SLUG}/manifest", self.deployment.url());
        let mut reply = ureq::get(&url).call().unwrap();
        let signature = reply.headers().get("shirabe-signature").unwrap().to_str().unwrap();
        let engine = &base64::engine::general_purpose::STANDARD;
        let signature = base64::Engine::decode(engine, signature).unwrap();
        let bytes = reply.body_mut().read_to_vec().unwrap();
        let pinned = hex::decode(self.deployment.signing_key()).unwrap().try_into().unwrap();
        VerifiedManifest::verify(&bytes, &signature, &pinned, now()).unwrap()
    }

    /// Everything that names the canary: its cells, its identifiers as typed, normalised,
    /// canonical and stretched, and digests of each.
    fn secrets(&self) -> Search {
        let mut needles = Needles::default();
        for (name, text) in [("the name", NAME), ("the company", COMPANY)] {
            needles.add_text(name, text);
        }
        let manifest = self.manifest();
        for (kind, text) in self.identifiers() {
            let name = &kind.name;
            needles.add_text(&format!("the {name} as written"), text);
            needles.add_text(&format!("the {name} in lower case"), &text.to_lowercase());
            let identifier = kind.normalise(&[text]).unwrap();
            let canonical = identifier.canonical_bytes();
            let field = std::str::from_utf8(&canonical[16 + name.len()..]).unwrap();
            needles.add_text(&format!("the {name}, normalised"), field);
            needles.add_bytes(&format!("the {name}, canonical"), canonical);
            needles.add_bytes(&format!("SHA-1 of the canonical {name}"), &Sha1::digest(canonical));
            let digest = Sha256::digest(canonical);
            needles.add_bytes(&format!("SHA-256 of the canonical {name}"), &digest);
            let stretched = self.stretch(manifest.salt(), &kind, text);
            needles.add_bytes(&format!("the {name}, stretched"), &stretched);
        }
        assert!(needles.len() > 300, "only {} needles", needles.len());
        needles.search()
    }

    fn stretch(&self, salt: Salt, kind: &Kind, text: &str) -> [u8; 32] {
        let profile = self.manifest().manifest().profile;
        let identifier = kind.normalise(&[text]).unwrap();
        *Stretcher::new(profile, salt).unwrap().stretch(&identifier).unwrap().as_bytes()
    }

    /// The canary's tags, computed with the keys: under the public key, and under the staff key.
    fn tags(&self) -> [Search; 2] {
        let config = Config::from_file(&self.deployment.folder().join("shirabe.toml")).unwrap();
        let manifest = self.manifest();
        let keys = app::open_keys(&config).unwrap().keys_of(&manifest.manifest().incident).unwrap();
        [&keys.public, &keys.staff].map(|key| {
            let mut needles = Needles::default();
            for (kind, text) in self.identifiers() {
                let tag = tag_under(key, &manifest, &kind, text);
                needles.add_bytes(&format!("the tag of the {}", kind.name), tag.as_bytes());
            }
            needles.search()
        })
    }
}

fn tag_under(key: &EvaluationKey, manifest: &VerifiedManifest, kind: &Kind, text: &str) -> Tag {
    let identifier = kind.normalise(&[text]).unwrap();
    let mut stretcher = Stretcher::new(manifest.manifest().profile, manifest.salt()).unwrap();
    let stretched = stretcher.stretch(&identifier).unwrap();
    let (pending, blinded) = blind(stretched, &mut OsRng).unwrap();
    let (evaluated, proof) = key.blind_evaluate(&blinded, &mut OsRng).unwrap();
    pending.finalize(&evaluated, &proof, key.public_key()).unwrap().tag()
}

/// Where in one exchange the needles are.
fn in_exchange(search: &Search, exchange: &Exchange) -> Vec<String> {
    let request = &exchange.request;
    let mut places = vec![
        ("request line and headers", request.head.clone()),
        ("request body", request.body.clone()),
    ];
    if let Some(reply) = &exchange.reply {
        places.push(("reply headers", reply.head.clone()));
        places.push(("reply body on the wire", reply.wire.clone()));
        places.push(("reply body", reply.body()));
    }
    let mut found = Vec::new();
    for (place, bytes) in places {
        found
            .extend(search.in_bytes(&bytes).into_iter().map(|needle| format!("{place}: {needle}")));
    }
    found
}

/// Every file below a folder, with its bytes.
fn files_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push((name, fs::read(&path).unwrap()));
        }
    }
    files
}

/// What the server keeps: database, keys, configuration, log. Not the organisation's own folder.
fn files_of_the_server(deployment: &Deployment) -> Vec<(String, Vec<u8>)> {
    let mut files = files_below(&deployment.data());
    files.extend(files_below(&deployment.keys()));
    let config = fs::read(deployment.folder().join("shirabe.toml")).unwrap();
    files.push(("shirabe.toml".into(), config));
    files.push(("the log".into(), deployment.log()));
    files
}

fn in_memory(search: &Search, process: u32) -> Vec<String> {
    let mut found = Vec::new();
    let read = process_memory::read(process, |piece| {
        found.extend(search.in_plain(piece).into_iter().map(str::to_owned));
    });
    assert!(read.unwrap() > 1 << 20, "a server has more than a megabyte of memory");
    found
}

#[test]
fn the_canary_leaves_no_trace() {
    let aviary = Aviary::open();
    let browser = Browser::borrow();
    for (kind, (_, text)) in Asked::ALL.into_iter().zip(aviary.identifiers()) {
        let ending = look_up(&browser, &aviary.proxy, kind, text);
        assert_eq!(ending, Ending::listed(&["birds"]), "the canary is found by {kind:?}");
    }
    let secrets = aviary.secrets();
    let exchanges = aviary.proxy.exchanges();
    let evaluations = aviary.proxy.exchanges_with("/evaluate");
    assert_eq!(evaluations.len(), 3, "the proxy saw the three lookups");
    for exchange in &exchanges {
        let found = in_exchange(&secrets, exchange);
        assert!(
            found.is_empty(),
            "{} {}: {found:?}",
            exchange.request.method,
            exchange.request.target
        );
    }
    for (name, bytes) in files_of_the_server(&aviary.deployment) {
        let found = secrets.in_bytes(&bytes);
        assert!(found.is_empty(), "{name}: {found:?}");
    }
    let found = in_memory(&secrets, aviary.deployment.server_pid());
    assert!(found.is_empty(), "the server's memory: {found:?}");
    the_search_finds_what_is_planted(&aviary, &secrets);
}

#[test]
fn tags_stand_in_the_upload_and_the_database_alone() {
    let aviary = Aviary::open();
    let browser = Browser::borrow();
    let ending = look_up(&browser, &aviary.proxy, Asked::Email, EMAIL);
    assert_eq!(ending, Ending::listed(&["birds"]));
    let uploads = ["/filter-entries/", "/records/"];
    for (tags, upload) in aviary.tags().iter().zip(uploads) {
        let mut uploaded = 0;
        for exchange in aviary.proxy.exchanges() {
            let found = in_exchange(tags, &exchange);
            if exchange.request.target.contains(upload) {
                uploaded += found.len();
                assert!(found.iter().all(|place| place.starts_with("request body")), "{found:?}");
            } else {
                assert!(found.is_empty(), "{}: {found:?}", exchange.request.target);
            }
        }
        assert_eq!(uploaded, 3, "one tag of each kind in {upload}");
        let mut stored = 0;
        for (name, bytes) in files_of_the_server(&aviary.deployment) {
            let found = tags.in_bytes(&bytes);
            if name.starts_with("shirabe.sqlite3") {
                stored += found.len();
            } else {
                assert!(found.is_empty(), "{name}: {found:?}");
            }
        }
        assert!(stored >= 3, "the database holds the tags that were uploaded");
    }
}

#[test]
fn listed_and_unlisted_people_cause_the_same_requests() {
    let aviary = Aviary::open();
    let record = |email: &str, expected: Ending| {
        // An origin of its own each time: nothing is cached.
        let proxy = Proxy::before(aviary.deployment.address());
        let browser = Browser::borrow();
        assert_eq!(look_up(&browser, &proxy, Asked::Email, email), expected);
        // Whatever an answer might cause would come now.
        proxy.exchanges_after_quiet(Duration::from_secs(3))
    };
    let listed = record(EMAIL, Ending::listed(&["birds"]));
    let unlisted = record("nobody-at-all@example.org", Ending::NotListed);
    // The parts of the page come in whatever order Chromium likes; what the lookup asks for,
    // from the manifest on, has one order.
    let shapes = |exchanges: &[Exchange]| {
        let manifest = exchanges.iter().position(|one| one.request.target.ends_with("/manifest"));
        let (page, lookup) = exchanges.split_at(manifest.expect("the lookup fetched a manifest"));
        let mut page: Vec<_> = page.iter().map(shape).collect();
        page.sort();
        (page, lookup.iter().map(shape).collect::<Vec<_>>())
    };
    assert_eq!(shapes(&listed), shapes(&unlisted));
    let evaluated = |exchanges: &[Exchange]| -> Vec<usize> {
        let places = exchanges.iter().enumerate();
        places
            .filter(|(_, one)| one.request.target.ends_with("/evaluate"))
            .map(|(p, _)| p)
            .collect()
    };
    assert_eq!(evaluated(&listed), [listed.len() - 1], "one evaluation, and nothing after it");
}

/// What an observer of the connection sees of an exchange.
fn shape(exchange: &Exchange) -> (String, String, usize, usize, Option<(u16, usize)>) {
    let request = &exchange.request;
    let reply = exchange.reply.as_ref().map(|reply| (reply.status, reply.size()));
    (request.method.clone(), request.target.clone(), request.head.len(), request.body.len(), reply)
}

/// A person's way from the incident's page to the answer.
fn look_up(browser: &Browser, proxy: &Proxy, kind: Asked, text: &str) -> Ending {
    let visit = Visit::new(browser, proxy.url(), "en", SLUG);
    visit.land();
    visit.press_check();
    visit.look_up(kind, text)
}

/// The other half of every assertion above.
fn the_search_finds_what_is_planted(aviary: &Aviary, secrets: &Search) {
    let url = aviary.proxy.url();
    let ask =
        |path: &str| ureq::get(format!("{url}{path}")).config().http_status_as_error(false).build();
    aviary.proxy.forget();
    ask("/ja/?q=kanarienvogel.gelb%40voliere.example.org").call().unwrap();
    ask("/ja/").header("x-planted", hex::encode(EMAIL)).call().unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(PHONE.as_bytes()).unwrap();
    let body = gzip.finish().unwrap();
    ureq::post(format!("{url}/api/v1/incidents/{SLUG}/evaluate"))
        .config()
        .http_status_as_error(false)
        .build()
        .send(&body[..])
        .unwrap();
    let exchanges = aviary.proxy.exchanges();
    assert_eq!(exchanges.len(), 3);
    for exchange in &exchanges {
        assert!(!in_exchange(secrets, exchange).is_empty(), "{:?}", exchange.request.target);
    }

    // What was asked for in those addresses is not logged either.
    let log = aviary.deployment.log();
    assert!(!log.is_empty() && secrets.in_bytes(&log).is_empty());
    let planted_log = [&log[..], b" for ", NAME.as_bytes()].concat();
    assert!(!secrets.in_bytes(&planted_log).is_empty());

    let file = aviary.deployment.data().join("planted");
    fs::write(&file, Sha256::digest(EMAIL)).unwrap();
    let files = files_of_the_server(&aviary.deployment);
    let holders: Vec<_> = files.iter().filter(|(_, b)| !secrets.in_bytes(b).is_empty()).collect();
    assert_eq!(holders.len(), 1, "the planted file is found, and no other");
    fs::remove_file(file).unwrap();

    // A second server over the same folders, with the canary in its surroundings.
    let mut second = Command::new(programs_folder().join("shirabe"))
        .arg("--config")
        .arg(aviary.deployment.folder().join("shirabe.toml"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("PLANTED", &aviary.code)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(second.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let found = in_memory(secrets, second.id());
    second.kill().unwrap();
    second.wait().unwrap();
    assert!(!found.is_empty(), "what stands in a server's memory is found there");
}
