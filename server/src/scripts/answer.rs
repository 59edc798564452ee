//! What the desk may have to say.

use crate::incidents::Definition;

/// An answer to a caller. The code is stored, and stands in keys of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    Listed,
    NotListed,
    /// Whoever is limited to a share sees nobody of another: that is no "not listed".
    NotInPart,
    /// A letter code that no record has.
    UnknownCode,
    /// It could not be looked up.
    Overload,
    /// In place of listed and not-listed where nothing of it is told by telephone.
    Registered,
}

impl Answer {
    pub const ALL: [Self; 6] = [
        Self::Listed,
        Self::NotListed,
        Self::NotInPart,
        Self::UnknownCode,
        Self::Overload,
        Self::Registered,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::NotListed => "not-listed",
            Self::NotInPart => "not-in-part",
            Self::UnknownCode => "unknown-code",
            Self::Overload => "overload",
            Self::Registered => "registered",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }

    /// The script that is said for it in this incident.
    pub fn script(self, definition: &Definition) -> Self {
        match self {
            Self::Listed | Self::NotListed | Self::NotInPart if !definition.tells_by_phone() => {
                Self::Registered
            }
            other => other,
        }
    }

    /// Those that have a script of their own in this incident.
    pub fn said(definition: &Definition) -> Vec<Self> {
        let tells = definition.tells_by_phone();
        let said = |answer: &Self| match answer {
            Self::Listed | Self::NotListed | Self::NotInPart => tells,
            Self::Registered => !tells,
            Self::UnknownCode | Self::Overload => true,
        };
        Self::ALL.into_iter().filter(said).collect()
    }
}
