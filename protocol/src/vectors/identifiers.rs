//! From text to stretched bytes, and letter codes.

use super::{Hex, Report, equal, fails, input_said, kind, reasoned, said, same};
use crate::{
    identifier::{Region, email_bare_form},
    letter_code::{LetterCode, ListSecret},
    stretching::{Profile, Salt, Stretcher},
};
use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Normalisation {
    #[serde(rename = "about")]
    _about: String,
    accepted: Vec<Accepted>,
    refused: Vec<Refused>,
    bare_forms: Vec<BareForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    why: String,
    kind: String,
    region: Option<Region>,
    text: String,
    canonical_text: String,
    canonical: Hex,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    why: String,
    kind: String,
    region: Option<Region>,
    text: String,
    error: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BareForm {
    why: String,
    text: String,
    bare: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LetterCodes {
    #[serde(rename = "about")]
    _about: String,
    derivations: Vec<Derivation>,
    bits: Vec<Bits>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Derivation {
    why: String,
    list_secret: Hex,
    person_key: Hex,
    code: String,
    handle: Hex,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bits {
    why: String,
    bits: String,
    code: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stretching {
    #[serde(rename = "about")]
    _about: String,
    profiles: Vec<Stretched>,
    rfc9106: Vec<Argon2id>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stretched {
    why: String,
    kind: String,
    region: Option<Region>,
    text: String,
    profile: Profile,
    deployment: Hex,
    incident: Hex,
    canonical: Hex,
    salt: Hex,
    stretched: Hex,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Argon2id {
    why: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    password: Hex,
    salt: Hex,
    secret: Hex,
    associated_data: Hex,
    tag: Hex,
}

reasoned!(Accepted, Refused, BareForm, Derivation, Bits, Stretched, Argon2id);

pub(super) fn normalisation(report: &mut Report, file: Normalisation) {
    report.each("accepted", &file.accepted, |vector| {
        let kind = kind(&vector.kind, vector.region)?;
        let identifier = input_said(kind.normalise(&[&vector.text]))?;
        same("canonical", identifier.canonical_bytes(), &vector.canonical.0)?;
        let again = input_said(kind.normalise(&[&vector.canonical_text]))?;
        same("canonical of the canonical text", again.canonical_bytes(), &vector.canonical.0)
    });
    report.each("refused", &file.refused, |vector| {
        let kind = kind(&vector.kind, vector.region)?;
        fails(kind.normalise(&[&vector.text]).map_err(|error| error.code()), &vector.error)
    });
    report.each("bare_forms", &file.bare_forms, |vector| {
        equal("the bare form", email_bare_form(&vector.text), vector.bare.clone())
    });
}

pub(super) fn letter_code(report: &mut Report, file: LetterCodes) {
    report.each("derivations", &file.derivations, |vector| {
        let secret = ListSecret::from_bytes(vector.list_secret.array()?);
        let code = secret.letter_code(&vector.person_key.0);
        equal("the code", code.grouped(), vector.code.clone())?;
        same("the handle", secret.person_handle(&vector.person_key.0), &vector.handle.0)
    });
    report.each("bits", &file.bits, |vector| {
        let bits = u64::from_str_radix(&vector.bits, 16).map_err(|error| error.to_string())?;
        let code = LetterCode::from_bits(bits);
        equal("the code", code.grouped(), vector.code.clone())?;
        let read = input_said(LetterCode::read(&code.compact()))?;
        equal("the code read again", read.grouped(), vector.code.clone())
    });
}

pub(super) fn stretching(report: &mut Report, file: Stretching) {
    report.each("profiles", &file.profiles, |vector| {
        let kind = kind(&vector.kind, vector.region)?;
        let identifier = input_said(kind.normalise(&[&vector.text]))?;
        same("canonical", identifier.canonical_bytes(), &vector.canonical.0)?;
        let salt = Salt::of(&vector.deployment.array()?, &vector.incident.array()?);
        same("the salt", salt.as_bytes(), &vector.salt.0)?;
        let stretched = said(Stretcher::new(vector.profile, salt))
            .and_then(|mut stretcher| said(stretcher.stretch(&identifier)))?;
        same("stretched", stretched.as_bytes(), &vector.stretched.0)
    });
    report.each("rfc9106", &file.rfc9106, |vector| {
        let tag = argon2id(vector).map_err(|error| error.to_string())?;
        same("the tag", tag, &vector.tag.0)
    });
}

fn argon2id(vector: &Argon2id) -> Result<Vec<u8>, argon2::Error> {
    let params = ParamsBuilder::new()
        .m_cost(vector.memory_kib)
        .t_cost(vector.passes)
        .p_cost(vector.lanes)
        .data(AssociatedData::new(&vector.associated_data.0)?)
        .output_len(vector.tag.0.len())
        .build()?;
    let argon2 =
        Argon2::new_with_secret(&vector.secret.0, Algorithm::Argon2id, Version::V0x13, params)?;
    let mut tag = vec![0; vector.tag.0.len()];
    argon2.hash_password_into(&vector.password.0, &vector.salt.0, &mut tag)?;
    Ok(tag)
}
