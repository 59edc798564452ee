//! Staff: who they are, what they may do, what waits for a second person, and what was done.
//!
//! ```text
//! request --guard--> actor --access--> allowed or not --handler--> store, audit
//! ```
//!
//! Deny by default. [`access`] alone decides; [`routes`] says of every route which rule holds.

pub mod access;
pub mod actor;
