//! The life of a wish: which state may follow which.
//!
//! ```text
//! waiting ---> running ---> done
//!    |  \        ^   \----> failed
//!    |   \-> scheduled
//!    \-----------+--------> refused, taken-back; waiting alone -> expired
//! ```

/// Where a wish stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApprovalState {
    /// For a second person.
    Waiting,
    /// Approved, for a time that has not come.
    Scheduled,
    /// Approved, and being carried out.
    Running,
    Done,
    Refused,
    TakenBack,
    /// Nothing happened.
    Failed,
    /// Nobody decided within 14 days.
    Expired,
}

impl ApprovalState {
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Scheduled,
        Self::Running,
        Self::Done,
        Self::Refused,
        Self::TakenBack,
        Self::Failed,
        Self::Expired,
    ];

    /// Stable name: stored, in JSON and in keys of texts (`approval-state-...`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Scheduled => "scheduled",
            Self::Running => "running",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::TakenBack => "taken-back",
            Self::Failed => "failed",
            Self::Expired => "expired",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether something may still become of it.
    pub fn is_open(self) -> bool {
        self.is_undecided() || self == Self::Running
    }

    /// Whether it can still be refused or taken back.
    pub fn is_undecided(self) -> bool {
        matches!(self, Self::Waiting | Self::Scheduled)
    }
}

/// Why nothing happened. The code is stored, and stands in keys of texts
/// (`approval-reason-...`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Another set is served than when it was asked for.
    SetChanged,
    /// The script has another version than when it was asked for.
    ScriptChanged,
    /// The action does not go any more: a load was abandoned, a set is gone.
    NotPossible,
    /// The set would not keep the promised rate of wrong answers, or is too large.
    Refused,
    /// The server stopped, or the database failed, in the middle; nothing was changed.
    Interrupted,
}

impl Failure {
    pub const ALL: [Self; 5] = [
        Self::SetChanged,
        Self::ScriptChanged,
        Self::NotPossible,
        Self::Refused,
        Self::Interrupted,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::SetChanged => "set-changed",
            Self::ScriptChanged => "script-changed",
            Self::NotPossible => "not-possible",
            Self::Refused => "refused-by-server",
            Self::Interrupted => "interrupted",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_again() {
        for state in ApprovalState::ALL {
            assert_eq!(ApprovalState::from_code(state.code()), Some(state));
        }
        for failure in Failure::ALL {
            assert_eq!(Failure::from_code(failure.code()), Some(failure));
        }
    }
}
