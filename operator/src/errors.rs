//! What can go wrong, with what to do about it. No text here holds an identifier, a tag, a code
//! or a key.

use shirabe_protocol::error::{CheckError, InputError};
use std::{io, path::PathBuf};

/// Exit codes of `shirabe-operator`; 0 is "done".
pub mod exit_code {
    /// The list, or another local file, was refused; nothing was published.
    pub const INPUT: u8 = 1;
    /// The server or the network did not do its part.
    pub const SERVER: u8 = 2;
    /// What the server gave does not hold: a proof, a key, a manifest, a missing tag.
    pub const VERIFICATION: u8 = 3;
    /// The list was read, and some of its cells could not be: look at the report.
    pub const REJECTED: u8 = 4;
    /// The command was called in a way it does not understand.
    pub const USAGE: u8 = 64;
}

/// A request that was not answered as the protocol says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    #[error("the server could not be reached {purpose}: {reason}")]
    Unreachable { purpose: &'static str, reason: &'static str },
    #[error("the server answered {status} when asked {purpose}{}", in_brackets(title))]
    Status {
        purpose: &'static str,
        status: u16,
        /// Of the server's closed list; empty where it gave none.
        code: String,
        title: String,
    },
    #[error("the server's answer when asked {purpose} cannot be read")]
    Answer { purpose: &'static str },
}

impl RequestError {
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Status { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The server's own name for what is wrong.
    pub fn code(&self) -> &str {
        match self {
            Self::Status { code, .. } => code,
            _ => "",
        }
    }

    fn advice(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => {
                "Check the address and the connection, then run the same command again: an \
                 import or a bulk check goes on where it stopped."
            }
            Self::Status { status: 401 | 403, .. } => {
                "The token is not, or no longer, good for this incident. Make a new one with \
                 `shirabe token create` and run the same command again."
            }
            Self::Status { status: 404, .. } => "Check the address and the incident's name.",
            Self::Status { status: 409, .. } => {
                "Another load is in the way, or this one was changed elsewhere. Make a new token \
                 with `shirabe token create` and run the same command again."
            }
            Self::Status { status: 429, .. } => {
                "The server asks to wait. Run the same command again later: an import or a bulk \
                 check goes on where it stopped."
            }
            Self::Status { .. } => {
                "Run the same command again: an import or a bulk check goes on where it stopped. \
                 If it happens again, look at the server's log."
            }
            Self::Answer { .. } => {
                "The address may not be that of a Shirabe server, or its version differs from \
                 this program's."
            }
        }
    }
}

fn in_brackets(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" ({title})") }
}

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum OperatorError {
    /// Wrong on the command line.
    #[error("{problem}")]
    Usage { problem: String, advice: &'static str },
    /// Wrong with the list or with a file beside it.
    #[error("{problem}")]
    List { problem: String, advice: &'static str },
    /// A local file could not be read or written.
    #[error("we could not {action} {}: {}", path.display(), reason_of(*kind))]
    File { action: &'static str, path: PathBuf, kind: io::ErrorKind },
    /// What was typed is no identifier of that kind.
    #[error("{0}")]
    Identifier(InputError),
    /// What was typed is no such field.
    #[error("{field}: {error}")]
    Field { field: String, error: InputError },
    /// Some cells could not be read, and nobody said that this may be.
    #[error("{cells} cells of the list could not be read; nothing was sent")]
    Rejected { cells: u64 },
    /// The person said no.
    #[error("stopped as asked; nothing was sent")]
    Declined,
    /// The invitation to a bulk check does not, or no longer, allow this.
    #[error("{problem}")]
    Invitation { problem: String, advice: &'static str },
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The server's answer was read, and does not hold.
    #[error("{what}: {error}")]
    Check { what: &'static str, error: CheckError },
    /// The answer holds in itself, and is not what it has to be.
    #[error("{problem}")]
    Verification { problem: String, advice: &'static str },
}

impl OperatorError {
    /// What could not be done with a file.
    pub fn file(action: &'static str, path: impl Into<PathBuf>) -> impl Fn(io::Error) -> Self {
        let path = path.into();
        move |error| Self::File { action, path: path.clone(), kind: error.kind() }
    }

    pub(crate) fn check(what: &'static str) -> impl FnOnce(CheckError) -> Self {
        move |error| match error {
            // The one check that fails for want of something on this machine.
            CheckError::Memory => Self::List {
                problem: "the memory for stretching could not be had".into(),
                advice: "Close other programs and run the same command again.",
            },
            error => Self::Check { what, error },
        }
    }

    /// The sentence that says what to do.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Usage { advice, .. }
            | Self::List { advice, .. }
            | Self::Invitation { advice, .. }
            | Self::Verification { advice, .. } => advice,
            Self::File { .. } => "Check the path, the permissions and the space on the disk.",
            Self::Identifier(_) | Self::Field { .. } => {
                "Correct it and ask again; nothing was sent."
            }
            Self::Rejected { .. } => {
                "The people in them could not be found by what stands there. Mend the cells, map \
                 the column to `ignore`, or run the command again with --allow-rejected."
            }
            Self::Declined => "Run the same command again when the list is as it should be.",
            Self::Request(error) => error.advice(),
            Self::Check { error, .. } => match error {
                CheckError::ManifestExpired | CheckError::ManifestNotYetValid => {
                    "Check this machine's clock. If it is right, the server has stopped renewing \
                     its manifest: look at its log."
                }
                CheckError::UnknownKind => "Name one of the kinds that the public may ask by.",
                _ => {
                    "Do not rely on this server's answers until the cause is known: compare its \
                     keys with `shirabe key show`, and look for something between here and it \
                     that changes what it sends."
                }
            },
        }
    }

    /// See [`exit_code`].
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage { .. } | Self::Identifier(_) | Self::Field { .. } => exit_code::USAGE,
            Self::List { .. } | Self::File { .. } | Self::Declined => exit_code::INPUT,
            Self::Rejected { .. } => exit_code::REJECTED,
            Self::Invitation { .. } | Self::Request(_) => exit_code::SERVER,
            Self::Check { .. } | Self::Verification { .. } => exit_code::VERIFICATION,
        }
    }
}

/// Fixed words for what the system said; its own text may hold what it likes.
fn reason_of(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::NotFound => "it does not exist",
        io::ErrorKind::PermissionDenied => "this is not permitted",
        io::ErrorKind::AlreadyExists => "it exists already",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::IsADirectory => "it is a folder",
        io::ErrorKind::InvalidData => "its content is not what it should be",
        io::ErrorKind::UnexpectedEof => "it is cut short",
        _ => "the system refused",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_has_its_exit_code() {
        let status = |status| RequestError::Status {
            purpose: "x",
            status,
            code: String::new(),
            title: String::new(),
        };
        let errors = [
            (OperatorError::Declined, 1),
            (OperatorError::Rejected { cells: 2 }, 4),
            (OperatorError::Identifier(InputError::Empty), 64),
            (OperatorError::Field { field: "x".into(), error: InputError::DateForm }, 64),
            (status(401).into(), 2),
            (OperatorError::Check { what: "x", error: CheckError::Proof }, 3),
        ];
        for (error, code) in errors {
            assert_eq!(error.exit_code(), code, "{error}");
            assert!(error.advice().ends_with('.'), "{error}");
        }
    }
}
