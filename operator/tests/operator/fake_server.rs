//! A load API and public API in one process, built on the protocol's server half.

use crate::{fake_bulk_check::BulkCheck, list::NOW};
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::SigningKey;
use rand::rngs::OsRng;
use serde_json::json;
use sha2::{Digest, Sha256};
use shirabe_protocol::{
    filter,
    identifier::{Field, FieldForm, Form, Kind, NORMALISATION, Region},
    manifest::{FilterEntry as ManifestFilter, Manifest, ShardEntry, sign},
    oprf::server::{EvaluationKey, generate_private_key},
    stretching::Profile,
    tag::Tag,
    wire::{FilterEntry, Record, SIGNATURE_HEADER},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

pub const SLUG: &str = "harbour-survey";
pub const TOKEN: &str = "load-token-7f3a";
const DEPLOYMENT: [u8; 16] = [0xD1; 16];
const INCIDENT: [u8; 16] = [0x1C; 16];

#[derive(Clone)]
pub struct Request {
    pub method: String,
    pub path: String,
    /// Request line and headers as they came.
    pub head: String,
    pub body: Vec<u8>,
}

#[derive(Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(status: u16, body: serde_json::Value) -> Self {
        Self { status, headers: Vec::new(), body: body.to_string().into_bytes() }
    }

    pub fn problem(status: u16) -> Self {
        Self::problem_of(status, "x")
    }

    pub fn problem_of(status: u16, code: &str) -> Self {
        let kind = format!("/problems/{code}");
        Self::json(status, json!({"type": kind, "title": "A problem", "status": status}))
    }

    pub fn bytes(body: Vec<u8>) -> Self {
        Self { status: 200, headers: Vec::new(), body }
    }
}

/// Sees every request after it was handled, and may change the reply.
type Hook = Box<dyn FnMut(&Request, Reply) -> Reply + Send>;

/// Changes the filters before they are signed and published.
type FilterTrick = fn(&mut Vec<Tag>, &mut Vec<u8>);

#[derive(Default)]
pub struct Load {
    pub state: &'static str,
    pub opening: serde_json::Value,
    /// By path: the body that came first, and its reply.
    batches: HashMap<String, (Vec<u8>, Reply)>,
    pub records: Vec<Record>,
    pub entries: Vec<FilterEntry>,
}

#[derive(Default)]
pub struct State {
    pub requests: Vec<Request>,
    /// Publishing waits for [`FakeServer::approve`].
    pub four_eyes: bool,
    /// What the token limits its records to.
    pub share: Option<u16>,
    pub loads: BTreeMap<String, Load>,
    pub bulk_check: BulkCheck,
    set_version: u64,
    manifest: Vec<u8>,
    filters: HashMap<String, Vec<u8>>,
}

struct Shared {
    public: EvaluationKey,
    staff: EvaluationKey,
    signing: SigningKey,
    state: Mutex<State>,
    hook: Mutex<Hook>,
    trick: Mutex<FilterTrick>,
    /// When manifests are issued.
    now: Mutex<i64>,
}

pub struct FakeServer {
    pub url: String,
    shared: Arc<Shared>,
}

pub fn kinds() -> Vec<(Kind, bool)> {
    vec![
        (Kind::email(), true),
        (Kind::phone(Region::Jp), false),
        (Kind::code(), true),
        (
            composite(
                "insurance",
                &[
                    ("symbol", FieldForm::NumberCode { width: 8, pad: true }),
                    ("number", FieldForm::NumberCode { width: 7, pad: true }),
                    ("birth-date", FieldForm::Date),
                ],
            ),
            true,
        ),
        (
            composite(
                "employee",
                &[
                    ("number", FieldForm::Digits { min: 6, max: 6 }),
                    ("birth-date", FieldForm::Date),
                ],
            ),
            false,
        ),
    ]
}

fn composite(name: &str, fields: &[(&str, FieldForm)]) -> Kind {
    let field = |(name, form): &(&str, FieldForm)| Field { name: (*name).into(), form: *form };
    Kind { name: name.into(), form: Form::Composite { fields: fields.iter().map(field).collect() } }
}

