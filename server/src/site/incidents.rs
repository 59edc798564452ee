//! The incidents that a page shows, or the page that says why there are none.

use crate::{
    frame::problem_page, incidents::Incident, problem::Problem, state::Services, words::Words,
};
use actix_web::HttpResponse;
use std::sync::Arc;

pub async fn incident(
    services: &Services,
    slug: &str,
    words: Words,
) -> Result<Arc<Incident>, HttpResponse> {
    services.directory.find(slug).await.map_err(|problem| match problem {
        Problem::NotFound => problem_page::not_found(words),
        _ => problem_page::unavailable(words),
    })
}

/// All of them, the latest notice first.
pub async fn latest_first(
    services: &Services,
    words: Words,
) -> Result<Vec<Arc<Incident>>, HttpResponse> {
    let all = services.directory.all().await;
    let mut incidents = all.map_err(|_| problem_page::unavailable(words))?;
    incidents.sort_by(|a, b| b.definition.published.cmp(&a.definition.published));
    Ok(incidents)
}
