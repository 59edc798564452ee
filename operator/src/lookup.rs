//! `lookup`: one question, asked as a visitor's browser asks it.
//!
//! The filters come before anything is typed: all of them where they fit a browser's budget of
//! 8 MiB, else all of the kind asked for. (A browser narrows further for very large sets; this
//! machine can afford not to, and so tells nothing of the tag.)

use crate::{
    clock::Clock,
    errors::OperatorError,
    list::check_name,
    progress::Progress,
    server_client::{ServerAddress, ServerClient},
    verify::pinned_key,
};
use rand_core::{CryptoRng, RngCore};
use shirabe_protocol::{
    identifier::{Field, Form, Kind, NormalizedIdentifier},
    manifest::{ShardEntry, VerifiedManifest},
    oprf::client::blind,
    outcome::{FilterCollection, Outcome},
    stretching::Stretcher,
};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Bytes of filters that a browser takes whole.
const BUDGET: u64 = 8 << 20;

/// What to ask, but for the identifier.
#[derive(Debug)]
pub struct LookupOptions {
    pub server: ServerAddress,
    pub incident: String,
    pub kind: String,
    /// The pinned signing key; the one remembered in the work folder, if not given.
    pub key: Option<[u8; 32]>,
    /// Where a key may be remembered.
    pub work: PathBuf,
}

/// Asks once. `read_text` is called after everything that could betray a wrong server has been
/// checked: once, or for a composite kind once for each field, in order.
///
/// # Errors
/// [`OperatorError`]: could not be checked, which says nothing about the person.
pub fn run<R: RngCore + CryptoRng>(
    options: &LookupOptions,
    clock: &dyn Clock,
    rng: &mut R,
    progress: &dyn Progress,
    read_text: impl FnMut(Option<&Field>) -> Result<Zeroizing<String>, OperatorError>,
) -> Result<Outcome, OperatorError> {
    check_name(&options.incident)?;
    let key = pinned_key(options.key, &options.work, progress)?;
    let client = ServerClient::new(options.server.clone(), clock);
    let signed = client.fetch_manifest(&options.incident)?;
    let manifest = signed.verify(&options.incident, &key, clock.now())?;
    let kind = manifest.kind(&options.kind).map_err(|_| unknown_kind(&manifest))?;
    let filters = fetch_filters(&client, &manifest, &options.kind, progress)?;

    let identifier = read_identifier(kind, read_text)?;
    let check = || OperatorError::check("the answer could not be checked");
    let stretched = Stretcher::new(manifest.manifest().profile, manifest.salt())
        .and_then(|mut stretcher| stretcher.stretch(&identifier))
        .map_err(check())?;
    let (pending, blinded) = blind(stretched, rng).map_err(check())?;
    let reply = client.evaluate_publicly(&options.incident, &blinded)?;
    let tag =
        pending.finalize(&reply.evaluated, &reply.proof, manifest.public_key()).map_err(check())?;
    filters
        .complete_for(&manifest, &options.kind, &tag)
        .and_then(|filters| filters.decide(&tag))
        .map_err(check())
}

/// A field that cannot be read is refused before the next one is asked for.
fn read_identifier(
    kind: &Kind,
    mut read_text: impl FnMut(Option<&Field>) -> Result<Zeroizing<String>, OperatorError>,
) -> Result<NormalizedIdentifier, OperatorError> {
    let Form::Composite { fields } = &kind.form else {
        return kind.normalise(&[&read_text(None)?]).map_err(OperatorError::Identifier);
    };
    let mut texts = Vec::with_capacity(fields.len());
    for (position, field) in fields.iter().enumerate() {
        let text = read_text(Some(field))?;
        let canonical = kind.canonical_field(position, &text).map(Zeroizing::new);
        canonical.map_err(|error| OperatorError::Field { field: field.name.clone(), error })?;
        texts.push(text);
    }
    let texts: Vec<&str> = texts.iter().map(|text| text.as_str()).collect();
    kind.normalise(&texts).map_err(OperatorError::Identifier)
}

fn unknown_kind(manifest: &VerifiedManifest) -> OperatorError {
    let known: Vec<_> = manifest.manifest().kinds.iter().map(|kind| kind.name.as_str()).collect();
    OperatorError::Usage {
        problem: format!("--kind: the public may ask this incident by {}", known.join(", ")),
        advice: "Name one of these kinds.",
    }
}

fn fetch_filters(
    client: &ServerClient<'_>,
    manifest: &VerifiedManifest,
    kind: &str,
    progress: &dyn Progress,
) -> Result<FilterCollection, OperatorError> {
    let all: Vec<(&str, &ShardEntry)> = manifest
        .manifest()
        .filters
        .iter()
        .flat_map(|filter| filter.shards.iter().map(|shard| (filter.kind.as_str(), shard)))
        .collect();
    let bytes: u64 = all.iter().map(|(_, shard)| u64::from(shard.bytes)).sum();
    let wanted: Vec<_> = all.into_iter().filter(|(of, _)| bytes <= BUDGET || *of == kind).collect();
    let mut filters = FilterCollection::new();
    progress.begin("fetching filters", wanted.len() as u64);
    for (_, shard) in wanted {
        let file = client.fetch_filter(shard)?;
        filters.add(manifest, &file).map_err(OperatorError::check("a filter does not hold"))?;
        progress.advance(1);
    }
    progress.end();
    Ok(filters)
}
