//! Lists that are too large to be fetched whole: what is fetched, what that tells, and that the
//! page says so.

use rand::{RngCore, SeedableRng, rngs::OsRng};
use rand_chacha::ChaCha20Rng;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shirabe_protocol::{
    filter,
    identifier::Kind as Declared,
    oprf::client::blind,
    stretching::{Profile, Salt, Stretcher},
    tag::Tag,
};
use shirabe_server::{
    config::Config,
    incidents::Definition,
    keys::IncidentKeys,
    sets::{publishing::build_filters, tags::TagsByFilter},
    state::Services,
    store::{AuditDraft, LoadAction, LoadDeclaration, SetCause, SetDraft, StoredFilter},
};
use shirabe_tests::{
    browser::{Browser, Ending, Kind, Visit},
    deployment::{Deployment, now},
    proxy::{Exchange, Proxy},
};
use std::{
    sync::{Arc, OnceLock},
    thread,
    time::Duration,
};

const LARGE: &str = "large-list";
/// The number of people of the largest incident that the samples follow.
const TAGS: usize = 9_230_000;
const VERY_LARGE: &str = "very-large-list";
/// 128 shards of this size are a list of about 12.5 million.
const VERY_LARGE_SHARD: usize = 588_544;

/// Somebody who looks, listed or not.
#[derive(Clone)]
struct Person {
    email: String,
    tag: Tag,
}

/// Of every incident, the first half is in its list.
const CROWD: usize = 400;

struct Published {
    deployment: Deployment,
    large: Vec<Person>,
    very_large: Vec<Person>,
}

/// Both lists, published once for all tests of this program.
fn published() -> &'static Published {
    static PUBLISHED: OnceLock<Published> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let deployment = Deployment::start();
        for slug in [LARGE, VERY_LARGE] {
            deployment.apply(&definition(slug));
            deployment.token(slug);
        }
        let config = Config::from_file(&deployment.folder().join("shirabe.toml")).unwrap();
        let (large, very_large) = actix_web::rt::System::new().block_on(async {
            let services = Services::open_now(&config).await.unwrap();
            let large = Incident::of(&services, LARGE).await;
            let people = large.crowd();
            publish(&services, &large, large.filters(&people)).await;
            let very_large = Incident::of(&services, VERY_LARGE).await;
            let very_many = very_large.crowd();
            publish(&services, &very_large, very_large_filters(&very_many)).await;
            (people, very_many)
        });
        Published { deployment, large, very_large }
    })
}

fn definition(slug: &str) -> String {
    format!(
        r#"
slug = "{slug}"
languages = ["en", "ja"]
default_language = "en"
region = "JP"
profile = "sample"
sample = true
known_since = "2025-09-10"
published = "2025-10-10"
certainty = "may-have-been-taken"
investigation = "finished"
people = {TAGS}
[[organisations]]
role = "responsible"
name.en = "Example Department Store"
name.ja = "見本百貨店"
[[kinds]]
kind = "email"
public = true
[[groups]]
name = "customers"
title.en = "Customers"
title.ja = "お客さま"
people = {TAGS}
data_classes = ["Names", "Email addresses"]
[desk]
phone = "03-0000-0000"
[texts.en]
title = "Data of customers may have been taken"
what_happened = ["We found an open door."]
desk_hours = "Monday to Friday"
[texts.ja]
title = "お客さまの情報が持ち出された可能性があります"
what_happened = ["扉が開いていました。"]
desk_hours = "平日"
"#
    )
}

/// What is needed to make tags as people's devices do.
struct Incident {
    id: [u8; 16],
    salt: Salt,
    keys: Arc<IncidentKeys>,
    definition: Definition,
}

impl Incident {
    async fn of(services: &Services, slug: &str) -> Self {
        let id = services.store.incident(slug).await.unwrap().unwrap().id;
        let deployment = services.store.deployment().await.unwrap();
        let keys = services.keys.keys_of(&id).unwrap();
        let definition = Definition::from_toml(&definition(slug)).unwrap();
        Self { id, salt: Salt::of(&deployment, &id), keys, definition }
    }

