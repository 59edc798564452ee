//! Headless Chromium, driven as WebDriver has it (chromedriver through `thirtyfour`).
//!
//! Starting one takes a second or two, so they are lent out and given back ([`pool`]). Whoever
//! borrows one gets a profile that nobody had before: cookies, storage, caches, windows and
//! emulated devices of a test end with it.

mod chromium;
mod debugger;
mod hands;
mod keyboard;
mod lookup;
mod measures;
mod page;
mod pool;
mod scripts;
mod soundness;
mod webdriver_client;

pub use keyboard::Key;
pub use lookup::{Ending, Kind, Visit};
pub use measures::Transfer;
pub use page::{Scheme, Width};
pub use pool::BorrowedBrowser;

use chromium::{Chromium, Network};
use serde_json::Value;
use std::sync::atomic::AtomicBool;
use thirtyfour::{WebDriver, error::WebDriverResult};

/// A Chromium with a profile of its own and one window.
pub struct Browser {
    chromium: Chromium,
    /// Chromium's name for the profile.
    profile: String,
    /// Whether what follows is asked of a frame's page.
    in_frame: AtomicBool,
}

impl Browser {
    /// A Chromium from the pool, with a fresh profile. Its network log is not kept.
    pub fn borrow() -> BorrowedBrowser {
        pool::POOL.lend(Network::Unrecorded)
    }

    /// As [`Self::borrow`], with [`Self::requested_addresses`] and [`Self::transfers`]. It is
    /// started for this and ended afterwards.
    pub fn borrow_recording() -> BorrowedBrowser {
        pool::POOL.lend(Network::Recorded)
    }

    fn driver(&self) -> &WebDriver {
        &self.chromium.driver
    }

    fn run<T>(&self, command: impl Future<Output = WebDriverResult<T>>) -> T {
        self.chromium
            .run(command)
            .unwrap_or_else(|error| panic!("the browser refused a command: {error}"))
    }

    /// Where other programs speak to this Chromium: `127.0.0.1:PORT`.
    pub fn debugger_address(&self) -> String {
        self.chromium.debugger_address()
    }

    /// A command of the Chrome DevTools Protocol, to the page.
    pub fn devtools(&self, method: &str, parameters: Value) -> Value {
        self.run(self.driver().cdp().send_raw(method, parameters))
    }
}
