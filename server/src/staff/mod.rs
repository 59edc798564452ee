//! Staff: who they are, what they may do, what waits for a second person, and what was done.
//!
//! ```text
//! request --guard--> actor --access--> allowed or not --handler--> store, audit
//! ```
//!
//! Deny by default. [`access`] alone decides; [`routes`] says of every route which rule holds.

pub mod accounts;
pub mod approvals;
pub mod guard;
pub mod incident_api;
pub mod load_tokens;
pub mod organisations;
pub mod overview;
pub mod pages;
pub mod request;
pub mod sessions;
