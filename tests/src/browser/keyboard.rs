//! A person who has nothing but a keyboard.

use super::Browser;
use serde_json::{Value, json};

/// A key, with what it types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Tab,
    Enter,
    Space,
    Down,
    Escape,
}

impl Key {
    /// Name, code of the key, text.
    fn facts(self) -> (&'static str, u32, &'static str) {
        match self {
            Self::Tab => ("Tab", 9, ""),
            Self::Enter => ("Enter", 13, "\r"),
            Self::Space => (" ", 32, " "),
            Self::Down => ("ArrowDown", 40, ""),
            Self::Escape => ("Escape", 27, ""),
        }
    }
}

/// More presses than any page has stops.
const STOPS: usize = 80;

impl Browser {
    pub fn press(&self, key: Key) {
        let (name, code, text) = key.facts();
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({ "type": kind, "key": name, "code": name.replace(' ', "Space"),
                                    "windowsVirtualKeyCode": code });
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = Value::from(text);
            }
            self.devtools("Input.dispatchKeyEvent", event);
        }
    }

    /// Presses Tab until an element that fits has the focus.
    ///
    /// # Panics
    /// Where none can be reached, or where the focus cannot be seen on the way.
    pub fn tab_to(&self, css: &str) {
        for _ in 0..STOPS {
            self.press(Key::Tab);
            let at = self.script(FOCUS, &[json!(css)]);
            assert_eq!(at["seen"], true, "the focus cannot be seen at {}", at["element"]);
            if at["fits"] == true {
                return;
            }
        }
        panic!("{css} cannot be reached with the Tab key at {}", self.url());
    }

    /// Types where the focus is.
    pub fn write(&self, text: &str) {
        self.devtools("Input.insertText", json!({ "text": text }));
    }
}

/// A focus is seen by an outline and by standing within the window; the end of the page, where
/// the browser's own controls would follow, has none.
const FOCUS: &str = "
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) {
    return { fits: false, seen: true };
  }
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  const within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { fits: at.matches(arguments[0]), element: at.outerHTML.slice(0, 120),
           seen: within && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };";
