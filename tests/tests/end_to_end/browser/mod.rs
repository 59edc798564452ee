//! The pages in headless Chromium, against the running server.
//!
//! Every test has its own recording proxy as the page's origin; the sample incidents are loaded
//! once, each in a deployment of its own that nobody changes.

mod answers;
mod hostile;
mod input;
mod looks;
mod moving;
mod quiet;
mod scene;
