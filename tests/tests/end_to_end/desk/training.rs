//! Six invented callers, answered by keyboard; nothing is asked of the server.

use crate::desk::scene::{self, JOBS, press, wait_for_state};
use shirabe_tests::{
    browser::{Scheme, Width},
    deployment::Deployment,
};

#[test]
fn an_agent_practises_without_asking_anything() {
    let (deployment, proxy) = Deployment::start_behind_proxy();
    deployment.apply_sample(sample_data::incident(JOBS).expect("a sample incident"));
    let agent = scene::with_roles(&deployment, &[JOBS], &["auditor"]);
    proxy.forget();
    agent.open("/en/staff/desk/training");
    wait_for_state(&agent, "ready");
    assert!(agent.browser.text_of("[data-part='caller-says']").contains("nakamura.yuki"));

    // Something else than the caller said.
    press(&agent, "F1");
    agent.browser.write("somebody.else@example.jp");
    agent.browser.press(shirabe_tests::browser::Key::Enter);
    agent.browser.wait_until(
        "a remark",
        "document.querySelector('[data-part=logged]').textContent.includes('not what this call needs')",
    );
    press(&agent, "F1");
    agent.browser.script("document.querySelector('#desk-email').value = '';", &[]);
    scene::ask(&agent, " Nakamura.Yuki@example.jp ");
    assert_eq!(scene::answers(&agent), [("training".to_owned(), "listed".to_owned())]);
    press(&agent, "2");
    press(&agent, "Escape");
    agent
        .browser
        .wait_until("the verdict", "!document.querySelector('[data-part=verdict]').hidden");
    let verdict = agent.browser.text_of("[data-part='verdict']");
    assert!(verdict.contains("Another action") && verdict.contains("Explained"), "{verdict}");
    for (width, scheme) in [(Width::Phone, Scheme::Light), (Width::Desk, Scheme::Light)] {
        agent.browser.look(width, scheme);
        agent.browser.screenshot(&format!("desk-training-verdict-{}", width.pixels()));
        assert_eq!(agent.browser.accessibility_violations(), [""; 0]);
    }
    agent.browser.click("[data-action='next-caller']");
    agent.browser.wait_until(
        "the next caller",
        "document.querySelector('[data-part=caller-says]').textContent.includes('090-0000-0212')",
    );
    agent.browser.screenshot("desk-training-caller");
    press(&agent, "F2");
    scene::ask(&agent, "090-0000-0212");
    assert_eq!(scene::answers(&agent), [("training".to_owned(), "not-listed".to_owned())]);
    press(&agent, "1");
    press(&agent, "Escape");
    agent
        .browser
        .wait_until("the verdict", "!document.querySelector('[data-part=verdict]').hidden");
    assert!(agent.browser.text_of("[data-part='verdict']").contains("That fits this call"));
    assert!(proxy.exchanges_with("/desk/evaluate").is_empty());
    assert!(proxy.exchanges_with("/api/").is_empty(), "nothing is asked, nothing recorded");
}
