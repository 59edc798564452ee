//! A list of an invited organisation, checked in its browser.
//!
//! One worker holds the list ([`BulkCheck`]); several hash, blind and decide ([`Evaluator`]), each
//! a batch at a time. What passes between them stays on the device.
//!
//! Errors of a list are thrown as `list:CODE`, then a line for each thing it is about: names of
//! sheets and columns, numbers of rows, never a cell.

mod check;
mod evaluator;
mod reading;

pub use check::{BulkCheck, Counts, Totals};
pub use evaluator::Evaluator;
pub use reading::{Column, Example, Problem};

use crate::check_error;
use shirabe_contacts::{ContactsError, Seed};
use shirabe_protocol::{error::CheckError, manifest::VerifiedManifest};
use wasm_bindgen::JsError;

fn list_error(error: &ContactsError) -> JsError {
    let mut lines = vec![format!("list:{}", error.code())];
    lines.extend(error.details().iter().map(|detail| detail.replace(['\n', '\r'], " ")));
    JsError::new(&lines.join("\n"))
}

/// A manifest as it came, checked under the pinned key (32 bytes) and for this incident.
fn verified(
    manifest: &[u8],
    signature: &[u8],
    pinned_key: &[u8],
    slug: &str,
    now_seconds: f64,
) -> Result<VerifiedManifest, JsError> {
    let pinned: &[u8; 32] =
        pinned_key.try_into().map_err(|_| check_error(CheckError::ManifestSignature))?;
    VerifiedManifest::verify(manifest, signature, pinned, now_seconds as i64)
        .and_then(|manifest| manifest.for_incident(slug))
        .map_err(check_error)
}

fn seed_of(bytes: &[u8]) -> Result<Seed, JsError> {
    let bytes = bytes.try_into().map_err(|_| check_error(CheckError::MessageLength))?;
    Ok(Seed::from_bytes(bytes))
}
