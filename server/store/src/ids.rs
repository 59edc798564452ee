//! Names of what is stored: 16 random bytes each.

pub type AccountId = [u8; 16];
pub type OrganisationId = [u8; 16];
pub type IncidentId = [u8; 16];
