//! Before every handler of staff: who asks, about which incident, whether that is allowed, and
//! whether the request comes from our own page.

use super::{bearer, forms, own_origin::OwnOrigin, sessions, staff_route::StaffRoute};
use crate::{
    access::{self, Decision, Rule},
    frame::staff_reply,
    incidents::Incident,
    problem::Problem,
    state::Services,
    words::Words,
};
use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{CACHE_CONTROL, HeaderValue},
    middleware::Next,
    web::{Bytes, Data},
};
use std::sync::Arc;
use url::form_urlencoded;

/// Answers in place of the handler where the route's rule does not hold.
///
/// # Errors
/// Whatever the handler's service fails with.
pub async fn check<B: MessageBody + 'static>(
    route: &'static StaffRoute,
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let reply = match admit(route, &mut request).await {
        Ok(()) => next.call(request).await?.map_into_boxed_body(),
        Err(refusal) => {
            // Read to its end, so that the connection tells nothing of why it was refused.
            if !request.method().is_safe() {
                let _ = request.extract::<Bytes>().await;
            }
            let reply = refusal.reply(request.request());
            let (request, _) = request.into_parts();
            ServiceResponse::new(request, reply)
        }
    };
    Ok(finish(reply).await)
}

/// Why a request does not get to its handler.
enum Refusal {
    SignIn,
    Problem(Problem),
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl Refusal {
    fn reply(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::SignIn if !is_program(request) => to_sign_in(request),
            Self::SignIn => Problem::NotSignedIn.error_response(),
            Self::Problem(problem) => HttpResponse::from_error(problem),
        }
    }
}

async fn admit(route: &StaffRoute, request: &mut ServiceRequest) -> Result<(), Refusal> {
    // Tokens are no cookies: no browser sends one along by itself. Which it is, the handler asks.
    if route.rule == Rule::LoadToken {
        bearer::load_token(request.request())?;
        return Ok(());
    }
    let missing = || Problem::Internal;
    let services = request.app_data::<Data<Services>>().ok_or_else(missing)?.clone();
    let own = request.app_data::<Data<OwnOrigin>>().ok_or_else(missing)?.clone();
    let unsafe_method = !request.method().is_safe();
    if unsafe_method && !own.sent(request.request()) {
        return Err(Problem::FormExpired.into());
    }
    let actor = sessions::actor_of(&services, request.request()).await?;
    // One question for every slug, whether there is such an incident or not.
    let slug = request.match_info().get("slug").map(str::to_owned);
    let id = match (&slug, route.rule) {
        (Some(slug), Rule::Incident(_) | Rule::AnyOf(_)) if actor.is_some() => {
            services.store.incident_id(slug).await.map_err(Problem::from)?
        }
        _ => None,
    };
    match access::decide(route.rule, actor.as_ref(), id.as_ref()) {
        Decision::Allowed => {}
        Decision::SignIn => return Err(Refusal::SignIn),
        Decision::Forbidden => return Err(Problem::Forbidden.into()),
        Decision::NotFound => return Err(Problem::NotFound.into()),
    }
    let Some(actor) = actor else {
        return Ok(());
    };
    if let (Some(id), Some(slug)) = (id, slug) {
        let access = actor.grants.get(&id).cloned().ok_or(Problem::NotFound)?;
        if access.share.is_some() && !route.for_shares {
            return Err(Problem::Forbidden.into());
        }
        let incident: Arc<Incident> = services.directory.find(&slug).await?;
        request.extensions_mut().insert(access);
        request.extensions_mut().insert(incident);
    }
    if unsafe_method && route.rule != Rule::Anyone {
        forms::require_token(&actor, request).await?;
    }
    request.extensions_mut().insert(actor);
    Ok(())
}

fn is_program(request: &HttpRequest) -> bool {
    request.path().starts_with("/api/")
}

/// To the sign-in page, and back to where a page was asked for.
fn to_sign_in(request: &HttpRequest) -> HttpResponse {
    let language = request.match_info().get("language").unwrap_or("en");
    let mut to = format!("/{language}/staff/sign-in");
    if request.method().is_safe() {
        let path: String = form_urlencoded::byte_serialize(request.path().as_bytes()).collect();
        to = format!("{to}?next={path}");
    }
    HttpResponse::SeeOther().insert_header(("location", to)).finish()
}

/// Nothing of staff is kept by anybody on the way; people get a page in place of a problem.
async fn finish(reply: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let problem = reply.response().error().and_then(|error| error.as_error::<Problem>()).copied();
    let mut reply = match problem {
        Some(problem) if !is_program(reply.request()) => {
            let (request, _) = reply.into_parts();
            let language = request.match_info().get("language").unwrap_or("en");
            let page = staff_reply::problem_page(problem, Words::of_staff_page(language));
            ServiceResponse::new(request, page)
        }
        _ => reply,
    };
    reply.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}
