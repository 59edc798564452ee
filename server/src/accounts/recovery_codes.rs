//! Recovery codes: ten for each account, 80 random bits each, shown once, stored as digests,
//! and each good for one sign-in without the phone.

use crate::access::AccountId;
use rand::{CryptoRng, RngCore};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// How many are drawn together.
pub const CODES: usize = 10;

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters, without the hyphens between groups of four.
const LENGTH: usize = 16;

/// Codes to show, and their digests to store.
pub struct RecoveryCodes {
    pub shown: Vec<Zeroizing<String>>,
    pub digests: Vec<[u8; 32]>,
}

impl RecoveryCodes {
    pub fn draw<R: RngCore + CryptoRng>(account: &AccountId, rng: &mut R) -> Self {
        let shown: Vec<_> = (0..CODES).map(|_| code(rng)).collect();
        let digests = shown.iter().filter_map(|code| digest(account, code)).collect();
        Self { shown, digests }
    }
}

fn code<R: RngCore + CryptoRng>(rng: &mut R) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new([0; LENGTH]);
    rng.fill_bytes(&mut *bytes);
    let mut text = Zeroizing::new(String::with_capacity(LENGTH + 3));
    for (place, byte) in bytes.iter().enumerate() {
        if place > 0 && place.is_multiple_of(4) {
            text.push('-');
        }
        text.push(char::from(ALPHABET[usize::from(byte & 31)]));
    }
    text
}

/// The digest of a code as it was typed; `None` where it cannot be one.
pub fn digest(account: &AccountId, typed: &str) -> Option<[u8; 32]> {
    let mut code = Zeroizing::new(String::with_capacity(LENGTH));
    for character in typed.chars().filter(|character| !matches!(character, '-' | ' ')) {
        let character = match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if code.len() == LENGTH || !character.is_ascii() || !ALPHABET.contains(&(character as u8)) {
            return None;
        }
        code.push(character);
    }
    if code.len() != LENGTH {
        return None;
    }
    let mut hash = Sha256::new();
    hash.update(b"shirabe/recovery-code/1\0");
    hash.update(account);
    hash.update(code.as_bytes());
    Some(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};
    use std::collections::BTreeSet;

    #[test]
    fn ten_codes_that_are_found_again_however_they_are_typed() {
        let codes = RecoveryCodes::draw(&[1; 16], &mut StdRng::seed_from_u64(5));
        let distinct: BTreeSet<_> = codes.digests.iter().collect();
        assert_eq!((codes.shown.len(), distinct.len()), (CODES, CODES));
        for (shown, stored) in codes.shown.iter().zip(&codes.digests) {
            assert_eq!(shown.split('-').map(str::len).collect::<Vec<_>>(), [4; 4]);
            let typed = shown.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            assert_eq!(digest(&[1; 16], &typed), Some(*stored));
            assert_ne!(digest(&[2; 16], shown), Some(*stored), "another account's");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for typed in
            ["", "123456", "ABCD-EFGH-JKMN-PQR", "ABCD-EFGH-JKMN-PQRSS", "ABCD-EFGH-JKMN-PQR٣"]
        {
            assert_eq!(digest(&[1; 16], typed), None, "{typed}");
        }
    }
}
