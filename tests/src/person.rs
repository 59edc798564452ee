//! A member of staff at a keyboard, with an app that makes codes.

use crate::{
    browser::{BorrowedBrowser, Browser},
    deployment::{Deployment, now},
};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha1::Sha1;
use std::{fs, thread, time::Duration};

pub const PASSWORD: &str = "a long sentence of my own 7";

/// Somebody with an account.
pub struct Person<'a> {
    pub deployment: &'a Deployment,
    pub browser: BorrowedBrowser,
    login: &'static str,
    secret: Vec<u8>,
    /// The last code's step; each works once.
    step: i64,
}

impl<'a> Person<'a> {
    /// The first administrator, made by the command.
    pub fn first_administrator(deployment: &'a Deployment, login: &'static str) -> Self {
        let file = deployment.folder().join("password");
        fs::write(&file, PASSWORD).unwrap();
        deployment.shirabe(&[
            "account",
            "create",
            "--admin",
            "--login",
            login,
            "--name",
            "Sato Hanako",
            "--organisation",
            "Example Ministry",
            "--password-file",
            file.to_str().unwrap(),
        ]);
        let browser = Browser::borrow();
        Self { deployment, browser, login, secret: Vec::new(), step: 0 }
    }

    /// Somebody with an invitation's link: chooses a password and sets the second factor up.
    pub fn invited(deployment: &'a Deployment, login: &'static str, link: &str) -> Self {
        let browser = Browser::borrow();
        let mut person = Self { deployment, browser, login, secret: Vec::new(), step: 0 };
        // The link begins with the configured address, which a test's server does not have.
        let path = link.find("/en/").map(|start| &link[start..]).expect("a path in the link");
        person.open(path);
        for id in ["password", "again"] {
            person.tab_to(id);
            person.write(PASSWORD);
        }
        person.press("Enter", "\r");
        person.set_up_second_factor();
        person.browser.wait_until("recovery codes", "document.querySelector('.staff-recovery')");
        person
    }

    pub fn open(&self, path: &str) {
        self.browser.open(&format!("{}{path}", self.deployment.public_url()));
    }

    /// Types login and password with nothing but the keyboard.
    pub fn give_password(&self, password: &str) {
        self.tab_to("login");
        self.write(self.login);
        self.tab_to("password");
        self.write(password);
        self.press("Enter", "\r");
    }

    /// Sets the second factor up from the page that shows it.
    pub fn set_up_second_factor(&mut self) {
        self.browser.wait_until("the secret", "document.querySelector('.staff-secret') !== null");
        let shown = self.browser.text_of(".staff-secret");
        self.secret = base32(&shown);
        self.give_code();
    }

    /// Types a code that was not used yet: this step's, or the next one's, as an app shows whose
    /// clock is half a minute ahead. The server takes both.
    pub fn give_code(&mut self) {
        // The way to the field may take long; a code is good for a minute at most.
        self.tab_to("code");
        self.step = (self.step + 1).max(now() / 30);
        while self.step > now() / 30 + 1 {
            thread::sleep(Duration::from_millis(500));
        }
        let code = code_of(&self.secret, self.step as u64);
        self.write(&code);
        self.press("Enter", "\r");
    }

    /// Presses Tab until an element has the focus.
    pub fn tab_to(&self, id: &str) {
        for _ in 0..60 {
            if self.browser.script("return document.activeElement.id;", &[]) == json!(id) {
                return;
            }
            self.press("Tab", "");
        }
        panic!("{id} cannot be reached with the Tab key at {}", self.browser.url());
    }

    pub fn write(&self, text: &str) {
        self.browser.devtools("Input.insertText", json!({ "text": text }));
    }

