//! Every route, by who calls it: the public ([`public`] for programs, `pages` for people), staff and
//! loads ([`staff`]), whoever was invited to a bulk check ([`invited`]).

pub mod description;
pub mod invited;
pub mod public;
pub mod staff;

use crate::site;
use actix_web::web::ServiceConfig;

/// Registers every route.
pub fn configure(config: &mut ServiceConfig) {
    config
        .configure(public::configure)
        .configure(invited::configure)
        .configure(staff::configure)
        .configure(site::configure);
}
