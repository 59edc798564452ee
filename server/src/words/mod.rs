//! What is said to people: every text, and dates, numbers and readings within texts.

pub mod dates;
pub mod differences;
pub mod failures;
pub(crate) mod formats;
mod languages;
pub mod numbers;
pub mod readings;
pub mod review;
pub(crate) mod texts;

pub use languages::Language;
pub use texts::{Around, Words};
