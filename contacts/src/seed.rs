//! What follows from the 32 random bytes that one load, or one check of many people, drew: the
//! order in which elements are sent, and the blind of each. The same bytes give the same requests,
//! so that a batch that is sent again has equal bytes.
//!
//! - order: Fisher-Yates with ChaCha20 seeded by HMAC-SHA-256(seed, label);
//! - blind of the element at position p: ChaCha20 seeded by HMAC-SHA-256(seed, label), stream p.
//!   Threads need not agree on who blinds what.
//!
//! A seed must never blind other elements than those that it was drawn for: two blinded values
//! under one blind can be compared.

use hmac::{Hmac, Mac};
use rand_chacha::ChaCha20Rng;
use rand_core::{CryptoRng, RngCore, SeedableRng};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// 32 bytes. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Seed([u8; 32]);

impl Seed {
    pub const BYTES: usize = 32;

    pub fn draw<R: RngCore + CryptoRng>(rng: &mut R) -> Self {
        let mut seed = Self([0; Self::BYTES]);
        rng.fill_bytes(&mut seed.0);
        seed
    }

    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// To be kept where nobody else reads it, until what it was drawn for is over.
    pub fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// HMAC-SHA-256 under the seed, before anything was given to it.
    pub fn mac(&self) -> Hmac<Sha256> {
        Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length")
    }

    /// HMAC-SHA-256(seed, label), the seed of one generator.
    pub fn derive(&self, label: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut mac = self.mac();
        mac.update(label);
        Zeroizing::new(mac.finalize().into_bytes().into())
    }

    /// Brings the items into an order that follows from seed and label, each equally likely.
    pub fn shuffle<T>(&self, items: &mut [T], label: &[u8]) {
        let mut rng = self.generator(label);
        for last in (1..items.len()).rev() {
            items.swap(last, below(last as u64 + 1, &mut rng) as usize);
        }
    }

    /// Of the elements under one label.
    pub fn blinds(&self, label: &[u8]) -> Blinds {
        Blinds(self.generator(label))
    }

    fn generator(&self, label: &[u8]) -> ChaCha20Rng {
        ChaCha20Rng::from_seed(*self.derive(label))
    }
}

impl std::fmt::Debug for Seed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Seed(hidden)")
    }
}

/// Gives each position its own generator for the blind.
pub struct Blinds(ChaCha20Rng);

impl Blinds {
    pub fn at(&self, position: usize) -> ChaCha20Rng {
        let mut generator = self.0.clone();
        generator.set_stream(position as u64);
        generator
    }
}

/// A number below `bound`, each equally likely: draws that would favour some are drawn again.
fn below(bound: u64, rng: &mut ChaCha20Rng) -> u64 {
    let limit = u64::MAX - u64::MAX % bound;
    loop {
        let drawn = rng.next_u64();
        if drawn < limit {
            return drawn % bound;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const LABEL: &[u8] = b"shirabe/load/order";

    #[test]
    fn one_seed_gives_one_order_and_another_seed_another() {
        let order = |seed: u8, label| {
            let mut items: Vec<u32> = (0..500).collect();
            Seed::from_bytes([seed; 32]).shuffle(&mut items, label);
            items
        };
        let first = order(1, LABEL);
        assert_eq!(first, order(1, LABEL));
        assert_ne!(first, order(2, LABEL));
        assert_ne!(first, order(1, b"shirabe/load/filter-order"));
        let mut sorted = first.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..500).collect::<Vec<_>>());
        let in_place = first.iter().enumerate().filter(|(i, item)| *i as u32 == **item).count();
        assert!(in_place < 10, "{in_place} of 500 stayed in place");
    }

    #[test]
    fn every_order_of_three_is_about_as_likely() {
        let mut counts = BTreeMap::new();
        for number in 0..6000_u32 {
            let mut items = [0, 1, 2];
            Seed::from_bytes([3; 32]).shuffle(&mut items, &number.to_be_bytes());
            *counts.entry(items).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|count| (880..1120).contains(count)), "{counts:?}");
    }

    #[test]
    fn blinds_differ_by_position_and_not_by_who_asks() {
        let blinds = || Seed::from_bytes([9; 32]).blinds(b"shirabe/load/blinds");
        assert_ne!(blinds().at(0).next_u64(), blinds().at(1).next_u64());
        assert_eq!(blinds().at(1).next_u64(), blinds().at(1).next_u64());
    }

    #[test]
    fn a_seed_prints_nothing_of_itself() {
        assert_eq!(format!("{:?}", Seed::from_bytes([77; 32])), "Seed(hidden)");
    }
}
