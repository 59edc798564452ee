//! What both sides must agree on.
//!
//! An identifier becomes a 16-byte [`tag::Tag`] in steps that cannot be skipped, because each
//! step is a type that only the step before can make:
//!
//! ```text
//! text --normalise--> NormalizedIdentifier --Argon2id--> StretchedIdentifier
//!      --blind--> 32 bytes --server: evaluate + proof--> 96 bytes
//!      --finalise, verify--> VerifiedTag
//! ```
//!
//! A [`outcome::Outcome`] is built only from a verified tag and complete, digest-checked
//! filters, so that no error can ever read as "not in the list".
//!
//! This crate does no I/O and reads no clock; time and randomness are passed in.

pub mod error;
pub mod fetching;
pub mod filter;
pub mod identifier;
pub mod letter_code;
pub mod manifest;
pub mod oprf;
pub mod outcome;
pub mod stretching;
pub mod tag;
#[cfg(feature = "vectors")]
pub mod vectors;
pub mod wire;