    fn crowd(&self) -> Vec<Person> {
        let mut stretcher = Stretcher::new(Profile::Sample, self.salt).unwrap();
        let key = &self.keys.public;
        let person = |number| {
            let email = format!("customer-{number}@example.com");
            let identifier = Declared::email().normalise(&[&email]).unwrap();
            let stretched = stretcher.stretch(&identifier).unwrap();
            let (pending, blinded) = blind(stretched, &mut OsRng).unwrap();
            let (evaluated, proof) = key.blind_evaluate(&blinded, &mut OsRng).unwrap();
            let tag = pending.finalize(&evaluated, &proof, key.public_key()).unwrap().tag();
            Person { email, tag }
        };
        (0..CROWD).map(person).collect()
    }

    /// As the server builds them when a load is published.
    fn filters(&self, people: &[Person]) -> Vec<StoredFilter> {
        let tags = with_random_tags(listed(people), TAGS);
        let by_filter = TagsByFilter::from([((0, 0), tags)]);
        build_filters(&self.definition, by_filter, &mut OsRng).unwrap()
    }
}

fn listed(people: &[Person]) -> Vec<Tag> {
    people[..CROWD / 2].iter().map(|person| person.tag).collect()
}

fn with_random_tags(mut tags: Vec<Tag>, count: usize) -> Vec<Tag> {
    let mut rng = ChaCha20Rng::seed_from_u64(9);
    tags.resize_with(count, || {
        let mut bytes = [0; Tag::BYTES];
        rng.fill_bytes(&mut bytes);
        Tag::from_bytes(bytes)
    });
    tags
}

/// The bits of a tag do not depend on its shard, so one bitmap under 128 headers is a list of
/// the right shape, without the minute that 12.5 million tags take.
fn very_large_filters(people: &[Person]) -> Vec<StoredFilter> {
    let tags = with_random_tags(listed(people), 98_000);
    let (plan, shards) = filter::build(&tags, 30, &mut OsRng).unwrap();
    assert_eq!((plan.shard_bits, plan.file_bytes), (0, VERY_LARGE_SHARD));
    let shard = |number: u16| {
        let mut file = shards[0].file.clone();
        file[9] = 7;
        file[10..12].copy_from_slice(&number.to_be_bytes());
        StoredFilter {
            sha256: Sha256::digest(&file).into(),
            kind: "email".into(),
            group: "customers".into(),
            positions: plan.positions,
            shard_bits: 7,
            shard: number,
            file,
        }
    };
    (0..128).map(shard).collect()
}

/// What a load leaves in the audit log.
fn entry() -> AuditDraft {
    AuditDraft { at: now(), incident: None, action: "load-opened", body: "{}".into() }
}

async fn publish(services: &Services, incident: &Incident, filters: Vec<StoredFilter>) {
    let store = &services.store;
    let declared = LoadDeclaration {
        action: LoadAction::Add,
        file: [0; 32],
        identifiers: 0,
        filter_entries: 0,
        people: 0,
        as_of: 1_760_086_800,
    };
    // A load of nothing, under a token of its own: the tags are in the filters already.
    let (token, load) = (Sha256::digest(incident.id).into(), incident.id);
    store.add_load_token(&token, &incident.id, "large", now()).await.unwrap();
    let (id, entry) = (&incident.id, entry());
    assert!(store.open_load(&token, &load, id, declared, now(), &entry).await.unwrap());
    let opened = store.load(&load).await.unwrap().unwrap();
    assert!(store.close_load(&opened, None, now(), &entry).await.unwrap());
    let draft = SetDraft {
        incident: incident.id,
        version: 1,
        as_of: declared.as_of,
        loads: vec![load],
        filters,
        cause: SetCause::Load(load),
    };
    assert!(store.publish_set(&draft, now(), None).await.unwrap());
}

