//! What the server does by itself, as long as it runs.

use crate::{carrying_out, problem::Problem, state::Services};
use rand::rngs::OsRng;
use std::time::{Duration, Instant};

/// How often the server looks for what is due.
const EVERY: Duration = Duration::from_secs(60);

/// How often it looks for what is over and has yet to be deleted.
const CLEARS_EVERY: Duration = Duration::from_secs(5);

/// Looks for what is due, and for what is over.
pub async fn keep_running(services: &Services) {
    tokio::join!(carry_out(services), clear(services));
}

async fn carry_out(services: &Services) {
    let mut ticks = actix_web::rt::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(problem) = carrying_out::run_due(services, &mut OsRng).await {
            tracing::error!(%problem, "what is due could not be carried out");
        }
    }
}

async fn clear(services: &Services) {
    loop {
        if let Err(problem) = clear_all(services).await {
            tracing::error!(%problem, "what is over could not be deleted");
        }
        actix_web::rt::time::sleep(CLEARS_EVERY).await;
    }
}

/// Deletes all that is over, slice by slice, and goes on where an earlier process stopped. Rests
/// after each slice for as long as it took: others write meanwhile. Gives how many there were.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn clear_all(services: &Services) -> Result<u64, Problem> {
    let mut slices = 0;
    loop {
        let begun = Instant::now();
        if !services.store.clear_some(services.clock.now()).await? {
            return Ok(slices);
        }
        slices += 1;
        actix_web::rt::time::sleep(begun.elapsed()).await;
    }
}
