//! What an identifier leaves behind, in every form in which it could: needles for a haystack.

use aho_corasick::AhoCorasick;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::io::Read;

/// Shorter needles would be found by chance.
const SHORTEST: usize = 6;

/// Named byte strings to look for.
#[derive(Default)]
pub struct Needles {
    names: Vec<String>,
    patterns: Vec<Vec<u8>>,
}

impl Needles {
    /// A text that identifies: as UTF-8, UTF-16 and CP932, its SHA-1 and SHA-256, each plain,
    /// in hex, base64 and percent-encoded.
    pub fn add_text(&mut self, name: &str, text: &str) {
        let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode(text);
        let wide: Vec<u16> = text.encode_utf16().collect();
        self.add_bytes(&format!("{name} as UTF-8"), text.as_bytes());
        self.add_bytes(&format!("{name} as CP932"), &cp932);
        let utf16 = |bytes: fn(u16) -> [u8; 2]| wide.iter().flat_map(|unit| bytes(*unit)).collect();
        let (little, big): (Vec<u8>, Vec<u8>) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
        self.add_bytes(&format!("{name} as UTF-16LE"), &little);
        self.add_bytes(&format!("{name} as UTF-16BE"), &big);
        self.add_bytes(&format!("SHA-1 of {name}"), &Sha1::digest(text));
        self.add_bytes(&format!("SHA-256 of {name}"), &Sha256::digest(text));
    }

    /// Bytes that identify: plain, in hex, base64 and percent-encoded.
    pub fn add_bytes(&mut self, name: &str, bytes: &[u8]) {
        assert!(bytes.len() >= SHORTEST, "{name} would be found by chance");
        self.add(name.to_owned(), bytes.to_vec());
        self.add(format!("{name}, hex"), hex::encode(bytes).into_bytes());
        self.add(format!("{name}, HEX"), hex::encode_upper(bytes).into_bytes());
        for offset in 0..3 {
            self.add(
                format!("{name}, base64 at {offset}"),
                base64(&STANDARD_NO_PAD, bytes, offset),
            );
            self.add(
                format!("{name}, base64url at {offset}"),
                base64(&URL_SAFE_NO_PAD, bytes, offset),
            );
        }
        self.add(format!("{name}, percent-encoded"), percent(bytes, "%", false));
        self.add(format!("{name}, percent-encoded, all"), percent(bytes, "%", true));
    }

    fn add(&mut self, name: String, pattern: Vec<u8>) {
        if !self.patterns.contains(&pattern) {
            self.names.push(name);
            self.patterns.push(pattern);
        }
    }

    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Ready to search.
    pub fn search(self) -> Search {
        let automaton = AhoCorasick::new(&self.patterns).unwrap();
        Search { names: self.names, automaton }
    }
}

/// The characters of base64 that the needle alone decides, when it begins at an offset.
fn base64(engine: &impl Engine, bytes: &[u8], offset: usize) -> Vec<u8> {
    let shifted = [&vec![0; offset][..], bytes].concat();
    let text = engine.encode(&shifted);
    let first = (8 * offset).div_ceil(6);
    let last = (8 * shifted.len()) / 6;
    text.as_bytes()[first..last].to_vec()
}

fn percent(bytes: &[u8], sign: &str, all: bool) -> Vec<u8> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let mut text = String::new();
    for byte in bytes {
        if !all && plain(*byte) {
            text.push(char::from(*byte));
        } else {
            text.push_str(&format!("{sign}{byte:02X}"));
        }
    }
    text.into_bytes()
}

/// Looks for all needles at once.
pub struct Search {
    names: Vec<String>,
    automaton: AhoCorasick,
}

impl Search {
    /// Names of the needles in the haystack, and in what it decompresses to.
    pub fn in_bytes(&self, haystack: &[u8]) -> Vec<&str> {
        let mut found = self.in_plain(haystack);
        for inner in decompressed(haystack) {
            found.extend(self.in_plain(&inner));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Names of the needles in the haystack as it is.
    pub fn in_plain(&self, haystack: &[u8]) -> Vec<&str> {
        let mut found: Vec<&str> = self
            .automaton
            .find_iter(haystack)
            .map(|found| self.names[found.pattern().as_usize()].as_str())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What gzip, zlib and brotli make of the bytes, where they make anything.
fn decompressed(bytes: &[u8]) -> Vec<Vec<u8>> {
    const MOST: u64 = 64 << 20;
    let read = |reader: &mut dyn Read| {
        let mut inner = Vec::new();
        // A stream cut short may still have given something.
        let _ = reader.take(MOST).read_to_end(&mut inner);
        inner
    };
    let mut results = vec![
        read(&mut flate2::read::MultiGzDecoder::new(bytes)),
        read(&mut flate2::read::ZlibDecoder::new(bytes)),
    ];
    results.push(read(&mut brotli::Decompressor::new(bytes, 4096)));
    results.retain(|inner| !inner.is_empty());
    results
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn search() -> Search {
        let mut needles = Needles::default();
        needles.add_text("the canary", "金糸雀@example.org");
        needles.search()
    }

    #[test]
    fn every_form_is_found_where_it_is_planted() {
        let text = "金糸雀@example.org";
        let digest = Sha256::digest(text);
        let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode(text);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let planted: [(&str, Vec<u8>); 7] = [
            ("UTF-8", text.as_bytes().to_vec()),
            ("CP932", cp932.to_vec()),
            ("UTF-16", utf16),
            ("hex of a digest", hex::encode(digest).into_bytes()),
            ("base64 somewhere", STANDARD_NO_PAD.encode(format!("ab{text}cd")).into_bytes()),
            (
                "base64 of a digest",
                URL_SAFE_NO_PAD.encode([&[7][..], &digest].concat()).into_bytes(),
            ),
            ("percent", percent(text.as_bytes(), "%", false)),
        ];
        for (name, bytes) in planted {
            let haystack = [b"before ".as_slice(), &bytes, b" after"].concat();
            assert!(!search().in_bytes(&haystack).is_empty(), "{name}");
        }
        assert!(search().in_bytes(b"nothing of it here: example.org").is_empty());
    }

    #[test]
    fn compression_hides_nothing() {
        let text = format!("{{\"mail\":\"{}\"}}", "金糸雀@example.org");
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(text.as_bytes()).unwrap();
        assert!(!search().in_bytes(&gzip.finish().unwrap()).is_empty());
        let mut brotli = brotli::CompressorWriter::new(Vec::new(), 4096, 9, 20);
        brotli.write_all(text.as_bytes()).unwrap();
        assert!(!search().in_bytes(&brotli.into_inner()).is_empty());
    }
}
