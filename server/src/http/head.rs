//! `HEAD`: at every address the same as `GET`, without a body (RFC 9110, 9.3.2).

use actix_web::{
    Error,
    body::{BodySize, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
    web::Bytes,
};
use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

/// Routes see a `GET`, with its rule; of the reply the body is left out. So no route is entered
/// for `HEAD`, and none is forgotten.
///
/// # Errors
/// Whatever the service fails with.
pub async fn as_get<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<LengthOnly, B>>, Error> {
    if request.method() != Method::HEAD {
        return Ok(next.call(request).await?.map_into_right_body());
    }
    request.head_mut().method = Method::GET;
    let reply = next.call(request).await?;
    Ok(reply.map_body(|_, body| LengthOnly(body.size())).map_into_left_body())
}

/// How long a body would be.
pub struct LengthOnly(BodySize);

impl MessageBody for LengthOnly {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        self.0
    }

    fn poll_next(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Infallible>>> {
        Poll::Ready(None)
    }
}
