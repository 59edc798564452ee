//! What one lookup costs the server's processor, and the primitive that this is made of.

use crate::{
    figure::{Figure, microseconds_a_call},
    sizes::Sizes,
};
use anyhow::{Context, Result};
use curve25519_dalek::{ristretto::CompressedRistretto, scalar::Scalar};
use rand::{Rng, rngs::OsRng};
use shirabe_protocol::{
    identifier::Kind,
    oprf::{
        ELEMENT_BYTES,
        client::blind,
        server::{EvaluationKey, generate_private_key},
    },
    stretching::{Profile, Salt, Stretcher},
};
use std::hint::black_box;

/// A key as an incident has it.
pub fn draw_key() -> Result<EvaluationKey> {
    Ok(EvaluationKey::from_private_key(&generate_private_key(&mut OsRng))?)
}

/// Blinded elements as devices send them. All blind one identifier: what is sent is uniformly
/// distributed whatever was blinded.
pub fn blinded_elements(count: usize) -> Result<Vec<[u8; ELEMENT_BYTES]>> {
    let identifier = Kind::email().normalise(&["somebody@example.org"])?;
    let salt = Salt::of(&[0; 16], &[1; 16]);
    let stretched = Stretcher::new(Profile::Sample, salt)?.stretch(&identifier)?;
    (0..count).map(|_| Ok(blind(stretched.clone(), &mut OsRng)?.1)).collect()
}

/// Decode a group element, multiply it by a scalar, encode the product.
pub fn scalar_multiplication(sizes: &Sizes) -> Result<Vec<Figure>> {
    let element = CompressedRistretto(blinded_elements(1)?[0]);
    element.decompress().context("a blinded element is a group element")?;
    let mut bytes = [0; 32];
    OsRng.fill(&mut bytes);
    let scalar = Scalar::from_bytes_mod_order(bytes);
    let time = microseconds_a_call(sizes.samples, sizes.calls, || {
        let product = black_box(&element).decompress().map(|point| point * black_box(scalar));
        black_box(product.map(|point| point.compress()));
    });
    let note = "decode, multiply, encode; one core";
    Ok(vec![Figure::new("scalar_mult_us", time, "us", note)])
}

/// One element with its proof, as the public endpoint evaluates it.
pub fn evaluation(sizes: &Sizes) -> Result<Vec<Figure>> {
    let key = draw_key()?;
    let element = blinded_elements(1)?[0];
    key.blind_evaluate(&element, &mut OsRng)?;
    let time = microseconds_a_call(sizes.samples, sizes.calls, || {
        black_box(key.blind_evaluate(black_box(&element), &mut OsRng).is_ok());
    });
    let note = "one element with its proof, arithmetic alone; one core";
    Ok(vec![Figure::new("evaluate_us", time, "us", note)])
}
