//! What people see beside the lookup itself, in headless Chromium: which program a page runs,
//! the check in a frame on another site, and what is forgotten when nobody is there.

mod embed;
mod embed_refused;
mod idle;
mod scene;
mod trust;
