//! What holds on every database.

mod batches;
mod bulk_checks;
mod changes;
mod desk_calls;
mod desk_lookups;
mod desk_people;
mod desk_requests;
mod desk_scripts;
mod desk_watch;
mod four_eyes;
mod head;
mod history;
mod loads;
mod machine_tokens;
mod public_api;
mod record;
mod rollback;
mod staff_access;
mod staff_accounts;
mod staff_approvals;
mod staff_audit;
mod staff_desk;
mod staff_rules;
mod staff_sessions;
mod trust;
mod withdrawals;
