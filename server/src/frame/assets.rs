//! Scripts, styles and the wasm client as `xtask build-web` laid them out: inside a program that is
//! handed out, otherwise in the checkout's `web/dist`, so that a changed script compiles nothing.
//!
//! One version (a hash over all files) stands in every address, so that relative imports work
//! and every reply may be kept for ever.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{ACCEPT_ENCODING, HeaderMap},
    web,
};
use serde::Deserialize;
#[cfg(embedded_pages)]
use std::sync::LazyLock;
use std::{borrow::Cow, collections::BTreeMap};

/// What is built as a release is one file that needs no other (`build.rs` decides).
#[cfg(embedded_pages)]
mod built {
    use super::{Cow, LazyLock, Listing};

    #[derive(rust_embed::RustEmbed)]
    #[folder = "../web/dist"]
    // A plain `cargo check` on a fresh clone works without built assets.
    #[allow_missing = true]
    struct Embedded;

    static LISTING: LazyLock<Option<Listing>> =
        LazyLock::new(|| serde_json::from_slice(&file("assets.json")?).ok());

    pub fn listing() -> Option<&'static Listing> {
        LISTING.as_ref()
    }

    /// A file by its name below `web/dist`.
    pub fn file(name: &str) -> Option<Cow<'static, [u8]>> {
        Some(Embedded::get(name)?.data)
    }
}

/// From the checkout that this program was compiled in: what is built anew is served at once. Files
/// of earlier versions stay in memory, because pages that were opened before ask for them.
#[cfg(not(embedded_pages))]
mod built {
    use super::{BTreeMap, Cow, Listing};
    use std::{
        fs,
        path::Path,
        sync::{Mutex, MutexGuard, PoisonError},
        time::SystemTime,
    };

    const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/dist");

    struct Known {
        /// When the listing was written.
        written: Option<SystemTime>,
        listing: Option<&'static Listing>,
        files: BTreeMap<String, &'static [u8]>,
    }

    static KNOWN: Mutex<Known> =
        Mutex::new(Known { written: None, listing: None, files: BTreeMap::new() });

    /// What cannot be read is not built.
    fn known() -> MutexGuard<'static, Known> {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Path::new(FOLDER);
        let listing = folder.join("assets.json");
        // Written last, so that it says that the rest is there.
        let written = fs::metadata(&listing).and_then(|file| file.modified()).ok();
        if written.is_some() && written != known.written {
            let read = fs::read(listing).ok().and_then(|text| serde_json::from_slice(&text).ok());
            if let Some(listing) = read {
                collect(folder, "", &mut known.files);
                known.listing = Some(Box::leak(Box::new(listing)));
                known.written = written;
            }
        }
        known
    }

    fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, &'static [u8]>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{name}/"), files);
            } else if !files.contains_key(&name)
                && let Ok(bytes) = fs::read(entry.path())
            {
                files.insert(name, bytes.leak());
            }
        }
    }

    pub fn listing() -> Option<&'static Listing> {
        known().listing
    }

    /// A file by its name below `web/dist`.
    pub fn file(name: &str) -> Option<Cow<'static, [u8]>> {
        known().files.get(name).copied().map(Cow::Borrowed)
    }
}

/// What `assets.json` says.
#[derive(Deserialize)]
pub(crate) struct Listing {
    version: String,
    /// SHA-256 over all files as `sha256sum` lists them, 64 hex digits.
    pub digest: String,
    pub files: BTreeMap<String, ListedFile>,
}

#[derive(Deserialize)]
pub(crate) struct ListedFile {
    pub bytes: u64,
    pub sha256: String,
    /// `sha384-...`, for the browser's own check.
    pub integrity: String,
}

/// An address to write into a page. Where nothing was built it leads nowhere.
pub struct Asset {
    pub url: String,
    pub integrity: String,
}

/// All that is served; `None` where nothing was built.
pub(crate) fn listing() -> Option<&'static Listing> {
    built::listing()
}

/// Whether there are built assets; `serve` says so if not.
pub fn are_built() -> bool {
    built::listing().is_some()
}

/// The address of a file, named as below `web/`: `lookup/worker.js`.
pub fn url(name: &str) -> String {
    find(name).url
}

pub(crate) fn find(name: &str) -> Asset {
    let Some(listing) = built::listing() else {
        return Asset { url: format!("/assets/not-built/{name}"), integrity: String::new() };
    };
    let integrity = listing.files.get(name).map(|file| file.integrity.clone()).unwrap_or_default();
    Asset { url: format!("/assets/{}/{name}", listing.version), integrity }
}

pub(crate) async fn serve(request: HttpRequest, path: web::Path<String>) -> HttpResponse {
    file(&request, &path, "public, max-age=31536000, immutable")
}

/// A file at an address of its own, which stays the same when the file changes.
pub(crate) fn serve_at_own_address(request: &HttpRequest, name: &str) -> HttpResponse {
    match built::listing() {
        Some(listing) => file(request, &format!("{}/{name}", listing.version), "max-age=300"),
        None => missing(),
    }
}

fn file(request: &HttpRequest, path: &str, caching: &'static str) -> HttpResponse {
    let name = format!("assets/{path}");
    let Some(media_type) = media_type(&name) else {
        return missing();
    };
    for (encoding, ending) in accepted(request.headers()) {
        if let Some(bytes) = built::file(&format!("{name}{ending}")) {
            let mut reply = HttpResponse::Ok();
            reply
                .content_type(media_type)
                .insert_header(("cache-control", caching))
                .insert_header(("vary", "accept-encoding"));
            if !encoding.is_empty() {
                reply.insert_header(("content-encoding", encoding));
            }
            return reply.body(bytes.into_owned());
        }
    }
    missing()
}

fn missing() -> HttpResponse {
    HttpResponse::NotFound().insert_header(("cache-control", "no-store")).finish()
}

/// Only what a page loads has a type; `.br` and `.gz` files have no address of their own.
fn media_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "html" => "text/html; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        _ => return None,
    })
}

/// Encodings to try, the smallest first, the plain file last.
fn accepted(headers: &HeaderMap) -> Vec<(&'static str, &'static str)> {
    let header = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let accepts = |encoding: &str| {
        header.split(',').any(|offer| {
            let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
            let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
            name.trim().eq_ignore_ascii_case(encoding) && !refused
        })
    };
    let mut encodings = Vec::from([("br", ".br"), ("gzip", ".gz")]);
    encodings.retain(|(encoding, _)| accepts(encoding));
    encodings.push(("", ""));
    encodings
}

#[cfg(test)]
mod tests {
    use super::{accepted, media_type};
    use actix_web::test::TestRequest;

    fn endings(header: &str) -> Vec<&'static str> {
        let request = TestRequest::default().insert_header(("accept-encoding", header));
        let request = request.to_http_request();
        accepted(request.headers()).into_iter().map(|(_, ending)| ending).collect()
    }

    #[test]
    fn the_smallest_accepted_encoding_comes_first() {
        assert_eq!(endings("gzip, deflate, br"), [".br", ".gz", ""]);
        assert_eq!(endings("gzip"), [".gz", ""]);
        assert_eq!(endings("br;q=0, gzip;q=0.5"), [".gz", ""]);
        assert_eq!(endings("identity"), [""]);
    }

    #[test]
    fn a_compressed_file_has_no_address_of_its_own() {
        assert_eq!(media_type("assets/1/a.wasm"), Some("application/wasm"));
        assert_eq!(media_type("assets/1/a.js.br"), None);
        assert_eq!(media_type("assets/1/LICENSE"), None);
    }
}