pub const GROUPS: [&str; 2] = ["visitors", "contacts"];

impl FakeServer {
    pub fn start() -> Self {
        let key = || EvaluationKey::from_private_key(&generate_private_key(&mut OsRng)).unwrap();
        let shared = Arc::new(Shared {
            public: key(),
            staff: key(),
            signing: SigningKey::from_bytes(&[0x51; 32]),
            state: Mutex::default(),
            hook: Mutex::new(Box::new(|_, reply| reply)),
            trick: Mutex::new(|_, _| {}),
            now: Mutex::new(NOW),
        });
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let served = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = Arc::clone(&served);
                std::thread::spawn(move || serve(stream.unwrap(), &shared));
            }
        });
        Self { url, shared }
    }

    pub fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.shared.state.lock().unwrap()
    }

    /// The only load, or the newest.
    pub fn last_load<T>(&self, read: impl FnOnce(&Load) -> T) -> T {
        read(self.state().loads.values().last().unwrap())
    }

    /// A second person approves what waits.
    pub fn approve(&self) {
        let mut state = self.state();
        state.loads.values_mut().filter(|load| load.state == "closed").for_each(|load| {
            load.state = "published";
        });
        publish(&mut state, &self.shared);
    }

    pub fn hook(&self, hook: impl FnMut(&Request, Reply) -> Reply + Send + 'static) {
        *self.shared.hook.lock().unwrap() = Box::new(hook);
    }

    pub fn trick(&self, trick: FilterTrick) {
        *self.shared.trick.lock().unwrap() = trick;
    }

    pub fn issue_manifests_at(&self, now: i64) {
        *self.shared.now.lock().unwrap() = now;
    }

    pub fn signing_key(&self) -> [u8; 32] {
        self.shared.signing.verifying_key().to_bytes()
    }

    /// Public and staff key.
    pub fn keys(&self) -> (&EvaluationKey, &EvaluationKey) {
        (&self.shared.public, &self.shared.staff)
    }

    pub fn salt(&self) -> shirabe_protocol::stretching::Salt {
        shirabe_protocol::stretching::Salt::of(&DEPLOYMENT, &INCIDENT)
    }

    /// Requests whose path holds a text.
    pub fn requests(&self, path: &str) -> Vec<Request> {
        self.state().requests.iter().filter(|r| r.path.contains(path)).cloned().collect()
    }
}

fn serve(stream: TcpStream, shared: &Shared) {
    let mut reader = BufReader::new(&stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).unwrap_or(0) == 0 {
            return;
        }
    }
    let length = head
        .lines()
        .find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok())
        .unwrap_or(0usize);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let mut words = head.split(' ');
    let method = words.next().unwrap().to_owned();
    let path = words.next().unwrap().to_owned();
    let request = Request { method, path, head, body };
    let reply = handle(&request, shared);
    let reply = (shared.hook.lock().unwrap())(&request, reply);
    let mut head = format!(
        "HTTP/1.1 {} X\r\ncontent-length: {}\r\nconnection: close\r\n",
        reply.status,
        reply.body.len()
    );
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let bytes = [head.as_bytes(), b"\r\n", &reply.body].concat();
    let _ = (&stream).write_all(&bytes);
}

