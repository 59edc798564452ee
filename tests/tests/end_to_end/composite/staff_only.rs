//! An employee number is for staff: whoever asks by it under the public key finds nothing.

use crate::composite::{HEALTH_CHECK, deployment};
use base64::{Engine, engine::general_purpose::STANDARD};
use rand::rngs::OsRng;
use sample_data::Contact;
use shirabe_protocol::{
    filter::Filter, identifier::Kind, manifest::VerifiedManifest, oprf::client::blind,
    stretching::Stretcher, tag::Tag, wire::EvaluateReply,
};
use shirabe_server::incidents::Definition;
use shirabe_tests::deployment::now;

fn incident_url() -> String {
    format!("{}/api/v1/incidents/{HEALTH_CHECK}", deployment().url())
}

fn manifest() -> VerifiedManifest {
    let mut reply = ureq::get(format!("{}/manifest", incident_url())).call().unwrap();
    let signature = reply.headers().get("shirabe-signature").unwrap();
    let signature = STANDARD.decode(signature).unwrap();
    let bytes = reply.body_mut().read_to_vec().unwrap();
    let pinned = hex::decode(deployment().signing_key()).unwrap().try_into().unwrap();
    VerifiedManifest::verify(&bytes, &signature, &pinned, now()).unwrap()
}

/// What anybody can compute of an identifier, of whatever kind.
fn public_tag(manifest: &VerifiedManifest, kind: &Kind, fields: &[String]) -> Tag {
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let identifier = kind.normalise(&fields).unwrap();
    let mut stretcher = Stretcher::new(manifest.manifest().profile, manifest.salt()).unwrap();
    let (pending, blinded) = blind(stretcher.stretch(&identifier).unwrap(), &mut OsRng).unwrap();
    let mut reply = ureq::post(format!("{}/evaluate", incident_url()))
        .content_type(shirabe_protocol::wire::EVALUATE_REQUEST)
        .send(&blinded[..])
        .unwrap();
    let reply = EvaluateReply::decode(&reply.body_mut().read_to_vec().unwrap()).unwrap();
    pending.finalize(&reply.evaluated, &reply.proof, manifest.public_key()).unwrap().tag()
}

fn all_filters(manifest: &VerifiedManifest) -> Vec<Filter> {
    let shards = manifest.manifest().filters.iter().flat_map(|filter| &filter.shards);
    shards
        .map(|shard| {
            let url = format!("{}/filters/{}", deployment().url(), hex::encode(shard.sha256));
            let mut reply = ureq::get(url).call().unwrap();
            Filter::from_file(&reply.body_mut().read_to_vec().unwrap()).unwrap()
        })
        .collect()
}

#[test]
fn an_employee_number_is_in_no_filter() {
    let manifest = manifest();
    let public: Vec<&str> =
        manifest.manifest().kinds.iter().map(|kind| kind.name.as_str()).collect();
    assert_eq!(public, ["insurance", "code"]);

    let definition = sample_data::incident(HEALTH_CHECK).unwrap().definition;
    let kinds = Definition::from_toml(definition).unwrap().kinds();
    let filters = all_filters(&manifest);
    // An error: the tag belongs into another shard.
    let is_found = |tag: &Tag| filters.iter().any(|filter| filter.contains(tag).unwrap_or(false));
    let found = |name: &str, person: &Contact| {
        let kind = kinds.iter().find(|kind| kind.name == name).unwrap();
        let (_, fields) = person.composites.iter().find(|(kind, _)| *kind == name).unwrap();
        is_found(&public_tag(&manifest, kind, fields))
    };
    let people = sample_data::people(HEALTH_CHECK);
    for person in [&people[0], &people[1], &people[5_000], &people[11_703]] {
        assert!(found("insurance", person), "the search finds what is there");
        assert!(!found("employee", person));
    }
    assert!(!found("insurance", &sample_data::unlisted(HEALTH_CHECK)));
}
