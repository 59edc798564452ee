//! What programs carry in `Authorization: Bearer`.

use crate::{
    problem::Problem,
    secrets::{self, Opens, Secret},
};
use actix_web::{HttpRequest, http::header::AUTHORIZATION};

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
