//! Kinds of several fields: from texts to canonical bytes.

use super::{Hex, Report, equal, fails, input_said, reasoned, same};
use crate::identifier::Kind;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Composites {
    #[serde(rename = "about")]
    _about: String,
    /// As a manifest has them.
    kinds: BTreeMap<String, serde_json::Value>,
    accepted: Vec<Accepted>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    why: String,
    kind: String,
    texts: Vec<String>,
    canonical_texts: Vec<String>,
    canonical: Hex,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    why: String,
    kind: String,
    texts: Vec<String>,
    error: String,
}

reasoned!(Accepted, Refused);

pub(super) fn composite(report: &mut Report, file: Composites) {
    let kind = |name: &str| {
        let value = file.kinds.get(name).ok_or("no such kind")?;
        let kind: Kind = serde_json::from_value(value.clone()).map_err(|e| e.to_string())?;
        // What the reader passed over would be missing here.
        let written = serde_json::to_value(&kind).map_err(|e| e.to_string())?;
        equal("the kind written again", &written, value)?;
        equal("the kind's name", kind.name.as_str(), name)?;
        Ok::<Kind, String>(kind)
    };
    report.each("accepted", &file.accepted, |vector| {
        let kind = kind(&vector.kind)?;
        let identifier = input_said(kind.normalise(&texts(&vector.texts)))?;
        same("canonical", identifier.canonical_bytes(), &vector.canonical.0)?;
        for (position, text) in vector.texts.iter().enumerate() {
            let canonical = input_said(kind.canonical_field(position, text))?;
            let due = vector.canonical_texts.get(position).map(String::as_str);
            equal("the canonical text", Some(canonical.as_str()), due)?;
        }
        let again = input_said(kind.normalise(&texts(&vector.canonical_texts)))?;
        same("canonical of the canonical texts", again.canonical_bytes(), &vector.canonical.0)
    });
    report.each("refused", &file.refused, |vector| {
        let kind = kind(&vector.kind)?;
        let read = kind.normalise(&texts(&vector.texts));
        fails(read.map_err(|error| error.code()), &vector.error)
    });
}

fn texts(fields: &[String]) -> Vec<&str> {
    fields.iter().map(String::as_str).collect()
}
