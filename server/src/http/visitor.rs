//! Whoever signs in, as far as a request tells.

use super::{
    cookies::{CookieSecret, CookieUse},
    device_name,
};
use crate::{limits::AddressBlock, problem::Problem, state::Services};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use std::future::{Ready, ready};

/// Somebody who may not be signed in yet.
pub struct Visitor {
    /// For limits alone.
    pub block: AddressBlock,
    /// Of the session that the request carries, whatever it opens.
    pub session: Option<CookieSecret>,
    /// Of the device, whoever signed in with it.
    pub device: Option<CookieSecret>,
    /// `Firefox, Windows`; empty where it is not known.
    pub device_name: String,
}

impl FromRequest for Visitor {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(services) = request.app_data::<Data<Services>>() else {
            return ready(Err(Problem::Internal));
        };
        ready(Ok(Self {
            block: services.sign_in_limits.block_of(request),
            session: CookieSecret::of_request(services, request, CookieUse::Session),
            device: CookieSecret::of_request(services, request, CookieUse::Device),
            device_name: device_name::of(request),
        }))
    }
}
