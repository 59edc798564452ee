//! Before every handler of staff: who asks, about which incident, whether that is allowed, and
//! whether the request comes from our own page.

use super::{pages::frame, sessions};
use crate::{
    access::{self, Actor, Decision, Rule},
    http::staff_route::StaffRoute,
    imports,
    incidents::Incident,
    problem::Problem,
    state::Services,
};
use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, ORIGIN},
    middleware::Next,
    web::{Bytes, Data},
};
use std::sync::Arc;
use subtle::ConstantTimeEq;
use url::form_urlencoded;

/// Carries the anti-forgery token of a session where the body is not a form.
pub const CSRF_HEADER: &str = "x-shirabe-csrf";
/// The same as a field of a form.
pub const CSRF_FIELD: &str = "csrf";

/// Where staff reach this server: only forms from there are taken.
pub struct Site {
    origin: String,
    https: bool,
}

impl Site {
    /// The origin of the address that people see.
    pub fn new(public_url: &str) -> Self {
        let url = url::Url::parse(public_url);
        let origin =
            url.map_or_else(|_| public_url.to_owned(), |url| url.origin().ascii_serialization());
        Self { https: origin.starts_with("https:"), origin }
    }

    /// Whether a request that changes something was sent by one of our own pages, or by a
    /// program. Our pages send no address along, so browsers say `Origin: null` for their forms
    /// and tell by `Sec-Fetch-Site` where those stood.
    fn sent(&self, request: &HttpRequest) -> bool {
        let header = |name: &str| request.headers().get(name).map(HeaderValue::as_bytes);
        let fetched = header("sec-fetch-site");
        let origin = header(ORIGIN.as_str());
        let fetched_here = match fetched {
            Some(site) => site == b"same-origin" || site == b"none",
            // Browsers leave it out on plain http.
            None => origin != Some(b"null") || !self.https,
        };
        fetched_here
            && origin.is_none_or(|origin| origin == b"null" || origin == self.origin.as_bytes())
    }
}

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
        imports::presented_token(request.request())?;
        return Ok(());
    }
    let missing = || Problem::Internal;
    let services = request.app_data::<Data<Services>>().ok_or_else(missing)?.clone();
    let site = request.app_data::<Data<Site>>().ok_or_else(missing)?.clone();
    let unsafe_method = !request.method().is_safe();
    if unsafe_method && !site.sent(request.request()) {
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
    match crate::access::decide(route.rule, actor.as_ref(), id.as_ref()) {
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
        require_token(&actor, request).await?;
    }
    request.extensions_mut().insert(actor);
    Ok(())
}

/// Asks for the session's anti-forgery token: in the header, or as a field of a form.
async fn require_token(actor: &Actor, request: &mut ServiceRequest) -> Result<(), Problem> {
    let expected = actor.csrf.as_bytes();
    let fits = |given: &[u8]| !expected.is_empty() && bool::from(given.ct_eq(expected));
    if let Some(given) = request.headers().get(CSRF_HEADER) {
        return if fits(given.as_bytes()) { Ok(()) } else { Err(Problem::FormExpired) };
    }
    let form = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let form = form.and_then(|value| value.split(';').next()).map(str::trim);
    if form != Some(mime_form()) {
        return Err(Problem::FormExpired);
    }
    let body = request.extract::<Bytes>().await.map_err(|error| {
        match error.as_response_error().status_code() {
            actix_web::http::StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
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

pub(super) fn mime_form() -> &'static str {
    "application/x-www-form-urlencoded"
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
            let page = frame::problem_page(problem, frame::words_of(language));
            ServiceResponse::new(request, page)
        }
        _ => reply,
    };
    reply.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn sent(site: &str, headers: &[(&'static str, &'static str)]) -> bool {
        let mut request = TestRequest::post();
        for header in headers {
            request = request.insert_header(*header);
        }
        Site::new(site).sent(&request.to_http_request())
    }

    #[test]
    fn only_our_own_pages_and_programs_send_forms() {
        const OURS: &str = "https://leak.example.jp/contact";
        for (headers, taken) in [
            (&[][..], true),
            (&[("origin", "https://leak.example.jp")], true),
            (&[("origin", "https://leak.example.jp:8443")], false),
            (&[("origin", "https://leak.example.com")], false),
            (&[("origin", "http://leak.example.jp")], false),
            (&[("origin", "null")], false),
            (&[("origin", "null"), ("sec-fetch-site", "same-origin")], true),
            (&[("origin", "null"), ("sec-fetch-site", "cross-site")], false),
            (&[("origin", "https://leak.example.jp"), ("sec-fetch-site", "same-site")], false),
            (&[("origin", "https://leak.example.com"), ("sec-fetch-site", "same-origin")], false),
            (&[("sec-fetch-site", "none")], true),
        ] {
            assert_eq!(sent(OURS, headers), taken, "{headers:?}");
        }
        assert!(sent("http://192.0.2.7:8420", &[("origin", "null")]));
    }
}
