//! Headless Chromium, driven as WebDriver has it (chromedriver through `thirtyfour`).
//!
//! Starting one takes a second or two, so they are lent out and given back. Every test has its
//! own proxy and with it its own origin: neither cache nor storage is shared between tests.

mod keyboard;
mod lookup;
mod measures;
mod page;
mod webdriver_client;

pub use keyboard::Key;
pub use lookup::{Ending, Kind, Visit};
pub use measures::Transfer;
pub use page::{Scheme, Width};

use crate::leash::Leashed;
use serde_json::Value;
use std::{
    ffi::OsStr,
    ops::Deref,
    path::Path,
    sync::{Condvar, Mutex, PoisonError},
    thread,
};
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel,
    WebDriver,
};
use tokio::runtime::Runtime;
use webdriver_client::WebDriverClient;

const DRIVER: &str = "chromedriver";
const FLAGS: [&str; 13] = [
    "--headless",
    // Chromium refuses its sandbox to root, whom containers run tests as.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
];

/// One Chromium with an empty profile of its own.
pub struct Browser {
    driver: WebDriver,
    /// Commands are awaited here; nothing else runs on it.
    runtime: Runtime,
    _leashed: Leashed,
}

impl Browser {
    fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("shirabe-browser-").tempdir();
        let folder = folder.expect("a folder for the browser").keep();
        let leashed =
            Leashed::start(folder, Path::new(DRIVER), &[OsStr::new("--port=0")], |line| {
                line.contains("started successfully on port")
            });
        let port: String = leashed.first_line().chars().filter(char::is_ascii_digit).collect();
        let capabilities = capabilities(&leashed.folder().join("profile"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let runtime = runtime.expect("a runtime");
        let connecting = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
            .client(WebDriverClient::new())
            .connect();
        let driver = runtime.block_on(connecting).expect("Chromium starts");
        // The driver would leave Chromium running when it is ended itself.
        let process = driver.handle().capabilities().get("goog:processID").and_then(Value::as_u64);
        leashed.also(process.expect("chromedriver names Chromium's process"));
        Self { driver, runtime, _leashed: leashed }
    }

    /// A Chromium from the pool, with everything of the test before put back.
    pub fn borrow() -> BorrowedBrowser {
        let (lock, freed) = &POOL;
        let mut pool = lock.lock().unwrap_or_else(PoisonError::into_inner);
        while pool.lent == AT_MOST {
            pool = freed.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
        pool.lent += 1;
        let idle = pool.idle.pop();
        drop(pool);
        let borrowed = BorrowedBrowser(Some(idle.unwrap_or_else(Self::start)));
        borrowed.reset();
        borrowed
    }

    fn run<T>(&self, command: impl Future<Output = thirtyfour::error::WebDriverResult<T>>) -> T {
        self.runtime
            .block_on(command)
            .unwrap_or_else(|error| panic!("the browser refused a command: {error}"))
    }

    /// Where other programs speak to this Chromium: `127.0.0.1:PORT`.
    pub fn debugger_address(&self) -> String {
        let options = self.driver.handle().capabilities().get("goog:chromeOptions");
        let address = options.and_then(|options| options["debuggerAddress"].as_str());
        // The driver names it `localhost`, which may be another address.
        address.expect("chromedriver names it").replace("localhost", "127.0.0.1")
    }

    /// A command of the Chrome DevTools Protocol.
    pub fn devtools(&self, method: &str, parameters: Value) -> Value {
        self.run(self.driver.cdp().send_raw(method, parameters))
    }
}

/// More at once would only slow each other down.
const AT_MOST: usize = 3;

struct Pool {
    idle: Vec<Browser>,
    lent: usize,
}

static POOL: (Mutex<Pool>, Condvar) =
    (Mutex::new(Pool { idle: Vec::new(), lent: 0 }), Condvar::new());

/// Goes back to the pool when dropped, unless the test failed.
pub struct BorrowedBrowser(Option<Browser>);

impl Deref for BorrowedBrowser {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        self.0.as_ref().expect("present until dropped")
    }
}

impl Drop for BorrowedBrowser {
    fn drop(&mut self) {
        let (lock, freed) = &POOL;
        let mut pool = lock.lock().unwrap_or_else(PoisonError::into_inner);
        pool.lent -= 1;
        let browser = self.0.take();
        if !thread::panicking() {
            pool.idle.extend(browser);
        }
        freed.notify_one();
    }
}

fn capabilities(profile: &Path) -> ChromeCapabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    let profile = format!("--user-data-dir={}", profile.display());
    for flag in FLAGS.into_iter().chain([profile.as_str()]) {
        capabilities.add_arg(flag).expect("a flag");
    }
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All).expect("the console can be read");
    capabilities
        .set_logging_prefs("performance", LoggingPrefsLogLevel::All)
        .expect("requests can be read");
    capabilities
}
