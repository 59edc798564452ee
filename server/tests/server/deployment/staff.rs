//! Staff of a deployment: organisations, accounts that are signed in, roles; and what they send.

use super::{Deployment, Reply};
use actix_web::http::{Method, StatusCode};
use rand::{RngCore, rngs::OsRng};
use serde_json::Value;
use shirabe_server::{
    access::Role,
    clock::Clock,
    http::{
        cookies::{CookieSecret, CookieUse},
        sessions,
    },
    state::Services,
    store::{AuditDraft, ChainMember, DoneBy, NewAccount, NewSession, RoleChange},
};

/// The incidents, organisations and people of a test.
pub struct Staff<'a> {
    pub deployment: &'a Deployment,
    pub services: Services,
}

/// Somebody who is signed in.
pub struct Member {
    pub account: [u8; 16],
    pub organisation: [u8; 16],
    pub login: String,
    pub cookie: String,
    pub csrf: String,
}

impl Member {
    pub fn id(&self) -> String {
        hex::encode(self.account)
    }
}

pub enum Body<'a> {
    Empty,
    Form(&'a [(&'a str, &'a str)]),
    Json(Value),
}

/// An entry of the audit log that a test needs, for a change that it makes by itself.
pub fn entry() -> AuditDraft {
    let done_by = DoneBy::default();
    AuditDraft {
        at: super::NOW,
        incident: None,
        action: "role-granted",
        done_by,
        body: "{}".into(),
    }
}

impl<'a> Staff<'a> {
    pub async fn of(deployment: &'a Deployment) -> Self {
        Self { deployment, services: deployment.services().await }
    }

    pub async fn incident(&self, slug: &str) -> [u8; 16] {
        self.services.store.incident_id(slug).await.unwrap().unwrap()
    }

    pub async fn organisation(&self, name: &str) -> [u8; 16] {
        let mut id = [0; 16];
        OsRng.fill_bytes(&mut id);
        self.services.store.organisation_named(name, &id, super::NOW).await.unwrap()
    }

    /// Lets an organisation take part in an incident.
    pub async fn join(&self, slug: &str, name: &str, share: Option<u16>) {
        let member = ChainMember {
            organisation: self.organisation(name).await,
            name: name.into(),
            chain_role: if share.is_some() { "entrusting-party" } else { "contractor" }.into(),
            share,
            share_name: String::new(),
        };
        let incident = self.incident(slug).await;
        self.services.store.join_incident(&incident, &member, &entry()).await.unwrap();
    }

    pub async fn member(&self, login: &str, organisation: &str) -> Member {
        self.sign_in(login, organisation, false).await
    }

    /// Administers the deployment.
    pub async fn deployment_administrator(&self, login: &str, organisation: &str) -> Member {
        self.sign_in(login, organisation, true).await
    }

    async fn sign_in(&self, login: &str, organisation: &str, administers: bool) -> Member {
        let organisation = self.organisation(organisation).await;
        let mut account = [0; 16];
        OsRng.fill_bytes(&mut account);
        let new = NewAccount {
            id: account,
            login,
            name: login,
            organisation,
            deployment_administrator: administers,
            language: "en",
            password: "",
        };
        let (store, now) = (&self.services.store, self.deployment.clock.now());
        assert!(store.add_account(&new, now).await.unwrap(), "{login} is there already");
        let secret = CookieSecret::draw(&mut OsRng);
        let session = NewSession {
            digest: &secret.digest(),
            account: &account,
            complete: true,
            device: "a test",
            replaced: None,
        };
        store.begin_session(&session, sessions::bounds(now), now).await.unwrap();
        let cookie = secret.cookie(&self.services, CookieUse::Session);
        let cookie = cookie.stripped().to_string();
        Member { account, organisation, login: login.into(), cookie, csrf: secret.csrf().to_send() }
    }

    pub async fn grant(&self, slug: &str, member: &Member, role: Role) {
        let incident = self.incident(slug).await;
        let store = &self.services.store;
        let change = store.grant_role(&incident, &member.account, role.code(), &entry()).await;
        assert_eq!(change.unwrap(), RoleChange::Done);
    }

