//! HTTP to one Shirabe server: time limits, retries, size limits.
//!
//! A failed request is tried again a few times with growing pauses; it has equal bytes each
//! time, so that a batch whose answer was lost is answered from what the server stored. A refusal
//! (4xx) is final, but for "wait" (429), whose `Retry-After` is honoured. Redirects are not
//! followed: the token goes to the address it was given for and nowhere else.

mod bulk_check_api;
mod load_api;
mod public_api;
mod publication;
mod set_api;

pub use bulk_check_api::{BulkCheckApi, CheckState, Claim, CurrentCheck};
pub use load_api::{Action, Closed, LoadApi, LoadId, LoadKind, LoadParameters, LoadState, Opening};
pub use public_api::SignedManifest;
pub use publication::Publication;
pub use set_api::{Changes, History, IdentifierChanges, PastLoad, PastSet, PeopleChanges};

use crate::{
    clock::Clock,
    errors::{OperatorError, RequestError},
};
use std::{path::Path, time::Duration};
use ureq::http::{Request, Uri, header};
use zeroize::Zeroizing;

/// Attempts at one request.
const ATTEMPTS: u32 = 6;
/// Before the second attempt; doubled before each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// Longest wait that a server may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(120);

/// A load token, read from a file. Erased when dropped; prints nothing of itself.
pub struct Token(Zeroizing<String>);

impl Token {
    /// # Errors
    /// [`OperatorError::File`], and [`OperatorError::List`] where the file holds no token.
    pub fn from_file(path: &Path) -> Result<Self, OperatorError> {
        let text = std::fs::read_to_string(path)
            .map(Zeroizing::new)
            .map_err(OperatorError::file("read the token file", path))?;
        Self::from_text(&text)
    }

    /// # Errors
    /// [`OperatorError::List`] where the text cannot be a token.
    pub fn from_text(text: &str) -> Result<Self, OperatorError> {
        let text = text.trim();
        let plausible =
            !text.is_empty() && text.len() <= 1024 && text.bytes().all(|b| b.is_ascii_graphic());
        if !plausible {
            return Err(OperatorError::List {
                problem: "the token file does not hold a token".into(),
                advice: "Write what `shirabe token create` printed into it, alone on one line.",
            });
        }
        Ok(Self(Zeroizing::new(text.to_owned())))
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Token(hidden)")
    }
}

/// A server's address, checked: `https`, or `http` to this machine itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAddress {
    base: String,
    loopback: bool,
}

impl ServerAddress {
    /// # Errors
    /// [`OperatorError::Usage`].
    pub fn parse(text: &str) -> Result<Self, OperatorError> {
        let usage = |problem: &str| OperatorError::Usage {
            problem: format!("--server: {problem}"),
            advice: "Write the address as https://check.example.jp.",
        };
        let base = text.trim_end_matches('/');
        let uri: Uri = base.parse().map_err(|_| usage("this is not an address"))?;
        let host = uri.host().ok_or_else(|| usage("the address names no host"))?;
        let plain = match uri.scheme_str() {
            Some("https") => false,
            Some("http") => true,
            _ => return Err(usage("the address must begin with https://")),
        };
        if uri.query().is_some() || uri.authority().is_some_and(|a| a.as_str().contains('@')) {
            return Err(usage("the address must hold neither a query nor a password"));
        }
        let bare_host = host.trim_start_matches('[').trim_end_matches(']');
        let loopback = bare_host == "localhost"
            || bare_host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
        if plain && !loopback {
            return Err(usage("plain http is for a server on this machine only"));
        }
        Ok(Self { base: base.to_owned(), loopback })
    }

    pub fn as_str(&self) -> &str {
        &self.base
    }

    /// What to do where something waits for a second person.
    pub(crate) fn second_person(&self, slug: &str) -> String {
        format!(
            "Nothing is published yet: a second person with the role publisher has to approve it, \
             at {}/en/staff/incidents/{slug}/approvals. Then run the same command again.",
            self.base
        )
    }
}

/// Speaks with one server.
pub struct ServerClient<'a> {
    agent: ureq::Agent,
    address: ServerAddress,
    clock: &'a dyn Clock,
}

/// One request. `purpose` ends the sentence "the server answered 500 when asked ...".
struct Call<'a> {
    method: &'static str,
    path: &'a str,
    token: Option<&'a Token>,
    /// Of a bulk check: the device that begun it.
    claim: Option<&'a Claim>,
    media_type: Option<&'static str>,
    body: &'a [u8],
    purpose: &'static str,
    /// Most bytes of an answer.
    limit: u64,
}

/// A 2xx answer.
struct Reply {
    body: Vec<u8>,
    signature: Option<String>,
}

/// One attempt that did not succeed.
struct Failure {
    error: RequestError,
    again: bool,
    /// Seconds the server asked to wait.
    retry_after: Option<u64>,
}

impl<'a> ServerClient<'a> {
    pub fn new(address: ServerAddress, clock: &'a dyn Clock) -> Self {
        let builder = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent("")
            .timeout_connect(Some(Duration::from_secs(20)))
            .timeout_global(Some(Duration::from_secs(300)));
        // A proxy set in the environment has no way to this machine's own addresses.
        let builder = if address.loopback { builder.proxy(None) } else { builder };
        Self { agent: builder.build().into(), address, clock }
    }

