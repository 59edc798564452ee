//! What programs of the public call.

use crate::{http::staff_route::only, incidents, lookups, problem::Problem, site, state::Services};
use actix_web::{
    HttpResponse,
    web::{Data, PayloadConfig, ServiceConfig, get, post, resource},
};
use shirabe_protocol::oprf::ELEMENT_BYTES;

pub fn configure(config: &mut ServiceConfig) {
    config
        .service(only(resource("/api/v1/incidents").route(get().to(crate::incidents::api::list))))
        .service(only(
            resource("/api/v1/incidents/{slug}").route(get().to(crate::incidents::api::show)),
        ))
        .service(only(
            resource("/api/v1/incidents/{slug}/record")
                .route(get().to(incidents::record::api::show)),
        ))
        .service(only(
            resource("/api/v1/incidents/{slug}/manifest").route(get().to(lookups::api::manifest)),
        ))
        .service(only(
            resource("/api/v1/incidents/{slug}/evaluate")
                .app_data(PayloadConfig::new(ELEMENT_BYTES))
                .route(post().to(lookups::api::evaluate)),
        ))
        .service(only(resource("/filters/{sha256}").route(get().to(lookups::api::filter))))
        .service(only(resource("/api/v1/openapi.json").route(get().to(openapi))))
        .service(only(resource("/healthz").route(get().to(health))))
        .route("/.well-known/security.txt", get().to(site::security_txt));
}

/// Whether this process and its database answer.
async fn health(services: Data<Services>) -> Result<HttpResponse, Problem> {
    services.store.ping().await?;
    Ok(HttpResponse::Ok().content_type("text/plain").body("ok\n"))
}

async fn openapi() -> HttpResponse {
    HttpResponse::Ok().json(super::description::description())
}
