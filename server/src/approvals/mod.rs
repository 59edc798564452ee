//! Four eyes: what goes public or destroys data waits for a second person.
//!
//! ```text
//! request --> waiting --approve--> running --carrying_out--> done or failed
//!                        \--> scheduled --run_due--^
//! ```
//!
//! A load token that was made at the command line is nobody: the first who approves what it asked
//! for takes the requester's place, and another one decides.
//!
//! Whoever decides takes the step from one state to the next in the store, under the condition
//! that nobody took it before: so an action runs once, whoever approves at the same time.

mod action;
pub mod api;
mod deciding;
mod ending;
mod failure;
pub mod pages;
mod requesting;
mod shares;
mod summary;

pub use action::ApprovalAction;
pub use deciding::{approve, begin_scheduled, refuse, take_back};
pub use ending::{conclude, expire};
pub use failure::Failure;
pub use requesting::{Requester, Wish, find, list, open, request};
pub use shares::{may_see, visible};
pub use summary::{BeforeAfter, GroupBeforeAfter, ScriptChange, ScriptTexts, Summary};

use crate::{
    access::AccountId,
    store::{ApprovalState, StoreError, StoredApproval},
};

pub type ApprovalId = [u8; 16];

/// How long a wish waits for a second person.
pub const WAITS_SECONDS: i64 = 14 * 86_400;

/// How far ahead something may be scheduled.
pub const SCHEDULED_SECONDS: i64 = 90 * 86_400;

/// After so long without an end, carrying out is taken for interrupted.
pub const LOST_SECONDS: i64 = 30 * 60;

/// A wish and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub id: ApprovalId,
    pub incident: [u8; 16],
    pub action: ApprovalAction,
    pub summary: Summary,
    pub state: ApprovalState,
    pub requested_by: Option<AccountId>,
    pub requester: String,
    pub requested: i64,
    /// It does not happen earlier.
    pub not_before: i64,
    /// The set, or the script's version, that it starts from.
    pub based_on: u64,
    pub decider: String,
    pub decided: Option<i64>,
    pub started: Option<i64>,
    /// Words of whoever refused it, or the code of a [`Failure`].
    pub reason: String,
    /// Version of the set, or of the script, that it made.
    pub made: Option<u64>,
}

impl TryFrom<StoredApproval> for Approval {
    type Error = StoreError;

    fn try_from(stored: StoredApproval) -> Result<Self, StoreError> {
        Ok(Self {
            id: stored.id,
            incident: stored.incident,
            action: ApprovalAction::stored(&stored.action, &stored.subject, stored.based_on)?,
            summary: serde_json::from_str(&stored.summary).map_err(|_| StoreError::Content)?,
            state: stored.state,
            requested_by: stored.requested_by,
            requester: stored.requester,
            requested: stored.requested,
            not_before: stored.not_before,
            based_on: stored.based_on,
            decider: stored.decider,
            decided: stored.decided,
            started: stored.started,
            reason: stored.reason,
            made: stored.result,
        })
    }
}

impl Approval {
    /// Whether this account may be the second person.
    pub fn can_be_approved_by(&self, account: &AccountId) -> bool {
        self.requested_by.as_ref() != Some(account)
    }

    /// Whether nobody who can be named has asked for it: then two persons must approve.
    pub fn lacks_requester(&self) -> bool {
        self.requested_by.is_none()
    }
}
