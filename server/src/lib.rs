//! The contact point's server: it answers blinded questions and never sees an identifier.
//!
//! A request takes four hops: the table in [`routes`], a handler in the capability's room, the
//! protocol or the store, and the reply (or one problem of the closed list in [`problem`]).

pub mod access;
pub mod alarms;
pub mod app;
pub mod audit;
pub mod bulk;
pub mod cli;
mod cli_account;
mod cli_audit;
pub mod clock;
pub mod config;
pub mod desk;
pub mod healthcheck;
pub mod http;
pub mod imports;
pub mod incidents;
pub mod init;
pub mod keys;
pub mod limits;
pub mod lookup;
pub mod message;
pub mod pages;
pub mod passwords;
pub mod problem;
pub mod revalidation;
pub mod routes;
pub mod secrets;
pub mod staff;
pub mod state;
pub mod store;
pub mod tls;
pub mod words;
