//! How much an agent may ask of an incident in an hour.

use crate::incidents::Definition;

/// Twice what a busy agent asks. Somebody who guesses gets 2,880 trials a day, each in the audit
/// log, of more identifiers than that.
pub const LOOKUPS_PER_HOUR: u64 = 120;

/// Lookups of each agent in an hour.
pub(super) fn of(definition: &Definition) -> u64 {
    definition.desk.lookups_per_hour.unwrap_or(LOOKUPS_PER_HOUR)
}

/// Seconds until the next hour begins.
pub(super) fn seconds_left(now: i64) -> u64 {
    (3600 - now.rem_euclid(3600)) as u64
}
