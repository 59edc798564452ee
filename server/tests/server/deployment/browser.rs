//! A browser of staff: it keeps cookies, and signs in as a person would.

use super::{Deployment, Reply};
use actix_web::http::{Method, StatusCode, header::SET_COOKIE};
use rand::{RngCore, rngs::OsRng};
use serde_json::{Value, json};
use shirabe_server::{
    accounts::invitations::{self, Purpose},
    clock::Clock,
    store::NewAccount,
};
use std::collections::BTreeMap;

pub const PASSWORD: &str = "a long walk by the river";
pub const FORM: &str = "application/x-www-form-urlencoded";

/// A browser with its cookies.
pub struct Browser<'a> {
    pub deployment: &'a Deployment,
    pub cookies: BTreeMap<String, String>,
    /// The anti-forgery token of the session, once there is one.
    pub csrf: String,
}

/// An account that is set up, with what its owner keeps.
pub struct Person {
    pub id: [u8; 16],
    pub login: String,
    pub recovery_codes: Vec<String>,
    totp: totp_rs::Totp,
}

impl Person {
    /// The code that the app shows now.
    pub fn code(&self, deployment: &Deployment) -> String {
        self.totp.generate(deployment.clock.now() as u64).to_string()
    }
}

impl<'a> Browser<'a> {
    pub fn new(deployment: &'a Deployment) -> Self {
        Self { deployment, cookies: BTreeMap::new(), csrf: String::new() }
    }

    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Reply {
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        let cookies = pairs.collect::<Vec<_>>().join("; ");
        let mut all = headers.to_vec();
        if !cookies.is_empty() {
            all.push(("cookie", cookies.as_str()));
        }
        let reply = self.deployment.send(method, path, &all, body).await;
        for cookie in reply.headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        reply
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], Vec::new()).await
    }

    /// Sends a form as a page of ours would, with the session's token.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let csrf = self.csrf.clone();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post_without_token(path, &all).await
    }

    pub async fn post_without_token(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        let body = body.extend_pairs(fields).finish().into_bytes();
        self.send(Method::POST, path, &[("content-type", FORM)], body).await
    }

    /// Sends JSON as a program would, with the session's token.
    pub async fn send_json(&mut self, method: Method, path: &str, body: &Value) -> Reply {
        let csrf = self.csrf.clone();
        let headers = [("content-type", "application/json"), ("x-shirabe-csrf", csrf.as_str())];
        self.send(method, path, &headers, body.to_string().into_bytes()).await
    }

    pub async fn give_password(&mut self, login: &str, password: &str) -> Reply {
        let body = json!({"login": login, "password": password});
        let reply = self.send_json(Method::POST, "/api/v1/staff/session", &body).await;
        self.take_token(&reply);
        reply
    }

    pub async fn give_code(&mut self, code: &str) -> Reply {
        let path = "/api/v1/staff/session/second-factor";
        let reply = self.send_json(Method::POST, path, &json!({"code": code})).await;
        self.take_token(&reply);
        reply
    }

    /// Both steps, which must succeed.
    pub async fn sign_in(&mut self, person: &Person) {
        let reply = self.give_password(&person.login, PASSWORD).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
        let reply = self.give_code(&person.code(self.deployment)).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
    }

    fn take_token(&mut self, reply: &Reply) {
        if reply.status == StatusCode::OK {
            reply.json()["csrf"].as_str().unwrap().clone_into(&mut self.csrf);
        }
    }

    /// Whether the session that the cookie names lets in.
    pub async fn is_in(&mut self) -> bool {
        self.get("/api/v1/staff/account").await.status == StatusCode::OK
    }
}

impl Deployment {
    /// An account with an invitation; gives its id and the secret.
    pub async fn invited(&self, login: &str, organisation: &str) -> ([u8; 16], String) {
        let services = self.services().await;
        let (mut id, mut organisation_id) = ([0; 16], [0; 16]);
        OsRng.fill_bytes(&mut id);
        OsRng.fill_bytes(&mut organisation_id);
        let now = self.clock.now();
        let store = &services.store;
        let organisation = store.organisation_named(organisation, &organisation_id, now);
        let account = NewAccount {
            id,
            login,
            name: "Sato Hanako",
            organisation: organisation.await.unwrap(),
            deployment_administrator: false,
            language: "en",
            password: "",
        };
        assert!(store.add_account(&account, now).await.unwrap());
        let secret = invitations::create(store, &id, Purpose::SetUp, now, &mut OsRng).await;
        (id, secret.unwrap().to_string())
    }

    /// Somebody who accepted an invitation and set everything up. The app's next code is good
    /// from the next step on.
    pub async fn person(&self, login: &str, organisation: &str) -> Person {
        let (id, secret) = self.invited(login, organisation).await;
        let mut browser = Browser::new(self);
        let body = json!({"secret": secret, "password": PASSWORD});
        let reply = browser.send_json(Method::POST, "/api/v1/staff/invitation", &body).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
        browser.take_token(&reply);
        let path = "/api/v1/staff/session/set-up";
        let reply = browser.send_json(Method::POST, path, &json!({})).await;
        let secret = reply.json()["secret"].as_str().unwrap().replace(' ', "");
        let secret = totp_rs::Secret::try_from_base32(secret).ok().unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret).build().ok().unwrap();
        let mut person = Person { id, login: login.to_owned(), recovery_codes: Vec::new(), totp };
        let path = "/api/v1/staff/session/set-up/code";
        let code = json!({"code": person.code(self)});
        let reply = browser.send_json(Method::POST, path, &code).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
        let codes = reply.json()["recovery_codes"].as_array().unwrap().clone();
        let codes = codes.iter().map(|code| code.as_str().unwrap().to_owned());
        person.recovery_codes = codes.collect();
        // The step of the first code is used up.
        self.clock.set(self.clock.now() + 30);
        person
    }
}
