//! The closed list of what can go wrong, as `application/problem+json` (RFC 9457).
//!
//! To the client go fixed phrases; details go to the log, once, without identifiers.

use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use serde::Serialize;

/// Media type of every error.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Everything that a reply may complain of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum Problem {
    NotFound,
    MethodNotAllowed,
    NotPublished,
    MediaType,
    Malformed,
    TooLarge,
    /// Seconds until the next try may succeed.
    TooManyRequests(u64),
    /// Seconds until the next day.
    DailyBudget(u64),
    Unauthorized,
    LoadState,
    BatchDiffers,
    LoadBudget,
    CountsDiffer,
    ListDate,
    WithdrawalDiffers,
    SetChanged,
    NotSignedIn,
    SignInFailed,
    InvitationOver,
    PasswordRefused,
    Forbidden,
    FormExpired,
    NameTaken,
    UnknownOrganisation,
    OutsideChain,
    ShareOnly,
    OwnRole,
    OwnAccount,
    LastAdministrator,
    HasAdministrator,
    PublishRefused,
    SetTooLarge,
    OwnRequest,
    ApprovalState,
    ApprovalFailed,
    ScriptChanged,
    RecordLimit,
    NoSingleRecord,
    RequestState,
    /// Seconds until the next hour.
    DeskBudget(u64),
    DeskQuestion,
    DeskSuspended,
    BulkCheckClaimed,
    BulkCheckBudget,
    BulkCheckOver,
    Unavailable,
    Internal,
}

/// The body of an error.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ProblemBody {
    /// `/problems/{code}`, a page that explains it.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is wrong and what to do, in English.
    pub title: &'static str,
    pub status: u16,
}

