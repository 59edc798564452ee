//! Signing in over HTTP, and what somebody who wants in without being let in can try.

use crate::deployment::{
    Deployment, HOUR,
    browser::{Browser, PASSWORD},
};
use actix_web::http::{Method, StatusCode};
use serde_json::json;
use shirabe_server::clock::Clock;

const SESSION: &str = "shirabe-staff";
const DEVICE: &str = "shirabe-device";
/// Argon2id of `PASSWORD` by the reference implementation, with m=8192 and t=1.
const OLD_HASH: &str = "$argon2id$v=19$m=8192,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg\
                        $IRI++fdWc0QxGfB4XDS/3G0EbrEmqsNoMEbCbZoXQ68";
const ACCOUNT: &str = "/api/v1/staff/account";

fn wait(deployment: &Deployment, seconds: i64) {
    deployment.clock.set(deployment.clock.now() + seconds);
}

#[actix_web::test]
async fn a_login_that_nobody_has_looks_and_costs_like_one_that_somebody_has() {
    let deployment = Deployment::start().await;
    deployment.person("hanako", "Example Office").await;
    deployment.invited("not-set-up", "Example Office").await;
    let (disabled, _) = deployment.invited("disabled", "Example Office").await;
    let services = deployment.services().await;
    services.store.disable_account(&disabled, 1).await.unwrap();
    // The page, in the process that this test can look into.
    let verifications = || deployment.passwords().verifications();
    let mut replies = Vec::new();
    for login in ["hanako", "nobody", "not-set-up", "disabled", "no login at all", ""] {
        let mut browser = Browser::new(&deployment);
        let fields = [("login", login), ("password", "not the password"), ("next", "")];
        let before = verifications();
        let reply = browser.post_without_token("/en/staff/sign-in", &fields).await;
        assert_eq!(verifications() - before, 1, "{login}");
        let mut headers: Vec<_> = (reply.headers.iter())
            .filter(|(name, _)| *name != "date")
            .map(|(name, value)| format!("{name}: {value:?}"))
            .collect();
        headers.sort();
        replies.push((login, reply.status, headers, reply.body));
    }
    let (_, status, headers, body) = &replies[0];
    assert_eq!(*status, StatusCode::UNAUTHORIZED);
    for (login, other_status, other_headers, other_body) in &replies {
        assert_eq!((other_status, other_headers), (status, headers), "{login}");
        assert!(other_body == body, "{login}");
    }
    // The same for programs, and after so many trials that both are locked.
    for _ in 0..6 {
        let mut browser = Browser::new(&deployment);
        let before = verifications();
        let [one, other] = [
            browser.give_password("hanako", "not the password").await,
            browser.give_password("nobody", "not the password").await,
        ];
        assert_eq!(verifications() - before, 2);
        assert_eq!((one.status, one.problem()), (other.status, "sign-in-failed".to_owned()));
        assert!(one.body == other.body);
    }
}

