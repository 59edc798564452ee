//! The desk's half of a question: what an agent types becomes a tag under the staff key.

use crate::{check_error, input_error};
use rand_core::OsRng;
use serde::Deserialize;
use shirabe_protocol::{
    error::CheckError,
    identifier::Kind,
    oprf::{
        PublicKey,
        client::{Pending, blind},
    },
    stretching::{Profile, Salt, Stretcher},
    wire::EvaluateReply,
};
use wasm_bindgen::{JsError, prelude::wasm_bindgen};

/// An incident, as `GET /api/v1/staff/desk` gives it; what else stands there is the page's.
#[derive(Deserialize)]
struct DeskIncident {
    salt: String,
    profile: Profile,
    staff_key: String,
    kinds: Vec<Kind>,
}

/// A question to one incident.
#[wasm_bindgen]
pub struct DeskQuestion {
    salt: Salt,
    profile: Profile,
    key: PublicKey,
    kinds: Vec<Kind>,
    pending: Option<Pending>,
}

#[wasm_bindgen]
impl DeskQuestion {
    /// `incident` is JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(incident: &str) -> Result<DeskQuestion, JsError> {
        let unsound = || check_error(CheckError::MessageLength);
        let read: DeskIncident = serde_json::from_str(incident).map_err(|_| unsound())?;
        let salt = bytes_of_hex(&read.salt).ok_or_else(unsound)?;
        let key = bytes_of_hex(&read.staff_key).ok_or_else(unsound)?;
        Ok(Self {
            salt: Salt::from_bytes(salt),
            profile: read.profile,
            key: PublicKey::from_bytes(key).map_err(check_error)?,
            kinds: read.kinds,
            pending: None,
        })
    }

    /// How one field of a kind is understood, to be shown back; throws what is wrong with it.
    #[wasm_bindgen(js_name = canonicalField)]
    pub fn canonical_field(
        &self,
        kind: &str,
        position: usize,
        text: &str,
    ) -> Result<String, JsError> {
        self.kind(kind)?.canonical_field(position, text).map_err(input_error)
    }

    /// Throws what is wrong with the text; sends and keeps nothing.
    #[wasm_bindgen(js_name = checkInput)]
    pub fn check_input(&self, kind: &str, fields: Vec<String>) -> Result<(), JsError> {
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        self.kind(kind)?.normalise(&fields).map(|_| ()).map_err(input_error)
    }

    /// Normalises, stretches and blinds; gives the 32 bytes to send. The slow step.
    pub fn prepare(&mut self, kind: &str, fields: Vec<String>) -> Result<Vec<u8>, JsError> {
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let identifier = self.kind(kind)?.normalise(&fields).map_err(input_error)?;
        let stretched = Stretcher::new(self.profile, self.salt)
            .and_then(|mut stretcher| stretcher.stretch(&identifier))
            .map_err(check_error)?;
        let (pending, message) = blind(stretched, &mut OsRng).map_err(check_error)?;
        self.pending = Some(pending);
        Ok(message.to_vec())
    }

    /// Verifies the server's 96 bytes; gives the tag in hex, which only staff can look up.
    pub fn finish(&mut self, reply: &[u8]) -> Result<String, JsError> {
        let pending = self.pending.take().ok_or_else(|| check_error(CheckError::Order))?;
        let reply = EvaluateReply::decode(reply).map_err(check_error)?;
        let tag =
            pending.finalize(&reply.evaluated, &reply.proof, &self.key).map_err(check_error)?.tag();
        Ok(tag.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    fn kind(&self, name: &str) -> Result<&Kind, JsError> {
        let kind = self.kinds.iter().find(|kind| kind.name == name);
        kind.ok_or_else(|| check_error(CheckError::UnknownKind))
    }
}

fn bytes_of_hex<const N: usize>(hex: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if hex.len() != 2 * N || !hex.is_ascii() {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}
