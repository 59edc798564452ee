//! The pages in headless Chromium, against the running server.
//!
//! Every test has its own recording proxy as the page's origin; all share one deployment with
//! the sample incidents, each loaded once.

mod answers;
mod hostile;
mod input;
mod looks;
mod moving;
mod quiet;
mod scene;