impl Problem {
    /// Stable name; `/problems/{code}` explains it.
    pub fn code(self) -> &'static str {
        self.parts().0
    }

    fn parts(self) -> (&'static str, StatusCode, &'static str) {
        match self {
            Self::NotFound => {
                ("not-found", StatusCode::NOT_FOUND, "There is nothing at this address.")
            }
            Self::MethodNotAllowed => (
                "method-not-allowed",
                StatusCode::METHOD_NOT_ALLOWED,
                "This address does not take this method.",
            ),
            Self::NotPublished => (
                "not-published",
                StatusCode::NOT_FOUND,
                "No list has been published for this incident yet.",
            ),
            Self::MediaType => (
                "media-type",
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Send the media type that the API description names.",
            ),
            Self::Malformed => (
                "malformed",
                StatusCode::BAD_REQUEST,
                "The message is not what the API description asks for.",
            ),
            Self::TooLarge => (
                "too-large",
                StatusCode::PAYLOAD_TOO_LARGE,
                "The message is longer than the API description allows.",
            ),
            Self::TooManyRequests(_) => (
                "too-many-requests",
                StatusCode::TOO_MANY_REQUESTS,
                "Too many lookups came from this network. Try again later.",
            ),
            Self::DailyBudget(_) => (
                "daily-budget",
                StatusCode::TOO_MANY_REQUESTS,
                "This incident has answered all lookups that it answers in a day. Try again tomorrow.",
            ),
            Self::Unauthorized => (
                "unauthorized",
                StatusCode::UNAUTHORIZED,
                "The token is missing, unknown, or belongs to something else.",
            ),
            Self::LoadState => (
                "load-state",
                StatusCode::CONFLICT,
                "The load is in a state that does not admit this step.",
            ),
            Self::BatchDiffers => (
                "batch-differs",
                StatusCode::CONFLICT,
                "A batch of this number was already taken with other bytes.",
            ),
            Self::LoadBudget => (
                "load-budget",
                StatusCode::FORBIDDEN,
                "The load would evaluate more identifiers than it declared.",
            ),
            Self::CountsDiffer => (
                "counts-differ",
                StatusCode::CONFLICT,
                "What was uploaded differs in number from what was declared.",
            ),
            Self::ListDate => (
                "list-date",
                StatusCode::UNPROCESSABLE_ENTITY,
                "The date of the list lies before the year 2000, or more than a day ahead. Check it, and the clock of the machine that loads.",
            ),
            Self::WithdrawalDiffers => (
                "withdrawal-differs",
                StatusCode::CONFLICT,
                "The withdrawal names people, identifiers or groups that the published set does not hold.",
            ),
            Self::SetChanged => (
                "set-changed",
                StatusCode::CONFLICT,
                "Another set has been published. Look at the history, then ask again.",
            ),
            Self::NotSignedIn => (
                "not-signed-in",
                StatusCode::UNAUTHORIZED,
                "Nobody is signed in, or the session has ended.",
            ),
            Self::SignInFailed => (
                "sign-in-failed",
                StatusCode::UNAUTHORIZED,
                "Login, password or code is not right, or there were too many trials just now.",
            ),
            Self::InvitationOver => (
                "invitation-over",
                StatusCode::CONFLICT,
                "The invitation is used, more than 72 hours old, or was never made.",
            ),
            Self::PasswordRefused => (
                "password-refused",
                StatusCode::UNPROCESSABLE_ENTITY,
                "The password needs 12 to 128 characters, and not those that are tried first.",
            ),
            Self::Forbidden => {
                ("forbidden", StatusCode::FORBIDDEN, "This account may not do that here.")
            }
            Self::FormExpired => (
                "form-expired",
                StatusCode::FORBIDDEN,
                "The session's anti-forgery token is missing, or the request came from another site.",
            ),
            Self::NameTaken => ("name-taken", StatusCode::CONFLICT, "That name is taken."),
            Self::UnknownOrganisation => (
                "unknown-organisation",
                StatusCode::CONFLICT,
                "This server has no organisation of that name.",
            ),
            Self::OutsideChain => (
                "outside-chain",
                StatusCode::CONFLICT,
                "Only accounts of organisations that take part in the incident may have a role there.",
            ),
            Self::ShareOnly => (
                "share-only",
                StatusCode::CONFLICT,
                "An organisation that is limited to its own part cannot do or have that.",
            ),
            Self::OwnRole => (
                "own-role",
                StatusCode::CONFLICT,
                "Who manages roles cannot take the role of a second person.",
            ),
            Self::OwnAccount => {
                ("own-account", StatusCode::CONFLICT, "Nobody disables the account that they use.")
            }
            Self::LastAdministrator => (
                "last-administrator",
                StatusCode::CONFLICT,
                "The incident would be left without an administrator.",
            ),
            Self::HasAdministrator => (
                "has-administrator",
                StatusCode::CONFLICT,
                "The incident has an administrator, who grants every further role.",
            ),
            Self::PublishRefused => (
                "publish-refused",
                StatusCode::CONFLICT,
                "The set would not keep the promised rate of wrong answers.",
            ),
            Self::SetTooLarge => (
                "set-too-large",
                StatusCode::CONFLICT,
                "The set is so large that a lookup would tell more than 6 bits of what is asked.",
            ),
            Self::OwnRequest => (
                "own-request",
                StatusCode::FORBIDDEN,
                "Whoever asked for something cannot approve or refuse it. Take it back, or ask another person.",
            ),
            Self::ApprovalState => (
                "approval-state",
                StatusCode::CONFLICT,
                "It was decided, taken back or out of time already.",
            ),
            Self::ApprovalFailed => (
                "approval-failed",
                StatusCode::CONFLICT,
                "It was approved and could not be carried out. Nothing was changed; its page says why.",
            ),
            Self::ScriptChanged => (
                "script-changed",
                StatusCode::CONFLICT,
                "The script has another version by now. Look at it, then write the change anew.",
            ),
            Self::RecordLimit => (
                "record-limit",
                StatusCode::TOO_MANY_REQUESTS,
                "Such a request waits for this person already, or enough were entered today.",
            ),
            Self::NoSingleRecord => (
                "no-single-record",
                StatusCode::CONFLICT,
                "The question found nobody, or several people, or is more than 15 minutes old.",
            ),
            Self::RequestState => (
                "request-state",
                StatusCode::CONFLICT,
                "The request was done already, or it is too late to open it again.",
            ),
            Self::DeskBudget(_) => (
                "desk-budget",
                StatusCode::TOO_MANY_REQUESTS,
                "This account has asked as often as it may in an hour. A supervisor has been told.",
            ),
            Self::DeskQuestion => (
                "desk-question",
                StatusCode::CONFLICT,
                "This question was answered already, or begun too long ago. Ask it again.",
            ),
            Self::DeskSuspended => (
                "desk-suspended",
                StatusCode::FORBIDDEN,
                "A supervisor has suspended this account from the desk of this incident.",
            ),
            Self::BulkCheckClaimed => (
                "bulk-check-claimed",
                StatusCode::CONFLICT,
                "This check was begun on another device. Go on there, or ask for a new invitation.",
            ),
            Self::BulkCheckBudget => (
                "bulk-check-budget",
                StatusCode::FORBIDDEN,
                "The check would ask for more identifiers than it was invited for.",
            ),
            Self::BulkCheckOver => (
                "bulk-check-over",
                StatusCode::CONFLICT,
                "The invitation is finished, out of time or was taken back.",
            ),
            Self::Unavailable => (
                "unavailable",
                StatusCode::SERVICE_UNAVAILABLE,
                "The server cannot answer just now. Try again later.",
            ),
            Self::Internal => (
                "internal",
                StatusCode::INTERNAL_SERVER_ERROR,
                "The server failed. The operator finds the reason in the log.",
            ),
        }
    }

    pub const ALL: [Self; 47] = [
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::NotPublished,
        Self::MediaType,
        Self::Malformed,
        Self::TooLarge,
        Self::TooManyRequests(0),
        Self::DailyBudget(0),
        Self::Unauthorized,
        Self::LoadState,
        Self::BatchDiffers,
        Self::LoadBudget,
        Self::CountsDiffer,
        Self::ListDate,
        Self::WithdrawalDiffers,
        Self::SetChanged,
        Self::NotSignedIn,
        Self::SignInFailed,
        Self::InvitationOver,
        Self::PasswordRefused,
        Self::Forbidden,
        Self::FormExpired,
        Self::NameTaken,
        Self::UnknownOrganisation,
        Self::OutsideChain,
        Self::ShareOnly,
        Self::OwnRole,
        Self::OwnAccount,
        Self::LastAdministrator,
        Self::HasAdministrator,
        Self::PublishRefused,
        Self::SetTooLarge,
        Self::OwnRequest,
        Self::ApprovalState,
        Self::ApprovalFailed,
        Self::ScriptChanged,
        Self::RecordLimit,
        Self::NoSingleRecord,
        Self::RequestState,
        Self::DeskBudget(0),
        Self::DeskQuestion,
        Self::DeskSuspended,
        Self::BulkCheckClaimed,
        Self::BulkCheckBudget,
        Self::BulkCheckOver,
        Self::Unavailable,
        Self::Internal,
    ];
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.parts().1
    }

    fn error_response(&self) -> HttpResponse {
        let (code, status, title) = self.parts();
        let mut reply = HttpResponse::build(status);
        if let Self::TooManyRequests(seconds)
        | Self::DailyBudget(seconds)
        | Self::DeskBudget(seconds) = self
        {
            reply.insert_header(("retry-after", seconds.to_string()));
        }
        let body =
            ProblemBody { kind: format!("/problems/{code}"), title, status: status.as_u16() };
        reply
            .content_type(MEDIA_TYPE)
            .insert_header(("cache-control", "no-store"))
            .body(serde_json::to_string(&body).unwrap_or_default())
    }
}

impl From<crate::store::StoreError> for Problem {
    fn from(error: crate::store::StoreError) -> Self {
        tracing::error!(reason = %error, "the store failed");
        Self::Unavailable
    }
}

impl From<crate::keys::SealError> for Problem {
    fn from(error: crate::keys::SealError) -> Self {
        tracing::error!(reason = %error, "the key store failed");
        Self::Unavailable
    }
}

impl From<shirabe_protocol::error::CheckError> for Problem {
    fn from(_: shirabe_protocol::error::CheckError) -> Self {
        Self::Malformed
    }
}

#[cfg(test)]
mod tests {
    use super::Problem;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_its_own() {
        let codes: BTreeSet<_> = Problem::ALL.iter().map(|problem| problem.code()).collect();
        assert_eq!(codes.len(), Problem::ALL.len());
    }
}
