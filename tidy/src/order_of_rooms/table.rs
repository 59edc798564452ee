//! The rooms of the server, low to high. **This is the table to change** when a room comes or
//! moves; `docs/ARCHITECTURE.md` tells the same to people.

pub const FOLDER: &str = "server/src/";
pub const PACKAGE: &str = "shirabe_server";

/// Each floor with its rooms, the lowest first. A room is a file `NAME.rs`, a folder `NAME/`, or
/// both. It may use those of its own floor and of the floors below.
///
/// `store` is a folder until it is a package of its own; `packages.rs` says whom that may use.
pub const FLOORS: [&[&str]; 14] = [
    &["store", "words", "keys"],
    &["clock", "config", "problem", "message", "revalidation", "secrets"],
    &["access", "audit", "limits", "passwords"],
    &["incidents", "alarms"],
    &["frame", "lookups"],
    &["state"],
    &["http"],
    &["accounts", "approvals", "desk", "bulk_checks"],
    &["organisations", "scripts", "loads", "sets"],
    &["overview"],
    &["carrying_out", "jobs"],
    &[HANDLERS, "site"],
    &["routes", "tls", "healthcheck"],
    &["app", "command_line", "init", "lib", "main"],
];

/// Stands for `api` and `pages` of every room.
pub const HANDLERS: &str = "handlers";

/// Names of files and folders within a room that are its handlers.
pub const HANDLER_NAMES: [&str; 2] = ["api", "pages"];

/// Whoever may use handlers that are not their own.
pub const USE_HANDLERS: [&str; 1] = ["routes"];
