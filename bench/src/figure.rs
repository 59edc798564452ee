//! A figure, and the statistics it is made with.

use serde_json::json;
use std::time::Instant;

pub struct Figure {
    pub name: &'static str,
    pub value: f64,
    pub unit: &'static str,
    /// What was measured, in one line.
    pub note: String,
}

impl Figure {
    pub fn new(
        name: &'static str,
        value: f64,
        unit: &'static str,
        note: impl Into<String>,
    ) -> Self {
        Self { name, value, unit, note: note.into() }
    }

    /// One line of JSON.
    pub fn to_line(&self) -> String {
        let Self { name, value, unit, note } = self;
        json!({ "name": name, "value": value, "unit": unit, "note": note }).to_string()
    }
}

/// The middle one, so that a few samples that were disturbed do not count.
pub fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_unstable_by(f64::total_cmp);
    let middle = samples.len() / 2;
    match samples.len() {
        0 => f64::NAN,
        length if length.is_multiple_of(2) => f64::midpoint(samples[middle - 1], samples[middle]),
        _ => samples[middle],
    }
}

/// The median time of one call in microseconds, over `samples` of `calls` calls each.
pub fn microseconds_a_call(samples: usize, calls: usize, mut call: impl FnMut()) -> f64 {
    call();
    let times = (0..samples).map(|_| {
        let begun = Instant::now();
        (0..calls).for_each(|_| call());
        begun.elapsed().as_secs_f64() * 1e6 / calls as f64
    });
    median(times.collect())
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn one_disturbed_sample_does_not_count() {
        assert_eq!(median(vec![3.0, 900.0, 1.0]), 3.0);
        assert_eq!(median(vec![1.0, 900.0, 3.0, 2.0]), 2.5);
        assert!(median(Vec::new()).is_nan());
    }
}
