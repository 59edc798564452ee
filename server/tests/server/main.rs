//! The server as a whole, in one program.
//!
//! `http` runs on SQLite, and again on PostgreSQL where the environment says
//! `SHIRABE_TEST_DATABASE=postgres`. `postgres` and `moving` always need a PostgreSQL.

mod account_command;
mod deployment;
mod http;
mod incident_rules;
mod moving;
mod postgres;
mod shipped_samples;
mod sqlite;
mod tls;
