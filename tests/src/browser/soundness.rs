//! What must hold of a page however it looks.

use super::Browser;

impl Browser {
    /// Takes a picture for people, and looks itself: axe-core finds nothing, nothing stands out
    /// to the side, and no text was left without its value.
    ///
    /// # Panics
    /// With what is wrong, and the picture's name.
    pub fn assert_sound(&self, picture: &str) {
        self.screenshot(picture);
        assert_eq!(self.accessibility_violations(), [""; 0], "axe-core at {picture}");
        assert!(!self.overflows_sideways(), "{picture} is wider than the screen");
        let text = self.visible_text();
        assert!(!text.contains("{ $") && !text.contains("undefined"), "{picture}: {text}");
    }
}
