//! Who may do what: roles, what routes ask for, and the one function that decides.

mod actor;
mod anti_forgery;
mod roles;
mod rules;

pub use crate::store::{AccountId, IncidentId, OrganisationId};
pub use actor::{Actor, IncidentAccess};
pub use anti_forgery::AntiForgeryToken;
pub use roles::{Permission, Role};
pub use rules::{Decision, Rule, decide};
