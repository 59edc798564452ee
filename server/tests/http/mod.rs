//! What holds on every database.

mod batches;
mod loads;
mod public_api;
mod staff_accounts;
mod staff_sessions;
mod staff_access;
mod staff_rules;
mod staff_approvals;
mod staff_audit;
mod staff_desk;
