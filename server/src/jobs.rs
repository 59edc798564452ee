//! What the server does by itself, as long as it runs.

use crate::{carrying_out, state::Services};
use rand::rngs::OsRng;
use std::time::Duration;

/// How often the server looks for what is due.
const EVERY: Duration = Duration::from_secs(60);

/// Looks for what is due once a minute.
pub async fn keep_running(services: &Services) {
    let mut ticks = actix_web::rt::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(problem) = carrying_out::run_due(services, &mut OsRng).await {
            tracing::error!(%problem, "what is due could not be carried out");
        }
    }
}