    pub fn press(&self, key: &str, text: &str) {
        let code = match key {
            "Tab" => 9,
            "Enter" => 13,
            _ => 0,
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({ "type": kind, "key": key, "code": key,
                                    "windowsVirtualKeyCode": code });
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = Value::from(text);
            }
            self.browser.devtools("Input.dispatchKeyEvent", event);
        }
    }

    /// Signs in for the first time, with the second factor, by keyboard.
    pub fn sign_in_first(&mut self) {
        self.open("/en/staff");
        self.give_password(PASSWORD);
        self.wait_for_path("/en/staff/set-up");
        self.set_up_second_factor();
        self.browser.wait_until("recovery codes", "document.querySelector('.staff-recovery')");
    }

    /// Asks as a page of staff does: with the session and its anti-forgery token.
    ///
    /// # Panics
    /// Where the reply is none of 2xx.
    pub fn call(&self, method: &str, path: &str, body: Value) -> Value {
        let (status, reply) = self.try_call(method, path, body);
        assert!((200..300).contains(&status), "{method} {path}: {status} {reply}");
        reply
    }

    /// As [`Self::call`], whatever the reply is: status and JSON.
    pub fn try_call(&self, method: &str, path: &str, body: Value) -> (u64, Value) {
        const CALL: &str = "const [method, path, body] = arguments;
            const own = await (await fetch('/api/v1/staff/account')).json();
            const headers = { 'x-shirabe-csrf': own.csrf, 'content-type': 'application/json' };
            const mode = { mode: 'same-origin', referrerPolicy: 'no-referrer' };
            const request = method === 'GET' ? {} : { method, headers, ...mode };
            if (body !== null) { request.body = JSON.stringify(body); }
            const reply = await fetch(path, request);
            const text = await reply.text();
            try { return [reply.status, JSON.parse(text)]; } catch { return [reply.status, text]; }";
        let reply = self.browser.script_async(CALL, &[method.into(), path.into(), body]);
        (reply[0].as_u64().unwrap_or_default(), reply[1].clone())
    }

    /// What the browser would send along with what a page of staff asks: the session's cookie and
    /// its anti-forgery token.
    pub fn session_headers(&self) -> Vec<(String, String)> {
        let url = self.deployment.public_url();
        let kept = self.browser.devtools("Network.getCookies", json!({ "urls": [url] }));
        let cookies = kept["cookies"].as_array().expect("a list of cookies").iter();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let cookies: Vec<String> =
            cookies.map(|one| format!("{}={}", text(&one["name"]), text(&one["value"]))).collect();
        let own = self.call("GET", "/api/v1/staff/account", Value::Null);
        [
            ("cookie", cookies.join("; ")),
            ("x-shirabe-csrf", text(&own["csrf"])),
            ("origin", url.to_owned()),
            ("sec-fetch-site", "same-origin".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }

    /// Makes the first administrator, who manages the deployment, administrator of an incident too
    /// and gives the account these roles there.
    pub fn take_roles(&self, slug: &str, roles: &[&str]) {
        let first = format!("/api/v1/staff/deployment/incidents/{slug}/administrator");
        self.call("POST", &first, json!({ "login": self.login }));
        let own = self.call("GET", "/api/v1/staff/account", Value::Null);
        for role in roles {
            let body = json!({ "account": own["account"], "role": role });
            self.call("POST", &format!("/api/v1/staff/incidents/{slug}/roles"), body);
        }
    }

    pub fn wait_for_path(&self, path: &str) {
        self.browser.wait_until(path, &format!("location.pathname === '{path}'"));
    }
}

/// RFC 6238 with SHA-1, six digits.
fn code_of(secret: &[u8], step: u64) -> String {
    let mut mac = <Hmac<Sha1> as Mac>::new_from_slice(secret).expect("any length");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 15);
    let number = u32::from_be_bytes(digest[at..at + 4].try_into().expect("four bytes"));
    format!("{:06}", (number & 0x7FFF_FFFF) % 1_000_000)
}

/// RFC 4648, blanks left out.
fn base32(text: &str) -> Vec<u8> {
    let (mut bits, mut held, mut bytes) = (0u32, 0, Vec::new());
    for value in text.bytes().filter_map(|byte| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'2'..=b'7' => Some(byte - b'2' + 26),
        _ => None,
    }) {
        bits = bits << 5 | u32::from(value);
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}
