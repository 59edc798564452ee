//! The operator's commands against a small server of the load API that records what it is sent.

mod bulk_check;
mod command;
mod composites;
mod fake_bulk_check;
mod fake_server;
mod four_eyes;
mod importing;
mod interrupted;
mod list;
mod privacy;
mod requests;
mod verifying;
