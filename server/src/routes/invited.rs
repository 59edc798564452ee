//! What an organisation calls that was invited to check all of its own people.

use crate::{bulk_checks, http::staff_route::only};
use actix_web::web::{PayloadConfig, ServiceConfig, get, post, put, resource};
use shirabe_protocol::oprf::{ELEMENT_BYTES, MAX_BATCH};

pub fn configure(config: &mut ServiceConfig) {
    config
        .service(only(
            resource("/api/v1/bulk-checks/current")
                .route(get().to(bulk_checks::api::checks::current)),
        ))
        .service(only(
            resource("/api/v1/bulk-checks/current/claim")
                .route(post().to(bulk_checks::api::checks::claim)),
        ))
        .service(only(
            resource("/api/v1/bulk-checks/current/evaluations/{number}")
                .app_data(PayloadConfig::new(MAX_BATCH * ELEMENT_BYTES))
                .route(put().to(bulk_checks::api::checks::evaluate)),
        ))
        .service(only(
            resource("/api/v1/bulk-checks/current/finish")
                .route(post().to(bulk_checks::api::checks::finish)),
        ));
}
