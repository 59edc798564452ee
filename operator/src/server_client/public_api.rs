//! The public API, used as any visitor's client uses it: no token.

use super::{Call, ServerClient};
use crate::errors::{OperatorError, RequestError};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use shirabe_protocol::{
    error::CheckError,
    filter::MAX_FILE_BYTES,
    manifest::{self, ShardEntry, VerifiedManifest},
    oprf::ELEMENT_BYTES,
    wire::{self, EvaluateReply},
};
use std::collections::BTreeMap;

/// A manifest's exact bytes and their detached signature, as they came.
pub struct SignedManifest {
    pub bytes: Vec<u8>,
    pub signature: Vec<u8>,
}

impl SignedManifest {
    /// # Errors
    /// [`OperatorError::Check`]; [`OperatorError::Verification`] where it is another incident's.
    pub fn verify(
        &self,
        slug: &str,
        pinned: &[u8; 32],
        now: i64,
    ) -> Result<VerifiedManifest, OperatorError> {
        let manifest = VerifiedManifest::verify(&self.bytes, &self.signature, pinned, now)
            .map_err(OperatorError::check("the manifest does not hold"))?;
        if manifest.manifest().slug != slug {
            return Err(OperatorError::Verification {
                problem: "the manifest is that of another incident".into(),
                advice: "Check the address and the incident's name; if both are right, look for \
                         something between here and the server that changes what it sends.",
            });
        }
        Ok(manifest)
    }
}

/// What is read of an incident's public facts.
#[derive(Deserialize)]
struct Facts {
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    name: String,
    title: BTreeMap<String, String>,
}

impl ServerClient<'_> {
    fn public_call(
        &self,
        method: &'static str,
        path: &str,
        body: &[u8],
        purpose: &'static str,
        limit: usize,
    ) -> Result<super::Reply, RequestError> {
        self.call(&Call {
            method,
            path,
            token: None,
            claim: None,
            media_type: (!body.is_empty()).then_some(wire::EVALUATE_REQUEST),
            body,
            purpose,
            limit: limit as u64,
        })
    }

    /// # Errors
    /// [`OperatorError::Request`]; [`OperatorError::Check`] where no signature came with it.
    pub fn fetch_manifest(&self, slug: &str) -> Result<SignedManifest, OperatorError> {
        let path = format!("/api/v1/incidents/{slug}/manifest");
        let reply = self.public_call("GET", &path, &[], "for the manifest", manifest::MAX_BYTES)?;
        let signature = reply
            .signature
            .and_then(|text| STANDARD.decode(text.trim()).ok())
            .ok_or(CheckError::ManifestSignature)
            .map_err(OperatorError::check("the manifest came without a signature"))?;
        Ok(SignedManifest { bytes: reply.body, signature })
    }

    /// Titles of the groups by name, in one language, as the server tells everybody. Not signed,
    /// and nothing depends on them.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn fetch_group_titles(
        &self,
        slug: &str,
        language: &str,
    ) -> Result<BTreeMap<String, String>, RequestError> {
        let (path, purpose) = (format!("/api/v1/incidents/{slug}"), "for the incident");
        let reply = self.public_call("GET", &path, &[], purpose, manifest::MAX_BYTES)?;
        let facts: Facts =
            serde_json::from_slice(&reply.body).map_err(|_| RequestError::Answer { purpose })?;
        let title = |mut group: Group| {
            let own = group.title.remove(language).or_else(|| group.title.remove("ja"));
            Some((group.name, own.or_else(|| group.title.pop_first().map(|(_, title)| title))?))
        };
        Ok(facts.groups.into_iter().filter_map(title).collect())
    }

    /// One filter file, its bytes those that the manifest names.
    ///
    /// # Errors
    /// [`OperatorError::Request`], [`OperatorError::Check`].
    pub fn fetch_filter(&self, shard: &ShardEntry) -> Result<Vec<u8>, OperatorError> {
        let path = format!("/filters/{}", hex::encode(shard.sha256));
        let file = self.public_call("GET", &path, &[], "for a filter", MAX_FILE_BYTES)?.body;
        let digest: [u8; 32] = Sha256::digest(&file).into();
        if digest != shard.sha256 || file.len() != shard.bytes as usize {
            return Err(OperatorError::check("a filter does not hold")(CheckError::FilterDigest));
        }
        Ok(file)
    }

    /// One public lookup's evaluation.
    ///
    /// # Errors
    /// [`OperatorError::Request`], [`OperatorError::Check`].
    pub fn evaluate_publicly(
        &self,
        slug: &str,
        blinded: &[u8; ELEMENT_BYTES],
    ) -> Result<EvaluateReply, OperatorError> {
        let path = format!("/api/v1/incidents/{slug}/evaluate");
        let reply = self.public_call("POST", &path, blinded, "to evaluate", 4096)?;
        EvaluateReply::decode(&reply.body)
            .map_err(OperatorError::check("the server's answer does not hold"))
    }
}
