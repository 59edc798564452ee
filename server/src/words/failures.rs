//! The sentences for every code that the lookup in the browser may report.
//!
//! `input:...` a person can mend; everything else means that nothing was checked. The codes
//! are those of the protocol, of `web/lookup/network.js`, and of `web/lookup/session.js`.

use super::Words;
use shirabe_protocol::error::{CheckError, InputError};

/// A sentence, chosen in the browser by its code.
pub struct CodedText {
    pub code: String,
    pub text: String,
}

/// Codes that do not come from the protocol. `*` is for any other: an unknown failure is still
/// a failure.
pub const OTHER_FAILURES: [(&str, &str); 14] = [
    ("network:unreachable", "failure-unreachable"),
    ("network:timeout", "failure-timeout"),
    ("network:length", "failure-refused"),
    ("network:refused", "failure-refused"),
    ("problem:too-many-requests", "failure-too-many-requests"),
    ("problem:daily-budget", "failure-daily-budget"),
    ("problem:not-published", "failure-not-published"),
    ("problem:unavailable", "failure-refused"),
    ("worker:failed", "failure-program"),
    ("worker:timeout", "failure-program"),
    ("program:damaged", "failure-program"),
    ("page:outdated", "failure-outdated"),
    ("device:unsupported", "failure-device"),
    ("*", "failure-refused"),
];

pub fn input_key(error: InputError) -> String {
    format!("input-{}", error.code())
}

/// Several codes share a sentence: what a person can do is the same.
pub fn check_key(error: CheckError) -> &'static str {
    match error {
        CheckError::Element | CheckError::MessageLength | CheckError::Proof => "failure-proof",
        CheckError::ManifestSignature
        | CheckError::ManifestContent
        | CheckError::ManifestNormalisation => "failure-manifest",
        CheckError::ManifestExpired => "failure-expired",
        CheckError::ManifestNotYetValid => "failure-clock",
        CheckError::UnknownKind => "failure-kind",
        CheckError::FilterDigest | CheckError::FilterHeader | CheckError::FilterMissing => {
            "failure-filter"
        }
        CheckError::Memory => "failure-memory",
        CheckError::SetTooLarge => "failure-set-too-large",
        CheckError::Order => "failure-program",
    }
}

/// What is wrong with what was typed, and how to mend it.
pub fn inputs(words: Words) -> Vec<CodedText> {
    InputError::ALL
        .into_iter()
        .map(|error| CodedText {
            code: format!("input:{}", error.code()),
            text: words.text(&input_key(error)),
        })
        .collect()
}

/// Why the check did not succeed.
pub fn failures(words: Words) -> Vec<CodedText> {
    let checks = CheckError::ALL.into_iter().map(|error| CodedText {
        code: format!("check:{}", error.code()),
        text: words.text(check_key(error)),
    });
    let others = OTHER_FAILURES
        .into_iter()
        .map(|(code, key)| CodedText { code: code.to_owned(), text: words.text(key) });
    checks.chain(others).collect()
}
