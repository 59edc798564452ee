//! Sessions of staff over HTTP: when they begin and end, what their cookies are, and forms that
//! come from elsewhere.

use crate::deployment::{
    Deployment,
    browser::{Browser, FORM, PASSWORD},
};
use actix_web::http::{Method, StatusCode};
use serde_json::json;
use shirabe_server::clock::Clock;

const SESSION: &str = "shirabe-staff";
const ACCOUNT: &str = "/api/v1/staff/account";

fn wait(deployment: &Deployment, seconds: i64) {
    deployment.clock.set(deployment.clock.now() + seconds);
}

#[actix_web::test]
async fn every_step_draws_a_new_session_and_half_of_one_opens_nothing() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let mut browser = Browser::new(&deployment);
    // What an attacker planted before.
    browser.cookies.insert(SESSION.into(), "A".repeat(43));
    browser.give_password("hanako", PASSWORD).await;
    let half = browser.cookies[SESSION].clone();
    assert_ne!(half, "A".repeat(43));
    assert!(!browser.is_in().await, "half a session opens nothing");
    let page = browser.get("/en/staff/account").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    browser.give_code(&person.code(&deployment)).await;
    let whole = browser.cookies[SESSION].clone();
    assert_ne!(whole, half);
    assert!(browser.is_in().await);
    for other in [half, "A".repeat(43), String::new(), "not base64!".into(), "A".repeat(4000)] {
        let mut thief = Browser::new(&deployment);
        thief.cookies.insert(SESSION.into(), other);
        assert!(!thief.is_in().await);
    }
}

#[actix_web::test]
async fn cookies_are_out_of_reach_of_scripts_and_other_sites() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let mut browser = Browser::new(&deployment);
    browser.give_password("hanako", PASSWORD).await;
    let reply = browser.give_code(&person.code(&deployment)).await;
    let cookies: Vec<_> =
        reply.headers.get_all("set-cookie").map(|c| c.to_str().unwrap()).collect();
    assert_eq!(cookies.len(), 2);
    for cookie in &cookies {
        assert!(cookie.contains("; HttpOnly"), "{cookie}");
        assert!(cookie.contains("; SameSite=Strict"), "{cookie}");
        assert!(cookie.contains("; Path=/"), "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    assert!(
        cookies.iter().any(|cookie| cookie.starts_with(SESSION) && !cookie.contains("Max-Age"))
    );
    assert_eq!(reply.headers.get("cache-control").unwrap(), "no-store");
    // The public's pages set none, and take none back.
    for path in ["/en/", "/en/how-it-works", "/api/v1/incidents"] {
        assert!(browser.get(path).await.headers.get("set-cookie").is_none(), "{path}");
    }
    let secure = Deployment::start_with(|config| {
        config.server.public_url = "https://leak.example.jp".into();
    });
    let secure = secure.await;
    let person = secure.person("hanako", "Example Office").await;
    let mut browser = Browser::new(&secure);
    let reply = browser.give_password(&person.login, PASSWORD).await;
    let cookie = reply.headers.get("set-cookie").unwrap().to_str().unwrap();
    assert!(cookie.starts_with("__Host-shirabe-staff=") && cookie.contains("; Secure"), "{cookie}");
}

#[actix_web::test]
async fn sessions_end_by_themselves() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let mut browser = Browser::new(&deployment);
    browser.sign_in(&person).await;
    wait(&deployment, 29 * 60);
    assert!(browser.is_in().await);
    wait(&deployment, 29 * 60);
    assert!(browser.is_in().await, "it was used meanwhile");
    wait(&deployment, 30 * 60);
    assert!(!browser.is_in().await, "half an hour without use");
    browser.sign_in(&person).await;
    for _ in 0..36 {
        assert!(browser.is_in().await);
        wait(&deployment, 20 * 60);
    }
    assert!(!browser.is_in().await, "twelve hours after signing in, used or not");
    let mut browser = Browser::new(&deployment);
    browser.give_password("hanako", PASSWORD).await;
    wait(&deployment, 10 * 60);
    let late = browser.give_code(&person.code(&deployment)).await;
    assert_eq!(late.problem(), "not-signed-in", "the second factor came too late");
}

