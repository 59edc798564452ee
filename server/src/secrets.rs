//! Secrets that are shown once and kept as their SHA-256: load tokens, invitations, cookies.
//!
//! A plain digest suffices: there is nothing to guess in 256 random bits.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{CryptoRng, RngCore};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// 32 random bytes. Prints nothing of itself.
pub struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    /// Characters of its text.
    pub const CHARACTERS: usize = 43;

    pub fn draw<R: RngCore + CryptoRng>(rng: &mut R) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *bytes);
        Self(bytes)
    }

    /// `None` for a text of anything but 32 bytes.
    pub fn read(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; 33]);
        let length = URL_SAFE_NO_PAD.decode_slice(text, &mut *bytes).ok()?;
        if length != 32 {
            return None;
        }
        let mut secret = Zeroizing::new([0; 32]);
        secret.copy_from_slice(&bytes[..32]);
        Some(Self(secret))
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(*self.0))
    }

    /// Of its bytes.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(*self.0).into()
    }
}

/// What a secret that is handed to somebody opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    Load,
    Account,
    BulkCheck,
}

impl Opens {
    /// Stands before the secret, so that one found in the wrong place is known for what it is.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Load => "shirabe-load-",
            Self::Account => "shirabe-invitation-",
            // Part of a link that says it.
            Self::BulkCheck => "",
        }
    }
}

/// A secret on its way to somebody, and what the store knows it by. Prints nothing of itself.
pub struct Handed {
    /// Shown once.
    pub text: Zeroizing<String>,
    pub digest: [u8; 32],
}

impl Handed {
    pub fn draw<R: RngCore + CryptoRng>(opens: Opens, rng: &mut R) -> Self {
        let secret = Secret::draw(rng).text();
        let text = Zeroizing::new(format!("{}{}", opens.prefix(), *secret));
        Self { digest: digest(&text), text }
    }
}

/// What the store knows a text by that was handed to somebody.
pub fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::OsRng;

    #[test]
    fn a_secret_is_read_as_it_was_written() {
        let secret = Secret::draw(&mut OsRng);
        let text = secret.text();
        assert_eq!(text.len(), Secret::CHARACTERS);
        assert_eq!(Secret::read(&text).unwrap().bytes(), secret.bytes());
        for other in [&text[1..], &format!("{}A", *text), &text.replace(&text[..1], "%")] {
            assert!(Secret::read(other).is_none(), "of another length, or of other letters");
        }
    }

    #[test]
    fn what_is_handed_on_says_what_it_opens() {
        for opens in [Opens::Load, Opens::Account, Opens::BulkCheck] {
            let [one, other] = [(); 2].map(|()| Handed::draw(opens, &mut OsRng));
            assert!(one.text.starts_with(opens.prefix()));
            assert_eq!(one.text.len(), opens.prefix().len() + Secret::CHARACTERS);
            assert_eq!(one.digest, digest(&one.text));
            assert_ne!(one.digest, other.digest);
        }
    }
}
