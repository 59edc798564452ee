//! The code on a letter: 60 bits in Crockford base32, twelve characters and a check character.
//!
//! `K7QX-4M2P-9D1T-R`. The check character is Luhn mod 32 over the same alphabet, so that one
//! mistyped character, or two neighbours exchanged (but for `0` with `Z`), is told as a typing
//! error instead of an unknown code.

use crate::error::InputError;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Crockford's base32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters that carry the 60 bits.
const DATA_CHARACTERS: usize = 12;

/// One for each incident, made on the organisation's machine and never sent: letter codes and
/// person handles follow from it, so that a second export agrees with the first. 32 bytes.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct ListSecret([u8; 32]);

impl ListSecret {
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// HMAC-SHA-256(list secret, label || message).
    fn derive(&self, label: &[u8], message: &[u8]) -> [u8; 32] {
        let mut mac =
            <Hmac<Sha256> as Mac>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(label);
        mac.update(message);
        mac.finalize().into_bytes().into()
    }

    /// The person's opaque handle in the records: first 16 bytes of
    /// HMAC-SHA-256(list secret, `shirabe/person` || person key).
    pub fn person_handle(&self, person_key: &[u8]) -> [u8; 16] {
        let digest = self.derive(b"shirabe/person", person_key);
        let mut handle = [0; 16];
        handle.copy_from_slice(&digest[..16]);
        handle
    }

    /// The person's letter code: first 60 bits of
    /// HMAC-SHA-256(list secret, `shirabe/letter-code` || person key).
    pub fn letter_code(&self, person_key: &[u8]) -> LetterCode {
        let digest = self.derive(b"shirabe/letter-code", person_key);
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        LetterCode::from_bits(u64::from_be_bytes(first) >> 4)
    }
}

impl std::fmt::Debug for ListSecret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ListSecret(hidden)")
    }
}

/// A letter code whose check character is right. An identifier: prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Hash, Zeroize, ZeroizeOnDrop)]
pub struct LetterCode([u8; DATA_CHARACTERS + 1]);

impl LetterCode {
    /// From the lowest 60 bits, most significant first.
    pub fn from_bits(bits: u64) -> Self {
        let mut values = [0u8; DATA_CHARACTERS];
        for (place, value) in values.iter_mut().enumerate() {
            *value = (bits >> (5 * (DATA_CHARACTERS - 1 - place)) & 31) as u8;
        }
        let mut characters = [0u8; DATA_CHARACTERS + 1];
        for (character, value) in characters.iter_mut().zip(values) {
            *character = ALPHABET[value as usize];
        }
        characters[DATA_CHARACTERS] = ALPHABET[check_value(&values) as usize];
        Self(characters)
    }

    /// Reads thirteen characters without separators; capitals do not matter, and the letters
    /// that Crockford left out are read as the digits they look like.
    ///
    /// # Errors
    /// [`InputError::CodeLength`], [`InputError::CodeCharacter`], [`InputError::CodeCheck`].
    pub fn read(text: &str) -> Result<Self, InputError> {
        let mut characters = [0u8; DATA_CHARACTERS + 1];
        let mut values = [0u8; DATA_CHARACTERS + 1];
        if text.chars().count() != characters.len() {
            return Err(InputError::CodeLength);
        }
        for (place, character) in text.chars().enumerate() {
            let value = value_of(character).ok_or(InputError::CodeCharacter)?;
            values[place] = value;
            characters[place] = ALPHABET[value as usize];
        }
        if check_value(&values[..DATA_CHARACTERS]) != values[DATA_CHARACTERS] {
            return Err(InputError::CodeCheck);
        }
        Ok(Self(characters))
    }

    /// Thirteen characters, as the canonical bytes hold them.
    pub fn compact(&self) -> String {
        self.0.iter().map(|byte| char::from(*byte)).collect()
    }

    /// `K7QX-4M2P-9D1T-R`, as a letter prints it.
    pub fn grouped(&self) -> String {
        let compact = self.compact();
        [&compact[..4], &compact[4..8], &compact[8..12], &compact[12..]].join("-")
    }
}

impl std::fmt::Debug for LetterCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("LetterCode(hidden)")
    }
}

/// A short name that people write down and read out: a character of Crockford's base32 for each
/// value below 32, and a check character as on letter codes. It is no identifier.
pub fn reference(values: &[u8]) -> String {
    let mut values: Vec<u8> = values.iter().map(|value| value & 31).collect();
    values.push(check_value(&values));
    values.into_iter().map(|value| char::from(ALPHABET[usize::from(value)])).collect()
}

fn value_of(character: char) -> Option<u8> {
    let character = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|a| char::from(*a) == character).map(|value| value as u8)
}

/// Luhn mod N with N = 32: from the right, every other value counts double, folded back into
/// one base32 digit.
fn check_value(values: &[u8]) -> u8 {
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(place, value)| {
            let addend = u32::from(*value) * if place.is_multiple_of(2) { 2 } else { 1 };
            addend / 32 + addend % 32
        })
        .sum();
    ((32 - sum % 32) % 32) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_single_mistake_is_noticed() {
        let code = LetterCode::from_bits(0x0012_3456_789A_BCDE);
        for place in 0..13 {
            for replacement in ALPHABET {
                let mut changed = code.0;
                if changed[place] == *replacement {
                    continue;
                }
                changed[place] = *replacement;
                let text: String = changed.iter().map(|b| char::from(*b)).collect();
                assert_eq!(LetterCode::read(&text), Err(InputError::CodeCheck));
            }
        }
    }

    #[test]
    fn a_reference_ends_with_the_check_character_of_a_code() {
        let values = [1, 31, 0, 16, 7, 9, 2, 3, 4, 5, 6, 8];
        let bits = values.iter().fold(0u64, |bits, value| bits << 5 | u64::from(*value));
        assert_eq!(reference(&values), LetterCode::from_bits(bits).compact());
        assert_eq!(reference(&[0; 5]), "000000");
        assert_eq!(reference(&[255, 0, 0, 0, 0]).chars().next(), Some('Z'));
    }

    #[test]
    fn letters_that_look_like_digits_are_read_as_digits() {
        let code = LetterCode::from_bits(1);
        let text = code.compact().replace('0', "o").replace('1', "l");
        assert_eq!(LetterCode::read(&text).unwrap(), code);
    }

    #[test]
    fn one_person_key_gives_one_code_and_another_handle() {
        let secret = ListSecret::from_bytes([7; 32]);
        assert_eq!(secret.letter_code(b"row"), secret.letter_code(b"row"));
        assert_ne!(secret.letter_code(b"row"), secret.letter_code(b"row2"));
        assert_ne!(secret.person_handle(b"row"), secret.person_handle(b"row2"));
    }
}
