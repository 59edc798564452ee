//! Chromium's own debugger, spoken to past chromedriver. That one reaches pages only, while
//! profiles are made and ended by the browser as a whole; and it sends a program of its own along
//! with each script, which takes the page longer than the script itself. A WebSocket (RFC 6455)
//! with one question at a time.

use serde_json::{Value, json};
use std::{
    io::{self, BufRead, BufReader, Error, ErrorKind, Read, Write},
    net::TcpStream,
    time::Duration,
};

/// Longer than any script is awaited.
pub(super) const PATIENCE: Duration = Duration::from_secs(330);
/// What a frame holds.
const TEXT: u8 = 1;
const CLOSE: u8 = 8;
/// Set on the last frame of a message, and on every frame of a client.
const LAST: u8 = 0x80;
const MASKED: u8 = 0x80;

/// An open connection to one Chromium.
pub(super) struct Debugger {
    stream: BufReader<TcpStream>,
    asked: u64,
}

impl Debugger {
    /// `address`: where the Chromium listens, `127.0.0.1:PORT`.
    pub(super) fn connect(address: &str) -> io::Result<Self> {
        let mut version = ureq::get(format!("http://{address}/json/version"))
            .call()
            .map_err(|error| Error::other(error.to_string()))?;
        let version = version.body_mut().read_to_vec().map_err(Error::other)?;
        let version: Value = serde_json::from_slice(&version)?;
        let url = version["webSocketDebuggerUrl"].as_str().unwrap_or_default();
        let path = url.find("/devtools/").map(|start| &url[start..]);
        let path = path.ok_or_else(|| Error::other("Chromium names no debugger"))?;
        let mut stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )?;
        let mut stream = BufReader::new(stream);
        let mut line = String::new();
        stream.read_line(&mut line)?;
        if !line.starts_with("HTTP/1.1 101") {
            return Err(Error::other(format!("Chromium's debugger refused: {line}")));
        }
        while line != "\r\n" {
            line.clear();
            if stream.read_line(&mut line)? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(Self { stream, asked: 0 })
    }

    /// Gives what the browser returns.
    ///
    /// # Errors
    /// What Chromium says, or what the connection does.
    pub(super) fn command(&mut self, method: &str, parameters: &Value) -> io::Result<Value> {
        self.ask(json!({ "method": method, "params": parameters }))
    }

    /// Gives what a page returns, which was attached to as this session.
    ///
    /// # Errors
    /// What Chromium says, or what the connection does.
    pub(super) fn command_to(
        &mut self,
        session: &str,
        method: &str,
        parameters: &Value,
    ) -> io::Result<Value> {
        self.ask(json!({ "sessionId": session, "method": method, "params": parameters }))
    }

    fn ask(&mut self, mut question: Value) -> io::Result<Value> {
        self.asked += 1;
        question["id"] = self.asked.into();
        self.send(question.to_string().as_bytes())?;
        loop {
            let mut reply: Value = serde_json::from_slice(&self.receive()?)?;
            // Whatever else it tells was not asked for.
            if reply["id"] != self.asked {
                continue;
            }
            if !reply["error"].is_null() {
                return Err(Error::other(format!("{}: {}", question["method"], reply["error"])));
            }
            return Ok(reply["result"].take());
        }
    }

    fn send(&mut self, text: &[u8]) -> io::Result<()> {
        let mut frame = vec![LAST | TEXT];
        match u16::try_from(text.len()) {
            Ok(length @ 0..126) => frame.push(MASKED | length as u8),
            Ok(length) => {
                frame.push(MASKED | 126);
                frame.extend(length.to_be_bytes());
            }
            Err(_) => {
                frame.push(MASKED | 127);
                frame.extend((text.len() as u64).to_be_bytes());
            }
        }
        // A mask protects proxies from pages; here are neither, and zeros leave the text as it is.
        frame.extend([0; 4]);
        frame.extend(text);
        self.stream.get_mut().write_all(&frame)
    }

    /// The next message of text.
    fn receive(&mut self) -> io::Result<Vec<u8>> {
        let mut message = Vec::new();
        loop {
            let [first, length] = self.bytes()?;
            let length = match length {
                126 => u64::from(u16::from_be_bytes(self.bytes()?)),
                127 => u64::from_be_bytes(self.bytes()?),
                short => u64::from(short),
            };
            let mut payload = vec![0; usize::try_from(length).map_err(Error::other)?];
            self.stream.read_exact(&mut payload)?;
            match first & 0xF {
                CLOSE => return Err(ErrorKind::ConnectionAborted.into()),
                // Pings and their like.
                kind if kind > CLOSE => {}
                _ => {
                    message.extend(payload);
                    if first & LAST != 0 {
                        return Ok(message);
                    }
                }
            }
        }
    }

    fn bytes<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}
