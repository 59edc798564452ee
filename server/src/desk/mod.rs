//! The support desk: agents answer calls without reading personal data out, because the server
//! has none.
//!
//! ```text
//! agent's browser --blinded--> evaluate (staff key) --> tag --> look-up --> records of that tag
//! ```
//!
//! Each question is counted before it is answered, and entered in the audit log with its answer.
//! A tag that no record has is neither stored nor logged.

pub mod answer_requests;
pub mod api;
mod budget;
pub mod call_export;
pub mod call_figures;
pub mod calls;
pub mod lookups;
pub mod pages;
mod training;
pub mod watch;

pub use budget::LOOKUPS_PER_HOUR;

use crate::{
    access::OrganisationId,
    http::request::{AtIncident, Staff},
};

/// Whose agents somebody sees: everybody's, or, limited to a share, those of the own organisation.
fn own_organisation(staff: &Staff, at: &AtIncident) -> Option<OrganisationId> {
    at.access.share.map(|_| staff.actor.organisation)
}