/// Addresses and size of all shards of an incident's one filter, from the manifest.
fn shards_of(slug: &str) -> (Vec<String>, usize) {
    let url = format!("{}/api/v1/incidents/{slug}/manifest", published().deployment.url());
    let manifest: Value =
        serde_json::from_slice(&ureq::get(&url).call().unwrap().body_mut().read_to_vec().unwrap())
            .unwrap();
    let shards = manifest["filters"][0]["shards"].as_array().unwrap();
    let address = |shard: &Value| format!("/filters/{}", shard["sha256"].as_str().unwrap());
    let bytes = shards[0]["bytes"].as_u64().unwrap() as usize;
    (shards.iter().map(address).collect(), bytes)
}

/// The shards that agree with a tag's first bits, in order.
fn block(slug: &str, tag: &Tag, bits: u8) -> Vec<String> {
    let (all, _) = shards_of(slug);
    let length = all.len() >> bits;
    let first = usize::from(tag.shard(bits)) * length;
    all[first..first + length].to_vec()
}

fn fetched(proxy: &Proxy) -> Vec<String> {
    proxy.exchanges_with("/filters/").into_iter().map(|one| one.request.target).collect()
}

fn fetched_bytes(proxy: &Proxy) -> usize {
    let replies = proxy.exchanges_with("/filters/").into_iter();
    replies.map(|one| one.reply.unwrap().body().len()).sum()
}

/// What an observer of the connection sees, from the manifest on.
fn shapes(exchanges: &[Exchange]) -> Vec<(String, String, usize, usize, usize)> {
    let begin = exchanges.iter().position(|one| one.request.target.ends_with("/manifest"));
    let shape = |one: &Exchange| {
        let Exchange { request, reply, .. } = one;
        let size = reply.as_ref().unwrap().size();
        (
            request.method.clone(),
            request.target.clone(),
            request.head.len(),
            request.body.len(),
            size,
        )
    };
    exchanges[begin.expect("a manifest was fetched")..].iter().map(shape).collect()
}

/// The panel "What left your device", opened.
fn what_left(browser: &Browser) -> String {
    browser.click("[data-step=answer] .bytes summary");
    browser.text_of("[data-step=answer] .bytes")
}

/// A device that asks to save data.
fn save_data(browser: &Browser) -> Value {
    let source = "Object.defineProperty(Navigator.prototype, 'connection',
                    { get: () => ({ saveData: true }), configurable: true });";
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }))
}

/// Somebody who is listed, and somebody who is not, in the same part of 2^bits.
fn neighbours(people: &[Person], bits: u8) -> (&Person, &Person) {
    let (listed, unlisted) = people.split_at(CROWD / 2);
    let pair = listed.iter().find_map(|one| {
        let same = |other: &&Person| other.tag.shard(bits) == one.tag.shard(bits);
        Some((one, unlisted.iter().find(same)?))
    });
    pair.expect("in a crowd there are neighbours")
}

#[test]
fn of_nine_million_tags_eight_shards_are_fetched_and_three_bits_told() {
    let people = &published().large;
    let (all, size) = shards_of(LARGE);
    assert_eq!(all.len(), 64);
    assert!(8 * size <= 8 << 20);
    let (listed, unlisted) = neighbours(people, 3);
    let ask = |person: &Person, expected: Ending| {
        let proxy = Proxy::before(published().deployment.address());
        let browser = Browser::borrow();
        let visit = Visit::new(&browser, proxy.url(), "en", LARGE);
        visit.open_check();
        visit.choose(Kind::Email);
        thread::sleep(Duration::from_secs(1));
        assert_eq!(fetched(&proxy), [""; 0], "nothing of the list before the question");
        visit.type_text(Kind::Email, &person.email);
        visit.submit(Kind::Email);
        assert_eq!(visit.ending(), expected);
        thread::sleep(Duration::from_secs(1));
        let exchanges = proxy.exchanges();
        assert_eq!(fetched(&proxy), block(LARGE, &person.tag, 3));
        assert_eq!(fetched_bytes(&proxy), 8 * size);
        let said = what_left(&browser);
        let megabytes = format!("{:.1} MB", (8 * size) as f64 / 1e6);
        for words in [&megabytes, "3 bits about what you typed", "one of 8 parts"] {
            assert!(said.contains(words), "{words} is not in: {said}");
        }
        assert_eq!(browser.complaints(), [""; 0]);
        exchanges
    };
    let asked = ask(listed, Ending::listed(&["customers"]));
    assert_eq!(shapes(&asked), shapes(&ask(unlisted, Ending::NotListed)));
    let elsewhere = people[CROWD / 2..].iter().find(|one| one.tag.shard(3) != listed.tag.shard(3));
    ask(elsewhere.unwrap(), Ending::NotListed);
}

