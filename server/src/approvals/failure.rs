//! Why something that was approved did not happen.

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
    use super::Failure;

    #[test]
    fn every_code_is_found_again() {
        for failure in Failure::ALL {
            assert_eq!(Failure::from_code(failure.code()), Some(failure));
        }
    }
}
