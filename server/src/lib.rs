//! The contact point's server: it answers blinded questions and never sees an identifier.
//!
//! A request takes four hops: the table in [`routes`], a handler in the capability's room, the
//! protocol or the store, and the reply (or one problem of the closed list in [`problem`]).

pub mod access;
pub mod accounts;
pub mod alarms;
pub mod app;
pub mod approvals;
pub mod audit;
pub mod bulk_checks;
pub mod carrying_out;
pub mod clock;
pub mod command_line;
pub mod config;
pub mod desk;
pub mod frame;
pub mod healthcheck;
pub mod http;
pub mod incidents;
pub mod init;
pub mod jobs;
pub mod keys;
pub mod limits;
pub mod loads;
pub mod lookups;
pub mod message;
pub mod organisations;
pub mod overview;
pub mod passwords;
pub mod problem;
pub mod revalidation;
pub mod routes;
pub mod scripts;
pub mod secrets;
pub mod sets;
pub mod site;
pub mod state;
pub mod tls;
pub mod words;

pub use shirabe_store as store;
