//! The protocol inside a real browser: the same vectors, the same filter answers, and an
//! independent implementation of RFC 9497 (`@noble/curves`) on either side of the wire.

mod filters;
mod independent;
mod page;
mod vectors;
