//! Private checks for many people at once: an invited organisation asks for all of its own
//! people, hashed and blinded on its side. This server learns how many it asked for.
//!
//! ```text
//! invitation (link, budget) --claim--> batches under the public key --> finish
//! ```

pub mod api;
mod current;
mod invitations;
pub mod pages;

pub use invitations::{Invited, Wanted, all, budget, invite, revoke};
