//! The folds that every kind shares: width, spaces, invisible characters, dashes.

/// Full-width ASCII and the ideographic space become ASCII; all else stays.
pub(super) fn half_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            // The block mirrors ASCII at a fixed distance.
            char::from_u32(character as u32 - 0xFEE0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        // Ideographic full stops stand for a dot in addresses.
        '\u{3002}' | '\u{FF61}' => '.',
        other => other,
    }
}

/// White space of Unicode 16 (a fixed list: `char::is_whitespace` follows the compiler) and
/// characters that show nothing.
pub(super) fn is_space_or_invisible(character: char) -> bool {
    matches!(
        character,
        '\t'..='\r'
            | ' '
            | '\u{85}'
            | '\u{A0}'
            | '\u{AD}'
            | '\u{180E}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200F}'
            | '\u{2028}'..='\u{202F}'
            | '\u{205F}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{3000}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// Everything people type for a hyphen, the minus signs included.
pub(super) fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{207B}'
                | '\u{208B}'
                | '\u{2212}'
                | '\u{2500}'
                | '\u{2501}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
    )
}

/// The long-vowel marks of kana, which a Japanese keyboard gives where a hyphen was meant.
pub(super) fn is_long_vowel_mark(character: char) -> bool {
    matches!(character, '\u{30FC}' | '\u{FF70}')
}

/// Folds width, drops spaces and invisible characters, turns dashes into `-`. Long-vowel marks
/// stay: only the kind knows whether they can be letters.
pub(super) fn fold(text: &str) -> String {
    text.chars()
        .filter(|character| !is_space_or_invisible(*character))
        .map(|character| if is_dash(character) { '-' } else { half_width(character) })
        .filter(|character| *character != ' ')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn width_spaces_and_dashes() {
        assert_eq!(fold(" \u{FF34}aro\u{3000}\u{FF20}ex\u{2011}a\u{200B}。jp"), "Taro@ex-a.jp");
    }
}
