//! A client that loads a handful of people, or takes them out, as the operator tool would.

use super::{Deployment, NOW, Reply};
use actix_web::http::{Method, StatusCode};
use rand::{RngCore, rngs::OsRng};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shirabe_protocol::{
    identifier::Kind,
    oprf::{
        PublicKey,
        client::{Pending, blind, finalize_batch},
    },
    stretching::{Profile, Salt, Stretcher},
    tag::{Tag, VerifiedTag},
    wire::{self, FilterEntry, Record},
};

/// A person of a list: the same handle wherever the name is the same.
#[derive(Clone, Copy)]
pub struct Person {
    pub name: &'static str,
    pub emails: &'static [&'static str],
    /// Positions.
    pub groups: &'static [u8],
}

impl Person {
    pub fn handle(&self) -> [u8; 16] {
        Sha256::digest(self.name)[..16].try_into().unwrap()
    }

    fn bits(&self) -> u32 {
        self.groups.iter().fold(0, |bits, group| bits | 1 << group)
    }
}

/// One load.
pub struct Loader<'a> {
    pub deployment: &'a Deployment,
    pub token: String,
    pub parameters: Value,
    pub load: String,
}

pub struct Uploads {
    pub evaluations: Vec<u8>,
    pub records: Vec<u8>,
    pub filter_entries: Vec<u8>,
    pub public_tags: Vec<Tag>,
    pub staff_tags: Vec<Tag>,
}

/// What a load of so many people with one address each declares.
pub fn declaration(action: &str, counts: [usize; 3]) -> Value {
    let [identifiers, filter_entries, people] = counts;
    json!({"action": action, "file": "f1".repeat(32), "identifiers": identifiers,
           "filter_entries": filter_entries, "people": people, "as_of": NOW})
}

impl<'a> Loader<'a> {
    /// Opens a load that adds people with an email address each, all in one group.
    pub async fn open(deployment: &'a Deployment, slug: &str, people: usize) -> Self {
        Self::open_for(deployment, slug, &declaration("add", [people; 3])).await
    }

    pub async fn open_for(deployment: &'a Deployment, slug: &str, declared: &Value) -> Self {
        let mut loader = Self::with_new_token(deployment, slug).await;
        let reply = loader.open_with(slug, declared).await;
        assert_eq!(reply.status, StatusCode::CREATED);
        loader.load = reply.json()["load"].as_str().unwrap().to_owned();
        loader
    }

    /// Opens a load that brings these people, or takes them out.
    pub async fn open_people(
        deployment: &'a Deployment,
        slug: &str,
        action: &str,
        people: &[Person],
    ) -> Self {
        let identifiers = people.iter().map(|person| person.emails.len()).sum();
        let entries = people.iter().map(|person| person.emails.len() * person.groups.len()).sum();
        let declared = declaration(action, [identifiers, entries, people.len()]);
        Self::open_for(deployment, slug, &declared).await
    }

    /// With a token that is there already.
    pub async fn open_by(
        deployment: &'a Deployment,
        slug: &str,
        people: usize,
        token: String,
    ) -> Self {
        let mut loader = Self::with_token(deployment, slug, token).await;
        let reply = loader.open_with(slug, &declaration("add", [people; 3])).await;
        assert_eq!(reply.status, StatusCode::CREATED);
        loader.load = reply.json()["load"].as_str().unwrap().to_owned();
        loader
    }

    /// No load yet.
    pub async fn with_new_token(deployment: &'a Deployment, slug: &str) -> Self {
        let token = deployment.token(slug).await;
        Self::with_token(deployment, slug, token).await
    }

    async fn with_token(deployment: &'a Deployment, slug: &str, token: String) -> Self {
        let mut loader = Self { deployment, token, parameters: Value::Null, load: String::new() };
        let parameters = loader.get(&format!("incidents/{slug}/load-parameters")).await;
        assert_eq!(parameters.status, StatusCode::OK);
        loader.parameters = parameters.json();
        loader
    }

    pub async fn open_with(&self, slug: &str, declared: &Value) -> Reply {
        self.post(&format!("incidents/{slug}/loads"), declared).await
    }

    pub async fn roll_back(&self, slug: &str, to: u64, current: u64) -> Reply {
        let body = json!({"to": to, "current": current});
        self.post(&format!("incidents/{slug}/rollback"), &body).await
    }

    pub async fn history(&self, slug: &str) -> Value {
        let reply = self.get(&format!("incidents/{slug}/history")).await;
        assert_eq!(reply.status, StatusCode::OK);
        reply.json()
    }

    pub async fn changes(&self) -> Reply {
        self.get(&format!("loads/{}/changes", self.load)).await
    }

