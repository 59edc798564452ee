//! How cells that are no identifiers are folded before they enter a person key. Frozen as
//! normalisation `n1` is, and for the same reason: a letter code that was sent must follow from
//! a second export of the same list too.

/// Full-width ASCII becomes ASCII, runs of white space one space, none at the ends. Capitals,
/// kana and all else stay.
pub(crate) fn cell(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space_before = false;
    for character in text.chars() {
        if is_white_space(character) {
            space_before = true;
            continue;
        }
        if space_before && !folded.is_empty() {
            folded.push(' ');
        }
        space_before = false;
        folded.push(half_width(character));
    }
    folded
}

/// Whether a cell says nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(is_white_space)
}

pub(crate) fn half_width(character: char) -> char {
    match character {
        // The block mirrors ASCII at a fixed distance.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
        other => other,
    }
}

/// White space of Unicode 16 and a byte order mark in the middle of a file; a fixed list,
/// because `char::is_whitespace` follows the compiler.
pub(crate) fn is_white_space(character: char) -> bool {
    matches!(
        character,
        '\t'..='\r'
            | ' '
            | '\u{85}'
            | '\u{A0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200B}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202F}'
            | '\u{205F}'
            | '\u{3000}'
            | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn frozen() {
        for (text, folded) in [
            ("", ""),
            ("\u{3000} ", ""),
            ("　山田　 太郎\n", "山田 太郎"),
            ("ＡＢＣ　株式会社（１２）", "ABC 株式会社(12)"),
            ("Nguyễn  Thị\u{A0}Hương", "Nguyễn Thị Hương"),
            ("ﾔﾏﾀﾞ", "ﾔﾏﾀﾞ"),
            ("Yamada", "Yamada"),
            ("髙橋①", "髙橋①"),
        ] {
            assert_eq!(cell(text), folded);
        }
    }
}