    pub fn clock(&self) -> &dyn Clock {
        self.clock
    }

    fn call(&self, call: &Call<'_>) -> Result<Reply, RequestError> {
        let mut pause = FIRST_PAUSE;
        for _ in 1..ATTEMPTS {
            match self.attempt(call) {
                Ok(reply) => return Ok(reply),
                Err(failure) if failure.again => {
                    let asked = failure.retry_after.map(Duration::from_secs).unwrap_or_default();
                    self.clock.sleep(asked.clamp(pause, LONGEST_PAUSE));
                    pause *= 2;
                }
                Err(failure) => return Err(failure.error),
            }
        }
        self.attempt(call).map_err(|failure| failure.error)
    }

    fn attempt(&self, call: &Call<'_>) -> Result<Reply, Failure> {
        let Call { purpose, .. } = *call;
        let unreachable = |error: ureq::Error| Failure {
            error: RequestError::Unreachable { purpose, reason: reason_of(&error) },
            again: true,
            retry_after: None,
        };
        let unreadable =
            || Failure { error: RequestError::Answer { purpose }, again: false, retry_after: None };
        let mut request = Request::builder()
            .method(call.method)
            .uri(format!("{}{}", self.address.base, call.path));
        if let Some(Token(token)) = call.token {
            let text = Zeroizing::new(format!("Bearer {}", token.as_str()));
            let mut value = header::HeaderValue::from_str(&text).map_err(|_| unreadable())?;
            value.set_sensitive(true);
            request = request.header(header::AUTHORIZATION, value);
        }
        if let Some(claim) = call.claim {
            let mut value =
                header::HeaderValue::from_str(&claim.header()).map_err(|_| unreadable())?;
            value.set_sensitive(true);
            request = request.header(bulk_check_api::CLAIM_HEADER, value);
        }
        if let Some(media_type) = call.media_type {
            request = request.header(header::CONTENT_TYPE, media_type);
        }
        let response = if call.method == "GET" {
            self.agent.run(request.body(()).map_err(|_| unreadable())?)
        } else {
            self.agent.run(request.body(call.body).map_err(|_| unreadable())?)
        };
        let mut response = response.map_err(unreachable)?;
        let status = response.status().as_u16();
        let text = |name: &str| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let retry_after = text("retry-after").and_then(|seconds| seconds.trim().parse().ok());
        let signature = text(shirabe_protocol::wire::SIGNATURE_HEADER);
        let success = (200..300).contains(&status);
        let limit = if success { call.limit } else { 64 << 10 };
        // The reader refuses a body that has exactly the limit's length, too.
        let body = response.body_mut().with_config().limit(limit + 1).read_to_vec();
        if success {
            return Ok(Reply { body: body.map_err(unreachable)?, signature });
        }
        let (code, title) = body.map(|body| problem_words(&body)).unwrap_or_default();
        Err(Failure {
            error: RequestError::Status { purpose, status, code, title },
            again: status >= 500 || matches!(status, 408 | 429),
            retry_after,
        })
    }
}

/// Code and `title` of a problem document, as far as they are plain text.
fn problem_words(body: &[u8]) -> (String, String) {
    let problem: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| problem.get(name).and_then(|text| text.as_str()).unwrap_or_default();
    let code = text("type").strip_prefix("/problems/").filter(|code| is_name(code));
    let title = text("title").chars().filter(|character| !character.is_control()).take(200);
    (code.unwrap_or_default().to_owned(), title.collect())
}

fn reason_of(error: &ureq::Error) -> &'static str {
    match error {
        ureq::Error::HostNotFound => "no machine has that name",
        ureq::Error::ConnectionFailed | ureq::Error::Io(_) => "the connection failed",
        ureq::Error::Timeout(_) => "it did not answer in time",
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => "its certificate was not accepted",
        ureq::Error::BodyExceedsLimit(_) => "its answer is longer than the protocol allows",
        ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => {
            "the proxy of this network refused"
        }
        _ => "its answer is not HTTP",
    }
}

/// Names that go into addresses and file names: lower-case letters, digits, hyphens.
pub fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for good in ["https://check.example.jp/", "http://127.0.0.1:8420", "http://[::1]:80"] {
            assert!(ServerAddress::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://check.example.jp",
            "http://127.0.0.1.example.jp",
            "ftp://127.0.0.1",
            "https://name:word@check.example.jp",
            "check.example.jp",
            "https://check.example.jp/?a=b",
            "",
        ] {
            assert!(ServerAddress::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_token_prints_nothing_of_itself() {
        let token = Token::from_text(" secret-token\n").unwrap();
        assert_eq!(token.0.as_str(), "secret-token");
        assert!(!format!("{token:?}").contains("secret"));
        for bad in ["", " \n", "two words", "tab\there", "全角"] {
            assert!(Token::from_text(bad).is_err());
        }
    }

    #[test]
    fn words_of_a_problem_are_plain_text() {
        let words = |body: &[u8]| problem_words(body);
        let problem = br#"{"type":"/problems/too-many","title":"Too\u001b[31m many"}"#;
        assert_eq!(words(problem), ("too-many".to_owned(), "Too[31m many".to_owned()));
        assert_eq!(words(br#"{"type":"/problems/a b"}"#), Default::default());
        assert_eq!(words(b"<html>"), Default::default());
    }
}
