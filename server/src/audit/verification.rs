//! `shirabe audit verify`: the whole chain, computed anew.

use super::EntryBody;
use crate::store::{
    AuditEntry, Store, StoreError,
    audit::chain::{Found, Hash, Heading, Misfit, Walk},
};
use std::ops::ControlFlow;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Entries that fit, from the beginning.
    pub entries: u64,
    pub erased_bodies: u64,
    /// Of the last entry that fits.
    pub last: Hash,
    /// The first that does not: its number, and why.
    pub misfit: Option<(u64, Misfit)>,
    /// The log ends before the entry that was written down.
    pub cut_short: bool,
}

impl Verification {
    pub fn is_sound(&self) -> bool {
        self.misfit.is_none() && !self.cut_short
    }
}

/// The columns that are searched are not in the chain: they must say what the body says, which is.
fn is_as_done_by(entry: &AuditEntry) -> bool {
    let body = entry.body.as_deref().and_then(|body| serde_json::from_str::<EntryBody>(body).ok());
    body.unwrap_or_default().done_by() == entry.done_by
}

/// Computes the chain anew, one entry in memory at a time.
///
/// # Errors
/// [`StoreError`].
pub async fn verify(store: &Store, known: Option<(u64, Hash)>) -> Result<Verification, StoreError> {
    let deployment = store.deployment().await?;
    let mut walk = Walk::new(&deployment, known);
    let mut misfit = None;
    store
        .each_audit_entry(None, |entry| {
            let found = Found {
                heading: Heading {
                    number: entry.number,
                    at: entry.at,
                    incident: entry.incident.as_ref(),
                    action: &entry.action,
                },
                body: entry.body.as_deref(),
                is_as_done_by: is_as_done_by(&entry),
                body_hash: &entry.body_hash,
                hash: &entry.hash,
            };
            match walk.take(&found) {
                Ok(()) => ControlFlow::Continue(()),
                Err(reason) => {
                    misfit = Some((entry.number, reason));
                    ControlFlow::Break(())
                }
            }
        })
        .await?;
    Ok(Verification {
        entries: walk.entries,
        erased_bodies: walk.erased_bodies,
        cut_short: misfit.is_none() && !walk.passed_the_known(),
        last: walk.last,
        misfit,
    })
}
