//! A simple limit in this process: so many requests for each block of addresses, by incident or for signing in.
//!
//! The block is held in memory only, as the limiter's key, and never logged.

use crate::{config::Config, problem::Problem};
use actix_web::HttpRequest;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::DashMapStateStore,
};
use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

/// IPv4 /24, or IPv6 /48. Prints nothing of itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddressBlock([u8; 6]);

/// A block, and the incident.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Counted(AddressBlock, [u8; 16]);

/// How often stale blocks are forgotten, in lookups.
const SWEEP_EVERY: u32 = 4096;

/// Counts requests.
pub struct BlockLimits {
    limiter: RateLimiter<Counted, DashMapStateStore<Counted>, DefaultClock>,
    trusted_proxies: u8,
    since_sweep: AtomicU32,
}

impl BlockLimits {
    pub fn for_lookups(config: &Config) -> Self {
        let positive = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_minute(positive(config.limits.lookups_per_minute))
            .allow_burst(positive(config.limits.burst));
        Self::with(quota, config.server.trusted_proxies)
    }

    /// The same for staff who sign in: passwords, codes and invitations tried.
    pub fn for_sign_ins(config: &Config) -> Self {
        let trials = NonZeroU32::new(config.limits.sign_ins_per_minute);
        let quota = Quota::per_minute(trials.unwrap_or(NonZeroU32::MIN));
        Self::with(quota, config.server.trusted_proxies)
    }

    fn with(quota: Quota, trusted_proxies: u8) -> Self {
        Self {
            limiter: RateLimiter::dashmap(quota),
            trusted_proxies,
            since_sweep: AtomicU32::new(0),
        }
    }

    /// # Errors
    /// [`Problem::TooManyRequests`] with the seconds to wait.
    pub fn admit(&self, request: &HttpRequest, incident: &[u8; 16]) -> Result<(), Problem> {
        self.admit_block(self.block_of(request), incident)
    }

    /// As [`Self::admit`], for a block that was told before.
    ///
    /// # Errors
    /// [`Problem::TooManyRequests`] with the seconds to wait.
    pub fn admit_block(&self, block: AddressBlock, incident: &[u8; 16]) -> Result<(), Problem> {
        if self.since_sweep.fetch_add(1, Ordering::Relaxed) >= SWEEP_EVERY {
            self.since_sweep.store(0, Ordering::Relaxed);
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&Counted(block, *incident)).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Problem::TooManyRequests(wait.as_secs() + 1)
        })
    }

    pub fn block_of(&self, request: &HttpRequest) -> AddressBlock {
        AddressBlock(block_of(self.caller(request)))
    }

    /// The caller's address: the peer's, or what our own outermost proxy saw.
    fn caller(&self, request: &HttpRequest) -> Option<IpAddr> {
        let peer = request.peer_addr().map(|address| address.ip());
        if self.trusted_proxies == 0 {
            return peer;
        }
        let hops: Vec<&str> = request
            .headers()
            .get_all("x-forwarded-for")
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .collect();
        let place = hops.len().checked_sub(usize::from(self.trusted_proxies));
        place.and_then(|place| hops[place].parse().ok()).or(peer)
    }
}

fn block_of(address: Option<IpAddr>) -> [u8; 6] {
    let mut block = [0; 6];
    match address {
        Some(IpAddr::V4(address)) => block[..3].copy_from_slice(&address.octets()[..3]),
        Some(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(mapped) => block[..3].copy_from_slice(&mapped.octets()[..3]),
            None => block.copy_from_slice(&address.octets()[..6]),
        },
        None => {}
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn limits(burst: u32, trusted_proxies: u8) -> BlockLimits {
        let mut config = Config::from_toml(include_str!("../shirabe.sample.toml")).unwrap();
        config.limits.burst = burst;
        config.server.trusted_proxies = trusted_proxies;
        BlockLimits::for_lookups(&config)
    }

    fn from(peer: &str, forwarded: Option<&str>) -> HttpRequest {
        let request = TestRequest::get().peer_addr(format!("{peer}:1").parse().unwrap());
        match forwarded {
            Some(hops) => request.insert_header(("x-forwarded-for", hops)).to_http_request(),
            None => request.to_http_request(),
        }
    }

    #[test]
    fn neighbours_share_a_limit_and_incidents_do_not() {
        let limits = limits(2, 0);
        limits.admit(&from("192.0.2.1", None), &[1; 16]).unwrap();
        limits.admit(&from("192.0.2.200", None), &[1; 16]).unwrap();
        let refused = limits.admit(&from("192.0.2.3", None), &[1; 16]);
        assert!(matches!(refused, Err(Problem::TooManyRequests(1..))));
        limits.admit(&from("192.0.2.3", None), &[2; 16]).unwrap();
        limits.admit(&from("198.51.100.1", None), &[1; 16]).unwrap();
    }

    #[test]
    fn a_forwarded_address_counts_only_behind_our_own_proxy() {
        let forged = limits(1, 0);
        forged.admit(&from("192.0.2.1", Some("203.0.113.1")), &[1; 16]).unwrap();
        assert!(forged.admit(&from("192.0.2.1", Some("203.0.114.1")), &[1; 16]).is_err());
        let behind = limits(1, 1);
        behind.admit(&from("127.0.0.1", Some("203.0.113.1")), &[1; 16]).unwrap();
        behind.admit(&from("127.0.0.1", Some("203.0.114.1")), &[1; 16]).unwrap();
        // What the caller put in front of our proxy's own entry is ignored.
        let spoofed = from("127.0.0.1", Some("198.51.100.9, 203.0.113.7"));
        assert!(behind.admit(&spoofed, &[1; 16]).is_err());
    }
}
