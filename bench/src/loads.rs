//! Loads of rows that only a large list would make, sent as an operator's program sends them.

use crate::arithmetic::blinded_elements;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use shirabe_protocol::{
    oprf::{ELEMENT_BYTES, MAX_BATCH},
    tag::Tag,
    wire::{self, FilterEntry, MAX_ENTRIES, Record},
};
use shirabe_tests::deployment::{self, Deployment};

/// What a load holds: a person for each of the records' tags, and filter entries.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    pub people: &'a [Tag],
    pub filter_entries: &'a [Tag],
}

/// One load, with a token of its own.
pub struct Load {
    address: String,
    authorization: String,
}

impl Load {
    /// `action`: `add`, `withdraw`.
    pub fn open(deployment: &Deployment, slug: &str, action: &str, rows: Rows<'_>) -> Result<Self> {
        let api = format!("{}/api/v1/staff", deployment.url());
        let authorization = format!("Bearer {}", deployment.token(slug));
        let declared = json!({
            "action": action,
            "file": "00".repeat(32),
            "identifiers": rows.people.len(),
            "filter_entries": rows.filter_entries.len(),
            "people": rows.people.len(),
            "as_of": deployment::now(),
        });
        let mut reply = ureq::post(format!("{api}/incidents/{slug}/loads"))
            .header("authorization", &authorization)
            .content_type("application/json")
            .send(declared.to_string())?;
        let status: Value = serde_json::from_slice(&reply.body_mut().read_to_vec()?)?;
        let id = status["load"].as_str().context("a load has a name")?;
        Ok(Self { address: format!("{api}/loads/{id}"), authorization })
    }

    /// As many evaluations as a load needs before it can be closed.
    pub fn evaluate(&self, identifiers: usize) -> Result<()> {
        let elements = blinded_elements(identifiers.min(MAX_BATCH))?.concat();
        let batches = identifiers.div_ceil(MAX_BATCH);
        for number in 0..batches {
            let left = (identifiers - number * MAX_BATCH).min(MAX_BATCH);
            let part = &elements[..left * ELEMENT_BYTES];
            self.put(&format!("evaluations/{number}"), wire::BATCH_REQUEST, part)?;
        }
        Ok(())
    }

    /// Sends records and filter entries.
    pub fn fill(&self, rows: Rows<'_>) -> Result<()> {
        for (number, batch) in rows.people.chunks(MAX_ENTRIES).enumerate() {
            let mut records = Vec::with_capacity(batch.len() * Record::BYTES);
            for tag in batch {
                let handle = *tag.as_bytes();
                Record { tag: *tag, kind: 0, handle, groups: 1, share: 0 }
                    .encode_into(&mut records);
            }
            self.put(&format!("records/{number}"), wire::RECORDS, &records)?;
        }
        for (number, batch) in rows.filter_entries.chunks(MAX_ENTRIES).enumerate() {
            let mut entries = Vec::with_capacity(batch.len() * FilterEntry::BYTES);
            for tag in batch {
                FilterEntry { tag: *tag, kind: 0, group: 0 }.encode_into(&mut entries);
            }
            self.put(&format!("filter-entries/{number}"), wire::FILTER_ENTRIES, &entries)?;
        }
        Ok(())
    }

    /// Takes a step with it, for example `close`.
    pub fn post(&self, path: &str) -> Result<()> {
        let address = format!("{}/{path}", self.address);
        let request = ureq::post(address).header("authorization", &self.authorization);
        request.send_empty().with_context(|| path.to_owned())?;
        Ok(())
    }

    /// Whether what it brought is being deleted.
    pub fn is_being_removed(&self) -> Result<bool> {
        let request = ureq::get(&self.address).header("authorization", &self.authorization);
        let status: Value = serde_json::from_slice(&request.call()?.body_mut().read_to_vec()?)?;
        status["being_removed"].as_bool().context("a load says whether it is being removed")
    }

    fn put(&self, path: &str, media_type: &str, body: &[u8]) -> Result<()> {
        let address = format!("{}/{path}", self.address);
        let request = ureq::put(address).header("authorization", &self.authorization);
        request.content_type(media_type).send(body).with_context(|| path.to_owned())?;
        Ok(())
    }
}
