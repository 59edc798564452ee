//! Which program this server hands to browsers.

use super::assets;

/// What stands at the foot of every page.
pub struct ProgramLine {
    pub version: &'static str,
    /// SHA-256, 64 hex digits; empty where nothing was built.
    pub digest: &'static str,
}

impl ProgramLine {
    pub fn of_this_server() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            digest: assets::listing().map_or("", |listing| &listing.digest),
        }
    }

    /// The digits that also stand in the address of every file.
    pub fn short_digest(&self) -> &'static str {
        self.digest.get(..16).unwrap_or_default()
    }
}
