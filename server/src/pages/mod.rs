//! The pages that people read: server-rendered HTML, words from Fluent, assets embedded.
//!
//! A handler asks the [`PageSource`] for what it shows, builds a view, and renders a template
//! of `web/templates`. Nothing here sees an identifier: the lookup runs in the browser.

mod advice;
pub mod assets;
mod check;
mod check_all;
pub(crate) mod dates;
mod elsewhere;
mod embedding;
mod exposed_data;
mod failures;
mod frame;
mod how_it_works;
mod index;
mod kind_view;
mod landing;
mod language;
mod others;
mod problems;
mod program;
mod real;
pub(crate) mod reply;
mod security_txt;
mod told_bits;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use elsewhere::Elsewhere;
pub use language::Language;
pub use problems::not_found;
pub use security_txt::security_txt;
pub use view::{IncidentView, PageFuture, PageSource, PageUnavailable, PublishedSet};
pub use words::Words;

use actix_web::web;

/// Registers every page. The application data must hold a `web::Data<dyn PageSource>`.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/", web::get().to(index::choose_language))
        .route("/problems/{code}", web::get().to(problems::problem_by_header))
        .route("/assets/{path:.*}", web::get().to(assets::serve))
        .route("/embed.js", web::get().to(embedding::script))
        .route("/program.json", web::get().to(program::list))
        .route("/verifying.txt", web::get().to(program::verifying))
        .route("/{language:ja|en}", web::get().to(index::add_slash))
        .route("/{language:ja|en}/", web::get().to(index::index))
        .route("/{language:ja|en}/incidents/{slug}", web::get().to(landing::landing))
        .route("/{language:ja|en}/incidents/{slug}/check", web::get().to(check::check))
        .route("/{language:ja|en}/incidents/{slug}/embed", web::get().to(embedding::check))
        .route("/{language:ja|en}/incidents/{slug}/others", web::get().to(others::others))
        .route("/{language:ja|en}/incidents/{slug}/real", web::get().to(real::of_incident))
        .route("/{language:ja|en}/real", web::get().to(real::of_site))
        .route("/{language:ja|en}/check", web::get().to(check_all::check_all))
        .route("/{language:ja|en}/how-it-works", web::get().to(how_it_works::how_it_works))
        .route("/{language:ja|en}/problems/{code}", web::get().to(problems::problem_by_path));
}
