//! The pages of staff: server-rendered, plain forms, no script needed.

pub mod account;
pub mod approvals;
pub mod audit;
pub mod frame;
pub mod home;
pub mod incident;
pub mod invitation;
pub mod notice;
pub mod organisations;
pub mod people;
pub mod sign_in;
pub mod tokens;