fn handle(request: &Request, shared: &Shared) -> Reply {
    let mut state = shared.state.lock().unwrap();
    state.requests.push(request.clone());
    let authorised = request.head.contains(&format!("authorization: Bearer {TOKEN}\r\n"));
    let path = request.path.clone();
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match (request.method.as_str(), parts.as_slice()) {
        (_, ["api", "v1", "staff", ..]) if !authorised => Reply::problem(401),
        ("GET", ["api", "v1", "staff", "incidents", SLUG, "load-parameters"]) => {
            Reply::json(200, parameters(shared, state.share))
        }
        ("POST", ["api", "v1", "staff", "incidents", SLUG, "loads"]) => {
            let load = format!("{:032x}", state.loads.len() + 0xA0);
            let opening = serde_json::from_slice(&request.body).unwrap();
            let opened = Load { state: "open", opening, ..Load::default() };
            state.loads.insert(load.clone(), opened);
            Reply::json(201, json!({"load": load, "state": "open"}))
        }
        ("PUT", ["api", "v1", "staff", "loads", load, ..]) => {
            put_batch(state.loads.get_mut(*load).unwrap(), request, shared)
        }
        ("GET", ["api", "v1", "staff", "loads", load]) => {
            let version = state.set_version;
            let load = &state.loads[*load];
            Reply::json(200, json!({"state": load.state, "set_version": version}))
        }
        ("GET", ["api", "v1", "staff", "loads", _, "changes"]) => {
            let people = json!({"new": 0, "known": 0, "changed": 0, "only_in_set": 0});
            let identifiers = json!({"new": 0, "known": 0, "only_in_set": 0});
            Reply::json(
                200,
                json!({
                    "current_set": null, "people": people, "identifiers": identifiers, "unmatched": []
                }),
            )
        }
        ("POST", ["api", "v1", "staff", "loads", load, action]) => {
            let load = (*load).to_owned();
            act(&mut state, &load, action, shared)
        }
        (_, ["api", "v1", "bulk-checks", "current", ..]) => {
            state.bulk_check.handle(request, &parts[4..], &shared.public)
        }
        ("GET", ["api", "v1", "incidents", SLUG]) => {
            let groups = GROUPS.map(|name| {
                json!({"name": name, "title": {"ja": format!("{name}の方"), "en": format!("the {name}")}})
            });
            Reply::json(200, json!({"name": SLUG, "groups": groups}))
        }
        ("GET", ["api", "v1", "incidents", SLUG, "manifest"]) => {
            let signature = sign(&state.manifest, &shared.signing);
            let mut reply = Reply::bytes(state.manifest.clone());
            reply.headers.push((SIGNATURE_HEADER, STANDARD.encode(signature)));
            reply
        }
        ("GET", ["filters", digest]) => Reply::bytes(state.filters[*digest].clone()),
        ("POST", ["api", "v1", "incidents", SLUG, "evaluate"]) => {
            let blinded: &[u8; 32] = request.body.as_slice().try_into().unwrap();
            let (evaluated, proof) = shared.public.blind_evaluate(blinded, &mut OsRng).unwrap();
            Reply::bytes([&evaluated[..], &proof].concat())
        }
        _ => Reply::problem(404),
    }
}

fn parameters(shared: &Shared, share: Option<u16>) -> serde_json::Value {
    let kinds: Vec<_> = kinds()
        .into_iter()
        .map(|(kind, public)| {
            let mut value = serde_json::to_value(kind).unwrap();
            value["public"] = public.into();
            value
        })
        .collect();
    json!({
        "normalisation": NORMALISATION,
        "deployment": hex::encode(DEPLOYMENT),
        "incident": hex::encode(INCIDENT),
        "slug": SLUG,
        "profile": "sample",
        "kinds": kinds,
        "groups": GROUPS,
        "public_key": hex::encode(shared.public.public_key().as_bytes()),
        "staff_key": hex::encode(shared.staff.public_key().as_bytes()),
        "signing_key": hex::encode(shared.signing.verifying_key().to_bytes()),
        "max_batch": 4096,
        "share": share,
    })
}

fn put_batch(load: &mut Load, request: &Request, shared: &Shared) -> Reply {
    if let Some((body, reply)) = load.batches.get(&request.path) {
        return if *body == request.body { reply.clone() } else { Reply::problem(409) };
    }
    let reply = if request.path.contains("/evaluations/") {
        let mut reply = Vec::new();
        for key in [&shared.public, &shared.staff] {
            let (evaluated, proof) = key.blind_evaluate_batch(&request.body, &mut OsRng).unwrap();
            reply.extend(evaluated);
            reply.extend(proof);
        }
        Reply::bytes(reply)
    } else {
        if request.path.contains("/records/") {
            load.records.extend(Record::decode_batch(&request.body).unwrap());
        } else {
            load.entries.extend(FilterEntry::decode_batch(&request.body).unwrap());
        }
        Reply { status: 204, headers: Vec::new(), body: Vec::new() }
    };
    load.batches.insert(request.path.clone(), (request.body.clone(), reply.clone()));
    reply
}

