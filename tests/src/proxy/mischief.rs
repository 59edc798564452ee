//! What may go wrong between a page and its server, or be done to them.

use super::Reply;
use std::net::SocketAddr;

/// One way to treat a request.
#[derive(Debug, Clone)]
pub enum Mischief {
    /// One bit of the body is turned, at this place (counted from the end if negative).
    FlipBit(isize),
    /// Only so many bytes of the body come; the length is told truly, the connection ends.
    BreakOff(usize),
    /// Only so many bytes of the body come, and the length says so.
    Shorten(usize),
    /// The body is another one.
    ReplaceBody(Vec<u8>),
    /// A header is another one.
    ReplaceHeader(String, String),
    /// Several changes, one after the other.
    Both(Box<Mischief>, Box<Mischief>),
    /// Another reply in place of the server's.
    Answer { status: u16, headers: Vec<(String, String)>, body: Vec<u8> },
    /// The request is put to another server, or to another address of the same one.
    AskElsewhere { server: Option<SocketAddr>, target: Option<String> },
    /// No byte is ever answered, until the proxy behaves again.
    Silence,
    /// The connection ends without a byte.
    Vanish,
}

impl Mischief {
    /// An error without any words.
    pub fn status(status: u16) -> Self {
        Self::Answer { status, headers: Vec::new(), body: Vec::new() }
    }

    /// A refusal as the server itself writes it.
    pub fn problem(status: u16, code: &str, retry_after_seconds: Option<u32>) -> Self {
        let mut headers = vec![("content-type".to_owned(), "application/problem+json".to_owned())];
        if let Some(seconds) = retry_after_seconds {
            headers.push(("retry-after".to_owned(), seconds.to_string()));
        }
        let body = format!(r#"{{"type":"/problems/{code}","title":"x","status":{status}}}"#);
        Self::Answer { status, headers, body: body.into_bytes() }
    }

    pub fn and(self, other: Self) -> Self {
        Self::Both(Box::new(self), Box::new(other))
    }

    pub(super) fn change(&self, reply: Reply) -> Reply {
        let body = reply.content();
        let length = body.len();
        match self {
            Self::FlipBit(place) => {
                let mut body = body;
                let place = place.rem_euclid(length.max(1) as isize) as usize;
                body[place] ^= 1;
                reply.with_body(body, length)
            }
            Self::BreakOff(keep) => reply.with_body(cut(body, *keep), length),
            Self::Shorten(keep) => {
                let body = cut(body, *keep);
                let declared = body.len();
                reply.with_body(body, declared)
            }
            Self::ReplaceBody(other) => reply.with_body(other.clone(), other.len()),
            Self::ReplaceHeader(name, value) => reply.with_header(name, value),
            Self::Both(first, second) => second.change(first.change(reply)),
            Self::Answer { .. } | Self::AskElsewhere { .. } | Self::Silence | Self::Vanish => reply,
        }
    }
}

/// A rule that changed nothing would let its test pass for nothing.
fn cut(mut body: Vec<u8>, keep: usize) -> Vec<u8> {
    assert!(keep < body.len(), "the body is not longer than {keep} bytes");
    body.truncate(keep);
    body
}