#[test]
fn a_device_that_saves_data_fetches_one_shard_and_tells_six_bits() {
    let people = &published().large;
    let (_, size) = shards_of(LARGE);
    assert!(size <= 1 << 20);
    let (listed, unlisted) = neighbours(people, 6);
    let ask = |person: &Person, expected: Ending| {
        let proxy = Proxy::before(published().deployment.address());
        let browser = Browser::borrow();
        let saving = save_data(&browser);
        let visit = Visit::new(&browser, proxy.url(), "ja", LARGE);
        visit.open_check();
        assert_eq!(visit.look_up(Kind::Email, &person.email), expected);
        assert_eq!(fetched(&proxy), block(LARGE, &person.tag, 6));
        assert_eq!(fetched_bytes(&proxy), size);
        let said = what_left(&browser);
        for words in ["6ビット", "64個に分けたうちの一つ"] {
            assert!(said.contains(words), "{words} is not in: {said}");
        }
        browser.devtools("Page.removeScriptToEvaluateOnNewDocument", saving);
        proxy.exchanges()
    };
    let asked = ask(listed, Ending::listed(&["customers"]));
    assert_eq!(shapes(&asked), shapes(&ask(unlisted, Ending::NotListed)));
}

#[test]
fn above_three_bits_nothing_is_sent_before_the_person_chooses() {
    let people = &published().very_large;
    let (listed, unlisted) = neighbours(people, 3);
    let proxy = Proxy::before(published().deployment.address());
    let browser = Browser::borrow();
    let visit = Visit::new(&browser, proxy.url(), "en", VERY_LARGE);
    visit.open_check();
    let weigh = |person: &Person| {
        proxy.forget();
        visit.choose(Kind::Email);
        visit.type_text(Kind::Email, &person.email);
        visit.submit(Kind::Email);
        visit.wait_for_step("amount");
        thread::sleep(Duration::from_millis(500));
        assert_eq!(fetched(&proxy), [""; 0]);
        assert_eq!(proxy.exchanges_with("/evaluate").len(), 0);
    };
    let take = |offer: &str| {
        browser.click(&format!("[data-offer={offer}] [data-action=take-part]"));
        visit.ending()
    };

    weigh(listed);
    let larger = browser.text_of("[data-offer=larger]");
    assert!(larger.contains("3 bits") && larger.contains("9.4 MB"), "{larger}");
    let smaller = browser.text_of("[data-offer=smaller]");
    assert!(smaller.contains("4 bits") && smaller.contains("4.7 MB"), "{smaller}");
    assert_eq!(browser.accessibility_violations(), [""; 0]);
    assert_eq!(take("smaller"), Ending::listed(&["customers"]));
    assert_eq!(fetched(&proxy), block(VERY_LARGE, &listed.tag, 4));
    assert_eq!(fetched_bytes(&proxy), 8 * VERY_LARGE_SHARD);
    assert!(what_left(&browser).contains("4 bits about what you typed"));

    // One choice is for one question.
    visit.check_another();
    weigh(unlisted);
    assert_eq!(take("larger"), Ending::NotListed);
    assert_eq!(fetched(&proxy), block(VERY_LARGE, &unlisted.tag, 3));
    assert!(what_left(&browser).contains("3 bits about what you typed"));

    // A block is kept nowhere: the same question asks for all of it once more.
    visit.check_another();
    weigh(unlisted);
    assert_eq!(take("larger"), Ending::NotListed);
    assert_eq!(fetched(&proxy), block(VERY_LARGE, &unlisted.tag, 3));
    assert_eq!(browser.complaints(), [""; 0]);
}
