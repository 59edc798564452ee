//! The one table of routes, by who calls them.

use crate::{
    app::Services,
    imports, incidents, lookup, pages,
    problem::{Problem, ProblemBody},
};
use actix_web::{
    HttpResponse,
    web::{self, Data, PayloadConfig, ServiceConfig, get, post, put, resource},
};
use shirabe_protocol::{
    oprf::{ELEMENT_BYTES, MAX_BATCH},
    wire::{FilterEntry, MAX_ENTRIES, Record},
};
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};

/// Registers every route.
pub fn configure(config: &mut ServiceConfig) {
    config.configure(public).configure(loads).configure(running).configure(pages::configure);
}

fn public(config: &mut ServiceConfig) {
    config
        .service(only(resource("/api/v1/incidents").route(get().to(incidents::public::list))))
        .service(only(
            resource("/api/v1/incidents/{slug}").route(get().to(incidents::public::show)),
        ))
        .service(only(
            resource("/api/v1/incidents/{slug}/manifest").route(get().to(lookup::manifest)),
        ))
        .service(only(
            resource("/api/v1/incidents/{slug}/evaluate")
                .app_data(PayloadConfig::new(ELEMENT_BYTES))
                .route(post().to(lookup::evaluate)),
        ))
        .service(only(resource("/filters/{sha256}").route(get().to(lookup::filter))));
}

fn loads(config: &mut ServiceConfig) {
    const LOAD: &str = "/api/v1/staff/loads/{load}";
    let batch = |stage: &str, bytes: usize| {
        resource(format!("{LOAD}/{stage}/{{number}}")).app_data(PayloadConfig::new(bytes))
    };
    config
        .service(only(
            resource("/api/v1/staff/incidents/{slug}/load-parameters")
                .route(get().to(imports::parameters)),
        ))
        .service(only(
            resource("/api/v1/staff/incidents/{slug}/loads").route(post().to(imports::open)),
        ))
        .service(only(
            resource("/api/v1/staff/incidents/{slug}/history")
                .route(get().to(imports::history::history)),
        ))
        .service(only(
            resource("/api/v1/staff/incidents/{slug}/rollback")
                .route(post().to(imports::rollback::roll_back)),
        ))
        .service(only(resource(LOAD).route(get().to(imports::status))))
        .service(only(
            resource(format!("{LOAD}/changes")).route(get().to(imports::changes::changes)),
        ))
        .service(only(
            batch("evaluations", MAX_BATCH * ELEMENT_BYTES)
                .route(put().to(imports::batches::put_evaluations)),
        ))
        .service(only(
            batch("records", MAX_ENTRIES * Record::BYTES)
                .route(put().to(imports::batches::put_records)),
        ))
        .service(only(
            batch("filter-entries", MAX_ENTRIES * FilterEntry::BYTES)
                .route(put().to(imports::batches::put_filter_entries)),
        ))
        .service(only(resource(format!("{LOAD}/close")).route(post().to(imports::close))))
        .service(only(
            resource(format!("{LOAD}/publish")).route(post().to(imports::publishing::publish)),
        ))
        .service(only(resource(format!("{LOAD}/abandon")).route(post().to(imports::abandon))));
}

fn running(config: &mut ServiceConfig) {
    config
        .service(only(resource("/api/v1/openapi.json").route(get().to(openapi))))
        .service(only(resource("/healthz").route(get().to(health))));
}

/// Any other method at a known address is a problem of its own.
fn only(resource: actix_web::Resource) -> actix_web::Resource {
    resource
        .default_service(web::to(|| async { Err::<HttpResponse, _>(Problem::MethodNotAllowed) }))
}

/// Whether this process and its database answer.
async fn health(services: Data<Services>) -> Result<HttpResponse, Problem> {
    services.store.ping().await?;
    Ok(HttpResponse::Ok().content_type("text/plain").body("ok\n"))
}

async fn openapi() -> HttpResponse {
    HttpResponse::Ok().json(description())
}

#[derive(OpenApi)]
#[openapi(
    info(title = "Shirabe", description = "Private answers to: am I in this incident?"),
    paths(
        incidents::public::list,
        incidents::public::show,
        lookup::manifest,
        lookup::filter,
        lookup::evaluate,
        imports::parameters,
        imports::open,
        imports::status,
        imports::batches::put_evaluations,
        imports::batches::put_records,
        imports::batches::put_filter_entries,
        imports::close,
        imports::publishing::publish,
        imports::abandon,
        imports::changes::changes,
        imports::history::history,
        imports::rollback::roll_back,
    ),
    components(schemas(ProblemBody))
)]
struct Description;

fn description() -> utoipa::openapi::OpenApi {
    let mut description = Description::openapi();
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    description.components.get_or_insert_default().add_security_scheme("load_token", bearer);
    description
}
