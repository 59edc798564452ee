//! Bulk checks as pages: invitations, for staff, and the page that one leads to.

pub mod check;
pub mod invitations;
