//! Roles, and what each may do.

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
