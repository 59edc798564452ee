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

/// Digits whose leading zeros a spreadsheet took, or in full width.
pub(crate) fn padded(draw: &mut Draw, digits: &str) -> String {
    match draw.below(100) {
        0..30 => digits.trim_start_matches('0').to_owned(),
        30..36 => full_width(digits),
        36..39 => full_width(digits.trim_start_matches('0')),
        39..41 => format!("{digits} "),
        _ => digits.to_owned(),
    }
}

/// A day after 1926, `1985-04-01`: other separators, without zeros, by era, in full width.
pub(crate) fn day(draw: &mut Draw, day: &str) -> String {
    let numbers: Vec<u32> = day.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, date] = numbers[..] else { return day.to_owned() };
    let (letter, name, first) = match (year, month, date) {
        (..=1988, ..) | (1989, 1, ..=7) => ('S', "昭和", 1926),
        _ => ('H', "平成", 1989),
    };
    match draw.below(100) {
        0..50 => format!("{year}/{month}/{date}"),
        50..60 => day.to_owned(),
        60..66 => format!("{letter}{}.{month}.{date}", year + 1 - first),
        66..70 if year == first => format!("{name}元年{month}月{date}日"),
        66..70 => format!("{name}{}年{month}月{date}日", year + 1 - first),
        70..73 => format!("{year}年{month}月{date}日"),
        73..75 => full_width(&format!("{year}年{month}月{date}日")),
        75..78 => day.replace('-', ""),
        78..80 => format!("{year}.{month:02}.{date:02}"),
        80..82 => format!("{year}/{month}/{date}").replace('/', "ー"),
        _ => day.replace('-', "/"),
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
