//! What a worker is told to fetch: files by digest, and what a person may choose from.

#[cfg(feature = "lookup")]
use shirabe_protocol::fetching::{KindFetching, Part};
use shirabe_protocol::manifest::{FilterEntry, ShardEntry};
use wasm_bindgen::prelude::wasm_bindgen;

/// A filter file to fetch.
#[wasm_bindgen(getter_with_clone)]
pub struct FilterFile {
    /// 64 hex digits; the file is at `/filters/{sha256}`.
    pub sha256: String,
    pub bytes: u32,
}

impl From<&ShardEntry> for FilterFile {
    fn from(shard: &ShardEntry) -> Self {
        let sha256 = shard.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { sha256, bytes: shard.bytes }
    }
}

/// Every file of these filters, in order.
pub(crate) fn files<'a>(filters: impl IntoIterator<Item = &'a FilterEntry>) -> Vec<FilterFile> {
    filters.into_iter().flat_map(|filter| filter.shards.iter().map(FilterFile::from)).collect()
}

#[cfg(feature = "lookup")]
const LARGER: &str = "larger";
#[cfg(feature = "lookup")]
const SMALLER: &str = "smaller";

#[cfg(feature = "lookup")]
/// One part of the list that a person may choose, where nothing is fetched by itself.
#[wasm_bindgen(getter_with_clone)]
pub struct PartOffered {
    /// `larger` or `smaller`.
    pub choice: String,
    /// Bits of the tag that fetching it tells.
    pub bits: u8,
    pub bytes: f64,
}

#[cfg(feature = "lookup")]
pub(crate) fn offers(fetching: KindFetching) -> Vec<PartOffered> {
    let offer = |choice: &str, part: Part| PartOffered {
        choice: choice.to_owned(),
        bits: part.bits,
        bytes: part.bytes as f64,
    };
    match fetching {
        KindFetching::Whole { .. } | KindFetching::Block(_) => Vec::new(),
        KindFetching::Choice { larger, smaller } => {
            let smaller = smaller.map(|part| offer(SMALLER, part));
            std::iter::once(offer(LARGER, larger)).chain(smaller).collect()
        }
    }
}

#[cfg(feature = "lookup")]
/// The part that a question needs; `None` where the choice is not one of those offered.
pub(crate) fn chosen_part(fetching: KindFetching, choice: &str) -> Option<Part> {
    match (fetching, choice) {
        (KindFetching::Whole { bytes }, "") => Some(Part { bits: 0, bytes }),
        (KindFetching::Block(part), "") => Some(part),
        (KindFetching::Choice { larger, .. }, LARGER) => Some(larger),
        (KindFetching::Choice { smaller, .. }, SMALLER) => smaller,
        _ => None,
    }
}

#[cfg(all(test, feature = "lookup"))]
mod tests {
    use super::{chosen_part, offers};
    use shirabe_protocol::fetching::{KindFetching, Part};

    const THREE: Part = Part { bits: 3, bytes: 9_416_704 };
    const FOUR: Part = Part { bits: 4, bytes: 4_708_352 };

    #[test]
    fn only_what_is_offered_can_be_chosen() {
        let both = KindFetching::Choice { larger: THREE, smaller: Some(FOUR) };
        assert_eq!(chosen_part(both, "larger"), Some(THREE));
        assert_eq!(chosen_part(both, "smaller"), Some(FOUR));
        assert_eq!(chosen_part(both, ""), None, "nothing is fetched by itself");
        let one = KindFetching::Choice { larger: THREE, smaller: None };
        assert_eq!(chosen_part(one, "smaller"), None);
        assert_eq!(chosen_part(KindFetching::Block(FOUR), "larger"), None);
        assert_eq!(chosen_part(KindFetching::Block(FOUR), ""), Some(FOUR));
    }

    #[test]
    fn offers_name_their_bits_and_bytes() {
        let both = KindFetching::Choice { larger: THREE, smaller: Some(FOUR) };
        let seen: Vec<_> =
            offers(both).into_iter().map(|offer| (offer.choice, offer.bits, offer.bytes)).collect();
        let larger = ("larger".to_owned(), 3, 9_416_704.0);
        let smaller = ("smaller".to_owned(), 4, 4_708_352.0);
        assert_eq!(seen, [larger, smaller]);
        assert!(offers(KindFetching::Whole { bytes: 16_384 }).is_empty());
    }
}
