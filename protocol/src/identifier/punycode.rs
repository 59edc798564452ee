//! Punycode (RFC 3492) for the domain labels of `n1`, encoding only.
//!
//! Ours because it must never change: the big IDNA libraries follow Unicode. A label is taken as
//! typed, lower-cased over the fixed ranges below. A letter that could be written in two ways
//! (capitals outside those ranges, combining accents, compatibility forms) and every script not
//! listed is refused instead of guessed at: what is refused today can be accepted later.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 128;

/// Lower case of ASCII, Latin, Greek and Cyrillic capitals, over fixed ranges.
pub(super) fn lower_case(character: char) -> char {
    let shifted = |by: u32| char::from_u32(character as u32 + by).unwrap_or(character);
    match character {
        'A'..='Z' => character.to_ascii_lowercase(),
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{DE}' => shifted(32),
        '\u{391}'..='\u{3A1}' | '\u{3A3}'..='\u{3AB}' => shifted(32),
        '\u{410}'..='\u{42F}' => shifted(32),
        '\u{400}'..='\u{40F}' => shifted(80),
        '\u{178}' => '\u{FF}',
        '\u{490}' => '\u{491}',
        // Vietnamese and other pairs of Latin Extended Additional.
        '\u{1E00}'..='\u{1E95}' | '\u{1EA0}'..='\u{1EFF}'
            if (character as u32).is_multiple_of(2) =>
        {
            shifted(1)
        }
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

/// What may stand in a label after [`lower_case`].
fn may_stand(character: char) -> bool {
    match character {
        'a'..='z' | '0'..='9' | '-' => true,
        // Latin small letters, but for a capital without a pair and a deprecated ligature.
        '\u{DF}'..='\u{F6}' | '\u{F8}'..='\u{FF}' => true,
        '\u{101}'..='\u{17E}' => !matches!(character, '\u{130}' | '\u{149}'),
        '\u{1E01}'..='\u{1E95}' | '\u{1EA1}'..='\u{1EFF}' => true,
        // Greek and Cyrillic small letters.
        '\u{390}' | '\u{3AC}'..='\u{3CE}' => true,
        '\u{430}'..='\u{45F}' | '\u{491}' => true,
        // Devanagari without nukta, Thai, Myanmar: their vowel signs are combining marks.
        '\u{904}'..='\u{939}' | '\u{93D}'..='\u{94D}' | '\u{966}'..='\u{96F}' => true,
        '\u{E01}'..='\u{E32}' | '\u{E34}'..='\u{E3A}' => true,
        '\u{E40}'..='\u{E4E}' | '\u{E50}'..='\u{E59}' => true,
        '\u{1000}'..='\u{1049}' => true,
        // Kana with voicing marks built in, their middle dot and long-vowel mark.
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FE}' => true,
        // Unified ideographs and Hangul syllables; compatibility forms and jamo are refused.
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => true,
        '\u{20000}'..='\u{2F7FF}' | '\u{30000}'..='\u{323AF}' => true,
        _ => false,
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

    #[test]
    fn a_letter_that_stands_has_no_other_case() {
        for character in ('\u{80}'..='\u{FFFF}').chain('\u{20000}'..='\u{3FFFF}') {
            if super::may_stand(super::lower_case(character)) {
                let small: String = character.to_lowercase().collect();
                assert_eq!(super::lower_case(character).to_string(), small, "{character:?}");
            }
        }
    }
}
