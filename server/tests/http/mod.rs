//! What holds on every database.

mod batches;
mod loads;
mod public_api;
