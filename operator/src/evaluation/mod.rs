//! Many elements, stretched on every core, blinded, evaluated by the server and verified.
//!
//! ```text
//! identifiers --stretch, blind--> batches --server--> results --> journal
//! ```
//!
//! Loads and checks of many people differ in what they send a batch to and in what an element
//! becomes.

mod batches;
mod journal;
mod stretch;

pub(crate) use batches::{Batch, Evaluation};
pub(crate) use journal::Shape;

use shirabe_protocol::{error::CheckError, identifier::NormalizedIdentifier};

/// The identifier at each position.
pub(crate) type Identifiers<'a> =
    dyn Fn(usize) -> Result<NormalizedIdentifier, CheckError> + Sync + 'a;

/// What one element became, as the journal keeps it.
pub(crate) trait Evaluated: Copy + Send {
    const BYTES: usize;

    fn encode_into(&self, bytes: &mut Vec<u8>);

    /// `None` where the bytes were never written by [`Self::encode_into`].
    fn decode(bytes: &[u8]) -> Option<Self>;
}

/// Elements of one batch: small lists get about twenty batches, so that progress shows and a
/// retry is cheap, but none below 64 elements.
pub(crate) fn batch_size(elements: usize, most: usize) -> usize {
    elements.div_ceil(20).max(64).min(most)
}

#[cfg(test)]
mod tests {
    use super::batch_size;

    #[test]
    fn batches_of_small_and_large_lists() {
        let sizes = [1, 64, 1281, 2000, 100_000].map(|elements| batch_size(elements, 4096));
        assert_eq!(sizes, [64, 64, 65, 100, 4096]);
        assert_eq!(batch_size(100_000, 10), 10);
    }
}
