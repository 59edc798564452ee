//! What the public reads: server-rendered HTML, words from Fluent, assets embedded.
//!
//! A handler asks the directory for what it shows, builds a view, and renders a template of
//! `web/templates`. Nothing here sees an identifier: the lookup runs in the browser.

mod advice;
mod authenticity;
mod check;
mod check_all;
mod embedding;
mod exposed_data;
mod facts;
mod for_others;
mod how_it_works;
mod incidents;
mod index;
mod kind_view;
mod landing;
mod problems;
mod program;
mod record;
mod security_txt;
mod told_bits;

#[cfg(test)]
mod tests;

pub use problems::not_found;
pub use security_txt::security_txt;

use crate::{frame::assets, words::Language};
use actix_web::web;

/// Registers every page.
pub fn configure(config: &mut web::ServiceConfig) {
    // `/vi/check` and the like.
    let in_language = |rest: &str| format!("{}{rest}", Language::route_part());
    config
        .route("/", web::get().to(index::choose_language))
        .route("/problems/{code}", web::get().to(problems::problem_by_header))
        .route("/assets/{path:.*}", web::get().to(assets::serve))
        .route("/embed.js", web::get().to(embedding::script))
        .route("/program.json", web::get().to(program::list))
        .route("/verifying.txt", web::get().to(program::verifying))
        // Short addresses, for letters: without a language they lead to the reader's own.
        .route("/incidents/{slug}", web::get().to(index::choose_language))
        .route("/incidents/{slug}/check", web::get().to(index::choose_language))
        .route("/incidents/{slug}/others", web::get().to(index::choose_language))
        .route("/incidents/{slug}/real", web::get().to(index::choose_language))
        .route("/incidents/{slug}/record", web::get().to(index::choose_language))
        .route("/check", web::get().to(index::choose_language))
        .route("/how-it-works", web::get().to(index::choose_language))
        .route("/real", web::get().to(index::choose_language))
        .route(&in_language(""), web::get().to(index::add_slash))
        .route(&in_language("/"), web::get().to(index::index))
        .route(&in_language("/incidents/{slug}"), web::get().to(landing::landing))
        .route(&in_language("/incidents/{slug}/check"), web::get().to(check::check))
        .route(&in_language("/incidents/{slug}/embed"), web::get().to(embedding::check))
        .route(&in_language("/incidents/{slug}/others"), web::get().to(for_others::others))
        .route(&in_language("/incidents/{slug}/real"), web::get().to(authenticity::of_incident))
        .route(&in_language("/incidents/{slug}/record"), web::get().to(record::record))
        .route(&in_language("/incidents/{slug}/record.atom"), web::get().to(record::feed))
        .route(
            &in_language("/incidents/{slug}/next-notice.ics"),
            web::get().to(record::next_notice),
        )
        .route(&in_language("/real"), web::get().to(authenticity::of_site))
        .route(&in_language("/check"), web::get().to(check_all::check_all))
        .route(&in_language("/how-it-works"), web::get().to(how_it_works::how_it_works))
        .route(&in_language("/problems/{code}"), web::get().to(problems::problem_by_path));
}
