//! What a page of ours sends back with every form, and no other site can know.

use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The anti-forgery token of a session. Prints nothing of itself.
#[derive(Clone)]
pub struct AntiForgeryToken(Zeroizing<String>);

impl AntiForgeryToken {
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// Where there is no session yet: nothing fits it.
    pub fn none() -> Self {
        Self::new("")
    }

    /// Whether this is what was sent. Takes as long for every token of its length.
    pub fn fits(&self, sent: &[u8]) -> bool {
        !self.0.is_empty() && bool::from(self.0.as_bytes().ct_eq(sent))
    }

    /// For a field of a form, or for a program that is signed in.
    pub fn to_send(&self) -> String {
        self.0.to_string()
    }
}

impl fmt::Debug for AntiForgeryToken {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("AntiForgeryToken(..)")
    }
}

impl PartialEq for AntiForgeryToken {
    fn eq(&self, other: &Self) -> bool {
        bool::from(self.0.as_bytes().ct_eq(other.0.as_bytes()))
    }
}

impl Eq for AntiForgeryToken {}

#[cfg(test)]
mod tests {
    use super::AntiForgeryToken;

    #[test]
    fn only_the_exact_token_fits() {
        let token = AntiForgeryToken::new("abc");
        assert!(token.fits(b"abc"));
        for sent in ["", "ab", "abcd", "ABC"] {
            assert!(!token.fits(sent.as_bytes()), "{sent}");
        }
        assert!(!AntiForgeryToken::none().fits(b""));
    }

    #[test]
    fn it_prints_nothing_of_itself() {
        let printed = format!("{:?} {0:#?}", AntiForgeryToken::new("abc"));
        assert!(!printed.contains("abc"), "{printed}");
    }
}
