//! Records and filter entries, in numbered batches.

use super::{
    plan::{Plan, Tags},
    send::Destination,
};
use crate::{errors::OperatorError, progress::Progress};
use shirabe_protocol::wire::{FilterEntry, MAX_ENTRIES, Record};

/// Sends all records in the load's order, then all filter entries in theirs.
pub(super) fn upload(
    destination: &Destination<'_>,
    plan: &Plan,
    tags: &[Tags],
    entries: &[FilterEntry],
    progress: &dyn Progress,
) -> Result<(), OperatorError> {
    let Destination { api, load, parameters } = destination;
    let size = parameters.max_batch.min(MAX_ENTRIES);
    progress.begin("uploading records", (plan.len() + entries.len()) as u64);
    let records: Vec<Record> = plan.records(tags).collect();
    for (number, batch) in records.chunks(size).enumerate() {
        let mut bytes = Vec::with_capacity(batch.len() * Record::BYTES);
        batch.iter().for_each(|record| record.encode_into(&mut bytes));
        api.upload_records(load, number, &bytes)?;
        progress.advance(batch.len() as u64);
    }
    for (number, batch) in entries.chunks(size).enumerate() {
        let mut bytes = Vec::with_capacity(batch.len() * FilterEntry::BYTES);
        batch.iter().for_each(|entry| entry.encode_into(&mut bytes));
        api.upload_filter_entries(load, number, &bytes)?;
        progress.advance(batch.len() as u64);
    }
    progress.end();
    Ok(())
}
