//! The organisation's half, run on its own machine: it reads the contact list, and only blinded
//! bytes and tags leave.
//!
//! - [`import`]: from a list to a published set.
//! - [`verify`]: from outside, is every loaded tag in what the server publishes?
//! - [`lookup`]: one question, asked as a visitor's browser asks it.
//!
//! Time, randomness and the person in front are passed in ([`clock::Clock`], a random number
//! generator, [`progress::Progress`]).

pub mod clock;
pub mod errors;
pub mod import;
pub mod lookup;
pub mod progress;
pub mod server_client;
pub mod verify;
pub mod work_folder;
