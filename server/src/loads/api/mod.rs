//! Loads for programs: what the operator's tool calls with its token, and what staff do with tokens.

pub mod batches;
pub mod changes;
pub mod loads;
pub mod tokens;
