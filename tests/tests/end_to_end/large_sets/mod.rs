//! Lists that are too large to be fetched whole: what is fetched, what that tells, and that the
//! page says so.

mod published;

use published::{CROWD, LARGE, Person, VERY_LARGE, VERY_LARGE_SHARD, published};
use serde_json::{Value, json};
use shirabe_protocol::tag::Tag;
use shirabe_tests::{
    browser::{Browser, Ending, Kind, Visit},
    proxy::{Exchange, Proxy},
};
use std::{thread, time::Duration};

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
