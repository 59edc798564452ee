//! The OPRF: the RFC's vectors, and the whole path from text to tag.
//!
//! The RFC's inputs are not 32 bytes long, which the client's wrapper does not admit; there the
//! crate is called directly. The server's half, and everything of the path, goes through ours.

use super::{GivenScalars, Hex, Report, fails, input_said, kind, reasoned, said, same};
use crate::{
    error::CheckError,
    identifier::Region,
    oprf::{
        PublicKey,
        client::{Pending, blind, finalize_batch},
        server::EvaluationKey,
    },
    stretching::{Profile, Salt, StretchedIdentifier, Stretcher},
};
use serde::Deserialize;
use voprf::{EvaluationElement, Group, Proof, Ristretto255, VoprfClient};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rfc9497 {
    #[serde(rename = "about")]
    _about: String,
    private_key: Hex,
    public_key: Hex,
    vectors: Vec<Official>,
    refused: Vec<RefusedBytes>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Official {
    why: String,
    inputs: Vec<Hex>,
    blinds: Vec<Hex>,
    blinded_elements: Vec<Hex>,
    evaluation_elements: Vec<Hex>,
    proof: Hex,
    proof_random_scalar: Hex,
    outputs: Vec<Hex>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefusedBytes {
    why: String,
    what: What,
    bytes: Hex,
    error: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum What {
    Blinded,
    PublicKey,
    PrivateKey,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Path {
    #[serde(rename = "about")]
    _about: String,
    single: Vec<Single>,
    batch: Vec<Batch>,
    refused: Vec<RefusedReply>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Single {
    why: String,
    kind: String,
    region: Option<Region>,
    text: String,
    profile: Profile,
    deployment: Hex,
    incident: Hex,
    private_key: Hex,
    public_key: Hex,
    blind: Hex,
    proof_scalar: Hex,
    canonical: Hex,
    stretched: Hex,
    blinded: Hex,
    evaluated: Hex,
    proof: Hex,
    output: Hex,
    tag: Hex,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    why: String,
    members: Vec<usize>,
    proof_scalar: Hex,
    proof: Hex,
    tags: Vec<Hex>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefusedReply {
    why: String,
    of: usize,
    evaluated: Hex,
    proof: Hex,
    public_key: Hex,
    error: String,
}

reasoned!(Official, RefusedBytes, Single, Batch, RefusedReply);

fn joined(list: &[Hex]) -> Vec<u8> {
    list.iter().flat_map(|bytes| bytes.0.iter().copied()).collect()
}

pub(super) fn rfc9497(report: &mut Report, file: Rfc9497) {
    let (private, public) = (file.private_key, file.public_key);
    report.each("vectors", &file.vectors, |vector| {
        let key = said(EvaluationKey::from_private_key(&private.array()?))?;
        same("the public key", key.public_key().as_bytes(), &public.0)?;
        let rng = || -> Result<_, String> {
            Ok(GivenScalars::new(&[vector.proof_random_scalar.array()?]))
        };
        let blinded = joined(&vector.blinded_elements);
        let (evaluated, proof) = said(key.blind_evaluate_batch(&blinded, &mut rng()?))?;
        same("evaluated", &evaluated, joined(&vector.evaluation_elements))?;
        same("the proof", proof, &vector.proof.0)?;
        if let [element] = vector.blinded_elements.as_slice() {
            let (evaluated, proof) = said(key.blind_evaluate(&element.array()?, &mut rng()?))?;
            same("evaluated alone", evaluated, &vector.evaluation_elements[0].0)?;
            same("the proof alone", proof, &vector.proof.0)?;
        }
        let outputs = official_client(vector, &public).map_err(|error| error.to_string())?;
        same("the blinded elements", outputs.0, blinded)?;
        same("the outputs", outputs.1, joined(&vector.outputs))
    });
    report.each("refused", &file.refused, |vector| {
        let bytes = vector.bytes.array()?;
        let result = match vector.what {
            What::PublicKey => PublicKey::from_bytes(bytes).map(drop),
            What::PrivateKey => EvaluationKey::from_private_key(&bytes).map(drop),
            What::Blinded => {
                let key = said(EvaluationKey::from_private_key(&private.array()?))?;
                let rng = || GivenScalars::new(&[[1; 32]]);
                let batch = key.blind_evaluate_batch(&bytes, &mut rng()).map(drop);
                fails(batch.map_err(CheckError::code), &vector.error)?;
                key.blind_evaluate(&bytes, &mut rng()).map(drop)
            }
        };
        fails(result.map_err(CheckError::code), &vector.error)
    });
}

/// Blinded elements and outputs by the crate itself.
fn official_client(vector: &Official, public: &Hex) -> Result<(Vec<u8>, Vec<u8>), voprf::Error> {
    let mut states = Vec::new();
    let mut blinded = Vec::new();
    for (input, blind) in vector.inputs.iter().zip(&vector.blinds) {
        let scalar = Ristretto255::deserialize_scalar(&blind.0)?;
        let result = VoprfClient::<Ristretto255>::deterministic_blind_unchecked(&input.0, scalar)?;
        blinded.extend_from_slice(&result.message.serialize());
        states.push(result.state);
    }
    let elements = vector
        .evaluation_elements
        .iter()
        .map(|element| EvaluationElement::deserialize(&element.0))
        .collect::<Result<Vec<_>, _>>()?;
    let inputs: Vec<&[u8]> = vector.inputs.iter().map(|input| input.0.as_slice()).collect();
    let key = Ristretto255::deserialize_elem(&public.0)?;
    let proof = Proof::deserialize(&vector.proof.0)?;
    let mut outputs = Vec::new();
    for output in VoprfClient::batch_finalize(&inputs, &states, &elements, &proof, key)? {
        outputs.extend_from_slice(&output?);
    }
    Ok((blinded, outputs))
}

fn stretched(vector: &Single) -> Result<StretchedIdentifier, String> {
    let kind = kind(&vector.kind, vector.region)?;
    let identifier = input_said(kind.normalise(&[&vector.text]))?;
    same("canonical", identifier.canonical_bytes(), &vector.canonical.0)?;
    let salt = Salt::of(&vector.deployment.array()?, &vector.incident.array()?);
    let stretched = said(Stretcher::new(vector.profile, salt))
        .and_then(|mut stretcher| said(stretcher.stretch(&identifier)))?;
    same("stretched", stretched.as_bytes(), &vector.stretched.0)?;
    Ok(stretched)
}

fn pending(vector: &Single) -> Result<Pending, String> {
    let mut rng = GivenScalars::new(&[vector.blind.array()?]);
    let (pending, message) = said(blind(stretched(vector)?, &mut rng))?;
    same("blinded", message, &vector.blinded.0)?;
    Ok(pending)
}

pub(super) fn path(report: &mut Report, file: Path) {
    report.each("single", &file.single, |vector| {
        let pending = pending(vector)?;
        let key = said(EvaluationKey::from_private_key(&vector.private_key.array()?))?;
        same("the public key", key.public_key().as_bytes(), &vector.public_key.0)?;
        let mut rng = GivenScalars::new(&[vector.proof_scalar.array()?]);
        let (evaluated, proof) = said(key.blind_evaluate(&vector.blinded.array()?, &mut rng))?;
        same("evaluated", evaluated, &vector.evaluated.0)?;
        same("the proof", proof, &vector.proof.0)?;
        let tag = said(pending.finalize(&evaluated, &proof, key.public_key()))?;
        same("the tag", tag.tag().as_bytes(), &vector.tag.0)?;
        let output = whole_output(vector).map_err(|error| error.to_string())?;
        same("the output", output, &vector.output.0)?;
        same("the first 16 bytes of the output", &vector.output.0[..16], &vector.tag.0)
    });
    let member = |place: usize| file.single.get(place).ok_or("no such member".to_owned());
    report.each("batch", &file.batch, |batch| {
        let members =
            batch.members.iter().map(|place| member(*place)).collect::<Result<Vec<_>, _>>()?;
        let first = members.first().ok_or("no members")?;
        let key = said(EvaluationKey::from_private_key(&first.private_key.array()?))?;
        let all = members.iter().map(|one| pending(one)).collect::<Result<Vec<_>, _>>()?;
        let blinded: Vec<u8> = members.iter().flat_map(|one| one.blinded.0.clone()).collect();
        let mut rng = GivenScalars::new(&[batch.proof_scalar.array()?]);
        let (evaluated, proof) = said(key.blind_evaluate_batch(&blinded, &mut rng))?;
        same("the proof", proof, &batch.proof.0)?;
        let tags = said(finalize_batch(&all, &evaluated, &proof, key.public_key()))?;
        let tags: Vec<u8> = tags.iter().flat_map(|tag| *tag.tag().as_bytes()).collect();
        same("the tags", tags, joined(&batch.tags))
    });
    report.each("refused", &file.refused, |vector| {
        let pending = pending(member(vector.of)?)?;
        let key = said(PublicKey::from_bytes(vector.public_key.array()?))?;
        let result = pending.finalize(&vector.evaluated.array()?, &vector.proof.array()?, &key);
        fails(result.map_err(CheckError::code), &vector.error)
    });
}

/// All 64 bytes, which the wrapper shortens to a tag.
fn whole_output(vector: &Single) -> Result<Vec<u8>, voprf::Error> {
    let input = &vector.stretched.0;
    let scalar = Ristretto255::deserialize_scalar(&vector.blind.0)?;
    let client = VoprfClient::<Ristretto255>::deterministic_blind_unchecked(input, scalar)?;
    let output = client.state.finalize(
        input,
        &EvaluationElement::deserialize(&vector.evaluated.0)?,
        &Proof::deserialize(&vector.proof.0)?,
        Ristretto255::deserialize_elem(&vector.public_key.0)?,
    )?;
    Ok(output.to_vec())
}
