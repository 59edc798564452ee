//! Organisations, accounts and roles as pages: plain forms that need no script.

pub mod people;
pub mod register;
