//! The desk for programs, as JSON. Moments in seconds since 1970.

pub mod calls;
pub mod catalogue;
pub mod lookups;
pub mod watch;