#[actix_web::test]
async fn an_attacker_is_locked_out_and_the_owner_is_not() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let mut owner = Browser::new(&deployment);
    owner.sign_in(&person).await;
    let mut attacker = Browser::new(&deployment);
    // A device cookie that no account knows is as good as none.
    attacker.cookies.insert(DEVICE.into(), "B".repeat(43));
    for _ in 0..5 {
        let reply = attacker.give_password("hanako", "a wrong password").await;
        assert_eq!(reply.problem(), "sign-in-failed");
    }
    // Even the right password does not count now, and nothing says so.
    assert_eq!(attacker.give_password("hanako", PASSWORD).await.problem(), "sign-in-failed");
    assert!(!attacker.cookies.contains_key(SESSION));
    // The owner, on the device that is known, does not notice.
    wait(&deployment, 30);
    owner.cookies.remove(SESSION);
    owner.sign_in(&person).await;
    assert!(owner.is_in().await);
    // After the fifth failure the next trial counts 30 seconds later, then the wait doubles.
    assert_eq!(
        attacker.give_password("hanako", "a wrong password").await.problem(),
        "sign-in-failed"
    );
    wait(&deployment, 59);
    assert_eq!(attacker.give_password("hanako", PASSWORD).await.problem(), "sign-in-failed");
    wait(&deployment, 1);
    assert_eq!(attacker.give_password("hanako", PASSWORD).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn a_known_device_has_a_lock_of_its_own() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let mut thief = Browser::new(&deployment);
    thief.sign_in(&person).await;
    thief.cookies.remove(SESSION);
    for _ in 0..5 {
        thief.give_password("hanako", "a wrong password").await;
    }
    assert_eq!(thief.give_password("hanako", PASSWORD).await.problem(), "sign-in-failed");
    // Others are not locked out by it.
    let mut elsewhere = Browser::new(&deployment);
    assert_eq!(elsewhere.give_password("hanako", PASSWORD).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn codes_are_guessed_no_faster_than_passwords() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let mut thief = Browser::new(&deployment);
    for _ in 0..5 {
        // The right password in between does not clear what was counted.
        assert_eq!(thief.give_password("hanako", PASSWORD).await.status, StatusCode::OK);
        assert_eq!(thief.give_code("000000").await.problem(), "sign-in-failed");
    }
    assert_eq!(thief.give_password("hanako", PASSWORD).await.problem(), "sign-in-failed");
    assert_eq!(thief.give_code(&person.code(&deployment)).await.problem(), "sign-in-failed");
}

#[actix_web::test]
async fn a_block_of_addresses_has_its_limit() {
    let deployment = Deployment::start_with(|config| config.limits.sign_ins_per_minute = 3).await;
    let mut browser = Browser::new(&deployment);
    for login in ["one", "two", "three"] {
        assert_eq!(browser.give_password(login, "x").await.problem(), "sign-in-failed");
    }
    let refused = browser.give_password("four", "x").await;
    assert_eq!(refused.problem(), "too-many-requests");
    assert!(refused.headers.get("retry-after").is_some());
    let invited = json!({"secret": "x", "password": "y"});
    let refused = browser.send_json(Method::POST, "/api/v1/staff/invitation", &invited).await;
    assert_eq!(refused.problem(), "too-many-requests");
}

#[actix_web::test]
async fn a_code_is_taken_once() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let code = person.code(&deployment);
    let mut owner = Browser::new(&deployment);
    owner.sign_in(&person).await;
    let mut onlooker = Browser::new(&deployment);
    onlooker.give_password("hanako", PASSWORD).await;
    assert_eq!(onlooker.give_code(&code).await.problem(), "sign-in-failed");
    // Nor is the one before, which a clock that is late would show.
    wait(&deployment, 30);
    assert_eq!(onlooker.give_code(&code).await.problem(), "sign-in-failed");
    assert_eq!(onlooker.give_code(&person.code(&deployment)).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn of_two_that_use_one_code_at_once_one_gets_in() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let code = person.code(&deployment);
    let mut browsers = [Browser::new(&deployment), Browser::new(&deployment)];
    for browser in &mut browsers {
        browser.give_password("hanako", PASSWORD).await;
    }
    let [one, two] = &mut browsers;
    let (one, two) = tokio::join!(one.give_code(&code), two.give_code(&code));
    let let_in = [one, two].iter().filter(|reply| reply.status == StatusCode::OK).count();
    assert_eq!(let_in, 1);
}

#[actix_web::test]
async fn a_recovery_code_lets_in_once() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    assert_eq!(person.recovery_codes.len(), 10);
    let typed = person.recovery_codes[3].to_lowercase().replace('-', " ");
    for expected in [StatusCode::OK, StatusCode::UNAUTHORIZED] {
        let mut browser = Browser::new(&deployment);
        browser.give_password("hanako", PASSWORD).await;
        assert_eq!(browser.give_code(&typed).await.status, expected);
    }
    let mut browser = Browser::new(&deployment);
    browser.sign_in(&person).await;
    assert_eq!(browser.get(ACCOUNT).await.json()["recovery_codes"], 9);
    wait(&deployment, 30);
    let body = json!({"code": person.code(&deployment)});
    let path = "/api/v1/staff/account/recovery-codes";
    let reply = browser.send_json(Method::POST, path, &body).await;
    assert_eq!(reply.json()["recovery_codes"].as_array().unwrap().len(), 10);
    let mut browser = Browser::new(&deployment);
    browser.give_password("hanako", PASSWORD).await;
    let old = browser.give_code(&person.recovery_codes[0]).await;
    assert_eq!(old.problem(), "sign-in-failed", "the older ones are gone");
}

#[actix_web::test]
async fn an_invitation_is_good_once_and_for_72_hours() {
    let deployment = Deployment::start().await;
    let (_, secret) = deployment.invited("hanako", "Example Office").await;
    let accept = async |secret: &str, password: &str| {
        let body = json!({"secret": secret, "password": password});
        let mut browser = Browser::new(&deployment);
        browser.send_json(Method::POST, "/api/v1/staff/invitation", &body).await
    };
    assert_eq!(accept("shirabe-invitation-x", PASSWORD).await.problem(), "invitation-over");
    assert_eq!(accept(&secret, "too short").await.problem(), "password-refused");
    assert_eq!(accept(&secret, PASSWORD).await.json()["state"], "set-up");
    assert_eq!(accept(&secret, PASSWORD).await.problem(), "invitation-over");
    let (_, late) = deployment.invited("jiro", "Example Office").await;
    wait(&deployment, 72 * HOUR);
    assert_eq!(accept(&late, PASSWORD).await.problem(), "invitation-over");
    assert!(deployment.files().iter().all(|(_, bytes)| {
        !bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
    }));
}

