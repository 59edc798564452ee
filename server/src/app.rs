//! The running server: what it listens with, what every reply carries, and what is logged.

use crate::{
    config::Config,
    frame::{other_sites::ForOtherSites, public::PublicUrl},
    http::{head, own_origin::OwnOrigin},
    problem::Problem,
    routes, site,
    state::Services,
    tls::Certificates,
};
use actix_web::{
    App, Error, HttpRequest, HttpResponse, HttpServer,
    body::MessageBody,
    dev::{Server, ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{HeaderName, HeaderValue, WWW_AUTHENTICATE},
    },
    middleware::{Compress, Next, from_fn},
    web::{self, Data, JsonConfig, PathConfig, PayloadConfig},
};
use anyhow::Context;
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

/// Listens; returns the address taken and the server, which runs once it is awaited.
///
/// # Errors
/// Where the address cannot be had, or the TLS certificate is not sound.
pub fn listen(config: &Config, services: Services) -> anyhow::Result<(SocketAddr, Server)> {
    let certificates = Certificates::configured(config, services.clock.clone())?;
    listen_with(config, services, certificates)
}

/// As [`listen`], with a certificate that the caller keeps an eye on; plain HTTP without one.
///
/// # Errors
/// Where the address cannot be had.
pub fn listen_with(
    config: &Config,
    services: impl Into<Arc<Services>>,
    certificates: Option<Arc<Certificates>>,
) -> anyhow::Result<(SocketAddr, Server)> {
    let services = Data::from(services.into());
    let secure = config.is_https();
    let own = Data::new(OwnOrigin::new(&config.server.public_url));
    let address = Data::new(PublicUrl::new(&config.server.public_url));
    let server = HttpServer::new(move || {
        App::new()
            .app_data(services.clone())
            .app_data(own.clone())
            .app_data(address.clone())
            .app_data(PayloadConfig::new(4096))
            .app_data(JsonConfig::default().limit(4096).error_handler(|_, _| malformed()))
            .app_data(PathConfig::default().error_handler(|_, _| Problem::NotFound.into()))
            .configure(routes::configure)
            .default_service(web::to(nothing_here))
            .wrap(Compress::default())
            .wrap(from_fn(move |request, next| with_headers(secure, request, next)))
            .wrap(from_fn(head::as_get))
            .wrap(from_fn(log))
    })
    .shutdown_timeout(5)
    .tls_handshake_timeout(Duration::from_secs(10));
    let listen = &config.server.listen;
    let server = match certificates {
        Some(certificates) => server.bind_rustls_0_23(listen, certificates.server_config()?),
        None => server.bind(listen),
    };
    let server = server.with_context(|| format!("cannot listen at {listen}"))?;
    let address = server.addrs().first().copied().context("no address was taken")?;
    Ok((address, server.run()))
}

/// Programs get a problem, people a page.
async fn nothing_here(request: HttpRequest) -> Result<HttpResponse, Problem> {
    if request.path().starts_with("/api/") {
        return Err(Problem::NotFound);
    }
    Ok(site::not_found(request).await)
}

fn malformed() -> Error {
    Problem::Malformed.into()
}

/// Headers of every reply. No page may load anything from elsewhere, run inline code or stand
/// in another site's frame, but for what is marked as [`ForOtherSites`]; no address is handed on.
const HEADERS: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'; worker-src 'self'; font-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

async fn with_headers(
    secure: bool,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let mut reply = next.call(request).await?;
    let elsewhere = reply.response().extensions().get::<ForOtherSites>().cloned();
    let challenge = challenge(&reply);
    let headers = reply.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Some(elsewhere) = elsewhere {
        elsewhere.change(headers);
    }
    if let Some(scheme) = challenge {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(scheme));
    }
    if secure {
        headers.insert(
            HeaderName::from_static("strict-transport-security"),
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    Ok(reply)
}

/// What a 401 asks for (RFC 9110, 11.6.1). Browsers open a dialog of their own for neither scheme.
fn challenge<B>(reply: &ServiceResponse<B>) -> Option<&'static str> {
    let problem = reply.response().error().and_then(|error| error.as_error::<Problem>());
    match (reply.status(), problem) {
        (StatusCode::UNAUTHORIZED, Some(Problem::Unauthorized)) => Some("Bearer"),
        // The cookie that signing in gives.
        (StatusCode::UNAUTHORIZED, _) => Some("Session"),
        _ => None,
    }
}

/// One line a request: the route's pattern, never the address asked for nor who asked.
async fn log(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let began = Instant::now();
    let method = request.method().clone();
    let reply = next.call(request).await?;
    let route = reply.request().match_pattern().unwrap_or_else(|| "none".to_owned());
    let milliseconds = began.elapsed().as_millis() as u64;
    tracing::info!(%method, route, status = reply.status().as_u16(), milliseconds, "answered");
    Ok(reply)
}
