//! HTTP/1.1 messages, read as they come over the wire (RFC 9112).

use std::{
    io::{Error, ErrorKind, Read},
    net::TcpStream,
    time::Duration,
};

/// A request and what came back.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// Since the proxy began.
    pub at: Duration,
    pub request: Request,
    /// `None` where no reply was given, or not yet.
    pub reply: Option<Reply>,
}

/// What the client sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    /// Path and query.
    pub target: String,
    pub headers: Vec<(String, String)>,
    /// Request line and headers, byte for byte.
    pub head: Vec<u8>,
    pub body: Vec<u8>,
}

/// What the client was given.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    /// Status line and headers, byte for byte.
    pub head: Vec<u8>,
    /// The body as on the wire: still in chunks, still compressed.
    pub wire: Vec<u8>,
}

impl Request {
    pub(super) fn new(head: &Head, body: Vec<u8>) -> Self {
        let mut words = head.first_line.split(' ');
        Self {
            method: words.next().unwrap_or_default().to_owned(),
            target: words.next().unwrap_or_default().to_owned(),
            headers: head.headers.clone(),
            head: head.bytes(),
            body,
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// Bytes on the wire, head and body.
    pub fn size(&self) -> usize {
        self.head.len() + self.body.len()
    }
}

impl Reply {
    /// A whole reply with a true length.
    pub(super) fn made(status: u16, headers: &[(String, String)], body: &[u8]) -> Self {
        let mut head = Head { first_line: format!("HTTP/1.1 {status} x"), headers: headers.into() };
        head.set("content-length", &body.len().to_string());
        head.set("connection", "close");
        Self::new(&head, body.to_vec())
    }

    fn new(head: &Head, wire: Vec<u8>) -> Self {
        let status = head.first_line.split(' ').nth(1).and_then(|code| code.parse().ok());
        Self {
            status: status.unwrap_or_default(),
            headers: head.headers.clone(),
            head: head.bytes(),
            wire,
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// Bytes on the wire, head and body.
    pub fn size(&self) -> usize {
        self.head.len() + self.wire.len()
    }

    /// The body out of its chunks, compressed if it was.
    pub fn content(&self) -> Vec<u8> {
        if self.is_chunked() { unchunked(&self.wire) } else { self.wire.clone() }
    }

    /// The body as the page sees it: out of its chunks and decompressed.
    pub fn body(&self) -> Vec<u8> {
        let content = self.content();
        let mut body = Vec::new();
        let read = match self.header("content-encoding") {
            Some("br") => brotli::Decompressor::new(&content[..], 4096).read_to_end(&mut body),
            Some("gzip") => flate2::read::GzDecoder::new(&content[..]).read_to_end(&mut body),
            Some("deflate") => flate2::read::ZlibDecoder::new(&content[..]).read_to_end(&mut body),
            None | Some("identity") => return content,
            Some(other) => panic!("the proxy cannot read the encoding {other}"),
        };
        read.expect("a sound compressed body");
        body
    }

    fn is_chunked(&self) -> bool {
        self.header("transfer-encoding").is_some_and(|value| value.contains("chunked"))
    }

    /// The same reply with this body, and the length that `declared` says.
    pub(super) fn with_body(&self, body: Vec<u8>, declared: usize) -> Self {
        let mut head = self.head();
        head.remove("transfer-encoding");
        head.set("content-length", &declared.to_string());
        Self::new(&head, body)
    }

    pub(super) fn with_header(&self, name: &str, value: &str) -> Self {
        let mut head = self.head();
        head.set(name, value);
        Self::new(&head, self.wire.clone())
    }

    fn head(&self) -> Head {
        let text = String::from_utf8_lossy(&self.head);
        let first_line = text.lines().next().unwrap_or_default().to_owned();
        Head { first_line, headers: self.headers.clone() }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        [self.head.as_slice(), &self.wire].concat()
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

/// First line and headers, in order and in their own spelling.
#[derive(Clone)]
pub(super) struct Head {
    first_line: String,
    headers: Vec<(String, String)>,
}

impl Head {
    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.split("\r\n").filter(|line| !line.is_empty());
        let first_line = lines.next().unwrap_or_default().to_owned();
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect();
        Self { first_line, headers }
    }

    fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    pub(super) fn set_target(&mut self, target: &str) {
        let method = self.first_line.split(' ').next().unwrap_or_default();
        self.first_line = format!("{method} {target} HTTP/1.1");
    }

    pub(super) fn set(&mut self, name: &str, value: &str) {
        match self.headers.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some((_, known)) => value.clone_into(known),
            None => self.headers.push((name.to_owned(), value.to_owned())),
        }
    }

    fn remove(&mut self, name: &str) {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let headers: String =
            self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!("{}\r\n{headers}\r\n", self.first_line).into_bytes()
    }
}

/// `None` where the peer closed without asking anything.
pub(super) fn read_request(stream: &mut TcpStream) -> std::io::Result<Option<(Head, Vec<u8>)>> {
    let Some((head, rest)) = read_head(stream)? else {
        return Ok(None);
    };
    let body = read_body(stream, &head, rest, Some(0))?;
    let body = if is_chunked(&head) { unchunked(&body) } else { body };
    let mut head = head;
    if is_chunked(&head) {
        head.remove("transfer-encoding");
        head.set("content-length", &body.len().to_string());
    }
    Ok(Some((head, body)))
}

pub(super) fn read_reply(stream: &mut TcpStream, method: &str) -> std::io::Result<Reply> {
    let (head, rest) = read_head(stream)?.ok_or(ErrorKind::UnexpectedEof)?;
    let mut head = head;
    let status = head.first_line.split(' ').nth(1).unwrap_or_default().to_owned();
    let wire = if method == "HEAD" || status == "204" || status == "304" {
        Vec::new()
    } else {
        read_body(stream, &head, rest, None)?
    };
    head.set("connection", "close");
    Ok(Reply::new(&head, wire))
}

fn is_chunked(head: &Head) -> bool {
    head.header("transfer-encoding").is_some_and(|value| value.contains("chunked"))
}

fn read_head(stream: &mut TcpStream) -> std::io::Result<Option<(Head, Vec<u8>)>> {
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let rest = bytes.split_off(end + 4);
            return Ok(Some((Head::parse(&bytes), rest)));
        }
        if !read_more(stream, &mut bytes)? {
            return if bytes.is_empty() { Ok(None) } else { Err(ErrorKind::UnexpectedEof.into()) };
        }
    }
}

/// `unframed` is the length of a body that no header frames: to the end of the stream if `None`.
fn read_body(
    stream: &mut TcpStream,
    head: &Head,
    mut body: Vec<u8>,
    unframed: Option<usize>,
) -> std::io::Result<Vec<u8>> {
    if is_chunked(head) {
        while !chunks(&body).1 {
            if !read_more(stream, &mut body)? {
                return Err(Error::new(ErrorKind::UnexpectedEof, "chunks without an end"));
            }
        }
        return Ok(body);
    }
    let length = head.header("content-length").and_then(|value| value.parse().ok());
    match length.or(unframed) {
        Some(length) => {
            while body.len() < length {
                if !read_more(stream, &mut body)? {
                    return Err(Error::new(ErrorKind::UnexpectedEof, "a body cut short"));
                }
            }
        }
        None => while read_more(stream, &mut body)? {},
    }
    Ok(body)
}

fn read_more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> std::io::Result<bool> {
    let mut piece = [0; 16 << 10];
    let length = stream.read(&mut piece)?;
    bytes.extend_from_slice(&piece[..length]);
    Ok(length > 0)
}

fn unchunked(wire: &[u8]) -> Vec<u8> {
    chunks(wire).0
}

/// The body so far, and whether the last chunk has come.
fn chunks(mut wire: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(end) = wire.windows(2).position(|window| window == b"\r\n") {
        let size = std::str::from_utf8(&wire[..end]).unwrap_or_default();
        let size = size.split(';').next().unwrap_or_default().trim();
        let Ok(length) = usize::from_str_radix(size, 16) else { break };
        let from = end + 2;
        if wire.len() < from + length + 2 {
            break;
        }
        if length == 0 {
            return (body, true);
        }
        body.extend_from_slice(&wire[from..from + length]);
        wire = &wire[from + length + 2..];
    }
    (body, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_put_together() {
        let whole = b"3\r\nabc\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n";
        assert_eq!(chunks(whole), (b"abc0123456789".to_vec(), true));
        assert_eq!(chunks(b"0\r\n\r\n"), (Vec::new(), true));
        // The end of the last chunk, but inside of another.
        assert_eq!(chunks(b"9\r\nab0\r\n\r\n"), (Vec::new(), false));
    }

    #[test]
    fn a_head_keeps_its_order_and_spelling() {
        let bytes = b"GET /a?b HTTP/1.1\r\nHost: x:1\r\nACCEPT: */*\r\n\r\n";
        let mut head = Head::parse(bytes);
        assert_eq!(head.bytes(), bytes);
        assert_eq!(head.header("accept"), Some("*/*"));
        head.set("host", "y");
        head.set_target("/c");
        assert_eq!(head.bytes(), b"GET /c HTTP/1.1\r\nHost: y\r\nACCEPT: */*\r\n\r\n");
    }

    #[test]
    fn a_made_reply_has_a_true_length() {
        let reply = Reply::made(429, &[("retry-after".into(), "2".into())], b"slow");
        assert_eq!(reply.status, 429);
        assert_eq!(reply.header("Content-Length"), Some("4"));
        assert!(reply.bytes().ends_with(b"\r\n\r\nslow"));
        let short = reply.with_body(b"sl".to_vec(), 4);
        assert_eq!((short.header("content-length"), short.wire.len()), (Some("4"), 2));
    }
}
