//! Drawing from a fixed seed. Only 32-bit numbers are drawn, so that every machine draws alike.

use rand::Rng;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// 0 to `end` - 1.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        self.0.gen_range(0..end)
    }

    /// True in so many of a thousand cases.
    pub(crate) fn permille(&mut self, cases: u32) -> bool {
        self.below(1000) < cases
    }

    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len() as u32) as usize]
    }

    /// A day from 1 January of the first year on, `1998/04/12`.
    pub(crate) fn day(&mut self, first_year: u32, years: u32, separator: char) -> String {
        let (year, month) = (first_year + self.below(years), 1 + self.below(12));
        // No month is shorter.
        let day = 1 + self.below(28);
        format!("{year}{separator}{month:02}{separator}{day:02}")
    }
}
