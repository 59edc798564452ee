//! Replies that programs ask for again and again: sent once, and then only when they changed.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, EntityTag, Header, IfNoneMatch},
};
use sha2::{Digest, Sha256};

/// The body, or 304 to whoever has it already. The tag follows from the bytes alone, so it is the
/// same for everybody and tells nobody apart.
pub fn reply(request: &HttpRequest, media_type: &str, body: Vec<u8>) -> HttpResponse {
    // Weak: the same text may go out compressed or plain.
    let tag = EntityTag::new_weak(hex::encode(&Sha256::digest(&body)[..16]));
    let known = match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|one| one.weak_eq(&tag)),
        Err(_) => false,
    };
    let mut reply = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    reply.insert_header((ETAG, tag.to_string())).insert_header((CACHE_CONTROL, "no-cache"));
    if known {
        return reply.finish();
    }
    reply.insert_header((CONTENT_TYPE, media_type)).body(body)
}
