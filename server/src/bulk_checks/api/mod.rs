//! Bulk checks for programs, as JSON and as messages.

pub mod checks;
pub mod invitations;
