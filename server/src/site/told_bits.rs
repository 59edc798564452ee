//! What a lookup tells of what was typed, in words: one text for each number of bits, of which
//! the browser shows the one that is true.

use crate::words::Words;
use shirabe_protocol::fetching::MOST_BITS;

/// The words for so many bits.
pub struct ToldBits {
    pub bits: u8,
    /// `3 bits about what you typed`.
    pub learned: String,
    /// What that means.
    pub meaning: String,
    /// Which part of the list was fetched.
    pub fetched: String,
    /// Before anything is fetched, where the person chooses.
    pub offered: String,
}

impl ToldBits {
    fn new(words: Words, bits: u8) -> Self {
        let (meaning, fetched) = match bits {
            0 => (String::new(), words.text("bytes-list-whole")),
            _ => (words.bits("bytes-learned-part", bits), words.bits("bytes-list-part", bits)),
        };
        Self {
            bits,
            learned: words.bits("bytes-learned-count", bits),
            meaning,
            fetched,
            offered: words.bits("amount-told", bits),
        }
    }
}

/// From none to the most that a client ever tells.
pub fn all(words: Words) -> Vec<ToldBits> {
    (0..=MOST_BITS).map(|bits| ToldBits::new(words, bits)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Words, all};
    use crate::words::Language;

    #[test]
    fn every_number_of_bits_has_its_own_words() {
        let [ja, en] = [Language::Japanese, Language::English].map(|one| all(Words::of(one)));
        let learned: Vec<&str> = en.iter().map(|told| &told.learned[..6]).collect();
        assert_eq!(learned, ["0 bits", "1 bit ", "2 bits", "3 bits", "4 bits", "5 bits", "6 bits"]);
        for (told, parts) in en.iter().zip(["", "2", "4", "8", "16", "32", "64"]) {
            let phrase = format!("one of {parts} parts");
            assert_eq!(told.meaning.contains(&phrase), told.bits > 0, "{}", told.meaning);
            assert_eq!(told.fetched.to_lowercase().contains(&phrase), told.bits > 0);
        }
        for told in &ja {
            assert!(told.learned.contains(&format!("{}ビット", told.bits)), "{}", told.learned);
            assert!(told.offered.contains(&format!("{}ビット", told.bits)), "{}", told.offered);
        }
        assert!(ja[6].meaning.contains("64個") && ja[6].fetched.contains("64個"));
    }
}