#[actix_web::test]
async fn signing_out_here_elsewhere_and_everywhere() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let other = deployment.person("jiro", "Example Office").await;
    let mut browsers: Vec<_> = (0..3).map(|_| Browser::new(&deployment)).collect();
    for browser in &mut browsers {
        browser.sign_in(&person).await;
        wait(&deployment, 30);
    }
    let mut stranger = Browser::new(&deployment);
    stranger.sign_in(&other).await;
    let sessions = browsers[0].get(ACCOUNT).await.json()["sessions"].clone();
    let sessions = sessions.as_array().unwrap();
    assert!(sessions.len() >= 3, "with the one of setting up");
    assert_eq!(sessions.iter().filter(|session| session["own"] == true).count(), 1);
    // Somebody else's session is not theirs to end.
    let own = sessions.iter().find(|session| session["own"] == true).unwrap();
    let path = format!("{ACCOUNT}/sessions/{}", own["session"].as_str().unwrap());
    let reply = stranger.send_json(Method::DELETE, &path, &json!({})).await;
    assert_eq!(reply.problem(), "not-found");
    // One by one, on the page.
    let theirs = browsers[1].get(ACCOUNT).await.json()["sessions"].clone();
    let theirs = theirs.as_array().unwrap().iter().find(|session| session["own"] == true).unwrap();
    let fields = [("session", theirs["session"].as_str().unwrap())];
    let reply = browsers[0].post("/en/staff/account/sessions", &fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert!(!browsers[1].is_in().await && browsers[2].is_in().await);
    // All others.
    let path = format!("{ACCOUNT}/sessions");
    let reply = browsers[0].send_json(Method::DELETE, &path, &json!({})).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
    assert!(browsers[0].is_in().await && !browsers[2].is_in().await);
    assert!(stranger.is_in().await);
    // Here: the cookie is taken back, and opens nothing for whoever kept it.
    let kept = browsers[0].cookies[SESSION].clone();
    let reply = browsers[0].post("/en/staff/sign-out", &[]).await;
    assert_eq!(reply.headers.get("location").unwrap(), "/en/staff/sign-in");
    assert!(!browsers[0].cookies.contains_key(SESSION));
    browsers[0].cookies.insert(SESSION.into(), kept);
    assert!(!browsers[0].is_in().await);
}

