//! Incidents: their definitions, applied from files, and what the public may know of them.

pub mod api;
pub mod apply;
pub mod definition;
mod directory;
pub mod files;
pub mod record;

pub use definition::Definition;
pub use directory::{Directory, Incident};
