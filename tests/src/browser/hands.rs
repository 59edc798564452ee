//! What hands do at a page: they click, and type into a field.

use super::Browser;
use serde_json::{Value, json};
use std::{path::Path, sync::atomic::Ordering};
use thirtyfour::By;

/// Where a click meets the element, or why it would not.
const WHERE: &str = "
  const element = document.querySelector(arguments[0]);
  if (!element) { return { problem: 'is not on the page' }; }
  element.scrollIntoView({ behavior: 'instant', block: 'center', inline: 'nearest' });
  const box = element.getClientRects()[0];
  if (!box || box.width === 0 || box.height === 0) { return { problem: 'is not shown' }; }
  const within = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
  const x = within(box.left, box.right, innerWidth), y = within(box.top, box.bottom, innerHeight);
  const met = document.elementFromPoint(x, y);
  if (!element.contains(met)) {
    return { problem: `lies under ${met?.outerHTML.slice(0, 120) ?? 'nothing'}` };
  }
  return { x, y };";

/// Puts the caret behind what stands in a field that can be seen.
const FOCUS: &str = "
  const field = document.querySelector(arguments[0]);
  if (!field?.checkVisibility() || field.disabled || field.readOnly) { return false; }
  field.scrollIntoView({ behavior: 'instant', block: 'center', inline: 'nearest' });
  field.focus();
  if (field.selectionStart !== null) {
    field.setSelectionRange(field.value.length, field.value.length);
  }
  return document.activeElement === field;";

impl Browser {
    /// Clicks what a person sees, and waits for the page that this may lead to; an element that
    /// cannot be clicked fails the test.
    pub fn click(&self, css: &str) {
        if self.is_in_frame() {
            let element = self.run(self.driver().find(By::Css(css)));
            self.run(element.scroll_into_view());
            return self.run(element.click());
        }
        let at = self.script(WHERE, &[json!(css)]);
        let problem = &at["problem"];
        assert!(problem.is_null(), "{css} cannot be clicked at {}: it {problem}", self.url());
        for (kind, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let event = json!({ "type": kind, "x": at["x"], "y": at["y"], "button": button,
                                "buttons": buttons, "clickCount": i32::from(button == "left") });
            self.hand("Input.dispatchMouseEvent", &event);
        }
        // Whatever chromedriver is asked, it answers when no page is on its way.
        self.url();
    }

    /// Types into the field as it is, a key for each letter of ASCII; what no key writes comes as
    /// from an input method.
    pub fn type_into(&self, css: &str, text: &str) {
        if self.is_in_frame() {
            let element = self.run(self.driver().find(By::Css(css)));
            return self.run(element.send_keys(text));
        }
        let taken = self.script(FOCUS, &[json!(css)]);
        assert_eq!(taken, json!(true), "{css} takes no text at {}", self.url());
        for letter in text.chars() {
            if letter.is_ascii() {
                for kind in ["keyDown", "keyUp"] {
                    let mut event = json!({ "type": kind, "key": letter.to_string() });
                    if kind == "keyDown" {
                        event["text"] = letter.to_string().into();
                    }
                    self.hand("Input.dispatchKeyEvent", &event);
                }
            } else {
                self.hand("Input.insertText", &json!({ "text": letter.to_string() }));
            }
        }
    }

    /// Names a file of this machine in a field for files.
    pub fn choose_file(&self, css: &str, path: &Path) {
        let element = self.run(self.driver().find(By::Css(css)));
        self.run(element.send_keys(path.to_str().expect("a path in UTF-8")));
    }

    fn hand(&self, method: &str, event: &Value) {
        let done = self.chromium.command(method, event);
        done.unwrap_or_else(|error| panic!("the browser refused a hand: {error}"));
    }

    /// From here on everything is asked of this frame's page; `frame` is a script's expression.
    pub fn enter_frame(&self, frame: &str) {
        let found = self.run(self.driver().execute(format!("return {frame};"), Vec::new()));
        let frame = found.element().expect("a frame");
        self.run(frame.enter_frame());
        self.in_frame.store(true, Ordering::Relaxed);
    }

    pub fn leave_frame(&self) {
        self.run(self.driver().enter_default_frame());
        self.in_frame.store(false, Ordering::Relaxed);
    }

    pub(super) fn is_in_frame(&self) -> bool {
        self.in_frame.load(Ordering::Relaxed)
    }
}
