//! A route of staff: its rule stands in it, and there is none without.

use crate::{access::Rule, problem::Problem};
use actix_web::{HttpResponse, Resource, Route, http::Method, web};

/// One route.
pub struct StaffRoute {
    pub verb: Verb,
    /// As `actix-web` writes patterns.
    pub path: &'static str,
    pub rule: Rule,
    /// Whether somebody who is limited to a share of the incident gets through: only where the
    /// handler tells shares apart.
    pub for_shares: bool,
    /// Most bytes of a body.
    pub body_bytes: usize,
    pub handler: fn() -> Route,
}

/// A method that routes of staff use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Get,
    Post,
    Put,
    Delete,
}

impl Verb {
    pub fn method(self) -> Method {
        match self {
            Self::Get => Method::GET,
            Self::Post => Method::POST,
            Self::Put => Method::PUT,
            Self::Delete => Method::DELETE,
        }
    }
}

/// Forms and JSON.
const SMALL: usize = 16 * 1024;

pub const fn route(
    verb: Verb,
    path: &'static str,
    rule: Rule,
    handler: fn() -> Route,
) -> StaffRoute {
    StaffRoute { verb, path, rule, for_shares: false, body_bytes: SMALL, handler }
}

impl StaffRoute {
    pub const fn for_shares(mut self) -> Self {
        self.for_shares = true;
        self
    }

    pub const fn of_bytes(mut self, bytes: usize) -> Self {
        self.body_bytes = bytes;
        self
    }
}

/// Any other method at a known address is a problem of its own.
pub fn only(resource: Resource) -> Resource {
    resource
        .default_service(web::to(|| async { Err::<HttpResponse, _>(Problem::MethodNotAllowed) }))
}
