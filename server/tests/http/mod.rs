//! What holds on every database.

mod batches;
mod changes;
mod history;
mod loads;
mod public_api;
mod rollback;
mod withdrawals;
