//! The plain listener beside TLS: it knows one answer, the address that people should use.

use crate::config::Config;
use actix_web::{
    App, HttpResponse, HttpServer,
    dev::Server,
    http::{
        KeepAlive,
        header::{HeaderValue, LOCATION},
    },
    web,
};
use anyhow::Context;
use std::net::SocketAddr;

/// Listens where the configuration says so; `None` where it does not. Nothing of a request is
/// read or repeated: neither its `Host` nor its path decides where it is sent.
///
/// # Errors
/// Where the address cannot be had.
pub fn listen(config: &Config) -> anyhow::Result<Option<(SocketAddr, Server)>> {
    let Some(listen) = &config.tls.redirect_listen else {
        return Ok(None);
    };
    let target = HeaderValue::from_str(&format!("{}/", config.server.public_url))
        .context("server.public_url cannot be sent as an address")?;
    let server = HttpServer::new(move || {
        let target = target.clone();
        App::new().default_service(web::to(move || {
            let answer = HttpResponse::PermanentRedirect()
                .insert_header((LOCATION, target.clone()))
                .finish();
            std::future::ready(answer)
        }))
    })
    .workers(1)
    .keep_alive(KeepAlive::Disabled)
    .shutdown_timeout(5)
    .bind(listen)
    .with_context(|| format!("cannot listen at {listen}"))?;
    let address = server.addrs().first().copied().context("no address was taken")?;
    Ok(Some((address, server.run())))
}
