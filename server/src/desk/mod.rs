//! The desk: what is said to callers, what was called about, who watches over it, and answers
//! that go to the registered address.

pub mod answer_requests;
pub mod api;
pub mod call_export;
pub mod call_figures;
pub mod calls;
pub mod pages;
pub mod script_api;
pub mod scripts;
pub mod watch;

use crate::staff::{
    actor::OrganisationId,
    request::{AtIncident, Staff},
};

/// Whose agents somebody sees: everybody's, or, limited to a share, those of the own organisation.
fn own_organisation(staff: &Staff, at: &AtIncident) -> Option<OrganisationId> {
    at.access.share.map(|_| staff.actor.organisation)
}
