//! `kana_name` under `n1`: a name in full-width katakana, without spaces.
//!
//! Half-width kana and hiragana become katakana, voiced marks join their letter, small letters
//! become large (old systems know none), dashes become the long-vowel mark.

use super::folding;
use crate::error::InputError;

/// Half-width kana from U+FF66 on, in full width.
const FULL_WIDTH: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// The canonical name.
pub(super) fn normalise(text: &str) -> Result<String, InputError> {
    let mut name = String::new();
    for character in text.chars() {
        match character {
            c if folding::is_space_or_invisible(c) || matches!(c, '・' | '･') => {}
            '\u{3099}' | '\u{309B}' | '\u{FF9E}' => join(&mut name, voiced)?,
            '\u{309A}' | '\u{309C}' | '\u{FF9F}' => join(&mut name, half_voiced)?,
            c if folding::is_dash(c) => name.push('ー'),
            c => name.push(large(katakana(c)).ok_or(InputError::KanaCharacter)?),
        }
    }
    if name.is_empty() {
        return Err(InputError::Empty);
    }
    // Marks alone are what people write into a field that they leave empty.
    if name.chars().all(|c| c == 'ー') { Err(InputError::KanaCharacter) } else { Ok(name) }
}

fn katakana(character: char) -> char {
    match character {
        // Hiragana mirror katakana at a fixed distance.
        '\u{3041}'..='\u{3096}' => char::from_u32(character as u32 + 0x60).unwrap_or(character),
        '\u{FF66}'..='\u{FF9D}' => {
            let place = character as usize - 0xFF66;
            FULL_WIDTH.chars().nth(place).unwrap_or(character)
        }
        other => other,
    }
}

/// The large letter; `None` for what is no katakana letter.
fn large(character: char) -> Option<char> {
    Some(match character {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ッ' => 'ツ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ヮ' => 'ワ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        'ア'..='ヴ' | 'ヷ'..='ヺ' | 'ー' => character,
        _ => return None,
    })
}

/// A mark alone, or after a letter that takes none, is refused.
fn join(name: &mut String, marked: fn(char) -> Option<char>) -> Result<(), InputError> {
    let letter = name.pop().and_then(marked).ok_or(InputError::KanaCharacter)?;
    name.push(letter);
    Ok(())
}

fn voiced(letter: char) -> Option<char> {
    match letter {
        'カ' | 'キ' | 'ク' | 'ケ' | 'コ' | 'サ' | 'シ' | 'ス' | 'セ' | 'ソ' | 'タ' | 'チ'
        | 'ツ' | 'テ' | 'ト' | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => {
            char::from_u32(letter as u32 + 1)
        }
        'ウ' => Some('ヴ'),
        _ => None,
    }
}

fn half_voiced(letter: char) -> Option<char> {
    match letter {
        'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => char::from_u32(letter as u32 + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_many_spellings() {
        for text in [
            "ジョージ ガバ",
            "ｼﾞｮｰｼﾞ ｶﾞﾊﾞ",
            "じょーじ　がば",
            "シ\u{3099}ヨ-シ\u{3099}・ガバ",
            "ｼﾞﾖｰｼﾞｶﾞﾊﾞ",
        ] {
            assert_eq!(normalise(text).as_deref(), Ok("ジヨージガバ"), "{text}");
        }
        assert_eq!(normalise("ﾊﾟﾊﾞ ｳﾞ").as_deref(), Ok("パバヴ"));
    }

    #[test]
    fn what_is_not_kana_is_refused() {
        for text in ["山田", "Yamada", "ヤマダ1", "-", "ーー", "ﾞ", "アﾞ", "パ\u{309A}"]
        {
            assert_eq!(normalise(text), Err(InputError::KanaCharacter), "{text}");
        }
        assert_eq!(normalise(" ・ "), Err(InputError::Empty));
    }
}
