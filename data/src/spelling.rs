//! How people and programs write one and the same thing.

use crate::draw::Draw;

/// An address with capitals, in full width, with spaces.
pub(crate) fn email(draw: &mut Draw, address: &str) -> String {
    match draw.below(100) {
        0..6 => capitalised(address),
        6 => address.to_uppercase(),
        7..9 => address.replace('@', "＠"),
        9 => full_width(address),
        10..12 => format!("{address} "),
        12 => format!("\u{3000}{address}"),
        _ => address.to_owned(),
    }
}

/// A number without separators, in full width, with an extension, or without the zero that a
/// spreadsheet took.
pub(crate) fn phone(draw: &mut Draw, number: &str) -> String {
    let at_home = number.starts_with('0');
    let bare = || number.replace(['-', ' '], "");
    match draw.below(100) {
        0..12 => bare(),
        12..20 => full_width(number),
        20..24 => number.replace('-', " "),
        24 if at_home => bare()[1..].to_owned(),
        25 if at_home => format!("+81 {}", &number[1..]),
        24 | 25 => bare().replacen('+', "00", 1),
        26 => number.replace('-', "ー"),
        27..30 if number.starts_with("03") || number.starts_with("06") => {
            format!("{number} 内線{}", 100 + draw.below(900))
        }
        30..33 if at_home => number.replacen('-', "(", 1).replacen('-', ")", 1),
        _ => number.to_owned(),
    }
}

/// Other text: another space, digits and letters in full width where such letters are typed.
pub(crate) fn text(draw: &mut Draw, text: &str) -> String {
    let accents = text.chars().any(|character| ('\u{C0}'..='\u{1EFF}').contains(&character));
    match draw.below(100) {
        0..6 if accents => text.replacen(' ', "  ", 1),
        0..6 => text.replace(' ', "\u{3000}"),
        6..9 if !accents => full_width(text),
        9 => format!("{text} "),
        _ => text.to_owned(),
    }
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            ' ' => '\u{3000}',
            '!'..='~' => char::from_u32(character as u32 + 0xFEE0).unwrap_or(character),
            other => other,
        })
        .collect()
}

/// `Taro.Yamada@example.jp`.
fn capitalised(address: &str) -> String {
    let mut start = true;
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    let local: String = local
        .chars()
        .map(|character| {
            let written = if start { character.to_ascii_uppercase() } else { character };
            start = matches!(character, '.' | '_' | '-');
            written
        })
        .collect();
    format!("{local}@{domain}")
}
