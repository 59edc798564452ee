//! Ten thousand guesses of an agent, and of an invited organisation.

use crate::desk::scene::{self, JOBS};
use serde_json::{Value, json};
use shirabe_tests::deployment::{Deployment, now};
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};
use ureq::{Agent, http::Request};

const GUESSES: u64 = 10_000;
/// Lookups of an agent in an hour.
const BUDGET: u64 = 120;

/// At the same time.
const SENDERS: u64 = 4;
/// A ristretto255 element (RFC 9496, A.1).
const ELEMENT: &str = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";

/// What is asked again and again, with another search each time.
struct Guess<'a> {
    method: &'a str,
    /// `NUMBER` stands for the guess's own.
    url: String,
    headers: Vec<(String, String)>,
}

impl Guess<'_> {
    /// Sends guesses as fast as the server takes them; gives how often each status came.
    fn send(&self, guesses: u64) -> BTreeMap<u16, u64> {
        let next = AtomicU64::new(0);
        let counts = Mutex::new(BTreeMap::new());
        let config = Agent::config_builder().http_status_as_error(false).build();
        let agent = Agent::from(config);
        thread::scope(|scope| {
            for _ in 0..SENDERS {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= guesses {
                            break;
                        }
                        let status = self.send_one(&agent, number);
                        *counts.lock().unwrap().entry(status).or_default() += 1;
                    }
                });
            }
        });
        counts.into_inner().unwrap()
    }

    fn send_one(&self, agent: &Agent, number: u64) -> u16 {
        let url = self.url.replace("NUMBER", &number.to_string());
        let mut request = Request::builder().method(self.method).uri(url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let search: [u8; 16] = rand::random();
        let request = request.header("x-shirabe-search", hex::encode(search));
        let request = request.body(hex::decode(ELEMENT).unwrap()).unwrap();
        let mut reply = agent.run(request).expect("the server answers");
        reply.body_mut().read_to_vec().expect("the whole reply");
        reply.status().as_u16()
    }
}

#[test]
fn guesses_stop_at_the_budget_and_the_supervisor_sees_them() {
    let deployment = Deployment::start();
    scene::load_jobs(&deployment);
    let roles = ["desk-agent", "supervisor"];
    let agent = scene::with_roles(&deployment, &[JOBS], &roles);
    let session = agent.session_headers();
    let with = |more: &[(&str, &str)]| {
        let more = more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        session.iter().cloned().chain(more).collect::<Vec<_>>()
    };
    let guess = Guess {
        method: "POST",
        url: format!("{}/api/v1/staff/incidents/{JOBS}/desk/evaluate", deployment.url()),
        headers: with(&[("content-type", "application/vnd.shirabe.evaluate-request")]),
    };
    let hour = now() / 3600;
    let counts = guess.send(GUESSES);
    let answered = counts.get(&200).copied().unwrap_or(0);
    // Where an hour began meanwhile, its budget began with it.
    let most = if now() / 3600 == hour { BUDGET } else { 2 * BUDGET };
    assert!((BUDGET..=most).contains(&answered), "{counts:?}");
    assert_eq!(counts.get(&429), Some(&(GUESSES - answered)), "{counts:?}");

    // Three people, three public kinds, and a tenth: ten identifiers.
    let invitations = format!("/api/v1/staff/incidents/{JOBS}/bulk-checks");
    let whom = json!({ "organisation": "Example Trading", "people": 3 });
    let invitation = agent.call("POST", &invitations, whom);
    let bearer = format!("Bearer {}", invitation["secret"].as_str().unwrap_or_default());
    let headers = with(&[
        ("content-type", "application/vnd.shirabe.evaluate-batch-request"),
        ("authorization", &bearer),
        ("x-shirabe-claim", &"ab".repeat(32)),
    ]);
    let current = format!("{}/api/v1/bulk-checks/current", deployment.url());
    let claim = Guess { method: "POST", url: format!("{current}/claim"), headers: headers.clone() };
    assert_eq!(claim.send(1), BTreeMap::from([(204, 1)]));
    let guess = Guess { method: "PUT", url: format!("{current}/evaluations/NUMBER"), headers };
    assert_eq!(guess.send(GUESSES), BTreeMap::from([(200, 10), (403, GUESSES - 10)]));

    let watched =
        agent.call("GET", &format!("/api/v1/staff/incidents/{JOBS}/desk"), Value::Null).to_string();
    for alarm in ["desk-budget", "bulk-budget"] {
        assert!(watched.contains(alarm), "{alarm}: {watched}");
    }
    agent.open(&format!("/en/staff/incidents/{JOBS}/desk"));
    let page = agent.browser.visible_text();
    assert!(page.contains("Sato Hanako") && page.contains("Example Trading"), "{page}");
    let used = agent.call("GET", &invitations, Value::Null);
    assert_eq!(used[0]["evaluated"], 10);
}
