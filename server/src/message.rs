//! Binary messages as they arrive: the right media type, and no longer than their route allows.

use crate::problem::Problem;
use actix_web::{
    Error, HttpRequest,
    http::{StatusCode, header::CONTENT_TYPE},
    web::Bytes,
};

/// The body of a request, or why it could not be had.
pub type Arrived = Result<Bytes, Error>;

/// The bytes of a message of the given media type.
///
/// # Errors
/// [`Problem::MediaType`], [`Problem::TooLarge`], [`Problem::Malformed`].
pub fn read(request: &HttpRequest, media_type: &str, body: Arrived) -> Result<Bytes, Problem> {
    let given = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if given != Some(media_type) {
        return Err(Problem::MediaType);
    }
    body.map_err(|error| match error.as_response_error().status_code() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Malformed,
    })
}
