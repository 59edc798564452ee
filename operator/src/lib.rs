//! The organisation's half, run on its own machine: it reads the contact list, and only blinded
//! bytes and tags leave.
//!
//! - [`import`]: from a list to a published set; or only a look at the list.
//! - [`diff`]: what a list would change.
//! - [`withdraw`]: takes out people who were listed by mistake.
//! - [`history`]: what was loaded and published, and back to an earlier set.
//! - [`verify`]: from outside, is every loaded tag in what the server publishes?
//! - [`lookup`]: one question, asked as a visitor's browser asks it.
//! - [`bulk_check`]: an invited organisation asks for all of its own people.
//!
//! Time, randomness and the person in front are passed in ([`clock::Clock`], a random number
//! generator, [`progress::Progress`]).

pub mod bulk_check;
pub mod clock;
pub mod diff;
pub mod errors;
mod evaluation;
pub mod history;
pub mod import;
pub mod list;
mod load;
pub mod lookup;
pub mod progress;
pub mod requests;
pub mod server_client;
pub mod verify;
pub mod withdraw;
pub mod work_folder;
