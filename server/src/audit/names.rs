//! Names that people gave, before they stand in a log.

use crate::problem::Problem;

/// A name that people gave: without the blanks around it, up to 100 characters, none of which
/// steers the screen or the direction of writing.
///
/// # Errors
/// [`Problem::Malformed`].
pub fn name(given: &str) -> Result<&str, Problem> {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
    };
    let name = given.trim();
    let sound = (1..=100).contains(&name.chars().count()) && !name.chars().any(steers);
    if sound { Ok(name) } else { Err(Problem::Malformed) }
}

#[cfg(test)]
mod tests {
    use crate::audit::name;

    #[test]
    fn names_are_short_and_say_what_they_show() {
        assert_eq!(name("  株式会社見本 コールセンター ").unwrap(), "株式会社見本 コールセンター");
        let long = "あ".repeat(101);
        for refused in ["", " \u{3000} ", "a\nb", "a\u{202E}b", "a\u{200B}b", long.as_str()] {
            assert!(name(refused).is_err(), "{refused:?}");
        }
    }
}
