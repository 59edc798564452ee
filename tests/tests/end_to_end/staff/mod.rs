//! The pages of staff in a real browser: signed in by keyboard, looked at by axe-core, and as
//! pictures in `target/screenshots` by people.

mod four_eyes;
mod pages;
