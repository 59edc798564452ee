//! What pages say, as their translators wrote it.

use crate::workspace;
use std::fs;

/// A sentence of one line, by its key, of the Fluent files in `web/locales/LANGUAGE`.
///
/// # Panics
/// Where the language has no such text.
pub fn words(language: &str, key: &str) -> String {
    let folder = workspace().join("web/locales").join(language);
    let beginning = format!("{key} = ");
    for entry in fs::read_dir(folder).expect("the language's folder") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a Fluent file");
        if let Some(line) = text.lines().find(|line| line.starts_with(&beginning)) {
            return line[beginning.len()..].to_owned();
        }
    }
    panic!("no text {key} in {language}")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_text_has_a_wording_in_each_language() {
        let heading = words("en", "not-listed-heading-email");
        assert!(!heading.is_empty());
        assert_ne!(heading, words("ja", "not-listed-heading-email"));
    }

    #[test]
    #[should_panic(expected = "no text no-such-text in en")]
    fn a_text_that_is_nowhere_fails_the_test() {
        words("en", "no-such-text");
    }
}
