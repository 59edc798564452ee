//! What stands between the network and a capability: sessions, routes with their rules, and what is
//! looked at before every handler of staff.
//!
//! ```text
//! request --guard--> actor --access--> allowed or not --handler--> capability, audit
//! ```
//!
//! Deny by default. `access` alone decides; `routes/staff.rs` says of every route which rule holds.

pub mod bearer;
pub mod cookies;
pub mod device_name;
pub mod forms;
pub mod guard;
pub mod head;
pub mod own_origin;
pub mod request;
pub mod sessions;
pub mod staff_route;
pub mod visitor;
