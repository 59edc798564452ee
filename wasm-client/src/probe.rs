//! What the tests call from inside the browser; never part of a served build.
//!
//! Byte functions, so that a page can put another implementation on either side: its blind
//! with our evaluation and its finalize, or our blind with its evaluation and our finalize.
//! Scalars are 32 bytes, little-endian. Several elements stand one after the other.

use crate::{check_error, input_error};
use shirabe_protocol::{
    error::CheckError,
    filter::Filter,
    identifier::Kind,
    oprf::{
        PublicKey,
        client::{Pending, blind, finalize_batch},
        server::EvaluationKey,
    },
    stretching::{Profile, Salt, StretchedIdentifier, Stretcher},
    tag::Tag,
    vectors::{GivenScalars, run_all},
};
use wasm_bindgen::{JsError, prelude::wasm_bindgen};

/// Runs every vector; JSON `[{"file":"normalisation","checked":150,"failures":[]}, ...]`.
#[wasm_bindgen]
pub fn run_vectors() -> Result<String, JsError> {
    serde_json::to_string(&run_all()).map_err(|error| JsError::new(&error.to_string()))
}

/// Asks one filter file for n tags of 16 bytes. One byte a tag: 1 listed, 0 not, 2 where the
/// tag falls into another shard.
#[wasm_bindgen]
pub fn filter_answers(file: &[u8], tags: &[u8]) -> Result<Vec<u8>, JsError> {
    let filter = Filter::from_file(file).map_err(check_error)?;
    let answer = |tag: [u8; 16]| match filter.contains(&Tag::from_bytes(tag)) {
        Ok(listed) => u8::from(listed),
        Err(_) => 2,
    };
    Ok(pieces::<{ Tag::BYTES }>(tags)?.into_iter().map(answer).collect())
}

/// The OPRF's input: n mail addresses under profile `sample`, deployment and incident all zero;
/// n x 32 bytes.
#[wasm_bindgen]
pub fn client_inputs(addresses: Vec<String>) -> Result<Vec<u8>, JsError> {
    Ok(stretch(&addresses)?.iter().flat_map(|input| *input.as_bytes()).collect())
}

/// Blinds n addresses with n given scalars; n x 32 bytes.
#[wasm_bindgen]
pub fn client_blind(addresses: Vec<String>, scalars: &[u8]) -> Result<Vec<u8>, JsError> {
    Ok(blind_all(&addresses, scalars)?.into_iter().flat_map(|(_, message)| message).collect())
}

/// Verifies one proof over n evaluated elements and finalises; n tags of 16 bytes.
#[wasm_bindgen]
pub fn client_finalize(
    addresses: Vec<String>,
    scalars: &[u8],
    evaluated: &[u8],
    proof: &[u8],
    public_key: &[u8],
) -> Result<Vec<u8>, JsError> {
    let mut pending: Vec<Pending> =
        blind_all(&addresses, scalars)?.into_iter().map(|(pending, _)| pending).collect();
    let proof = exactly(proof)?;
    let key = PublicKey::from_bytes(exactly(public_key)?).map_err(check_error)?;
    // One lookup goes through the page's own path, several through a load's.
    let tags = match (pending.len(), pending.pop()) {
        (1, Some(one)) => one.finalize(&exactly(evaluated)?, &proof, &key).map(|tag| vec![tag]),
        (_, last) => {
            pending.extend(last);
            finalize_batch(&pending, evaluated, &proof, &key)
        }
    };
    Ok(tags.map_err(check_error)?.iter().flat_map(|tag| *tag.tag().as_bytes()).collect())
}

/// The public key of a private one, 32 bytes each.
#[wasm_bindgen]
pub fn server_public_key(private_key: &[u8]) -> Result<Vec<u8>, JsError> {
    let key = EvaluationKey::from_private_key(&exactly(private_key)?).map_err(check_error)?;
    Ok(key.public_key().as_bytes().to_vec())
}

/// Evaluates n blinded elements; n x 32 bytes and a proof of 64.
#[wasm_bindgen]
pub fn server_evaluate(
    private_key: &[u8],
    blinded: &[u8],
    proof_scalar: &[u8],
) -> Result<Vec<u8>, JsError> {
    let key = EvaluationKey::from_private_key(&exactly(private_key)?).map_err(check_error)?;
    let mut rng = GivenScalars::new(&[exactly(proof_scalar)?]);
    let reply = match <[u8; 32]>::try_from(blinded) {
        Ok(one) => key.blind_evaluate(&one, &mut rng).map(|(one, proof)| (one.to_vec(), proof)),
        Err(_) => key.blind_evaluate_batch(blinded, &mut rng),
    };
    let (mut bytes, proof) = reply.map_err(check_error)?;
    bytes.extend_from_slice(&proof);
    Ok(bytes)
}

fn stretch(addresses: &[String]) -> Result<Vec<StretchedIdentifier>, JsError> {
    let salt = Salt::of(&[0; 16], &[0; 16]);
    let mut stretcher = Stretcher::new(Profile::Sample, salt).map_err(check_error)?;
    addresses
        .iter()
        .map(|address| {
            let identifier = Kind::email().normalise(&[address]).map_err(input_error)?;
            stretcher.stretch(&identifier).map_err(check_error)
        })
        .collect()
}

fn blind_all(addresses: &[String], scalars: &[u8]) -> Result<Vec<(Pending, [u8; 32])>, JsError> {
    let scalars = pieces::<32>(scalars)?;
    if scalars.len() != addresses.len() {
        return Err(check_error(CheckError::MessageLength));
    }
    let mut rng = GivenScalars::new(&scalars);
    stretch(addresses)?
        .into_iter()
        .map(|input| blind(input, &mut rng).map_err(check_error))
        .collect()
}

fn exactly<const N: usize>(bytes: &[u8]) -> Result<[u8; N], JsError> {
    bytes.try_into().map_err(|_| check_error(CheckError::MessageLength))
}

fn pieces<const N: usize>(bytes: &[u8]) -> Result<Vec<[u8; N]>, JsError> {
    bytes.chunks(N).map(exactly).collect()
}
