//! The figures there are, and the limits we set ourselves.

/// A figure and what it should be.
pub struct Aim {
    pub name: &'static str,
    pub unit: &'static str,
    pub limit: Limit,
}

#[derive(Clone, Copy)]
pub enum Limit {
    AtMost(f64),
    AtLeast(f64),
    /// Told, so that a change is seen.
    None,
}

impl Limit {
    /// Nothing where there is no limit.
    pub fn is_met(self, value: f64) -> Option<bool> {
        match self {
            Self::AtMost(limit) => Some(value <= limit),
            Self::AtLeast(limit) => Some(value >= limit),
            Self::None => None,
        }
    }
}

const fn aim(name: &'static str, unit: &'static str, limit: Limit) -> Aim {
    Aim { name, unit, limit }
}

/// In the order of the table.
pub const AIMS: [Aim; 18] = [
    aim("scalar_mult_us", "us", Limit::None),
    aim("evaluate_us", "us", Limit::AtMost(200.0)),
    aim("http_lookups_per_s", "1/s", Limit::AtLeast(7500.0)),
    aim("http_p99_ms", "ms", Limit::None),
    aim("import_contacts_per_s_standard", "1/s", Limit::None),
    aim("import_contacts_per_s_strong", "1/s", Limit::None),
    aim("import_contacts_per_s_mass", "1/s", Limit::None),
    aim("import_overhead", "ratio", Limit::AtMost(1.25)),
    aim("publish_s_1m", "s", Limit::AtMost(10.0)),
    aim("slowest_lookup_ms_during_long_writes", "ms", Limit::AtMost(200.0)),
    aim("home_page_200_ms", "ms", Limit::AtMost(5.0)),
    aim("filter_query_us", "us", Limit::None),
    aim("click_to_answer_ms", "ms", Limit::AtMost(400.0)),
    aim("call_to_script_s", "s", Limit::AtMost(10.0)),
    aim("client_bytes_brotli", "bytes", Limit::AtMost(170_000.0)),
    aim("lighthouse_performance", "points", Limit::AtLeast(90.0)),
    aim("filter_bytes_per_tag", "bytes", Limit::AtMost(6.3)),
    aim("server_rss_mb_1m", "MiB", Limit::AtMost(400.0)),
];

#[cfg(test)]
mod tests {
    use super::Limit;

    #[test]
    fn a_limit_is_met_at_the_limit() {
        assert_eq!(Limit::AtMost(10.0).is_met(10.0), Some(true));
        assert_eq!(Limit::AtMost(10.0).is_met(10.1), Some(false));
        assert_eq!(Limit::AtLeast(10.0).is_met(10.0), Some(true));
        assert_eq!(Limit::AtLeast(10.0).is_met(9.9), Some(false));
        assert_eq!(Limit::None.is_met(1.0), None);
    }
}