    /// Somebody with these roles in an incident, of an organisation that takes part in it.
    pub async fn with_roles(&self, slug: &str, login: &str, roles: &[Role]) -> Member {
        let organisation = format!("Office of {slug}");
        self.join(slug, &organisation, None).await;
        let member = self.member(login, &organisation).await;
        for role in roles {
            self.grant(slug, &member, *role).await;
        }
        member
    }

    /// Roles of a member in an incident, as the store has them.
    pub async fn roles_of(&self, slug: &str, member: &Member) -> Vec<String> {
        let incident = self.incident(slug).await;
        let roles = self.services.store.roles_in(&incident).await.unwrap();
        let own = roles.into_iter().filter(|(account, _)| *account == member.account);
        own.map(|(_, role)| role).collect()
    }

    /// Sends with cookie and anti-forgery token.
    pub async fn send(&self, who: &Member, method: Method, path: &str, body: Body<'_>) -> Reply {
        self.send_with(Some(who), Some(&who.csrf), method, path, body, &[]).await
    }

    pub async fn get(&self, who: &Member, path: &str) -> Reply {
        self.send_with(Some(who), None, Method::GET, path, Body::Empty, &[]).await
    }

    pub async fn post(&self, who: &Member, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.send(who, Method::POST, path, Body::Form(fields)).await
    }

    pub async fn send_with(
        &self,
        who: Option<&Member>,
        csrf: Option<&str>,
        method: Method,
        path: &str,
        body: Body<'_>,
        more: &[(&str, &str)],
    ) -> Reply {
        let mut headers = more.to_vec();
        if let Some(who) = who {
            headers.push(("cookie", &who.cookie));
        }
        let bytes = match body {
            Body::Form(fields) => {
                headers.push(("content-type", "application/x-www-form-urlencoded"));
                let mut form = url::form_urlencoded::Serializer::new(String::new());
                form.extend_pairs(fields);
                if let Some(csrf) = csrf {
                    form.append_pair("csrf", csrf);
                }
                form.finish().into_bytes()
            }
            Body::Json(value) => {
                headers.push(("content-type", "application/json"));
                value.to_string().into_bytes()
            }
            Body::Empty => Vec::new(),
        };
        if let Some(csrf) =
            csrf.filter(|_| !headers.iter().any(|(_, value)| value.ends_with("urlencoded")))
        {
            headers.push(("x-shirabe-csrf", csrf));
        }
        self.deployment.send(method, path, &headers, bytes).await
    }
}

/// What two answers have in common that must not differ: everything but the date.
pub fn same(one: &Reply, other: &Reply) -> bool {
    let headers = |reply: &Reply| {
        let mut all: Vec<(String, Vec<u8>)> = (reply.headers.iter())
            .filter(|(name, _)| name.as_str() != "date")
            .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
            .collect();
        all.sort();
        all
    };
    one.status == other.status && headers(one) == headers(other) && one.body == other.body
}

/// What became of a request at the guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It came to the handler, or as far as the anti-forgery token.
    Through,
    SignIn,
    Forbidden,
    NotFound,
    /// A load token is asked for.
    Token,
}

/// Reads an outcome off an English page or a problem.
pub fn outcome(reply: &Reply) -> Outcome {
    let text = String::from_utf8_lossy(&reply.body);
    assert!(!reply.status.is_server_error(), "{} {text}", reply.status);
    let says = |code: &str, title: &str| {
        text.contains(&format!("/problems/{code}\"")) || text.contains(&format!("<h1>{title}</h1>"))
    };
    match reply.status {
        StatusCode::SEE_OTHER => {
            let to = reply.headers.get("location").unwrap().to_str().unwrap();
            if to.contains("/staff/sign-in") { Outcome::SignIn } else { Outcome::Through }
        }
        StatusCode::UNAUTHORIZED if says("not-signed-in", "-") => Outcome::SignIn,
        StatusCode::UNAUTHORIZED if says("unauthorized", "-") => Outcome::Token,
        StatusCode::FORBIDDEN if says("forbidden", "Your account may not do this") => {
            Outcome::Forbidden
        }
        StatusCode::NOT_FOUND => Outcome::NotFound,
        _ => Outcome::Through,
    }
}