#[actix_web::test]
async fn another_password_needs_the_old_one_and_ends_the_other_sessions() {
    const NEW: &str = "another walk by the sea";
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let mut here = Browser::new(&deployment);
    here.sign_in(&person).await;
    wait(&deployment, 30);
    let mut elsewhere = Browser::new(&deployment);
    elsewhere.sign_in(&person).await;
    let path = "/en/staff/account/password";
    for (old, new, again, why) in [
        ("a wrong password", NEW, NEW, "staff-old-password-wrong"),
        (PASSWORD, "short", "short", "staff-password-too-short"),
        (PASSWORD, "hanako is my name", "hanako is my name", "staff-password-holds-login"),
        (PASSWORD, NEW, "something else here", "staff-password-differs"),
    ] {
        let reply = here.post(path, &[("old", old), ("new", new), ("again", again)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        let said = shirabe_server::words::Words::of(shirabe_server::words::Language::English);
        let said = askama_escaped(&said.text(why));
        assert!(String::from_utf8(reply.body).unwrap().contains(&said), "{why}");
    }
    assert!(elsewhere.is_in().await);
    let reply = here.post(path, &[("old", PASSWORD), ("new", NEW), ("again", NEW)]).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(here.is_in().await && !elsewhere.is_in().await);
    assert_eq!(elsewhere.give_password("hanako", PASSWORD).await.problem(), "sign-in-failed");
    assert_eq!(elsewhere.give_password("hanako", NEW).await.status, StatusCode::OK);
}

fn askama_escaped(text: &str) -> String {
    text.replace('\'', "&#39;")
}

#[actix_web::test]
async fn forms_without_the_sessions_token_or_from_elsewhere_do_nothing() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let mut browser = Browser::new(&deployment);
    browser.sign_in(&person).await;
    let token = browser.csrf.clone();
    wait(&deployment, 30);
    let mut other = Browser::new(&deployment);
    other.sign_in(&person).await;
    let path = "/en/staff/sign-out";
    assert_ne!(token, other.csrf);
    for wrong in ["", "x", other.csrf.as_str(), &token[1..]] {
        let reply = browser.post_without_token(path, &[("csrf", wrong)]).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{wrong}");
    }
    assert_eq!(browser.post_without_token(path, &[]).await.status, StatusCode::FORBIDDEN);
    let body = format!("csrf={token}").into_bytes();
    for (header, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://leak.example.com"),
    ] {
        let headers = [("content-type", FORM), (header, value)];
        let reply = browser.send(Method::POST, path, &headers, body.clone()).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{header}: {value}");
        // Nor does another site sign anybody in, to an account of its own.
        let sign_in = format!("login=hanako&password={PASSWORD}").replace(' ', "+").into_bytes();
        let mut visitor = Browser::new(&deployment);
        let reply = visitor.send(Method::POST, "/en/staff/sign-in", &headers, sign_in).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{header}: {value}");
        assert!(visitor.cookies.is_empty());
    }
    // Half a session has a token of its own.
    let mut half = Browser::new(&deployment);
    half.give_password("hanako", PASSWORD).await;
    wait(&deployment, 30);
    let code = person.code(&deployment);
    let fields = [("csrf", token.as_str()), ("code", code.as_str())];
    let reply = half.post_without_token("/en/staff/second-factor", &fields).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    half.csrf = String::new();
    assert_eq!(half.give_code(&code).await.problem(), "form-expired");
    assert!(browser.is_in().await, "nothing happened to the session");
}

#[actix_web::test]
async fn nobody_is_led_to_another_site() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let mut browser = Browser::new(&deployment);
    let elsewhere = "https://leak.example.com/en/staff";
    let page = browser.get(&format!("/en/staff/sign-in?next={elsewhere}")).await;
    assert!(!String::from_utf8(page.body).unwrap().contains("leak.example.com"));
    browser.give_password("hanako", PASSWORD).await;
    let code = person.code(&deployment);
    let fields = [("code", code.as_str()), ("next", elsewhere)];
    let reply = browser.post("/en/staff/second-factor", &fields).await;
    assert_eq!(reply.headers.get("location").unwrap(), "/en/staff");
}

#[actix_web::test]
async fn a_disabled_account_is_out_at_once() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let mut browser = Browser::new(&deployment);
    browser.sign_in(&person).await;
    let services = deployment.services().await;
    assert!(services.store.disable_account(&person.id, deployment.clock.now()).await.unwrap());
    assert!(!browser.is_in().await);
    assert_eq!(browser.give_password("hanako", PASSWORD).await.problem(), "sign-in-failed");
}

#[actix_web::test]
async fn fields_that_nobody_asked_for_are_refused() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let mut browser = Browser::new(&deployment);
    let body = json!({"login": "hanako", "password": PASSWORD, "deployment_administrator": true});
    let reply = browser.send_json(Method::POST, "/api/v1/staff/session", &body).await;
    assert_eq!(reply.problem(), "malformed");
    browser.sign_in(&person).await;
    let fields = [("session", "others"), ("account", "00")];
    let reply = browser.post("/en/staff/account/sessions", &fields).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn whoever_is_not_signed_in_is_told_what_is_asked_for() {
    let deployment = Deployment::start().await;
    deployment.person("hanako", "Example Office").await;
    let mut browser = Browser::new(&deployment);
    let mut refused = vec![browser.get(ACCOUNT).await, browser.give_password("hanako", "x").await];
    let wrong = [("login", "hanako"), ("password", "x")];
    refused.push(browser.post_without_token("/en/staff/sign-in", &wrong).await);
    browser.give_password("hanako", PASSWORD).await;
    refused.push(browser.post("/en/staff/second-factor", &[("code", "000000")]).await);
    for reply in refused {
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        // No scheme that a browser knows: it would cover the page with a dialog of its own.
        assert_eq!(reply.headers.get("www-authenticate").unwrap(), "Session");
    }
}
