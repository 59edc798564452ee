//! Whole calls with nothing but the keyboard.

use crate::desk::scene::{
    self, HEALTH, JOBS, OWN_EMAIL, SHARED_PHONE, UNLISTED_EMAIL, answers, ask, insured, press,
    sit_down, wait_for_state,
};
use shirabe_tests::{
    browser::{Key, Scheme, Width},
    deployment::Deployment,
    person::Person,
};

fn looked_at(agent: &Person<'_>, name: &str) {
    for (width, scheme) in
        [(Width::Phone, Scheme::Light), (Width::Desk, Scheme::Dark), (Width::Desk, Scheme::Light)]
    {
        agent.browser.look(width, scheme);
        let picture = format!("desk-{name}-{}-{}", width.pixels(), scheme.name());
        agent.browser.assert_sound(&picture);
    }
}

fn text(agent: &Person<'_>, part: &str) -> String {
    agent.browser.text_of(&format!("[data-part='{part}']"))
}

fn pair(slug: &str, answer: &str) -> (String, String) {
    (slug.to_owned(), answer.to_owned())
}

#[test]
fn an_agent_answers_by_address_number_details_and_code() {
    let deployment = scene::deployment();
    let agent = scene::with_roles(&deployment, &[JOBS, HEALTH], &["desk-agent"]);
    sit_down(&agent, "ja");
    looked_at(&agent, "ready-ja");

    // By address; the caller speaks Vietnamese. Only the incident that has addresses is asked.
    agent.browser.script(
        "const menu = document.querySelector('#caller-language');
         menu.value = 'vi'; menu.dispatchEvent(new Event('change', { bubbles: true }));",
        &[],
    );
    ask(&agent, OWN_EMAIL);
    assert_eq!(answers(&agent), [pair(JOBS, "listed")]);
    assert!(agent.browser.focused().contains("script-title"));
    assert!(text(&agent, "say-agent").contains("一覧"), "{}", text(&agent, "say-agent"));
    assert!(text(&agent, "say-caller").contains("danh sách"), "{}", text(&agent, "say-caller"));
    assert!(text(&agent, "address").ends_with("/vi/incidents/job-matching"));
    assert!(text(&agent, "facts").contains("1人"), "{}", text(&agent, "facts"));
    looked_at(&agent, "listed-ja");
    press(&agent, "1");
    agent
        .browser
        .wait_until("marked", "document.querySelector('[data-mark=explained][aria-pressed=true]')");
    press(&agent, "Escape");
    agent
        .browser
        .wait_until("logged", "document.querySelector('[data-part=logged]').textContent !== ''");
    assert!(text(&agent, "logged").contains("記録しました"), "{}", text(&agent, "logged"));
    let left = agent.browser.script(
        "return [...document.querySelectorAll('desk-console input')].map((i) => i.value).join('');",
        &[],
    );
    assert_eq!(left, "", "nothing of the caller is left");

    // A number that two people share; then one that nobody has.
    press(&agent, "F2");
    ask(&agent, SHARED_PHONE);
    assert_eq!(answers(&agent), [pair(JOBS, "listed")]);
    assert!(text(&agent, "facts").contains("2人"), "{}", text(&agent, "facts"));
    press(&agent, "5");
    assert!(text(&agent, "marked").contains("1人"), "{}", text(&agent, "marked"));
    press(&agent, "Escape");
    wait_for_state(&agent, "ready");
    ask(&agent, UNLISTED_EMAIL);
    assert_eq!(answers(&agent), [pair(JOBS, "not-listed")]);
    press(&agent, "Escape");
    wait_for_state(&agent, "ready");

    // Insurance card and birth date, in one field each.
    let (kind, fields) = insured().composites.into_iter().next().expect("details");
    press(&agent, "F3");
    agent.browser.script(
        "const menu = document.querySelector('#desk-details');
         menu.value = arguments[0]; menu.dispatchEvent(new Event('change', { bubbles: true }));
         document.querySelector(`[data-details=\"${menu.value}\"] input`).focus();",
        &[format!("{HEALTH} {kind}").into()],
    );
    for (place, field) in fields.iter().enumerate() {
        if place > 0 {
            agent.browser.press(Key::Tab);
        }
        agent.browser.write(field);
    }
    agent.browser.press(Key::Enter);
    wait_for_state(&agent, "answered");
    assert_eq!(answers(&agent), [pair(HEALTH, "listed")]);
    // Of health data nothing is told by telephone, and the page says so.
    assert!(agent.browser.is_shown("[data-part='by-post']"));
    assert!(text(&agent, "say-agent").contains("電話ではお伝え"), "{}", text(&agent, "say-agent"));
    looked_at(&agent, "details-ja");
    press(&agent, "Escape");
    wait_for_state(&agent, "ready");

    // A letter's code, first with a slip of the tongue.
    let code = deployment.letter_codes(JOBS)[1].last().expect("a code").clone();
    let last = code.chars().last().expect("a check character");
    let wrong = format!("{}{}", &code[..code.len() - 1], if last == 'A' { 'B' } else { 'A' });
    press(&agent, "F4");
    // Said as soon as the last character is typed.
    agent.browser.write(&wrong.to_lowercase());
    agent
        .browser
        .wait_until("the mistake", "document.querySelector('#desk-code-error:not([hidden])')");
    assert!(answers(&agent).is_empty());
    looked_at(&agent, "code-mistake-ja");
    agent.browser.script("document.querySelector('#desk-code').value = '';", &[]);
    ask(&agent, &code.to_lowercase().replace('-', " "));
    assert_eq!(answers(&agent).first(), Some(&pair(JOBS, "listed")));
    assert!(answers(&agent).contains(&pair(HEALTH, "unknown-code")));
    looked_at(&agent, "code-ja");
    press(&agent, "Escape");
}

