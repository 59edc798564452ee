//! Punycode (RFC 3492) for the domain labels of `n1`, encoding only.
//!
//! Ours because it must never change: the big IDNA libraries follow Unicode. A label is taken as
//! typed, lower-cased over the fixed ranges below; labels with combining marks or unassigned
//! oddities are refused instead of guessed at.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 128;

/// Lower case of ASCII, Latin-1, Greek and Cyrillic capitals; half-width kana are left alone.
pub(super) fn lower_case(character: char) -> char {
    let shifted = |by: u32| char::from_u32(character as u32 + by).unwrap_or(character);
    match character {
        'A'..='Z' => character.to_ascii_lowercase(),
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{DE}' => shifted(32),
        '\u{391}'..='\u{3A1}' | '\u{3A3}'..='\u{3AB}' => shifted(32),
        '\u{410}'..='\u{42F}' => shifted(32),
        '\u{400}'..='\u{40F}' => shifted(80),
        // Latin Extended-A pairs: even is the capital here, odd there.
        '\u{100}'..='\u{12F}' | '\u{132}'..='\u{137}' | '\u{14A}'..='\u{177}'
            if (character as u32).is_multiple_of(2) =>
        {
            shifted(1)
        }
        '\u{139}'..='\u{148}' | '\u{179}'..='\u{17E}' if !(character as u32).is_multiple_of(2) => {
            shifted(1)
        }
        other => other,
    }
}

/// What may stand in a label beyond ASCII: letters above U+00A0 that are neither combining
/// marks, punctuation, symbols, half-width forms nor private.
fn may_stand(character: char) -> bool {
    match character {
        '\u{300}'..='\u{36F}' => false,
        '\u{DF}'..='\u{24F}' | '\u{370}'..='\u{1FFF}' => character != '\u{F7}',
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FE}' => true,
        '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' => true,
        '\u{20000}'..='\u{323AF}' => true,
        other => other.is_ascii_alphanumeric() || other == '-',
    }
}

/// `xn--` and the punycode of a label, or `None` where the label cannot be written.
pub(super) fn label(text: &str) -> Option<String> {
    if text.chars().count() > 63 || !text.chars().all(may_stand) {
        return None;
    }
    let mut output: String = text.chars().filter(char::is_ascii).collect();
    let basic = output.len() as u32;
    if basic > 0 {
        output.push('-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (INITIAL_N, 0u32, INITIAL_BIAS, basic);
    let total = text.chars().count() as u32;
    while handled < total {
        let next = text.chars().map(|c| c as u32).filter(|c| *c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
        n = next;
        for c in text.chars().map(|c| c as u32) {
            if c < n {
                delta = delta.checked_add(1)?;
            } else if c == n {
                push_variable_length(&mut output, delta, bias);
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(format!("xn--{output}"))
}

fn push_variable_length(output: &mut String, mut value: u32, bias: u32) {
    let mut k = BASE;
    loop {
        let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if value < threshold {
            output.push(digit(value));
            return;
        }
        output.push(digit(threshold + (value - threshold) % (BASE - threshold)));
        value = (value - threshold) / (BASE - threshold);
        k += BASE;
    }
}

fn digit(value: u32) -> char {
    let byte = if value < 26 { b'a' + value as u8 } else { b'0' + (value - 26) as u8 };
    char::from(byte)
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > ((BASE - T_MIN) * T_MAX) / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::label;

    /// RFC 3492 section 7.1, (L) and (R), and names in daily use.
    #[test]
    fn samples_of_the_rfc() {
        assert_eq!(label("3年b組金八先生").as_deref(), Some("xn--3b-ww4c5e180e575a65lsy2b"));
        assert_eq!(label("そのスピードで").as_deref(), Some("xn--d9juau41awczczp"));
        assert_eq!(label("日本語").as_deref(), Some("xn--wgv71a119e"));
        assert_eq!(label("bücher").as_deref(), Some("xn--bcher-kva"));
        assert_eq!(label("u\u{308}"), None);
    }
}
