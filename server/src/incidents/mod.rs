//! Incidents: their definitions, applied from files, and what the public may know of them.

pub mod apply;
pub mod definition;
mod directory;
pub mod files;
mod page_source;
pub mod public;

pub use definition::Definition;
pub use directory::{Directory, Incident};
