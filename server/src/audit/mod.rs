//! The audit log: every action of staff and every reading of a record, in one chain of hashes
//! for the whole deployment.
//!
//! ```text
//! Event --draft--> AuditDraft --store: number, hashes--> entry --Walk--> fits or not
//! ```
//!
//! An action whose entry cannot be written does not happen: [`note`] before it, or the draft in
//! the transaction of the action itself.

mod actions;
pub mod api;
mod events;
pub mod export;
mod names;
pub mod pages;
pub mod reading;
mod verification;

pub use actions::Action;
pub use events::{By, EntryBody, Event, change};
pub use names::name;
pub use verification::{Verification, verify};

use crate::{problem::Problem, store::Store};
use rand::rngs::OsRng;

/// Enters an event, by itself. Call it before the action that it is about.
///
/// # Errors
/// [`Problem::Unavailable`]: then nothing must happen.
pub async fn note(store: &Store, now: i64, event: Event<'_>) -> Result<(), Problem> {
    store.append_audit(&event.draft(now, &mut OsRng)).await?;
    Ok(())
}
