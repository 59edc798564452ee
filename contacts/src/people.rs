//! Whose row it is: the list's own key, or everything in the row.

use std::collections::HashMap;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The list's own key of a person, or else the whole normalised row; what handle and letter code
/// follow from (see [`shirabe_protocol::letter_code`]). Identifying: has no Debug and is erased
/// when dropped.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Zeroize, ZeroizeOnDrop)]
pub struct PersonKey(pub(crate) Vec<u8>);

impl std::ops::Deref for PersonKey {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// Completes keys while a list is read from its beginning.
#[derive(Default)]
pub(crate) struct PersonKeys {
    /// How often a row without key and identifier has been seen.
    alike: HashMap<PersonKey, u32>,
}

impl PersonKeys {
    /// The key of this row's person. Rows that tell nobody apart are counted among equal rows
    /// alone, so that a new export in another order still gives these people the same codes.
    pub(crate) fn of(&mut self, key: &PersonKey, tells_people_apart: bool) -> PersonKey {
        let mut key = key.clone();
        if !tells_people_apart {
            let seen = self.alike.entry(key.clone()).or_default();
            key.0.extend_from_slice(&seen.to_be_bytes());
            *seen += 1;
        }
        key
    }
}
