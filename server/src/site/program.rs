//! Which program this server hands to browsers: its digest, and the digests of its files.

use crate::frame::{assets, other_sites::ForOtherSites};
use actix_web::HttpResponse;
use serde::Serialize;

const VERIFYING: &str = include_str!("../../../docs/VERIFYING.md");

#[derive(Serialize)]
struct Program {
    version: &'static str,
    digest: &'static str,
    files: Vec<File>,
}

#[derive(Serialize)]
struct File {
    /// As the digest takes it.
    name: &'static str,
    path: String,
    bytes: u64,
    sha256: &'static str,
    integrity: &'static str,
}

/// `/program.json`: every file, in the order in which the digest takes them.
pub async fn list() -> HttpResponse {
    let Some(listing) = assets::listing() else {
        return HttpResponse::NotFound().finish();
    };
    let file = |(name, file): (&'static String, &'static assets::ListedFile)| File {
        name,
        path: assets::url(name),
        bytes: file.bytes,
        sha256: &file.sha256,
        integrity: &file.integrity,
    };
    let program = Program {
        version: env!("CARGO_PKG_VERSION"),
        digest: &listing.digest,
        files: listing.files.iter().map(file).collect(),
    };
    let mut reply = HttpResponse::Ok();
    reply.insert_header(("cache-control", "no-cache"));
    reply.extensions_mut().insert(ForOtherSites::Loaded);
    reply.json(program)
}

/// `/verifying.txt`: how to build the program again and compare it.
pub async fn verifying() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header(("content-language", "en"))
        .insert_header(("cache-control", "no-cache"))
        .body(VERIFYING)
}
