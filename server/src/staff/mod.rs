//! Staff: who they are, what they may do, what waits for a second person, and what was done.

pub mod accounts;
pub mod approvals;
pub mod incident_api;
pub mod load_tokens;
pub mod organisations;
pub mod overview;
pub mod pages;
