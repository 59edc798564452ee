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

#[cfg(test)]
mod tests {
    use super::ApprovalState;

    #[test]
    fn every_code_is_found_again() {
        for state in ApprovalState::ALL {
            assert_eq!(ApprovalState::from_code(state.code()), Some(state));
        }
    }
}
