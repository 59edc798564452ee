//! The link that an organisation was sent: `https://check.example.jp/ja/bulk-check#SECRET`.

use crate::{
    errors::{OperatorError, RequestError},
    server_client::{CheckState, CurrentCheck, ServerAddress, Token},
};
use shirabe_contacts::bulk_check::ResultLanguage;
use std::path::Path;
use zeroize::Zeroizing;

const PAGE: &str = "/bulk-check";
/// Characters of the secret.
const SECRET: usize = 43;

/// An invitation. Its secret prints nothing of itself.
#[derive(Debug)]
pub struct Invitation {
    pub server: ServerAddress,
    pub token: Token,
    /// That of the page that the link leads to.
    pub language: ResultLanguage,
}

impl Invitation {
    /// # Errors
    /// [`OperatorError::File`], and those of [`Self::parse`].
    pub fn from_file(path: &Path) -> Result<Self, OperatorError> {
        let text = std::fs::read_to_string(path)
            .map(Zeroizing::new)
            .map_err(OperatorError::file("read the invitation", path))?;
        Self::parse(&text)
    }

    /// # Errors
    /// [`OperatorError::Usage`] where the text is no such link.
    pub fn parse(text: &str) -> Result<Self, OperatorError> {
        let wrong = || OperatorError::Usage {
            problem: "this is not the link of an invitation to a bulk check".into(),
            advice: "Copy it as it was sent to you: it begins with https:// and has a # and 43 \
                     characters at its end.",
        };
        let (address, secret) = text.trim().split_once('#').ok_or_else(wrong)?;
        let is_secret = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if secret.len() != SECRET || !secret.chars().all(is_secret) {
            return Err(wrong());
        }
        let (server, language) = address
            .strip_suffix(PAGE)
            .and_then(|address| address.rsplit_once('/'))
            .ok_or_else(wrong)?;
        Ok(Self {
            server: ServerAddress::parse(server)?,
            token: Token::from_text(secret)?,
            language: ResultLanguage::from_tag(language).ok_or_else(wrong)?,
        })
    }
}

/// Whether a link may be used here, before anything else is looked at.
pub(super) fn check_state(current: &CurrentCheck) -> Result<(), OperatorError> {
    match current.state {
        CheckState::Open => Ok(()),
        CheckState::Claimed if current.own => Ok(()),
        CheckState::Claimed => Err(claimed()),
        CheckState::Finished => Err(over("the check under this link is finished")),
        CheckState::Revoked => Err(over("the invitation was taken back")),
        CheckState::Expired => Err(over("the time of the invitation is over")),
    }
}

/// The budget does not hold what the list would ask. Nothing was sent.
pub(super) fn too_small(questions: u64, current: &CurrentCheck) -> OperatorError {
    OperatorError::Invitation {
        problem: format!(
            "the list holds {questions} different identifiers, and the invitation is for at most \
             {}; nothing was sent",
            current.budget
        ),
        advice: "Ask the organisation that invited you for an invitation for more people, or \
                 check that the right columns are read.",
    }
}

/// The words of the server's refusals.
pub(super) fn refused(error: RequestError) -> OperatorError {
    match (error.code(), error.status()) {
        ("bulk-check-claimed", _) => claimed(),
        ("bulk-check-over", _) => over("the invitation is over"),
        ("bulk-check-budget", _) => OperatorError::Invitation {
            problem: "the identifiers that the invitation allows are used up".into(),
            advice: "Ask the organisation that invited you for a new invitation.",
        },
        ("batch-differs", _) => OperatorError::Invitation {
            problem: "the check under this link was begun with other identifiers".into(),
            advice: "Ask the organisation that invited you for a new invitation, and use it with \
                     this list from the beginning.",
        },
        (_, Some(401)) => OperatorError::Invitation {
            problem: "the server does not know this link".into(),
            advice: "Copy the whole link as it was sent to you.",
        },
        _ => error.into(),
    }
}

fn claimed() -> OperatorError {
    OperatorError::Invitation {
        problem: "the check under this link was begun elsewhere: on another device, in a browser, \
                  or in another work folder"
            .into(),
        advice: "Go on there. If nobody of yours began it, tell the organisation that invited \
                 you: the link may be in the wrong hands.",
    }
}

fn over(problem: &str) -> OperatorError {
    OperatorError::Invitation {
        problem: problem.to_owned(),
        advice: "Ask the organisation that invited you for a new invitation.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM_-01";

    #[test]
    fn links_as_they_are_sent() {
        let link = format!(" https://check.example.jp/ja/bulk-check#{SECRET}\n");
        let invitation = Invitation::parse(&link).unwrap();
        assert_eq!(invitation.server.as_str(), "https://check.example.jp");
        assert_eq!(invitation.language, ResultLanguage::Japanese);
        assert!(!format!("{invitation:?}").contains("abcdef"));
        let below = format!("https://example.jp/check/en/bulk-check#{SECRET}");
        let invitation = Invitation::parse(&below).unwrap();
        assert_eq!(invitation.server.as_str(), "https://example.jp/check");
        assert_eq!(invitation.language, ResultLanguage::English);
    }

    #[test]
    fn what_is_no_link_is_refused() {
        for bad in [
            String::new(),
            SECRET.to_owned(),
            format!("https://check.example.jp/ja/bulk-check?{SECRET}"),
            format!("https://check.example.jp/ja/bulk-check#{}", &SECRET[1..]),
            format!("https://check.example.jp/ja/bulk-check#{}", SECRET.replace('_', "!")),
            format!("https://check.example.jp/fr/bulk-check#{SECRET}"),
            format!("https://check.example.jp/ja/check#{SECRET}"),
            format!("http://check.example.jp/ja/bulk-check#{SECRET}"),
        ] {
            let error = Invitation::parse(&bad).unwrap_err();
            assert!(!error.to_string().contains("abcdef"), "{bad}");
        }
    }
}
