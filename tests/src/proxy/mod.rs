//! A recording reverse proxy. Chromium goes past every configured proxy for addresses of its
//! own machine, so this one is the page's origin: what a page sends anywhere else does not
//! arrive here, and what arrives here is all that was sent.
//!
//! Each connection carries one request, so that requests and replies cannot be confused.
//! Headers pass as they are, but for `Host` and what ends the connection.

mod message;
mod mischief;

pub use message::{Exchange, Reply, Request};
pub use mischief::Mischief;

use crate::wait_for;
use message::{Head, read_reply, read_request};
use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard},
    thread,
    time::{Duration, Instant},
};

/// A proxy before one server. Ended when dropped.
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    upstream: SocketAddr,
    begun: Instant,
    exchanges: Mutex<Vec<Exchange>>,
    rules: Mutex<Vec<(String, Mischief)>>,
    ended: Mutex<bool>,
}

impl Proxy {
    pub fn before(upstream: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a bound address");
        let shared = Arc::new(Shared {
            upstream,
            begun: Instant::now(),
            exchanges: Mutex::default(),
            rules: Mutex::default(),
            ended: Mutex::new(false),
        });
        let accepting = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if *locked(&accepting.ended) {
                    return;
                }
                let shared = accepting.clone();
                if let Ok(stream) = stream {
                    // A peer that went away is no failure of the proxy.
                    thread::spawn(move || drop(shared.serve(stream)));
                }
            }
        });
        Self { address, shared }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The page's origin: `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on every request whose target contains `part` is treated like this. Of several
    /// rules that fit, the last one counts.
    pub fn misbehave(&self, part: &str, mischief: Mischief) {
        locked(&self.shared.rules).push((part.to_owned(), mischief));
    }

    /// From now on everything passes unchanged, and held connections end.
    pub fn behave(&self) {
        locked(&self.shared.rules).clear();
    }

    /// Every request so far, in the order of arrival.
    pub fn exchanges(&self) -> Vec<Exchange> {
        locked(&self.shared.exchanges).clone()
    }

    /// As [`Self::exchanges`], once every request has its reply and for so long no other came.
    ///
    /// # Panics
    /// Where requests do not end within a minute.
    pub fn exchanges_after_quiet(&self, quiet: Duration) -> Vec<Exchange> {
        let mut known = 0;
        let mut since = Instant::now();
        wait_for("the end of all requests", Duration::from_secs(60), || {
            let exchanges = self.exchanges();
            if exchanges.len() != known || exchanges.iter().any(|one| one.reply.is_none()) {
                known = exchanges.len();
                since = Instant::now();
            }
            (since.elapsed() >= quiet).then_some(exchanges)
        })
    }

    /// Those whose target contains `part`.
    pub fn exchanges_with(&self, part: &str) -> Vec<Exchange> {
        let mut exchanges = self.exchanges();
        exchanges.retain(|exchange| exchange.request.target.contains(part));
        exchanges
    }

    /// Forgets what was recorded.
    pub fn forget(&self) {
        locked(&self.shared.exchanges).clear();
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        *locked(&self.shared.ended) = true;
        self.behave();
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Shared {
    fn rule(&self, target: &str) -> Option<Mischief> {
        let rules = locked(&self.rules);
        rules.iter().rev().find(|(part, _)| target.contains(part)).map(|(_, rule)| rule.clone())
    }

    fn serve(&self, mut client: TcpStream) -> std::io::Result<()> {
        client.set_nodelay(true)?;
        let Some((head, body)) = read_request(&mut client)? else {
            return Ok(());
        };
        let request = Request::new(&head, body);
        let rule = self.rule(&request.target);
        let place = {
            let mut exchanges = locked(&self.exchanges);
            exchanges.push(Exchange {
                at: self.begun.elapsed(),
                request: request.clone(),
                reply: None,
            });
            exchanges.len() - 1
        };
        let reply = match &rule {
            Some(Mischief::Silence) => {
                while self.rule(&request.target).is_some() {
                    thread::sleep(Duration::from_millis(20));
                }
                return client.shutdown(Shutdown::Both);
            }
            Some(Mischief::Vanish) => return client.shutdown(Shutdown::Both),
            Some(Mischief::Answer { status, headers, body }) => Reply::made(*status, headers, body),
            other => {
                let (upstream, target) = match other {
                    Some(Mischief::AskElsewhere { server, target }) => {
                        (server.unwrap_or(self.upstream), target.as_ref())
                    }
                    _ => (self.upstream, None),
                };
                // A reply that will be changed must not be compressed.
                let plain = other.is_some();
                let mut server = TcpStream::connect(upstream)?;
                server.write_all(&forwarded(&head, target, upstream, plain))?;
                server.write_all(&request.body)?;
                read_reply(&mut server, &request.method)?
            }
        };
        let reply = match &rule {
            Some(mischief) => mischief.change(reply),
            None => reply,
        };
        let bytes = reply.bytes();
        if let Some(exchange) = locked(&self.exchanges).get_mut(place)
            && exchange.request == request
        {
            exchange.reply = Some(reply);
        }
        client.write_all(&bytes)?;
        client.shutdown(Shutdown::Write)?;
        // Until the client has read everything: closing earlier could take bytes from it.
        client.set_read_timeout(Some(Duration::from_secs(5)))?;
        while client.read(&mut [0; 1024])? > 0 {}
        Ok(())
    }
}

/// The head as it goes to the server.
fn forwarded(head: &Head, target: Option<&String>, upstream: SocketAddr, plain: bool) -> Vec<u8> {
    let mut head = head.clone();
    if let Some(target) = target {
        head.set_target(target);
    }
    head.set("host", &upstream.to_string());
    head.set("connection", "close");
    if plain {
        head.set("accept-encoding", "identity");
    }
    head.bytes()
}
