//! Forms: that one comes from a page of ours, and its fields.

use crate::{access::Actor, problem::Problem, words::numbers};
use actix_web::{
    Error, FromRequest, HttpMessage, HttpRequest,
    dev::{Payload, ServiceRequest},
    http::{StatusCode, header::CONTENT_TYPE},
    web::{Bytes, Form, Query},
};
use serde::{Deserialize, de::DeserializeOwned};
use std::{future::Future, pin::Pin};
use url::form_urlencoded;

/// Carries the anti-forgery token of a session where the body is not a form.
pub const CSRF_HEADER: &str = "x-shirabe-csrf";
/// The same as a field of a form.
pub const CSRF_FIELD: &str = "csrf";

const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// A form as it arrives.
pub type Sent<T> = Result<Form<T>, Error>;

/// The fields of a form, without the anti-forgery token, which the guard has seen. The type must
/// refuse unknown fields.
pub struct Fields<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Fields<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_form = request.content_type() == MEDIA_TYPE;
        let body = Bytes::from_request(request, payload);
        Box::pin(async move {
            if !is_form {
                return Err(Problem::MediaType);
            }
            let body = body.await.map_err(|_| Problem::Malformed)?;
            let fields = form_urlencoded::parse(&body);
            let fields = fields.filter(|(name, _)| name != super::forms::CSRF_FIELD);
            let rest =
                form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            Query::<T>::from_query(&rest)
                .map(|fields| Self(fields.into_inner()))
                .map_err(|_| Problem::Malformed)
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

/// A whole number as people type it; `None` for an empty field.
///
/// # Errors
/// [`Problem::Malformed`] for anything else, and for one that is out of the type's range.
pub fn number<T: TryFrom<u64>>(text: &str) -> Result<Option<T>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let number = numbers::typed(text).and_then(|number| T::try_from(number).ok());
    number.map(Some).ok_or(Problem::Malformed)
}

/// Asks for the session's anti-forgery token: in the header, or as a field of a form.
pub async fn require_token(actor: &Actor, request: &mut ServiceRequest) -> Result<(), Problem> {
    let fits = |given: &[u8]| actor.csrf.fits(given);
    if let Some(given) = request.headers().get(CSRF_HEADER) {
        return if fits(given.as_bytes()) { Ok(()) } else { Err(Problem::FormExpired) };
    }
    let form = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let form = form.and_then(|value| value.split(';').next()).map(str::trim);
    if form != Some(MEDIA_TYPE) {
        return Err(Problem::FormExpired);
    }
    let body = request.extract::<Bytes>().await.map_err(|error| {
        match error.as_response_error().status_code() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
            _ => Problem::Malformed,
        }
    })?;
    let mut given = form_urlencoded::parse(&body).filter(|(name, _)| name == CSRF_FIELD);
    let first = given.next();
    let only = first.filter(|_| given.next().is_none());
    let right = only.is_some_and(|(_, value)| fits(value.as_bytes()));
    request.set_payload(Payload::from(body));
    if right { Ok(()) } else { Err(Problem::FormExpired) }
}
