//! The rooms around the desk as pages: server-rendered, plain forms, no script needed.

pub mod card;
pub mod requests;
pub mod scripts;
pub mod watch;
