//! Runs `vectors/*.json`, natively and in the browser alike.
//!
//! Nothing here panics: whatever goes wrong becomes a line of the [`Report`]. An empty list is a
//! failure, and so is a member that the runner does not know, so that no vector is skipped.

mod composites;
mod filters;
mod identifiers;
mod lookups;
mod manifests;

use crate::{
    error::{CheckError, InputError},
    identifier::{Form, Kind, Region},
};
use rand_core::{CryptoRng, RngCore};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use std::collections::VecDeque;

/// Every file of `vectors/`, by name.
pub const FILES: [(&str, &str); 9] = [
    ("normalisation", include_str!("../vectors/normalisation.json")),
    ("composite", include_str!("../vectors/composite.json")),
    ("letter_code", include_str!("../vectors/letter_code.json")),
    ("stretching", include_str!("../vectors/stretching.json")),
    ("voprf_rfc9497", include_str!("../vectors/voprf_rfc9497.json")),
    ("lookup_path", include_str!("../vectors/lookup_path.json")),
    ("filter", include_str!("../vectors/filter.json")),
    ("manifest", include_str!("../vectors/manifest.json")),
    ("outcome", include_str!("../vectors/outcome.json")),
];

/// What became of one file.
#[derive(Debug, Serialize)]
pub struct Report {
    pub file: String,
    /// Vectors that were run.
    pub checked: usize,
    /// One line a failed vector: list, its `why`, what differed.
    pub failures: Vec<String>,
}

/// Runs every file.
pub fn run_all() -> Vec<Report> {
    FILES.into_iter().map(|(name, json)| run(name, json)).collect()
}

/// Runs one file, given its name without `.json` and its text.
pub fn run(name: &str, json: &str) -> Report {
    let mut report = Report { file: name.to_owned(), checked: 0, failures: Vec::new() };
    let read = match name {
        "normalisation" => with(&mut report, json, identifiers::normalisation),
        "composite" => with(&mut report, json, composites::composite),
        "letter_code" => with(&mut report, json, identifiers::letter_code),
        "stretching" => with(&mut report, json, identifiers::stretching),
        "voprf_rfc9497" => with(&mut report, json, lookups::rfc9497),
        "lookup_path" => with(&mut report, json, lookups::path),
        "filter" => with(&mut report, json, filters::filter),
        "manifest" => with(&mut report, json, manifests::manifest),
        "outcome" => with(&mut report, json, manifests::outcome),
        _ => Err("no runner of this name".to_owned()),
    };
    report.failures.extend(read.err());
    report
}

fn with<T: DeserializeOwned>(
    report: &mut Report,
    json: &str,
    runner: fn(&mut Report, T),
) -> Result<(), String> {
    let file = serde_json::from_str(json).map_err(|error| format!("unreadable: {error}"))?;
    runner(report, file);
    Ok(())
}

/// What one vector is called, and whether it held.
type Held = Result<(), String>;

/// A vector says why it is there.
trait Reasoned {
    fn why(&self) -> &str;
}

/// For structs with a member `why`.
macro_rules! reasoned {
    ($($vector:ty),+) => {
        $(impl $crate::vectors::Reasoned for $vector {
            fn why(&self) -> &str {
                &self.why
            }
        })+
    };
}
use reasoned;

impl Report {
    fn each<T: Reasoned>(&mut self, list: &str, vectors: &[T], check: impl Fn(&T) -> Held) {
        if vectors.is_empty() {
            self.failures.push(format!("{list}: the list is empty"));
        }
        for vector in vectors {
            self.checked += 1;
            if let Err(difference) = check(vector) {
                self.failures.push(format!("{list}: {}: {difference}", vector.why()));
            }
        }
    }
}

/// Bytes, lower-case hex in the files.
#[derive(Clone)]
struct Hex(Vec<u8>);

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        hex::decode(text).map(Self).map_err(serde::de::Error::custom)
    }
}

impl Hex {
    fn array<const N: usize>(&self) -> Result<[u8; N], String> {
        let length = self.0.len();
        self.0.as_slice().try_into().map_err(|_| format!("{length} bytes where {N} are due"))
    }
}

fn same(what: &str, got: impl AsRef<[u8]>, due: impl AsRef<[u8]>) -> Held {
    let (got, due) = (got.as_ref(), due.as_ref());
    if got == due {
        Ok(())
    } else {
        Err(format!("{what} is {}, due is {}", hex::encode(got), hex::encode(due)))
    }
}

fn equal<T: PartialEq + std::fmt::Debug>(what: &str, got: T, due: T) -> Held {
    if got == due { Ok(()) } else { Err(format!("{what} is {got:?}, due is {due:?}")) }
}

/// The step must fail with this code.
fn fails<T>(result: Result<T, &'static str>, due: &str) -> Held {
    match result {
        Ok(_) => Err(format!("taken where {due} is due")),
        Err(code) => equal("the error", code, due),
    }
}

fn kind(name: &str, region: Option<Region>) -> Result<Kind, String> {
    let form = match (name, region) {
        ("email", None) => Form::Email,
        ("phone", Some(region)) => Form::Phone { region },
        ("code", None) => Form::Code,
        _ => return Err("no such kind, or a region where none is due".to_owned()),
    };
    Ok(Kind { name: name.to_owned(), form })
}

fn said<T>(result: Result<T, CheckError>) -> Result<T, String> {
    result.map_err(|error| error.code().to_owned())
}

fn input_said<T>(result: Result<T, InputError>) -> Result<T, String> {
    result.map_err(|error| error.code().to_owned())
}

/// A source of "randomness" that yields given scalars, so that a vector's blind and proof
/// scalar pass through the same code as drawn ones. For vectors and probes only.
///
/// The crate draws a scalar as 64 bytes modulo the group order, so each one is followed by 32
/// zeros. When they are used up the bytes are all one, which no vector expects.
pub struct GivenScalars(VecDeque<u8>);

impl GivenScalars {
    /// Little-endian scalars, in the order they will be drawn.
    pub fn new(scalars: &[[u8; 32]]) -> Self {
        Self(scalars.iter().flat_map(|scalar| scalar.iter().copied().chain([0; 32])).collect())
    }
}

impl RngCore for GivenScalars {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        bytes.fill_with(|| self.0.pop_front().unwrap_or(1));
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for GivenScalars {}
