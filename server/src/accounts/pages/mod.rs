//! Signing in, and one's own account, as pages: plain forms that need no script.

pub mod account;
pub mod invitation;
pub mod sign_in;
