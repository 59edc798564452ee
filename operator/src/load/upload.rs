//! Records and filter entries, in numbered batches.

use super::{
    plan::{Plan, Tags},
    send::Destination,
};
use crate::{errors::OperatorError, progress::Progress};
use shirabe_protocol::wire::{FilterEntry, MAX_ENTRIES, Record};

/// Sends all records in the load's order.
pub(super) fn records(
    destination: &Destination<'_>,
    plan: &Plan,
    tags: &[Tags],
    progress: &dyn Progress,
) -> Result<(), OperatorError> {
    let size = destination.parameters.max_batch.min(MAX_ENTRIES);
    progress.begin("uploading records", plan.len() as u64);
    let mut records = plan.records(tags).peekable();
    let mut number = 0;
    while records.peek().is_some() {
        let mut bytes = Vec::with_capacity(size * Record::BYTES);
        records.by_ref().take(size).for_each(|record| record.encode_into(&mut bytes));
        destination.api.upload_records(destination.load, number, &bytes)?;
        progress.advance((bytes.len() / Record::BYTES) as u64);
        number += 1;
    }
    progress.end();
    Ok(())
}

/// Sends all filter entries in theirs.
pub(super) fn filter_entries(
    destination: &Destination<'_>,
    entries: &[FilterEntry],
    progress: &dyn Progress,
) -> Result<(), OperatorError> {
    let size = destination.parameters.max_batch.min(MAX_ENTRIES);
    progress.begin("uploading filter entries", entries.len() as u64);
    for (number, batch) in entries.chunks(size).enumerate() {
        let mut bytes = Vec::with_capacity(batch.len() * FilterEntry::BYTES);
        batch.iter().for_each(|entry| entry.encode_into(&mut bytes));
        destination.api.upload_filter_entries(destination.load, number, &bytes)?;
        progress.advance(batch.len() as u64);
    }
    progress.end();
    Ok(())
}
