//! How much of everything: enough to be steady within twelve minutes, or just enough to see
//! that a measurement works.

use std::time::Duration;

pub struct Sizes {
    /// Samples of a measurement in this process, and calls in each: so few that most samples
    /// end before another program gets the core.
    pub samples: usize,
    pub calls: usize,
    /// Blinded elements that the load generator sends in turn, for how long, over how many
    /// connections at once.
    pub elements: usize,
    pub load: Duration,
    pub connections: usize,
    /// Contacts of the incident that the browser asks about, and how often it asks.
    pub browser_contacts: usize,
    pub clicks: usize,
    /// How often Lighthouse looks at each page.
    pub lighthouse_runs: usize,
    /// Tags of the large set.
    pub set_tags: usize,
    /// People who are taken out of it again.
    pub withdrawn_people: usize,
    /// Incidents on the home page, and how often it is asked for.
    pub home_incidents: usize,
    pub home_requests: usize,
    /// Tags of the two filters whose size is told.
    pub filter_tags: [usize; 2],
    /// Contacts imported under each profile.
    pub standard_contacts: usize,
    pub strong_contacts: usize,
    pub mass_contacts: usize,
}

impl Sizes {
    pub const FULL: Self = Self {
        samples: 1001,
        calls: 8,
        elements: 4096,
        load: Duration::from_secs(20),
        connections: 64,
        browser_contacts: 382,
        clicks: 15,
        lighthouse_runs: 3,
        set_tags: 1_000_000,
        withdrawn_people: 100_000,
        home_incidents: 200,
        home_requests: 101,
        filter_tags: [15_535, 1_000_000],
        standard_contacts: 4_000,
        strong_contacts: 600,
        mass_contacts: 30_000,
    };

    pub const TINY: Self = Self {
        samples: 3,
        calls: 2,
        elements: 16,
        load: Duration::from_secs(1),
        connections: 4,
        browser_contacts: 4,
        clicks: 2,
        lighthouse_runs: 1,
        set_tags: 10_000,
        withdrawn_people: 100,
        home_incidents: 3,
        home_requests: 3,
        filter_tags: [1_000, 10_000],
        standard_contacts: 8,
        strong_contacts: 4,
        mass_contacts: 16,
    };
}
