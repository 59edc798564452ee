//! One Chromium under its chromedriver, and the profiles in it.

use super::{debugger::Debugger, webdriver_client::WebDriverClient};
use crate::leash::Leashed;
use serde_json::{Value, json};
use std::{
    error::Error,
    ffi::OsStr,
    io,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel,
    WebDriver, WindowHandle, error::WebDriverResult,
};
use tokio::runtime::Runtime;

const DRIVER: &str = "chromedriver";
const FLAGS: [&str; 14] = [
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
    // Pages of its own, behind the address bar: 400 files for every new profile.
    "--disable-features=WebUIOmniboxAimPopup,WebUIOmniboxPopup,WebUIOmniboxFullPopup,\
     PreloadTopChromeWebUI",
];

/// Whether chromedriver keeps what the network stack logs: some kilobytes for each request,
/// which are handed over in one piece and grow without a limit until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Network {
    Recorded,
    Unrecorded,
}

/// Nothing is done in its own window: tests have windows in profiles of theirs.
pub(super) struct Chromium {
    pub(super) driver: WebDriver,
    pub(super) network: Network,
    debugger: Mutex<Debugger>,
    /// The debugger's name for the window of the profile that was opened last.
    session: String,
    /// Commands are awaited here; nothing else runs on it.
    runtime: Runtime,
    own_window: WindowHandle,
    _leashed: Leashed,
}

impl Chromium {
    pub(super) fn start(network: Network) -> Self {
        let folder = tempfile::Builder::new().prefix("shirabe-browser-").tempdir();
        let folder = folder.expect("a folder for the browser").keep();
        let leashed =
            Leashed::start(folder, Path::new(DRIVER), &[OsStr::new("--port=0")], |line| {
                line.contains("started successfully on port")
            });
        let port: String = leashed.first_line().chars().filter(char::is_ascii_digit).collect();
        let capabilities = capabilities(&leashed.folder().join("profile"), network);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let runtime = runtime.expect("a runtime");
        let connecting = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
            .client(WebDriverClient::new())
            .connect();
        let driver = runtime.block_on(connecting).expect("Chromium starts");
        // The driver would leave Chromium running when it is ended itself.
        let process = driver.handle().capabilities().get("goog:processID").and_then(Value::as_u64);
        leashed.also(process.expect("chromedriver names Chromium's process"));
        let own_window = runtime.block_on(driver.window()).expect("Chromium has a window");
        let debugger = Debugger::connect(&address_of(&driver)).expect("Chromium's debugger");
        let (debugger, session) = (Mutex::new(debugger), String::new());
        Self { driver, network, debugger, session, runtime, own_window, _leashed: leashed }
    }

    pub(super) fn run<T>(
        &self,
        command: impl Future<Output = WebDriverResult<T>>,
    ) -> WebDriverResult<T> {
        self.runtime.block_on(command)
    }

    /// Makes a profile that nothing was ever kept in, opens its first window, and stands in it.
    /// Gives the profile's name.
    ///
    /// # Errors
    /// Where Chromium refuses, or its driver does not see the window.
    pub(super) fn open_profile(&mut self) -> Result<String, Box<dyn Error>> {
        let mut debugger = self.debugger();
        let made = debugger.command("Target.createBrowserContext", &json!({}))?;
        let profile = made["browserContextId"].as_str().ok_or("a profile without a name")?;
        let window = json!({ "url": "about:blank", "browserContextId": profile });
        let window = debugger.command("Target.createTarget", &window)?;
        let window = json!({ "targetId": window["targetId"], "flatten": true });
        let attached = debugger.command("Target.attachToTarget", &window)?;
        drop(debugger);
        let session = attached["sessionId"].as_str().ok_or("a window that cannot be debugged")?;
        session.clone_into(&mut self.session);
        let windows = self.run(self.driver.windows())?;
        let of_profile = windows.into_iter().find(|window| *window != self.own_window);
        let of_profile = of_profile.ok_or("chromedriver does not see the profile's window")?;
        self.run(self.driver.switch_to_window(of_profile))?;
        Ok(profile.to_owned())
    }

    /// Ends a profile with its windows and everything kept in it, and forgets what the console
    /// said.
    ///
    /// # Errors
    /// Where something would be left for the next profile: this Chromium must be ended.
    pub(super) fn close_profile(&mut self, profile: &str) -> Result<(), Box<dyn Error>> {
        self.run(self.driver.switch_to_window(self.own_window.clone()))?;
        let profile = json!({ "browserContextId": profile });
        self.debugger().command("Target.disposeBrowserContext", &profile)?;
        let windows = self.run(self.driver.windows())?;
        if windows != [self.own_window.clone()] {
            return Err("windows of a profile stayed open".into());
        }
        self.run(self.driver.browser_log())?;
        Ok(())
    }

    fn debugger(&self) -> MutexGuard<'_, Debugger> {
        self.debugger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A command to the profile's first window, past chromedriver.
    ///
    /// # Errors
    /// What Chromium says, or what the connection does.
    pub(super) fn command(&self, method: &str, parameters: &Value) -> io::Result<Value> {
        self.debugger().command_to(&self.session, method, parameters)
    }

    pub(super) fn debugger_address(&self) -> String {
        address_of(&self.driver)
    }

    /// As chromedriver and the network log name it.
    pub(super) fn own_window(&self) -> String {
        self.own_window.to_string()
    }
}

fn address_of(driver: &WebDriver) -> String {
    let options = driver.handle().capabilities().get("goog:chromeOptions");
    let address = options.and_then(|options| options["debuggerAddress"].as_str());
    // The driver names it `localhost`, which may be another address.
    address.expect("chromedriver names it").replace("localhost", "127.0.0.1")
}

fn capabilities(profile: &Path, network: Network) -> ChromeCapabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    let profile = format!("--user-data-dir={}", profile.display());
    for flag in FLAGS.into_iter().chain([profile.as_str()]) {
        capabilities.add_arg(flag).expect("a flag");
    }
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All).expect("the console can be read");
    if network == Network::Recorded {
        capabilities
            .set_logging_prefs("performance", LoggingPrefsLogLevel::All)
            .expect("requests can be read");
    }
    capabilities
}
