//! The contact point's server: it answers blinded questions and never sees an identifier.
//!
//! A request takes four hops: the table in [`routes`], a handler in the capability's room, the
//! protocol or the store, and the reply (or one problem of the closed list in [`problem`]).

pub mod app;
pub mod cli;
mod cli_audit;
mod cli_account;
pub mod clock;
pub mod config;
pub mod imports;
pub mod incidents;
pub mod init;
pub mod keys;
pub mod lookup;
pub mod message;
pub mod pages;
pub mod problem;
pub mod routes;
pub mod staff;
pub mod store;
