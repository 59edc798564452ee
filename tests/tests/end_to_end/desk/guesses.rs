//! Ten thousand guesses of an agent, and of an invited organisation.

use crate::desk::scene::{self, JOBS};
use serde_json::{Value, json};
use shirabe_tests::deployment::{Deployment, now};

const GUESSES: u64 = 10_000;
/// Lookups of an agent in an hour.
const BUDGET: u64 = 120;

/// Sends guesses as fast as the server takes them; gives how often each status came.
const GUESS: &str = "
  const [guesses, path, method, headers] = arguments;
  const element = Uint8Array.from(
    'e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76'.match(/../g),
    (byte) => Number.parseInt(byte, 16));
  const own = await (await fetch('/api/v1/staff/account')).json();
  const counts = {};
  const hex = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, '0')).join('');
  let sent = 0;
  const one = async () => {
    while (sent < guesses) {
      const number = sent;
      sent += 1;
      const reply = await fetch(path.replace('NUMBER', number), {
        method, body: element, mode: 'same-origin', referrerPolicy: 'no-referrer',
        headers: { ...headers, 'x-shirabe-csrf': own.csrf, 'x-shirabe-search': hex() },
      });
      await reply.arrayBuffer();
      counts[reply.status] = (counts[reply.status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 6 }, one));
  return counts;";

#[test]
fn guesses_stop_at_the_budget_and_the_supervisor_sees_them() {
    let deployment = Deployment::start();
    scene::load_jobs(&deployment);
    let roles = ["desk-agent", "supervisor"];
    let agent = scene::with_roles(&deployment, &[JOBS], &roles);
    let path = format!("/api/v1/staff/incidents/{JOBS}/desk/evaluate");
    let media = json!({ "content-type": "application/vnd.shirabe.evaluate-request" });
    let arguments = [GUESSES.into(), path.into(), "POST".into(), media];
    let hour = now() / 3600;
    let counts = agent.browser.script_async(GUESS, &arguments);
    let answered = counts["200"].as_u64().unwrap_or(0);
    // Where an hour began meanwhile, its budget began with it.
    let most = if now() / 3600 == hour { BUDGET } else { 2 * BUDGET };
    assert!((BUDGET..=most).contains(&answered), "{counts}");
    assert_eq!(counts["429"], GUESSES - answered, "{counts}");

    // Three people, three public kinds, and a tenth: ten identifiers.
    let invitations = format!("/api/v1/staff/incidents/{JOBS}/bulk-checks");
    let whom = json!({ "organisation": "Example Trading", "people": 3 });
    let invitation = agent.call("POST", &invitations, whom);
    let headers = json!({
        "content-type": "application/vnd.shirabe.evaluate-batch-request",
        "authorization": format!("Bearer {}", invitation["secret"].as_str().unwrap_or_default()),
        "x-shirabe-claim": "ab".repeat(32),
    });
    let claim = "/api/v1/bulk-checks/current/claim";
    let claimed = [1.into(), claim.into(), "POST".into(), headers.clone()];
    assert_eq!(agent.browser.script_async(GUESS, &claimed), json!({ "204": 1 }));
    let path = "/api/v1/bulk-checks/current/evaluations/NUMBER";
    let arguments = [GUESSES.into(), path.into(), "PUT".into(), headers];
    let counts = agent.browser.script_async(GUESS, &arguments);
    assert_eq!(counts, json!({ "200": 10, "403": GUESSES - 10 }));

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