#[actix_web::test]
async fn the_pages_lead_from_an_invitation_to_the_account_without_a_script() {
    let deployment = Deployment::start().await;
    let (_, secret) = deployment.invited("hanako", "Example Office").await;
    let mut browser = Browser::new(&deployment);
    let page = |reply: &crate::deployment::Reply| String::from_utf8(reply.body.clone()).unwrap();
    for language in ["ja", "en"] {
        for name in ["sign-in", "invitation"] {
            let reply = browser.get(&format!("/{language}/staff/{name}")).await;
            assert_eq!(reply.status, StatusCode::OK);
            assert_eq!(reply.headers.get("cache-control").unwrap(), "no-store");
            assert!(page(&reply).contains(&format!("<html lang=\"{language}\"")));
        }
    }
    let fields = [("secret", secret.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
    let reply = browser.post_without_token("/en/staff/invitation", &fields).await;
    assert_eq!(reply.headers.get("location").unwrap(), "/en/staff/set-up");
    let set_up = page(&browser.get("/en/staff/set-up").await);
    assert!(set_up.contains("<path class=\"staff-qr-dark\" d=\"M4 4h7v1h-7z"));
    let between = |text: &str, before: &str, after: &str| {
        text.split(before).nth(1).unwrap().split(after).next().unwrap().to_owned()
    };
    let groups = between(&set_up, "staff-secret\">", "<");
    let totp_secret = totp_rs::Secret::try_from_base32(groups.replace(' ', "")).unwrap();
    let totp = totp_rs::Builder::new().with_secret(totp_secret).build().unwrap();
    let csrf = between(&set_up, "name=\"csrf\" value=\"", "\"");
    let wrong = [("csrf", csrf.as_str()), ("code", "000000")];
    let reply = browser.post_without_token("/en/staff/set-up", &wrong).await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    assert!(page(&reply).contains(&groups), "the same secret as before");
    let code = totp.generate(deployment.clock.now() as u64).to_string();
    let right = [("csrf", csrf.as_str()), ("code", code.as_str())];
    let reply = browser.post_without_token("/en/staff/set-up", &right).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(page(&reply).matches("<li>").count() - page(&reply).matches("<li><a").count(), 10);
    let account = page(&browser.get("/en/staff/account").await);
    assert!(account.contains("Sato Hanako (Example Office)"));
    // Once set up, nobody sets it up again, and there is a way in from the sign-in page.
    let mut browser = Browser::new(&deployment);
    let fields = [("login", "Hanako "), ("password", PASSWORD), ("next", "/en/staff/account")];
    let reply = browser.post_without_token("/en/staff/sign-in", &fields).await;
    assert_eq!(
        reply.headers.get("location").unwrap(),
        "/en/staff/second-factor?next=/en/staff/account"
    );
    assert_eq!(browser.get("/en/staff/set-up").await.status, StatusCode::FORBIDDEN);
    let form = page(&browser.get("/en/staff/second-factor?next=/en/staff/account").await);
    let csrf = between(&form, "name=\"csrf\" value=\"", "\"");
    wait(&deployment, 30);
    let code = totp.generate(deployment.clock.now() as u64).to_string();
    let fields = [("csrf", csrf.as_str()), ("code", code.as_str()), ("next", "/en/staff/account")];
    let reply = browser.post_without_token("/en/staff/second-factor", &fields).await;
    assert_eq!(reply.headers.get("location").unwrap(), "/en/staff/account");
    assert!(browser.is_in().await);
}

#[actix_web::test]
async fn a_password_hashed_with_other_parameters_is_hashed_anew_at_the_next_sign_in() {
    let deployment = Deployment::start().await;
    let person = deployment.person("hanako", "Example Office").await;
    let store = deployment.services().await.store;
    let stored = async || store.account(&person.id).await.unwrap().unwrap().password;
    let today = stored().await;
    assert!(today.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{today}");
    assert!(store.change_password(&person.id, &today, OLD_HASH).await.unwrap());
    let mut browser = Browser::new(&deployment);
    assert_eq!(browser.give_password("hanako", "not it").await.problem(), "sign-in-failed");
    assert_eq!(stored().await, OLD_HASH);
    assert_eq!(browser.give_password("hanako", PASSWORD).await.status, StatusCode::OK);
    let anew = stored().await;
    assert!(anew.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && anew != today);
    assert_eq!(browser.give_password("hanako", PASSWORD).await.status, StatusCode::OK);
    assert_eq!(stored().await, anew, "once");
}
