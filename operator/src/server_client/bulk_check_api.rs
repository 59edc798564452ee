//! The API of an invited organisation: what the link opens, claim, numbered batches, finish.

use super::{Call, ServerClient, Token, is_name};
use crate::errors::RequestError;
use rand_core::{CryptoRng, RngCore};
use serde::Deserialize;
use shirabe_protocol::{
    oprf::{ELEMENT_BYTES, PROOF_BYTES},
    wire,
};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

pub(super) const CLAIM_HEADER: &str = "x-shirabe-claim";
const CURRENT: &str = "/api/v1/bulk-checks/current";

/// 32 random bytes that the first device draws, and that bind the check to it. Prints nothing of
/// itself.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Claim([u8; 32]);

impl Claim {
    pub fn draw<R: RngCore + CryptoRng>(rng: &mut R) -> Self {
        let mut claim = Self([0; 32]);
        rng.fill_bytes(&mut claim.0);
        claim
    }

    pub fn from_hex(text: &str) -> Option<Self> {
        let mut claim = Self([0; 32]);
        hex::decode_to_slice(text, &mut claim.0).ok()?;
        Some(claim)
    }

    /// 64 hex digits.
    pub fn header(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0))
    }
}

impl std::fmt::Debug for Claim {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Claim(hidden)")
    }
}

/// Where a bulk check stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckState {
    Open,
    Claimed,
    Finished,
    Revoked,
    Expired,
}

/// What a link opens. Its kinds are those of the manifest, which is signed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CurrentCheck {
    /// 32 hex digits: names the check, opens nothing.
    pub check: String,
    pub incident: String,
    /// Who is invited.
    pub organisation: String,
    pub people: u64,
    /// Identifiers that may be asked for, and have been.
    pub budget: u64,
    pub evaluated: u64,
    /// Seconds since 1970.
    pub expires: i64,
    pub state: CheckState,
    /// Whether the claim that was sent is the check's.
    pub own: bool,
}

/// Speaks for one invited organisation.
pub struct BulkCheckApi<'a> {
    client: &'a ServerClient<'a>,
    token: &'a Token,
    claim: Option<&'a Claim>,
}

impl<'a> BulkCheckApi<'a> {
    pub fn new(client: &'a ServerClient<'a>, token: &'a Token, claim: Option<&'a Claim>) -> Self {
        Self { client, token, claim }
    }

    /// # Errors
    /// [`RequestError`], as all below.
    pub fn current(&self) -> Result<CurrentCheck, RequestError> {
        let purpose = "what the link opens";
        let reply = self.client.call(&self.request("GET", CURRENT, &[], purpose))?;
        let current: CurrentCheck =
            serde_json::from_slice(&reply.body).map_err(|_| RequestError::Answer { purpose })?;
        // Both go into names of files, or into addresses.
        let sound = is_name(&current.incident) && is_name(&current.check);
        if sound { Ok(current) } else { Err(RequestError::Answer { purpose }) }
    }

    /// Binds the check to the claim; again, if it is bound to it already.
    pub fn claim(&self) -> Result<(), RequestError> {
        let path = format!("{CURRENT}/claim");
        self.client.call(&self.request("POST", &path, &[], "to begin the check")).map(drop)
    }

    /// n x 32 + 64 bytes.
    pub fn evaluate_batch(&self, number: usize, blinded: &[u8]) -> Result<Vec<u8>, RequestError> {
        let path = format!("{CURRENT}/evaluations/{number}");
        let call = Call {
            media_type: Some(wire::BATCH_REQUEST),
            limit: (wire::MAX_ENTRIES * ELEMENT_BYTES + PROOF_BYTES) as u64,
            ..self.request("PUT", &path, blinded, "to evaluate")
        };
        self.client.call(&call).map(|reply| reply.body)
    }

    pub fn finish(&self) -> Result<(), RequestError> {
        let path = format!("{CURRENT}/finish");
        self.client.call(&self.request("POST", &path, &[], "to finish the check")).map(drop)
    }

    fn request<'c>(
        &'c self,
        method: &'static str,
        path: &'c str,
        body: &'c [u8],
        purpose: &'static str,
    ) -> Call<'c> {
        let (token, claim) = (Some(self.token), self.claim);
        Call { method, path, token, claim, media_type: None, body, purpose, limit: 1 << 20 }
    }
}
