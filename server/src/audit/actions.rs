//! The closed list of what is entered.

/// Names each action once: the variant, its stored code.
macro_rules! actions {
    ($($name:ident = $code:literal,)+) => {
        /// What was done. The code is stored, stands in addresses and in keys of texts
        /// (`audit-action-...`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($name,)+
        }

        impl Action {
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }
        }
    };
}

actions! {
    SignIn = "sign-in",
    SignInFailed = "sign-in-failed",
    SignOut = "sign-out",
    PasswordChanged = "password-changed",
    PasswordChangeFailed = "password-change-failed",
    SecondFactorSet = "second-factor-set",
    RecoveryCodeUsed = "recovery-code-used",
    RecoveryCodesMade = "recovery-codes-made",
    SessionEnded = "session-ended",
    AccountCreated = "account-created",
    AccountDisabled = "account-disabled",
    AccountReset = "account-reset",
    InvitationMade = "invitation-made",
    InvitationUsed = "invitation-used",
    OrganisationCreated = "organisation-created",
    OrganisationRenamed = "organisation-renamed",
    OrganisationJoinedIncident = "organisation-joined-incident",
    OrganisationLeftIncident = "organisation-left-incident",
    RoleGranted = "role-granted",
    RoleRevoked = "role-revoked",
    IncidentApplied = "incident-applied",
    FourEyesOff = "four-eyes-off",
    TokenMade = "token-made",
    TokenRevoked = "token-revoked",
    LoadOpened = "load-opened",
    LoadClosed = "load-closed",
    LoadAbandoned = "load-abandoned",
    ApprovalRequested = "approval-requested",
    ApprovalFirst = "approval-first",
    ApprovalGiven = "approval-given",
    ApprovalStarted = "approval-started",
    ApprovalRefused = "approval-refused",
    ApprovalTakenBack = "approval-taken-back",
    ApprovalExpired = "approval-expired",
    ApprovalFailed = "approval-failed",
    Published = "published",
    Withdrawn = "withdrawn",
    RolledBack = "rolled-back",
    ScriptChanged = "script-changed",
    CallLogged = "call-logged",
    CallsExported = "calls-exported",
    AlarmSeen = "alarm-seen",
    AgentSuspended = "agent-suspended",
    SuspensionLifted = "suspension-lifted",
    AnswerRequested = "answer-requested",
    AnswerRequestDone = "answer-request-done",
    AnswerRequestReopened = "answer-request-reopened",
    AnswerRequestsExported = "answer-requests-exported",
    RecordRead = "record-read",
    DeskLookup = "desk-lookup",
    AlarmRaised = "alarm-raised",
    BulkCheckInvited = "bulk-check-invited",
    BulkCheckBegun = "bulk-check-begun",
    BulkCheckFinished = "bulk-check-finished",
    BulkCheckRevoked = "bulk-check-revoked",
    AuditRead = "audit-read",
    AuditExported = "audit-exported",
}

impl Action {
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::Action;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_its_own_and_found_again() {
        let codes: BTreeSet<_> = Action::ALL.iter().map(|action| action.code()).collect();
        assert_eq!(codes.len(), Action::ALL.len());
        for action in Action::ALL {
            assert_eq!(Action::from_code(action.code()), Some(*action));
        }
        assert_eq!(Action::from_code("deleted"), None);
    }
}
