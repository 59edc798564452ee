//! What stands between agent and server sees no identifier; the audit log names who asked what.

use crate::desk::scene::{
    self, HEALTH, JOBS, OWN_EMAIL, SHARED_PHONE, UNLISTED_EMAIL, ask, insured, press, sit_down,
    wait_for_state,
};
use shirabe_protocol::identifier::{Kind, Region};
use shirabe_tests::{
    browser::Key,
    deployment::Deployment,
    needles::{Needles, Search},
    person::Person,
    proxy::Exchange,
};

/// Everything that the caller says, as said and as it is understood.
fn needles(code: &str, details: &[String]) -> Search {
    let mut needles = Needles::default();
    let canonical = |kind: Kind, text: &str| {
        kind.normalise(&[text]).expect("an identifier").canonical_bytes().to_vec()
    };
    for (name, text) in [("email", OWN_EMAIL), ("other email", UNLISTED_EMAIL)] {
        needles.add_text(name, text);
        needles.add_bytes(name, &canonical(Kind::email(), text));
    }
    needles.add_text("phone", SHARED_PHONE);
    needles.add_text("phone in E.164", "+81301234567");
    needles.add_bytes("phone", &canonical(Kind::phone(Region::Jp), SHARED_PHONE));
    needles.add_text("code", code);
    needles.add_text("code without hyphens", &code.replace('-', ""));
    needles.add_bytes("code", &canonical(Kind::code(), code));
    // A number of few digits stands in many a page; three together in none.
    needles.add_text("details", &details.join(","));
    needles.add_text("details as JSON", &details.join("\",\""));
    needles.search()
}

/// A birth date and numbers of few digits, where they would be sent.
fn short_needles(details: &[String]) -> Search {
    let mut needles = Needles::default();
    for field in details.iter().filter(|field| field.len() > 5) {
        needles.add_text("a detail", field);
    }
    needles.search()
}

fn all_bytes(exchanges: &[Exchange]) -> Vec<u8> {
    let mut all = Vec::new();
    for exchange in exchanges {
        all.extend_from_slice(&exchange.request.head);
        all.extend_from_slice(&exchange.request.body);
        if let Some(reply) = &exchange.reply {
            all.extend_from_slice(&reply.head);
            all.extend_from_slice(&reply.body());
        }
    }
    all
}

/// A whole call through the proxy.
fn call(agent: &Person<'_>, key: &str, text: &str) {
    press(agent, key);
    ask(agent, text);
    press(agent, "Escape");
    wait_for_state(agent, "ready");
}

#[test]
fn a_recorder_between_agent_and_server_sees_no_identifier() {
    let (deployment, proxy) = Deployment::start_behind_proxy();
    scene::load_both(&deployment);
    let agent = scene::with_roles(&deployment, &[JOBS, HEALTH], &["desk-agent", "auditor"]);
    proxy.forget();
    let code = deployment.letter_codes(JOBS)[1].last().expect("a code").clone();
    let (kind, fields) = insured().composites.into_iter().next().expect("details");
    sit_down(&agent, "en");
    call(&agent, "F1", OWN_EMAIL);
    call(&agent, "F1", UNLISTED_EMAIL);
    call(&agent, "F2", SHARED_PHONE);
    call(&agent, "F4", &code);
    press(&agent, "F3");
    agent.browser.script(
        "const menu = document.querySelector('#desk-details');
         menu.value = arguments[0]; menu.dispatchEvent(new Event('change', { bubbles: true }));
         document.querySelector(`[data-details=\"${menu.value}\"] input`).focus();",
        &[format!("{HEALTH} {kind}").into()],
    );
    for field in &fields {
        agent.browser.write(field);
        agent.browser.press(Key::Tab);
    }
    agent.browser.click("[data-part='ask']");
    wait_for_state(&agent, "answered");
    press(&agent, "Escape");
    wait_for_state(&agent, "ready");

    let asked = proxy.exchanges_with("/desk/evaluate");
    // The code goes to both incidents, everything else to one.
    assert_eq!(asked.len(), 6);
    assert_eq!(proxy.exchanges_with("/desk/look-up").len(), 6);
    assert_eq!(proxy.exchanges_with("/desk/calls").len(), 5);
    let search = needles(&code, &fields);
    let seen = all_bytes(&proxy.exchanges());
    assert_eq!(search.in_bytes(&seen), [""; 0]);
    let sent = |exchange: &Exchange| exchange.request.body.clone();
    let sent: Vec<u8> = proxy.exchanges().iter().flat_map(sent).collect();
    assert_eq!(short_needles(&fields).in_bytes(&sent), [""; 0]);
    let planted = [&seen[..], b" nobody.at.all@aoba.example.co.jp"].concat();
    assert!(!search.in_bytes(&planted).is_empty(), "the search finds nothing at all");
    assert_eq!(search.in_bytes(&deployment.log()), [""; 0], "the server's log");

    // Agent, time, incident, kind and result; nothing of what was asked.
    let log = agent.call(
        "GET",
        &format!("/api/v1/staff/incidents/{JOBS}/audit"),
        serde_json::Value::Null,
    );
    let text = log.to_string();
    for part in ["Sato Hanako", "desk-lookup", "record-read", "\"kind\":\"phone\"", "not-listed"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert_eq!(search.in_bytes(text.as_bytes()), [""; 0]);
}

#[test]
fn a_server_that_fails_is_never_not_listed() {
    use shirabe_tests::proxy::Mischief;
    let (deployment, proxy) = Deployment::start_behind_proxy();
    scene::load_jobs(&deployment);
    let agent = scene::with_roles(&deployment, &[JOBS], &["desk-agent"]);
    sit_down(&agent, "en");
    for (path, mischief) in [
        ("/desk/evaluate", Mischief::status(500)),
        ("/desk/evaluate", Mischief::FlipBit(40)),
        ("/desk/look-up", Mischief::status(503)),
        ("/desk/look-up", Mischief::Vanish),
    ] {
        proxy.misbehave(path, mischief);
        press(&agent, "F1");
        ask(&agent, OWN_EMAIL);
        assert_eq!(scene::answers(&agent), [(JOBS.to_owned(), "overload".to_owned())], "{path}");
        assert!(agent.browser.text_of("[data-part='say-agent']").contains("cannot check"));
        press(&agent, "Escape");
        proxy.behave();
    }
    sit_down(&agent, "en");
    ask(&agent, OWN_EMAIL);
    assert_eq!(scene::answers(&agent), [(JOBS.to_owned(), "listed".to_owned())]);
}
