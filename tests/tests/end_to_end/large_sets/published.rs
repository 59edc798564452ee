//! Both lists, built as the server builds them, but of tags that are drawn.

use rand::{RngCore, SeedableRng, rngs::OsRng};
use rand_chacha::ChaCha20Rng;
use sha2::{Digest, Sha256};
use shirabe_protocol::{
    filter,
    identifier::Kind as Declared,
    oprf::client::blind,
    stretching::{Profile, Salt, Stretcher},
    tag::Tag,
};
use shirabe_server::{
    config::Config,
    incidents::Definition,
    keys::IncidentKeys,
    sets::{publishing::build_filters, tags::TagsByFilter},
    state::Services,
    store::{
        AuditDraft, DoneBy, LoadAction, LoadDeclaration, NewToken, SetCause, SetDraft, StoredFilter,
    },
};
use shirabe_tests::deployment::{Deployment, now};
use std::sync::{Arc, OnceLock};

pub const LARGE: &str = "large-list";
/// The number of people of the largest incident that the samples follow.
const TAGS: usize = 9_230_000;
pub const VERY_LARGE: &str = "very-large-list";
/// 128 shards of this size are a list of about 12.5 million.
pub const VERY_LARGE_SHARD: usize = 588_544;

/// Somebody who looks, listed or not.
#[derive(Clone)]
pub struct Person {
    pub email: String,
    pub tag: Tag,
}

/// Of every incident, the first half is in its list.
pub const CROWD: usize = 400;

pub struct Published {
    pub deployment: Deployment,
    pub large: Vec<Person>,
    pub very_large: Vec<Person>,
}

/// Both lists, published once for all tests of this program.
pub fn published() -> &'static Published {
    static PUBLISHED: OnceLock<Published> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let deployment = Deployment::start();
        for slug in [LARGE, VERY_LARGE] {
            deployment.apply(&definition(slug));
            deployment.token(slug);
        }
        let config = Config::from_file(&deployment.folder().join("shirabe.toml")).unwrap();
        let (large, very_large) = actix_web::rt::System::new().block_on(async {
            let services = Services::open_now(&config).await.unwrap();
            let large = Incident::of(&services, LARGE).await;
            let people = large.crowd();
            publish(&services, &large, large.filters(&people)).await;
            let very_large = Incident::of(&services, VERY_LARGE).await;
            let very_many = very_large.crowd();
            publish(&services, &very_large, very_large_filters(&very_many)).await;
            (people, very_many)
        });
        Published { deployment, large, very_large }
    })
}

fn definition(slug: &str) -> String {
    format!(
        r#"
slug = "{slug}"
languages = ["en", "ja"]
default_language = "en"
region = "JP"
profile = "sample"
sample = true
known_since = "2025-09-10"
published = "2025-10-10"
certainty = "may-have-been-taken"
investigation = "finished"
people = {TAGS}
[[organisations]]
role = "responsible"
name.en = "Example Department Store"
name.ja = "見本百貨店"
[[kinds]]
kind = "email"
public = true
[[groups]]
name = "customers"
title.en = "Customers"
title.ja = "お客さま"
people = {TAGS}
data_classes = ["Names", "Email addresses"]
[desk]
phone = "03-0000-0000"
[texts.en]
title = "Data of customers may have been taken"
what_happened = ["We found an open door."]
desk_hours = "Monday to Friday"
[texts.ja]
title = "お客さまの情報が持ち出された可能性があります"
what_happened = ["扉が開いていました。"]
desk_hours = "平日"
"#
    )
}

/// What is needed to make tags as people's devices do.
struct Incident {
    id: [u8; 16],
    salt: Salt,
    keys: Arc<IncidentKeys>,
    definition: Definition,
}

impl Incident {
    async fn of(services: &Services, slug: &str) -> Self {
        let id = services.store.incident(slug).await.unwrap().unwrap().id;
        let deployment = services.store.deployment().await.unwrap();
        let keys = services.keys.keys_of(&id).unwrap();
        let definition = Definition::from_toml(&definition(slug)).unwrap();
        Self { id, salt: Salt::of(&deployment, &id), keys, definition }
    }

