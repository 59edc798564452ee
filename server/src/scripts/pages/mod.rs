//! What is said to callers, as pages.

pub mod card;
pub mod versions;
