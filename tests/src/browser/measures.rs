//! What can be measured at a page: how large targets are, how wide it is with larger letters,
//! and what it took from the network.

use super::Browser;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One request of a page and what came of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Transfer {
    pub url: String,
    /// Head and body as they came over the wire; nothing for what came out of the cache.
    pub bytes: u64,
    /// `br` and the like; empty for what came as it is.
    pub encoding: String,
}

impl Browser {
    /// Media features as a device and its owner set them, in place of all set before.
    pub fn prefer(&self, features: &[(&str, &str)]) {
        let feature = |(name, value): &(&str, &str)| json!({ "name": name, "value": value });
        let features: Vec<Value> = features.iter().map(feature).collect();
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// Letters of this size in percent, as people set them in the browser: every length in `rem`
    /// grows with them, the window does not.
    pub fn set_text_size(&self, percent: u32) {
        self.script(
            "document.documentElement.style.fontSize = arguments[0];",
            &[json!(format!("{percent}%"))],
        );
    }

    /// The distances that WCAG 1.4.12 lets people set.
    pub fn space_text_out(&self) {
        self.script(
            "const style = new CSSStyleSheet();
             style.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
               word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
             document.adoptedStyleSheets = [style];",
            &[],
        );
    }

    /// Text as the page has it.
    pub fn put_text_back(&self) {
        self.script(
            "document.documentElement.style.fontSize = ''; document.adoptedStyleSheets = [];",
            &[],
        );
    }

    /// What stands out of the page to the side: the innermost elements, at most three.
    pub fn wider_than_the_page(&self) -> Vec<String> {
        let found = self.script(WIDER, &[]);
        serde_json::from_value(found).expect("a list of elements")
    }

    /// Links, buttons, fields and their labels that are smaller than 24 by 24 px, links within
    /// a sentence left out (WCAG 2.5.8).
    pub fn small_targets(&self) -> Vec<String> {
        let found = self.script(SMALL, &[]);
        serde_json::from_value(found).expect("a list of elements")
    }

    /// Every request since the log was read last that has come to its end.
    pub fn transfers(&self) -> Vec<Transfer> {
        let mut open: BTreeMap<String, Transfer> = BTreeMap::new();
        let mut ended = Vec::new();
        for event in self.network_events() {
            let parameters = &event["params"];
            let Some(id) = parameters["requestId"].as_str() else { continue };
            match event["method"].as_str() {
                Some("Network.requestWillBeSent") => {
                    let url = parameters["request"]["url"].as_str().unwrap_or_default();
                    open.insert(id.into(), Transfer { url: url.into(), ..Transfer::default() });
                }
                Some("Network.responseReceived") => {
                    let headers = parameters["response"]["headers"].as_object();
                    let mut headers = headers.into_iter().flatten();
                    let encoding =
                        headers.find(|(name, _)| name.eq_ignore_ascii_case("content-encoding"));
                    if let (Some(transfer), Some((_, value))) = (open.get_mut(id), encoding) {
                        transfer.encoding = value.as_str().unwrap_or_default().to_owned();
                    }
                }
                Some("Network.loadingFinished") => {
                    if let Some(mut transfer) = open.remove(id) {
                        transfer.bytes =
                            parameters["encodedDataLength"].as_f64().unwrap_or_default() as u64;
                        ended.push(transfer);
                    }
                }
                _ => {}
            }
        }
        ended
    }

    /// As if nothing had ever been loaded.
    pub fn clear_cache(&self) {
        self.devtools("Network.clearBrowserCache", json!({}));
    }
}

const WIDER: &str = "
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) { return []; }
  const out = [...document.body.querySelectorAll('*')].filter((element) =>
    element.checkVisibility() && element.getBoundingClientRect().right > width + 0.5);
  const innermost = out.filter((element) => !out.some((other) =>
    other !== element && element.contains(other)));
  return innermost.slice(0, 3).map((element) => element.outerHTML.slice(0, 160));";

const SMALL: &str = "
  const amongWords = (element) => {
    if (getComputedStyle(element).display !== 'inline') { return false; }
    let block = element.parentElement;
    while (getComputedStyle(block).display.startsWith('inline')) { block = block.parentElement; }
    return block.innerText.trim().length > element.innerText.trim().length;
  };
  const targets = 'a[href], button, summary, input, select, textarea, label';
  return [...document.querySelectorAll(targets)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true })
      && !element.matches('h1 label') && !amongWords(element))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, { width, height }]) => width < 24 || height < 24)
    .map(([element, { width, height }]) =>
      `${Math.round(width)} x ${Math.round(height)}: ${element.outerHTML.slice(0, 120)}`);";
