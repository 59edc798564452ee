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

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn every_three_digits_a_comma() {
        for (number, text) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (11_704, "11,704"), (9_230_000, "9,230,000")]
        {
            assert_eq!(grouped(number), text);
        }
    }
}
