//! The rooms around the desk as pages: server-rendered, plain forms, no script needed.

pub mod call_export;
pub mod console;
pub mod requests;
pub mod watch;
