//! Numbers as people write them.

/// `11,704`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The whole number that somebody typed: `1200`, `1,200` or `1 200`, in full-width digits too.
/// `None` for everything else. A dot is refused: `1.5` is no whole number, and `1.200` may be two.
pub fn typed(text: &str) -> Option<u64> {
    let half_width = |character: char| match character {
        '０'..='９' | '，' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '\u{A0}' | '\u{202F}' | '\u{3000}' => ' ',
        other => other,
    };
    let text: String = text.trim().chars().map(half_width).collect();
    let separator = if text.contains(',') { ',' } else { ' ' };
    let groups: Vec<&str> = text.split(separator).collect();
    let (first, rest) = groups.split_first()?;
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let threes = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    let sound = threes && groups.iter().all(|group| digits(group));
    sound.then(|| groups.concat().parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::{grouped, typed};

    #[test]
    fn every_three_digits_a_comma() {
        for (number, text) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (11_704, "11,704"), (9_230_000, "9,230,000")]
        {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn what_people_type_is_a_number_or_refused() {
        for (text, number) in [
            ("0", 0),
            ("15", 15),
            (" 1200 ", 1200),
            ("1,200", 1200),
            ("1 200", 1200),
            ("1\u{A0}000\u{A0}000", 1_000_000),
            ("１，２００", 1200),
            ("007", 7),
        ] {
            assert_eq!(typed(text), Some(number), "{text}");
        }
        for text in [
            "",
            " ",
            "1.5",
            "1.200",
            "1,5",
            "1,2000",
            "1200,000",
            ",200",
            "1,",
            "1,200 300",
            "-5",
            "+5",
            "1e3",
            "about 100",
            "1万",
            "٣",
            "1-2",
            "99999999999999999999",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }
}
