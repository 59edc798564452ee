//! What the server says to whoever publishes: it is done, or it waits for a second person.

use serde::Deserialize;

/// What became of something that goes public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publication {
    /// Published; without the set's number where the answer was lost and the server does not tell
    /// it again.
    Published(Option<u64>),
    /// Nothing is published before a second person has approved it.
    Waiting,
}

impl Publication {
    pub fn set_version(self) -> Option<u64> {
        match self {
            Self::Published(version) => version,
            Self::Waiting => None,
        }
    }
}

/// The answer to whoever publishes.
#[derive(Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub(super) enum Answer {
    Published { set_version: u64 },
    Waiting,
}

impl From<Answer> for Publication {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Published { set_version } => Self::Published(Some(set_version)),
            Answer::Waiting => Self::Waiting,
        }
    }
}
