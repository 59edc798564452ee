//! A list that goes public: a token of the command line loads it, one person stands for it, another
//! one looks and says yes.

use crate::staff::pages::looked_at;
use shirabe_tests::{
    deployment::{Deployment, List},
    person::{PASSWORD, Person},
};

const SLUG: &str = "earnest";

/// Not invented data, as far as the server knows.
const EARNEST: &str = r#"slug = "earnest"
languages = ["en"]
default_language = "en"
region = "JP"
profile = "standard"
known_since = "2025-03-07"
published = "2025-07-11"
certainty = "may-have-been-viewed"
investigation = "finished"
people = 2
organisations = [{ role = "responsible", name = { en = "Example Ministry" } }]
kinds = [{ kind = "email", public = true }]
desk = { phone = "03-0000-0000" }

[[groups]]
name = "contacts"
title = { en = "Contacts" }
people = 2
data_classes = ["Email addresses"]

[texts.en]
title = "Addresses may have been viewed"
what_happened = ["This incident is made up for a test."]
desk_hours = "None"
"#;

/// Signs in, opens the incident to herself and invites a colleague; gives the invitation's link.
fn invite(deployment: &Deployment) -> (Person<'_>, String) {
    let mut hanako = Person::first_administrator(deployment, "hanako");
    hanako.open("/en/staff");
    hanako.give_password(PASSWORD);
    hanako.wait_for_path("/en/staff/set-up");
    hanako.set_up_second_factor();
    let browser = &hanako.browser;
    browser.wait_until("recovery codes", "document.querySelector('.staff-recovery')");
    hanako.open("/en/staff/organisations");
    hanako.tab_to(&format!("login-{SLUG}"));
    hanako.write("hanako");
    hanako.press("Enter", "\r");
    browser.wait_until("an administrator", &format!("!document.getElementById('login-{SLUG}')"));
    browser.click("main a[href*='/organisations/']");
    hanako.tab_to("invite-login");
    hanako.write("taro");
    hanako.tab_to("invite-name");
    hanako.write("Suzuki Taro");
    hanako.press("Enter", "\r");
    browser.wait_until("the link", "document.querySelector('.staff-room-once code')");
    looked_at(&hanako, "invited", "en");
    let link = browser.text_of(".staff-room-once code");
    // A role can be given before the invitation is used.
    hanako.open(&format!("/en/staff/incidents/{SLUG}/people"));
    let choose = "document.querySelectorAll('details').forEach((box) => { box.open = true; });\
                  const account = document.getElementById('grant-account');\
                  account.value = [...account.options].find((o) => o.text.includes('Taro')).value;\
                  document.getElementById('grant-role').value = 'publisher';";
    browser.script(choose, &[]);
    browser.click("form[action$='/people/roles'] button");
    let both = "document.querySelectorAll('.staff-room-role').length === 2";
    browser.wait_until("the role of both", both);
    (hanako, link)
}

#[test]
fn a_second_person_sees_what_changes_and_publishes() {
    let deployment = Deployment::start();
    deployment.apply(EARNEST);
    let (hanako, link) = invite(&deployment);
    let to_hanako = ["--login", "hanako", "--incident", SLUG, "--role", "publisher"];
    deployment.shirabe(&[&["account", "grant"], &to_hanako[..]].concat());

    let output = deployment.import(&List {
        slug: SLUG,
        file_name: "contacts.csv",
        contents: b"email\nann@example.jp\nbao@example.jp\n",
        group: "contacts",
        mappings: &[],
    });
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("second person"), "{said}");

    hanako.open(&format!("/en/staff/incidents/{SLUG}/approvals"));
    hanako.browser.click(".staff-approval-list a");
    let approve = "document.querySelector('form[action$=\"/approve\"]')";
    hanako.browser.wait_until("the request", approve);
    looked_at(&hanako, "approval-first", "en");
    let shown = hanako.browser.visible_text();
    assert!(shown.contains("made at the command line of the server, by no account"), "{shown}");
    hanako.browser.click("form[action$='/approve'] button");
    hanako.browser.wait_until("no more question", &format!("!{approve}"));

    let taro = Person::invited(&deployment, "taro", &link);
    taro.open(&format!("/en/incidents/{SLUG}"));
    assert!(!taro.browser.is_shown(".check-call"), "public before anybody said yes");
    taro.open(&format!("/en/staff/incidents/{SLUG}/approvals"));
    looked_at(&taro, "approvals-waiting", "en");
    taro.browser.click(".staff-approval-list a");
    taro.browser.wait_until("the request", "document.getElementById('approval-at')");
    looked_at(&taro, "approval", "en");
    let shown = taro.browser.text_of("table");
    assert!(shown.contains("People") && shown.contains('2'), "{shown}");
    taro.tab_to("approval-at");
    taro.press("Enter", "\r");
    taro.browser.wait_until("no more question", "!document.getElementById('approval-at')");
    looked_at(&taro, "approval-done", "en");
    taro.open(&format!("/en/incidents/{SLUG}"));
    assert!(taro.browser.is_shown(".check-call"), "{}", taro.browser.visible_text());
    let to_taro = ["--login", "taro", "--incident", SLUG, "--role", "loader"];
    deployment.shirabe(&[&["account", "grant"], &to_taro[..]].concat());
    taro.open(&format!("/en/staff/incidents/{SLUG}/tokens"));
    looked_at(&taro, "tokens", "en");
    let shown = taro.browser.visible_text();
    assert!(shown.contains("at the command line of the server"), "{shown}");
}
