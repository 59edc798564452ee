//! Time, passed in so that tests decide about it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub trait Clock: Sync {
    /// Seconds since 1970 (UTC).
    fn now(&self) -> i64;

    /// Waits before a request is tried again.
    fn sleep(&self, duration: Duration);
}

/// The machine's own clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        // A clock set before 1970 reads as 0; manifests are then refused as not yet valid.
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
    }

    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}
