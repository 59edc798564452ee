//! `HEAD`: everywhere as `GET`, without a body. Read from the socket, because a client drops a
//! body that should not be there.

use crate::deployment::{Deployment, TWO_GROUPS, publish};
use actix_web::{
    http::{Method, StatusCode},
    rt::task::spawn_blocking,
};
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

/// What a server sends.
struct Sent {
    /// Status line and headers but the date, as lines.
    head: Vec<String>,
    body: Vec<u8>,
}

/// A connection that is asked one thing after another.
fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

fn ask(stream: &mut TcpStream, method: &str, path: &str, more: &str) {
    let request =
        format!("{method} {path} HTTP/1.1\r\nhost: x\r\naccept-encoding: gzip\r\n{more}\r\n");
    stream.write_all(request.as_bytes()).unwrap();
}

/// The head of the next reply, byte by byte, so that nothing behind it is taken.
fn read_head(stream: &mut TcpStream) -> Vec<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let lines = head.lines().filter(|line| !line.is_empty() && !line.starts_with("date:"));
    lines.map(str::to_owned).collect()
}

/// The whole reply of a connection that ends with it.
fn sent(address: &str, method: &str, path: &str) -> Sent {
    let mut stream = connect(address);
    ask(&mut stream, method, path, "connection: close\r\n");
    let mut head = read_head(&mut stream);
    head.sort();
    let mut body = Vec::new();
    stream.read_to_end(&mut body).unwrap();
    Sent { head, body }
}

#[actix_web::test]
async fn whatever_the_public_gets_answers_head_with_the_same_headers_and_no_body() {
    let deployment = Deployment::start().await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    publish(&deployment, "two-groups", &["ann@example.jp"], 0).await;
    let (manifest, _) = deployment.manifest("two-groups").await;
    let filter = hex::encode(manifest.manifest().filters[0].shards[0].sha256);
    let paths = [
        "/",
        "/en/",
        "/en/incidents/two-groups",
        "/en/incidents/two-groups/check",
        "/en/incidents/two-groups/record.atom",
        "/en/how-it-works",
        "/en/nowhere",
        "/embed.js",
        "/program.json",
        "/assets/none/none.js",
        "/.well-known/security.txt",
        "/healthz",
        "/api/v1/openapi.json",
        "/api/v1/incidents",
        "/api/v1/incidents/two-groups",
        "/api/v1/incidents/two-groups/manifest",
        "/api/v1/incidents/nowhere",
        "/en/staff/sign-in",
        "/en/staff",
        "/api/v1/staff/account",
    ]
    .map(str::to_owned);
    let address = deployment.url.strip_prefix("http://").unwrap().to_owned();
    let asked = spawn_blocking(move || {
        for path in paths.iter().chain([&format!("/filters/{filter}")]) {
            let (get, head) = (sent(&address, "GET", path), sent(&address, "HEAD", path));
            assert_eq!(head.head, get.head, "{path}");
            assert_eq!(head.body, b"", "{path}");
        }
        assert!(sent(&address, "GET", "/en/").body.len() > 100);
    });
    asked.await.unwrap();
}

#[actix_web::test]
async fn a_connection_goes_on_after_head() {
    let deployment = Deployment::start().await;
    let address = deployment.url.strip_prefix("http://").unwrap().to_owned();
    let asked = spawn_blocking(move || {
        let mut stream = connect(&address);
        for path in ["/healthz", "/en/", "/api/v1/incidents"] {
            ask(&mut stream, "HEAD", path, "");
            assert_eq!(read_head(&mut stream)[0], "HTTP/1.1 200 OK", "{path}");
        }
        ask(&mut stream, "GET", "/healthz", "connection: close\r\n");
        assert_eq!(read_head(&mut stream)[0], "HTTP/1.1 200 OK");
    });
    asked.await.unwrap();
}

#[actix_web::test]
async fn what_cannot_be_read_is_no_more_readable_with_head() {
    let deployment = Deployment::start().await;
    for path in ["/api/v1/incidents/two-groups/evaluate", "/api/v1/staff/session"] {
        let refused = deployment.send(Method::HEAD, path, &[], Vec::new()).await;
        assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
}
