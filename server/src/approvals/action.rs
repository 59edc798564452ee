//! What may wait for a second person.

use crate::{audit, store::StoreError};

/// An action that goes public or destroys data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApprovalAction {
    /// Publishes a closed load together with what is published already.
    Publish { load: [u8; 16] },
    /// Publishes a set without the people of a closed withdrawal.
    Withdraw { load: [u8; 16] },
    /// Publishes an older set's lists again.
    Rollback { to: u64, current: u64 },
    /// Makes a draft the next version of what is said to callers.
    Script { draft: [u8; 16] },
}

impl ApprovalAction {
    /// Stable name: stored, in JSON and in keys of texts (`approval-action-...`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Publish { .. } => "publish",
            Self::Withdraw { .. } => "withdraw",
            Self::Rollback { .. } => "rollback",
            Self::Script { .. } => "script",
        }
    }

    /// What it is entered as once it is done.
    pub(super) fn done(self) -> audit::Action {
        match self {
            Self::Publish { .. } => audit::Action::Published,
            Self::Withdraw { .. } => audit::Action::Withdrawn,
            Self::Rollback { .. } => audit::Action::RolledBack,
            Self::Script { .. } => audit::Action::ScriptChanged,
        }
    }

    /// Whether it starts from the set that is served; else from a version of its own.
    pub fn is_about_sets(self) -> bool {
        !matches!(self, Self::Script { .. })
    }

    /// As the store holds it: an id, or a set version in 8 bytes.
    pub(super) fn subject(self) -> Vec<u8> {
        match self {
            Self::Publish { load: id }
            | Self::Withdraw { load: id }
            | Self::Script { draft: id } => id.to_vec(),
            Self::Rollback { to, .. } => to.to_be_bytes().to_vec(),
        }
    }

    /// In words for the audit log: the id, or the set version.
    pub(super) fn subject_text(self) -> String {
        match self {
            Self::Publish { load: id }
            | Self::Withdraw { load: id }
            | Self::Script { draft: id } => hex::encode(id),
            Self::Rollback { to, .. } => to.to_string(),
        }
    }

    pub(super) fn stored(code: &str, subject: &[u8], based_on: u64) -> Result<Self, StoreError> {
        let id = || subject.try_into().map_err(|_| StoreError::Content);
        match code {
            "publish" => Ok(Self::Publish { load: id()? }),
            "withdraw" => Ok(Self::Withdraw { load: id()? }),
            "script" => Ok(Self::Script { draft: id()? }),
            "rollback" => {
                let to = subject.try_into().map(u64::from_be_bytes);
                let to = to.map_err(|_| StoreError::Content)?;
                Ok(Self::Rollback { to, current: based_on })
            }
            _ => Err(StoreError::Content),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ApprovalAction;

    #[test]
    fn an_action_comes_back_from_the_store_as_it_was() {
        for action in [
            ApprovalAction::Publish { load: [1; 16] },
            ApprovalAction::Withdraw { load: [2; 16] },
            ApprovalAction::Rollback { to: 3, current: 5 },
            ApprovalAction::Script { draft: [4; 16] },
        ] {
            let again = ApprovalAction::stored(action.code(), &action.subject(), 5);
            assert_eq!(again.unwrap(), action);
        }
        for (code, subject) in [("publish", 8), ("rollback", 16), ("erase", 16)] {
            assert!(ApprovalAction::stored(code, &vec![1; subject], 5).is_err(), "{code}");
        }
    }
}
