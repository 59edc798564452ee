//! Manifests, and whole lookups up to the answer.

use super::{GivenScalars, Held, Hex, Report, equal, fails, input_said, reasoned, said, same};
use crate::{
    error::CheckError,
    manifest::{VerifiedManifest, sign},
    oprf::{client::blind, server::EvaluationKey},
    outcome::{FilterCollection, Outcome},
    stretching::Stretcher,
};
use ed25519_dalek::SigningKey;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifests {
    #[serde(rename = "about")]
    _about: String,
    signing_key_seed: Hex,
    pinned: Hex,
    bodies: Vec<Body>,
    accepted: Vec<Changed>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    name: String,
    why: String,
    body: String,
    signature: Hex,
    now: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    why: String,
    of: String,
    replace: Vec<(String, String)>,
    signature: Hex,
    now: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    why: String,
    of: String,
    replace: Vec<(String, String)>,
    signature: Hex,
    now: i64,
    pinned: Option<Hex>,
    error: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcomes {
    #[serde(rename = "about")]
    _about: String,
    pinned: Hex,
    now: i64,
    private_key: Hex,
    manifests: BTreeMap<String, Signed>,
    files: BTreeMap<String, Hex>,
    lookups: Vec<Lookup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    body: String,
    signature: Hex,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lookup {
    why: String,
    manifest: String,
    kind: String,
    text: String,
    files: Vec<String>,
    outcome: Option<String>,
    #[serde(default)]
    groups: Vec<String>,
    error: Option<String>,
}

reasoned!(Body, Changed, Refused, Lookup);

fn changed(bodies: &[Body], of: &str, replace: &[(String, String)]) -> Result<String, String> {
    let mut text = bodies.iter().find(|body| body.name == of).ok_or("no such body")?.body.clone();
    for (from, to) in replace {
        if !text.contains(from.as_str()) {
            return Err(format!("nothing to replace: {from}"));
        }
        text = text.replacen(from.as_str(), to, 1);
    }
    Ok(text)
}

pub(super) fn manifest(report: &mut Report, file: Manifests) {
    let bodies = file.bodies;
    report.each("bodies", &bodies, |vector| {
        let bytes = vector.body.as_bytes();
        let key = SigningKey::from_bytes(&file.signing_key_seed.array()?);
        same("the signature", sign(bytes, &key), &vector.signature.0)?;
        let pinned = file.pinned.array()?;
        let verified =
            said(VerifiedManifest::verify(bytes, &vector.signature.0, &pinned, vector.now))?;
        same("the body written again", verified.manifest().to_bytes(), bytes)?;
        let slug = verified.manifest().slug.clone();
        said(verified.clone().for_incident(&slug))?;
        let other = verified.for_incident(&format!("{slug}-2"));
        fails(other.map_err(CheckError::code), CheckError::ManifestContent.code())
    });
    report.each("accepted", &file.accepted, |vector| {
        let body = changed(&bodies, &vector.of, &vector.replace)?;
        let pinned = file.pinned.array()?;
        said(VerifiedManifest::verify(body.as_bytes(), &vector.signature.0, &pinned, vector.now))
            .map(drop)
    });
    report.each("refused", &file.refused, |vector| {
        let body = changed(&bodies, &vector.of, &vector.replace)?;
        let pinned = vector.pinned.as_ref().unwrap_or(&file.pinned).array()?;
        let result =
            VerifiedManifest::verify(body.as_bytes(), &vector.signature.0, &pinned, vector.now);
        fails(result.map_err(CheckError::code), &vector.error)
    });
}

pub(super) fn outcome(report: &mut Report, file: Outcomes) {
    report.each("lookups", &file.lookups, |vector| {
        let manifest = file.manifests.get(&vector.manifest).ok_or("no such manifest")?;
        let manifest = said(VerifiedManifest::verify(
            manifest.body.as_bytes(),
            &manifest.signature.0,
            &file.pinned.array()?,
            file.now,
        ))?;
        let files = vector
            .files
            .iter()
            .map(|name| file.files.get(name).ok_or_else(|| format!("no such file: {name}")))
            .collect::<Result<Vec<_>, _>>()?;
        let key = said(EvaluationKey::from_private_key(&file.private_key.array()?))?;
        judge(vector, answer(vector, &manifest, &files, &key)?)
    });
}

/// The outer error is the vector's own fault.
fn answer(
    vector: &Lookup,
    manifest: &VerifiedManifest,
    files: &[&Hex],
    key: &EvaluationKey,
) -> Result<Result<Outcome, CheckError>, String> {
    let kind = said(manifest.kind(&vector.kind))?;
    let identifier = input_said(kind.normalise(&[&vector.text]))?;
    let lookup = || -> Result<Outcome, CheckError> {
        let mut filters = FilterCollection::new();
        for file in files {
            filters.add(manifest, &file.0)?;
        }
        let mut stretcher = Stretcher::new(manifest.manifest().profile, manifest.salt())?;
        let mut rng = GivenScalars::new(&[[2; 32], [3; 32]]);
        let (pending, message) = blind(stretcher.stretch(&identifier)?, &mut rng)?;
        let (evaluated, proof) = key.blind_evaluate(&message, &mut rng)?;
        let tag = pending.finalize(&evaluated, &proof, manifest.public_key())?;
        filters.complete_for(manifest, &vector.kind, &tag)?.decide(&tag)
    };
    Ok(lookup())
}

fn judge(vector: &Lookup, answer: Result<Outcome, CheckError>) -> Held {
    match (answer, vector.outcome.as_deref(), vector.error.as_deref()) {
        (Ok(Outcome::Listed(listed)), Some("listed"), None) => {
            equal("the groups", listed.groups(), vector.groups.as_slice())
        }
        (Ok(Outcome::NotListed(_)), Some("not-listed"), None) if vector.groups.is_empty() => Ok(()),
        (Err(error), None, Some(due)) => equal("the error", error.code(), due),
        (got, ..) => Err(format!("got {got:?}")),
    }
}
