//! How commands reach chromedriver: plain, blocking HTTP. Tests are threads, not tasks.

use super::debugger::PATIENCE;
use actix_web::web::Bytes;
use std::sync::Arc;
use thirtyfour::{
    error::{WebDriverError, WebDriverResult},
    session::http::{Body, HttpClient},
};
use ureq::{
    Agent,
    http::{Request, Response},
};

pub(super) struct WebDriverClient(Agent);

impl WebDriverClient {
    pub(super) fn new() -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .build();
        Self(config.into())
    }
}

#[async_trait::async_trait]
impl HttpClient for WebDriverClient {
    async fn send(&self, request: Request<Body<'_>>) -> WebDriverResult<Response<Bytes>> {
        let (parts, body) = request.into_parts();
        let body = match body {
            Body::Empty => Vec::new(),
            Body::Json(json) => serde_json::to_vec(json)?,
        };
        let failed = |error: ureq::Error| WebDriverError::HttpError(error.to_string());
        let request = Request::from_parts(parts, body);
        let (parts, mut body) = self.0.run(request).map_err(failed)?.into_parts();
        let body = body.with_config().limit(64 << 20).read_to_vec().map_err(failed)?;
        Ok(Response::from_parts(parts, body.into()))
    }

    async fn new(&self) -> Arc<dyn HttpClient> {
        Arc::new(Self(self.0.clone()))
    }
}
