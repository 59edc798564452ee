//! What any page can be asked: its text, its looks, its console, its accessibility.

use super::{Browser, chromium::Network};
use crate::target_folder;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::{
    fs,
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

/// The longest that a page takes without anything being wrong; time limits of the page itself
/// are shorter.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// The widths that pages are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 320 px, the narrowest that everything must fit (WCAG 1.4.10).
    Narrow,
    /// 390 px, a phone.
    Phone,
    /// 1280 px.
    Desk,
}

impl Width {
    pub fn pixels(self) -> u32 {
        match self {
            Self::Narrow => 320,
            Self::Phone => 390,
            Self::Desk => 1280,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Light,
    Dark,
}

impl Scheme {
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl Browser {
    /// Sets width and colours, as a device and its owner would.
    pub fn look(&self, width: Width, scheme: Scheme) {
        let mobile = width != Width::Desk;
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width.pixels(), "height": if mobile { 844 } else { 900 },
                    "deviceScaleFactor": 1, "mobile": mobile }),
        );
        self.prefer(&[("prefers-color-scheme", scheme.name())]);
    }

    pub fn open(&self, url: &str) {
        self.run(self.driver().goto(url));
    }

    /// From the next page on, whatever it waits for during ten seconds or more comes five times as
    /// soon.
    pub fn hurry(&self) {
        let source = "const { setTimeout: wait } = window;
          window.setTimeout = (act, milliseconds = 0, ...rest) =>
            wait(act, milliseconds < 10_000 ? milliseconds : milliseconds / 5, ...rest);";
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
    }

    /// The browser's own button. Where the page asks whether it may be left, it may.
    pub fn reload(&self) {
        self.run(self.driver().refresh());
    }

    /// The browser's own back button.
    pub fn back(&self) {
        self.run(self.driver().back());
    }

    pub fn forward(&self) {
        self.run(self.driver().forward());
    }

    pub fn url(&self) -> String {
        self.run(self.driver().current_url()).to_string()
    }

    /// Asks a script's expression until it is neither null nor false.
    pub fn wait_until(&self, what: &str, expression: &str) -> Value {
        self.wait_until_within(PATIENCE, what, expression)
    }

    /// # Panics
    /// After `patience`, with what was waited for and what the console says.
    pub fn wait_until_within(&self, patience: Duration, what: &str, expression: &str) -> Value {
        let body = format!("return ({expression});");
        let begun = Instant::now();
        loop {
            let value = self.script(&body, &[]);
            if !value.is_null() && value != json!(false) {
                return value;
            }
            assert!(
                begun.elapsed() < patience,
                "waited {patience:?} in vain for {what}; the console says {:?}",
                self.complaints()
            );
            thread::sleep(Duration::from_millis(15));
        }
    }

    pub fn is_shown(&self, css: &str) -> bool {
        let visible = "return [...document.querySelectorAll(arguments[0])]
                       .some((element) => element.checkVisibility());";
        self.script(visible, &[json!(css)]) == json!(true)
    }

    /// Everything a person can read on the page now.
    pub fn visible_text(&self) -> String {
        self.text_of("body")
    }

    /// What a person can read of the first element that fits; empty where there is none.
    pub fn text_of(&self, css: &str) -> String {
        let text =
            self.script("return document.querySelector(arguments[0])?.innerText", &[json!(css)]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The element with the keyboard's focus: its name and classes.
    pub fn focused(&self) -> String {
        let focused = "const at = document.activeElement; return at?.matches('[data-part]')
                       ? `${at.localName} ${at.dataset.part}` : at?.localName;";
        self.script(focused, &[]).as_str().unwrap_or_default().to_owned()
    }

    /// Warnings and errors of the console since the last call: scripts, security policy, and
    /// requests that failed.
    pub fn complaints(&self) -> Vec<String> {
        let entries = self.run(self.driver().browser_log());
        let serious = |level: &str| level == "SEVERE" || level == "WARNING";
        let entries = entries.into_iter().filter(|entry| serious(&entry.level));
        entries.map(|entry| format!("{}: {}", entry.level, entry.message)).collect()
    }

    /// Addresses of everything that the page says it has loaded, workers left out.
    pub fn loaded_addresses(&self) -> Vec<String> {
        let names = self.script(
            "return performance.getEntries()
               .filter((entry) => ['navigation', 'resource'].includes(entry.entryType))
               .map((entry) => entry.name);",
            &[],
        );
        serde_json::from_value(names).expect("a list of addresses")
    }

    /// Addresses of every request that the browser made for its pages since the last call, as
    /// its network stack logs them.
    ///
    /// # Panics
    /// Where it was not borrowed with [`Browser::borrow_recording`].
    pub fn requested_addresses(&self) -> Vec<String> {
        let entries = self.network_events().into_iter().filter_map(|event| {
            let request = event["method"] == "Network.requestWillBeSent";
            request.then(|| event["params"]["request"]["url"].as_str().map(str::to_owned))?
        });
        entries.collect()
    }

    /// The log of the network stack since it was read last.
    pub(super) fn network_events(&self) -> Vec<Value> {
        let recorded = self.chromium.network == Network::Recorded;
        assert!(recorded, "a network log is kept where it is asked for: `borrow_recording`");
        let entries = self.run(self.driver().get_log("performance"));
        let own_window = self.chromium.own_window();
        let events = entries.iter().filter_map(|entry| {
            let mut message: Value = serde_json::from_str(&entry.message).ok()?;
            // Where Chromium shows a page of its own.
            (message["webview"] != own_window).then(|| message["message"].take())
        });
        events.collect()
    }

    /// The whole page as a picture, in `target/screenshots/NAME.png`.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let size = self.devtools("Page.getLayoutMetrics", json!({}))["cssContentSize"].clone();
        let picture = self.devtools(
            "Page.captureScreenshot",
            json!({ "format": "png", "captureBeyondViewport": true, "optimizeForSpeed": true,
                    "clip": { "x": 0, "y": 0, "width": size["width"], "height": size["height"],
                              "scale": 1 } }),
        );
        let bytes = STANDARD.decode(picture["data"].as_str().expect("a picture")).expect("base64");
        let folder = target_folder().join("screenshots");
        fs::create_dir_all(&folder).expect("a folder for pictures");
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, bytes).expect("a picture");
        path
    }

    /// What axe-core finds wrong with the page as it stands: rule, and the first elements.
    pub fn accessibility_violations(&self) -> Vec<String> {
        let path = target_folder().join("npm/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&path).unwrap_or_else(|_| {
            panic!("{} is missing; `cargo xtask setup` downloads it", path.display())
        });
        // Evaluated by the debugger: the page's own policy forbids foreign scripts, rightly.
        self.define(&axe);
        let found = self.script_async(
            // The size of targets is the one rule of WCAG 2.2 AA that axe leaves out by itself.
            "const { violations, passes } = await window.axe.run(document,
               { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
             if (passes.length === 0) { throw new Error('axe checked nothing'); }
             return violations.map(({ id, help, nodes }) =>
               `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html).join(' | ')}`);",
            &[],
        );
        serde_json::from_value(found).expect("a list of violations")
    }

    /// Whether something stands out of the page to the side.
    pub fn overflows_sideways(&self) -> bool {
        let wide = "const page = document.documentElement;
                    return page.scrollWidth > page.clientWidth;";
        self.script(wide, &[]) == json!(true)
    }
}
