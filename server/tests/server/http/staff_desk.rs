//! Handlers of staff behind a guard that admits everybody it is told of: what they do is tested
//! here; who gets to them, where the guard is tested.

use crate::deployment::{DatabaseServer, Deployment, ON_POSTGRES};
use actix_web::{
    App, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{StatusCode, header::LOCATION},
    middleware::{Next, from_fn},
    test as service_test,
    web::{self, Data},
};
use shirabe_server::{
    access::{Actor, AntiForgeryToken, IncidentAccess, Role},
    approvals, audit,
    incidents::Incident,
    state::Services,
};
use std::sync::Arc;

/// An account that exists nowhere else.
pub fn actor(account: u8, organisation: u8) -> Actor {
    Actor {
        account: [account; 16],
        organisation: [organisation; 16],
        display_name: format!("Sato {account}"),
        deployment_administrator: false,
        grants: [].into(),
        session: [account; 32],
        csrf: AntiForgeryToken::new("token"),
    }
}

pub struct Desk {
    pub services: Data<Services>,
    pub incident: Arc<Incident>,
}

impl Desk {
    pub async fn open(deployment: &Deployment) -> Self {
        let services = Data::new(deployment.services().await);
        let incident = services.directory.find("two-groups").await.unwrap();
        Self { services, incident }
    }

    pub async fn get(
        &self,
        actor: &Actor,
        roles: &[Role],
        share: Option<u16>,
        path: &str,
    ) -> (StatusCode, String) {
        let request = service_test::TestRequest::get().uri(path);
        self.ask(actor, roles, share, request).await
    }

    /// The body, or where the reply leads.
    pub async fn ask(
        &self,
        actor: &Actor,
        roles: &[Role],
        share: Option<u16>,
        request: service_test::TestRequest,
    ) -> (StatusCode, String) {
        let access = IncidentAccess { roles: roles.to_vec(), share };
        let admitted = (actor.clone(), access, self.incident.clone());
        const PAGE: &str = "/{language:ja|en}/staff/incidents/{slug}";
        const API: &str = "/api/v1/staff/incidents/{slug}";
        let at = |room: &str, rest: &str| format!("{room}{rest}");
        let app = App::new()
            .app_data(self.services.clone())
            .route(&at(PAGE, "/audit"), web::get().to(audit::pages::show))
            .route(&at(PAGE, "/audit.csv"), web::get().to(audit::pages::csv))
            .route(&at(PAGE, "/audit.jsonl"), web::get().to(audit::pages::json_lines))
            .route(&at(API, "/audit"), web::get().to(audit::api::list))
            .route(&at(PAGE, "/approvals"), web::get().to(shirabe_server::approvals::pages::list))
            .route(
                &at(PAGE, "/approvals/{id}"),
                web::get().to(shirabe_server::approvals::pages::show),
            )
            .route(
                &at(PAGE, "/approvals/{id}/approve"),
                web::post().to(shirabe_server::approvals::pages::approve),
            )
            .route(
                &at(PAGE, "/approvals/{id}/refuse"),
                web::post().to(shirabe_server::approvals::pages::refuse),
            )
            .route(
                &at(PAGE, "/approvals/{id}/take-back"),
                web::post().to(shirabe_server::approvals::pages::take_back),
            )
            .route(&at(API, "/approvals"), web::get().to(approvals::api::list))
            .route(&at(API, "/approvals/{id}"), web::get().to(approvals::api::show))
            .route(&at(API, "/approvals/{id}/approve"), web::post().to(approvals::api::approve))
            .wrap(from_fn(move |request, next| admit(admitted.clone(), request, next)));
        let service = service_test::init_service(app).await;
        let reply = service_test::call_service(&service, request.to_request()).await;
        let status = reply.status();
        let location = reply.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let body = service_test::read_body(reply).await;
        (status, location.unwrap_or_else(|| String::from_utf8(body.to_vec()).unwrap()))
    }
}

async fn admit(
    (actor, access, incident): (Actor, IncidentAccess, Arc<Incident>),
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    request.extensions_mut().insert(actor);
    request.extensions_mut().insert(access);
    request.extensions_mut().insert(incident);
    next.call(request).await
}

/// Statements that no code of ours sends: somebody at the database itself.
pub async fn raw(deployment: &Deployment, statements: &str) {
    let statements = statements.split(';').map(|text| sqlx::AssertSqlSafe(text.to_owned()));
    if *ON_POSTGRES {
        let url = deployment.config.database.url.as_ref().unwrap();
        let name = url.rsplit('/').next().unwrap();
        let mut connection = DatabaseServer::shared().connect(name).await;
        for statement in statements {
            sqlx::query(statement).execute(&mut connection).await.unwrap();
        }
    } else {
        let file = deployment.config.data.join("shirabe.sqlite3");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
        for statement in statements {
            sqlx::query(statement).execute(&mut connection).await.unwrap();
        }
    }
}
