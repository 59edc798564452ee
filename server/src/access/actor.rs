//! Who is asking: an account with a session, and what it was granted.

use super::{AntiForgeryToken, Permission, Role};
use crate::store::{AccountId, IncidentId, OrganisationId};
use std::{collections::BTreeMap, fmt};

/// A signed-in member of staff. Prints ids only.
#[derive(Clone, PartialEq, Eq)]
pub struct Actor {
    pub account: AccountId,
    pub organisation: OrganisationId,
    /// As other staff see it: `Sato Hanako (call centre)`.
    pub display_name: String,
    /// Manages organisations, accounts and the first administrator of an incident.
    pub deployment_administrator: bool,
    /// By incident: what this account was granted there.
    pub grants: BTreeMap<IncidentId, IncidentAccess>,
    /// SHA-256 of the session's secret: names the session, opens nothing.
    pub session: [u8; 32],
    /// Anti-forgery token of this session, in every form and in `x-shirabe-csrf`.
    pub csrf: AntiForgeryToken,
}

impl fmt::Debug for Actor {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Actor")
            .field("account", &hex::encode(self.account))
            .field("organisation", &hex::encode(self.organisation))
            .finish_non_exhaustive()
    }
}

/// What an account may see and do of one incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentAccess {
    pub roles: Vec<Role>,
    /// Only this entrusting party's part of the incident; `None` is all of it.
    pub share: Option<u16>,
}

impl IncidentAccess {
    /// Whether one of the roles allows it.
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|role| role.has(permission))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_prints_ids_only() {
        let actor = Actor {
            account: [1; 16],
            organisation: [2; 16],
            display_name: "Sato Hanako".into(),
            deployment_administrator: false,
            grants: [].into(),
            session: [3; 32],
            csrf: AntiForgeryToken::new("token"),
        };
        let printed = format!("{actor:?} {actor:#?}");
        assert!(printed.contains(&"01".repeat(16)), "{printed}");
        for hidden in ["token", "Sato", "03030303", "3, 3, 3"] {
            assert!(!printed.contains(hidden), "{hidden}: {printed}");
        }
    }
}