#[test]
fn the_desk_in_english_and_without_anything_to_answer() {
    let deployment = Deployment::start();
    scene::load_jobs(&deployment);
    let agent = scene::with_roles(&deployment, &[JOBS], &[]);
    agent.open("/en/staff/desk");
    assert!(agent.browser.visible_text().contains("do not answer calls"));
    looked_at(&agent, "nobody-en");
    let own = agent.call("GET", "/api/v1/staff/account", serde_json::Value::Null);
    let body = serde_json::json!({ "account": own["account"], "role": "desk-agent" });
    agent.call("POST", &format!("/api/v1/staff/incidents/{JOBS}/roles"), body);
    sit_down(&agent, "en");
    ask(&agent, UNLISTED_EMAIL);
    looked_at(&agent, "not-listed-en");
    assert!(text(&agent, "say-agent").contains("does not say that you are safe"));
    assert!(agent.browser.complaints().is_empty(), "{:?}", agent.browser.complaints());
}

#[test]
fn the_pages_of_staff_lead_to_the_desk_and_to_bulk_checks() {
    let deployment = Deployment::start();
    scene::load_jobs(&deployment);
    let agent = scene::with_roles(&deployment, &[JOBS], &["desk-agent"]);
    agent.open("/en/staff");
    looked_at(&agent, "home-en");
    agent.browser.click("a[href$='/staff/desk']");
    wait_for_state(&agent, "ready");
    agent.open(&format!("/en/staff/incidents/{JOBS}"));
    agent.browser.click("a[href$='/bulk-checks']");
    agent.browser.wait_until("the form", "document.getElementById('bulk-organisation')");
    looked_at(&agent, "bulk-checks-empty-en");
    agent.tab_to("bulk-organisation");
    agent.write("Example Trading");
    agent.tab_to("bulk-people");
    agent.write("1,200");
    agent.press("Enter", "\r");
    agent.browser.wait_until("the link", "document.querySelector('.staff-room-once code')");
    looked_at(&agent, "bulk-checks-invited-en");
    let link = agent.browser.text_of(".staff-room-once code");
    assert!(link.starts_with(&format!("{}/en/bulk-check#", deployment.public_url())), "{link}");
    agent.open(&format!("/ja/staff/incidents/{JOBS}/bulk-checks"));
    looked_at(&agent, "bulk-checks-ja");
    assert!(!agent.browser.visible_text().contains("bulk-check#"), "a link is shown once");
}
