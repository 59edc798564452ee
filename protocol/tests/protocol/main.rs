//! Official vectors, our own, round trips and properties, in one program.

mod fetching;
mod filters;
mod normalisation_properties;
mod outcomes;
mod round_trip;
mod vectors;
