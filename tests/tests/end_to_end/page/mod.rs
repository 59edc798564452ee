//! What people see beside the lookup itself, in headless Chromium: which program a page runs,
//! the check in a frame on another site, and what is forgotten when nobody is there; and every page
//! in every language, looked at by programs and, as pictures, by people.

mod all_samples;
mod bytes;
mod embed;
mod embed_refused;
mod every_page;
mod idle;
mod keyboard;
mod lighthouse;
mod pictures;
mod scene;
mod trust;
mod walk;
