//! The one place that decides who may do what.

use super::actor::{Actor, IncidentId};

/// A role in one incident. An account may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Grants roles, names organisations, changes the incident.
    Administrator,
    /// Approves and requests what goes public.
    Publisher,
    /// Loads lists.
    Loader,
    /// Sends notices.
    Notifier,
    /// Answers calls.
    DeskAgent,
    /// Watches over the desk.
    Supervisor,
    /// Sees everything that was done, and changes nothing.
    Auditor,
}

/// What may be done in an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Its page: facts, loads, sets, what waits.
    See,
    /// Organisations of the chain, roles, invitations.
    ManageAccess,
    /// Load tokens.
    MakeLoadTokens,
    /// Publication, withdrawal, rollback: ask for it, schedule it, take back one's own wish.
    RequestPublication,
    /// The second person: approve or refuse.
    Approve,
    /// What was done.
    SeeAudit,
    /// Ask for a caller, log the call.
    UseDesk,
    /// The desk's figures, its agents and alarms.
    WatchDesk,
    /// Ask for another text of what is said to callers.
    WriteScripts,
    /// Answers that go to the registered address.
    SendAnswers,
    /// Checks that other organisations make for their own people.
    InviteBulkChecks,
}

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

impl Role {
    pub const ALL: [Self; 7] = [
        Self::Administrator,
        Self::Publisher,
        Self::Loader,
        Self::Notifier,
        Self::DeskAgent,
        Self::Supervisor,
        Self::Auditor,
    ];

    /// Stable name: stored, in addresses and in keys of texts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Publisher => "publisher",
            Self::Loader => "loader",
            Self::Notifier => "notifier",
            Self::DeskAgent => "desk-agent",
            Self::Supervisor => "supervisor",
            Self::Auditor => "auditor",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether this role alone allows it.
    pub fn has(self, permission: Permission) -> bool {
        use Permission::{
            Approve, InviteBulkChecks, MakeLoadTokens, ManageAccess, RequestPublication, See,
            SeeAudit, SendAnswers, UseDesk, WatchDesk, WriteScripts,
        };
        match self {
            Self::Administrator => {
                matches!(
                    permission,
                    See | ManageAccess
                        | RequestPublication
                        | SeeAudit
                        | WriteScripts
                        | InviteBulkChecks
                )
            }
            Self::Publisher => {
                matches!(permission, See | RequestPublication | Approve | InviteBulkChecks)
            }
            Self::Loader => matches!(permission, See | MakeLoadTokens | RequestPublication),
            Self::Notifier => matches!(permission, See | SendAnswers),
            Self::DeskAgent => matches!(permission, See | UseDesk),
            Self::Supervisor => matches!(permission, See | WatchDesk | WriteScripts),
            Self::Auditor => matches!(permission, See | SeeAudit),
        }
    }
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
    use crate::staff::actor::IncidentAccess;

    fn actor(roles: &[Role]) -> Actor {
        Actor {
            account: [1; 16],
            organisation: [2; 16],
            display_name: "Sato Hanako".into(),
            deployment_administrator: false,
            grants: [([7; 16], IncidentAccess { roles: roles.to_vec(), share: None })].into(),
            session: [3; 32],
            csrf: "token".into(),
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
