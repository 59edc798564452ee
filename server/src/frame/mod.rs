//! What every page has: assets, what stands around it, and how it becomes a reply.

pub mod assets;
pub mod form_messages;
pub mod other_sites;
pub mod problem_page;
pub mod program;
pub mod public;
pub mod reply;
pub mod staff;
pub mod staff_reply;
