//! What routes ask for, and the one function that decides.

use super::{Actor, IncidentId, Permission, Role};

/// What a route asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Signing in, accepting an invitation.
    Anyone,
    /// One's own account.
    SignedIn,
    /// Organisations and accounts of the whole server.
    DeploymentAdministrator,
    /// Something of the incident that the address names.
    Incident(Permission),
    /// The same, where each of several permissions is enough.
    AnyOf(&'static [Permission]),
    /// A load token in the header; decided by `imports/token.rs`.
    LoadToken,
}

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Allowed,
    /// Nobody is signed in.
    SignIn,
    /// The account knows that this exists, and may not do it.
    Forbidden,
    /// For this account it does not exist: another organisation's incident looks like none.
    NotFound,
}

/// Decides. `incident` is the one that the address names, if it names one that exists.
pub fn decide(rule: Rule, actor: Option<&Actor>, incident: Option<&IncidentId>) -> Decision {
    let Some(actor) = actor else {
        return match rule {
            Rule::Anyone | Rule::LoadToken => Decision::Allowed,
            _ => Decision::SignIn,
        };
    };
    match rule {
        Rule::Anyone | Rule::SignedIn | Rule::LoadToken => Decision::Allowed,
        Rule::DeploymentAdministrator if actor.deployment_administrator => Decision::Allowed,
        Rule::DeploymentAdministrator => Decision::NotFound,
        Rule::Incident(permission) => of_incident(&[permission], actor, incident),
        Rule::AnyOf(permissions) => of_incident(permissions, actor, incident),
    }
}

fn of_incident(enough: &[Permission], actor: &Actor, incident: Option<&IncidentId>) -> Decision {
    let Some(access) = incident.and_then(|incident| actor.grants.get(incident)) else {
        return Decision::NotFound;
    };
    let has = |role: &Role| enough.iter().any(|permission| role.has(*permission));
    if access.roles.iter().any(has) { Decision::Allowed } else { Decision::Forbidden }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{AntiForgeryToken, IncidentAccess};

    fn actor(roles: &[Role]) -> Actor {
        Actor {
            account: [1; 16],
            organisation: [2; 16],
            display_name: "Sato Hanako".into(),
            deployment_administrator: false,
            grants: [([7; 16], IncidentAccess { roles: roles.to_vec(), share: None })].into(),
            session: [3; 32],
            csrf: AntiForgeryToken::new("token"),
        }
    }

    #[test]
    fn without_a_grant_an_incident_does_not_exist() {
        for role in Role::ALL {
            let actor = actor(&[role]);
            for incident in [None, Some(&[8; 16])] {
                let decision = decide(Rule::Incident(Permission::See), Some(&actor), incident);
                assert_eq!(decision, Decision::NotFound, "{role:?}");
            }
            let own = decide(Rule::Incident(Permission::See), Some(&actor), Some(&[7; 16]));
            assert_eq!(own, Decision::Allowed, "{role:?}");
        }
    }

    #[test]
    fn nobody_approves_and_manages_by_one_role() {
        for role in Role::ALL {
            let has = |permission| {
                let rule = Rule::Incident(permission);
                decide(rule, Some(&actor(&[role])), Some(&[7; 16])) == Decision::Allowed
            };
            assert!(!(has(Permission::Approve) && has(Permission::ManageAccess)), "{role:?}");
        }
    }

    #[test]
    fn nobody_signed_in_gets_no_further_than_the_door() {
        for rule in [Rule::SignedIn, Rule::DeploymentAdministrator, Rule::Incident(Permission::See)]
        {
            assert_eq!(decide(rule, None, Some(&[7; 16])), Decision::SignIn);
        }
    }
}
