//! What programs carry in `Authorization: Bearer`.

use crate::{
    problem::Problem,
    secrets::{self, Opens, Secret},
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header::AUTHORIZATION};
use std::future::{Ready, ready};

fn presented(request: &HttpRequest) -> Option<&str> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    header.strip_prefix("Bearer ").map(str::trim)
}

/// The digest of the load token that a request carries, whether there is such a token or not.
///
/// # Errors
/// [`Problem::Unauthorized`] where it carries none.
pub fn load_token(request: &HttpRequest) -> Result<[u8; 32], Problem> {
    let token = presented(request).filter(|token| token.starts_with(Opens::Load.prefix()));
    token.map(secrets::digest).ok_or(Problem::Unauthorized)
}

/// The same of the secret of a bulk check.
///
/// # Errors
/// [`Problem::Unauthorized`] where it carries none.
pub fn bulk_check(request: &HttpRequest) -> Result<[u8; 32], Problem> {
    let secret = presented(request).filter(|secret| secret.len() == Secret::CHARACTERS);
    secret.map(secrets::digest).ok_or(Problem::Unauthorized)
}

/// The digest of the load token that a request carries; whether there is such a token, its room
/// asks.
#[derive(Clone, Copy)]
pub struct PresentedToken(pub [u8; 32]);

impl FromRequest for PresentedToken {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(load_token(request).map(Self))
    }
}