    async fn send(&self, method: Method, path: &str, media_type: &str, body: Vec<u8>) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let mut headers = vec![("authorization", bearer.as_str())];
        if !media_type.is_empty() {
            headers.push(("content-type", media_type));
        }
        self.deployment.send(method, &format!("/api/v1/staff/{path}"), &headers, body).await
    }

    async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, "", Vec::new()).await
    }

    async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(Method::POST, path, "application/json", body.to_string().into_bytes()).await
    }

    pub async fn put(&self, stage: &str, number: u32, body: Vec<u8>) -> Reply {
        let media_type = match stage {
            "evaluations" => wire::BATCH_REQUEST,
            "records" => wire::RECORDS,
            _ => wire::FILTER_ENTRIES,
        };
        let path = format!("loads/{}/{stage}/{number}", self.load);
        self.send(Method::PUT, &path, media_type, body).await
    }

    pub async fn step(&self, step: &str) -> Reply {
        self.send(Method::POST, &format!("loads/{}/{step}", self.load), "", Vec::new()).await
    }

    pub async fn status(&self) -> Reply {
        self.get(&format!("loads/{}", self.load)).await
    }

    fn bytes<const N: usize>(&self, field: &str) -> [u8; N] {
        let text = self.parameters[field].as_str().unwrap();
        hex::decode(text).unwrap().try_into().unwrap()
    }

    fn blind(&self, emails: &[&str]) -> (Vec<Pending>, Vec<u8>) {
        let salt = Salt::of(&self.bytes("deployment"), &self.bytes("incident"));
        let profile: Profile = serde_json::from_value(self.parameters["profile"].clone()).unwrap();
        let mut stretcher = Stretcher::new(profile, salt).unwrap();
        let mut bytes = Vec::new();
        let pending = emails
            .iter()
            .map(|email| {
                let identifier = Kind::email().normalise(&[email]).unwrap();
                let stretched = stretcher.stretch(&identifier).unwrap();
                let (pending, message) = blind(stretched, &mut OsRng).unwrap();
                bytes.extend_from_slice(&message);
                pending
            })
            .collect();
        (pending, bytes)
    }

    /// Evaluates; gives the bytes of the uploads that follow, of people whom nobody knows.
    pub async fn evaluate(&self, emails: &[&str], group: u8) -> Uploads {
        let handle = |_| {
            let mut handle = [0; 16];
            OsRng.fill_bytes(&mut handle);
            handle
        };
        let people: Vec<_> = (0..emails.len()).map(|at| (handle(at), 1 << group)).collect();
        self.evaluate_all(emails, &people).await
    }

    /// As [`Self::evaluate`], of people with handles of their own.
    pub async fn evaluate_people(&self, people: &[Person]) -> Uploads {
        let (mut emails, mut owners) = (Vec::new(), Vec::new());
        for person in people {
            emails.extend_from_slice(person.emails);
            owners.extend(person.emails.iter().map(|_| (person.handle(), person.bits())));
        }
        self.evaluate_all(&emails, &owners).await
    }

    async fn evaluate_all(&self, emails: &[&str], owners: &[([u8; 16], u32)]) -> Uploads {
        let (pending, evaluations) = self.blind(emails);
        let reply = self.put("evaluations", 0, evaluations.clone()).await;
        assert_eq!(reply.status, StatusCode::OK);
        let [public, staff] = wire::decode_batch_reply(&reply.body, emails.len()).unwrap();
        let tags = |part: &wire::KeyReply, key: &str| -> Vec<Tag> {
            let key = PublicKey::from_bytes(self.bytes(key)).unwrap();
            let tags = finalize_batch(&pending, part.evaluated, part.proof, &key).unwrap();
            tags.iter().map(VerifiedTag::tag).collect()
        };
        let (public_tags, staff_tags) = (tags(&public, "public_key"), tags(&staff, "staff_key"));
        let (mut records, mut filter_entries) = (Vec::new(), Vec::new());
        for (tag, (handle, groups)) in staff_tags.iter().zip(owners) {
            Record { tag: *tag, kind: 0, handle: *handle, groups: *groups, share: 0 }
                .encode_into(&mut records);
        }
        for (tag, (_, groups)) in public_tags.iter().zip(owners) {
            for group in (0..8).filter(|group| groups >> group & 1 == 1) {
                FilterEntry { tag: *tag, kind: 0, group }.encode_into(&mut filter_entries);
            }
        }
        Uploads { evaluations, records, filter_entries, public_tags, staff_tags }
    }

    pub async fn put_all(&self, uploads: &Uploads) {
        let reply = self.put("records", 0, uploads.records.clone()).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
        let reply = self.put("filter-entries", 0, uploads.filter_entries.clone()).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
    }

    /// Everything but publishing.
    pub async fn upload(&self, emails: &[&str], group: u8) -> Uploads {
        let uploads = self.evaluate(emails, group).await;
        self.put_all(&uploads).await;
        assert_eq!(self.step("close").await.status, StatusCode::OK);
        uploads
    }

    /// The version of the set that it is published in.
    pub async fn publish(&self) -> u64 {
        let reply = self.step("publish").await;
        assert_eq!(reply.status, StatusCode::OK);
        reply.json()["set_version"].as_u64().unwrap()
    }
}

/// Loads and publishes; gives the set version.
pub async fn publish(deployment: &Deployment, slug: &str, emails: &[&str], group: u8) -> u64 {
    let loader = Loader::open(deployment, slug, emails.len()).await;
    loader.upload(emails, group).await;
    loader.publish().await
}

/// A withdrawal of the incident `two-groups`, or with `add` a load, up to the point where it
/// could be closed.
pub async fn uploaded<'a>(
    deployment: &'a Deployment,
    action: &str,
    people: &[Person],
) -> Loader<'a> {
    let loader = Loader::open_people(deployment, "two-groups", action, people).await;
    let uploads = loader.evaluate_people(people).await;
    loader.put_all(&uploads).await;
    loader
}

/// Adds people to `two-groups`, or takes them out; gives the set version, or the problem.
pub async fn published(
    deployment: &Deployment,
    action: &str,
    people: &[Person],
) -> Result<u64, String> {
    let loader = uploaded(deployment, action, people).await;
    let closed = loader.step("close").await;
    if closed.status != StatusCode::OK {
        assert_eq!(loader.status().await.json()["state"], "uploading", "the load stays open");
        return Err(closed.problem());
    }
    Ok(loader.publish().await)
}
