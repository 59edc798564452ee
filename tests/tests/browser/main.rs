//! The pages in headless Chromium, against the running server.
//!
//! Every test has its own recording proxy as the page's origin; all share one deployment with
//! the sample incidents, each loaded once.

mod answers;

use shirabe_tests::{
    browser::{BorrowedBrowser, Browser, Visit},
    deployment::{Loaded, shared},
    proxy::Proxy,
};

/// A browser, a proxy before the shared deployment, and a loaded incident.
struct Scene {
    browser: BorrowedBrowser,
    proxy: Proxy,
    incident: &'static Loaded,
}

impl Scene {
    fn of(slug: &str) -> Self {
        let incident = Loaded::incident(slug);
        let proxy = Proxy::before(shared().address());
        Self { browser: Browser::borrow(), proxy, incident }
    }

    fn visit(&self, language: &'static str) -> Visit<'_> {
        Visit::new(&self.browser, self.proxy.url(), language, self.incident.slug)
    }
}
