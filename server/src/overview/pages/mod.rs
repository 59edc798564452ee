//! One's incidents as pages.

pub mod home;
pub mod incident;