fn act(state: &mut State, name: &str, action: &str, shared: &Shared) -> Reply {
    let load = state.loads.get_mut(name).unwrap();
    match (action, load.state) {
        ("close", "open") => {
            load.state = "closed";
            let people: BTreeSet<_> = load.records.iter().map(|record| record.handle).collect();
            Reply::json(
                200,
                json!({
                    "state": "closed",
                    "identifiers": load.records.len(),
                    "filter_entries": load.entries.len(),
                    "people": people.len(),
                }),
            )
        }
        ("publish", "closed") if state.four_eyes => {
            Reply::json(202, json!({"state": "waiting", "approval": "ab".repeat(16)}))
        }
        ("publish", "published") if state.four_eyes => {
            Reply::json(200, json!({"state": "published", "set_version": state.set_version}))
        }
        ("publish", "closed") => {
            load.state = "published";
            publish(state, shared);
            Reply::json(200, json!({"state": "published", "set_version": state.set_version}))
        }
        ("abandon", "open" | "closed") => {
            load.state = "abandoned";
            Reply::json(200, json!({"state": "abandoned"}))
        }
        _ => Reply::problem(409),
    }
}

fn publish(state: &mut State, shared: &Shared) {
    let trick = *shared.trick.lock().unwrap();
    let published: Vec<_> = state
        .loads
        .values()
        .filter(|load| load.state == "published")
        .flat_map(|load| load.entries.iter().copied())
        .collect();
    let mut filters = Vec::new();
    for (kind_position, (kind, _)) in kinds().iter().enumerate().filter(|(_, kind)| kind.1) {
        for (group_position, group) in GROUPS.iter().enumerate() {
            let place = (kind_position as u8, group_position as u8);
            let of_this = published.iter().filter(|e| (e.kind, e.group) == place);
            let tags: BTreeSet<Tag> = of_this.map(|entry| entry.tag).collect();
            let mut tags: Vec<Tag> = tags.into_iter().collect();
            trick(&mut tags, &mut Vec::new());
            let positions = filter::positions_for_groups(GROUPS.len());
            let (plan, shards) = filter::build(&tags, positions, &mut OsRng).unwrap();
            let mut entries = Vec::new();
            for mut shard in shards {
                trick(&mut Vec::new(), &mut shard.file);
                let sha256: [u8; 32] = Sha256::digest(&shard.file).into();
                entries.push(ShardEntry { sha256, bytes: shard.file.len() as u32 });
                state.filters.insert(hex::encode(sha256), shard.file);
            }
            filters.push(ManifestFilter {
                kind: kind.name.clone(),
                group: (*group).to_owned(),
                positions,
                shard_bits: plan.shard_bits,
                shards: entries,
            });
        }
    }
    state.set_version += 1;
    let now = *shared.now.lock().unwrap();
    let manifest = Manifest {
        format: Manifest::FORMAT.into(),
        normalisation: NORMALISATION.into(),
        deployment: DEPLOYMENT,
        incident: INCIDENT,
        slug: SLUG.into(),
        set_version: state.set_version,
        as_of: NOW,
        issued: now,
        expires: now + 3600,
        previous: [0; 32],
        public_key: *shared.public.public_key().as_bytes(),
        profile: Profile::Sample,
        kinds: kinds().into_iter().filter(|(_, public)| *public).map(|(kind, _)| kind).collect(),
        groups: GROUPS.map(str::to_owned).to_vec(),
        filters,
    };
    state.manifest = manifest.to_bytes();
}