    fn crowd(&self) -> Vec<Person> {
        let mut stretcher = Stretcher::new(Profile::Sample, self.salt).unwrap();
        let key = &self.keys.public;
        let person = |number| {
            let email = format!("customer-{number}@example.com");
            let identifier = Declared::email().normalise(&[&email]).unwrap();
            let stretched = stretcher.stretch(&identifier).unwrap();
            let (pending, blinded) = blind(stretched, &mut OsRng).unwrap();
            let (evaluated, proof) = key.blind_evaluate(&blinded, &mut OsRng).unwrap();
            let tag = pending.finalize(&evaluated, &proof, key.public_key()).unwrap().tag();
            Person { email, tag }
        };
        (0..CROWD).map(person).collect()
    }

    /// As the server builds them when a load is published.
    fn filters(&self, people: &[Person]) -> Vec<StoredFilter> {
        let tags = with_random_tags(listed(people), TAGS);
        let by_filter = TagsByFilter::from([((0, 0), tags)]);
        build_filters(&self.definition, by_filter, &mut OsRng).unwrap()
    }
}

fn listed(people: &[Person]) -> Vec<Tag> {
    people[..CROWD / 2].iter().map(|person| person.tag).collect()
}

fn with_random_tags(mut tags: Vec<Tag>, count: usize) -> Vec<Tag> {
    let mut rng = ChaCha20Rng::seed_from_u64(9);
    tags.resize_with(count, || {
        let mut bytes = [0; Tag::BYTES];
        rng.fill_bytes(&mut bytes);
        Tag::from_bytes(bytes)
    });
    tags
}

/// The bits of a tag do not depend on its shard, so one bitmap under 128 headers is a list of
/// the right shape, without the minute that 12.5 million tags take.
fn very_large_filters(people: &[Person]) -> Vec<StoredFilter> {
    let tags = with_random_tags(listed(people), 98_000);
    let (plan, shards) = filter::build(&tags, 30, &mut OsRng).unwrap();
    assert_eq!((plan.shard_bits, plan.file_bytes), (0, VERY_LARGE_SHARD));
    let shard = |number: u16| {
        let mut file = shards[0].file.clone();
        file[9] = 7;
        file[10..12].copy_from_slice(&number.to_be_bytes());
        StoredFilter {
            sha256: Sha256::digest(&file).into(),
            kind: "email".into(),
            group: "customers".into(),
            positions: plan.positions,
            shard_bits: 7,
            shard: number,
            file,
        }
    };
    (0..128).map(shard).collect()
}

/// What a load leaves in the audit log.
fn entry() -> AuditDraft {
    let done_by = DoneBy::default();
    AuditDraft { at: now(), incident: None, action: "load-opened", done_by, body: "{}".into() }
}

async fn publish(services: &Services, incident: &Incident, filters: Vec<StoredFilter>) {
    let store = &services.store;
    let declared = LoadDeclaration {
        action: LoadAction::Add,
        file: [0; 32],
        identifiers: 0,
        filter_entries: 0,
        people: 0,
        as_of: 1_760_086_800,
    };
    // A load of nothing, under a token of its own: the tags are in the filters already.
    let (token, load) = (Sha256::digest(incident.id).into(), incident.id);
    let new = NewToken {
        digest: token,
        incident: incident.id,
        name: "large",
        share: None,
        created_by: None,
        expires: now() + 3600,
    };
    let (id, entry) = (&incident.id, entry());
    store.add_token(&new, now(), &entry).await.unwrap();
    assert!(store.open_load(&token, &load, id, declared, now(), &entry).await.unwrap());
    let opened = store.load(&load).await.unwrap().unwrap();
    assert!(store.close_load(&opened, None, now(), &entry).await.unwrap());
    let draft = SetDraft {
        incident: incident.id,
        version: 1,
        filters_under: -1,
        as_of: declared.as_of,
        loads: vec![load],
        filters,
        cause: SetCause::Load(load),
    };
    assert!(store.publish_set(&draft, now(), None).await.unwrap());
}
