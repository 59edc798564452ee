//! What people write around an address or a number: quotation marks, brackets, labels, comments;
//! and the marks between several of them.

use crate::{folding, headings};

/// Opening marks and the closing ones that belong to them, as width leaves them.
const PAIRS: [(char, char); 20] = [
    ('"', '"'),
    ('\'', '\''),
    ('“', '”'),
    ('‘', '’'),
    ('＂', '＂'),
    ('(', ')'),
    ('（', '）'),
    ('(', '）'),
    ('（', ')'),
    ('[', ']'),
    ('［', '］'),
    ('{', '}'),
    ('<', '>'),
    ('＜', '＞'),
    ('〈', '〉'),
    ('「', '」'),
    ('｢', '｣'),
    ('『', '』'),
    ('【', '】'),
    ('〔', '〕'),
];

/// Farthest closing mark, in bytes: no comment is longer, and hostile cells cost no more.
const GROUP_BYTES: usize = 256;

/// Words of which labels are made: `会社携帯電話番号：`, `E-mail address:`, `Tel.`. Nobody else's:
/// `母：` stays and is refused.
const LABELS: [&str; 46] = [
    "メールアドレス",
    "メール",
    "アドレス",
    "メアド",
    "電話",
    "番号",
    "携帯",
    "スマホ",
    "ケータイ",
    "ケイタイ",
    "固定",
    "でんわ",
    "会社",
    "勤務先",
    "職場",
    "自宅",
    "個人",
    "本人",
    "連絡先",
    "代表",
    "直通",
    "日中",
    "夜間",
    "用",
    "の",
    "☎",
    "℡",
    "pc",
    "📞",
    "📱",
    "emailaddress",
    "email",
    "mailaddress",
    "mail",
    "address",
    "telephone",
    "tel",
    "phone",
    "mobile",
    "cellphone",
    "cell",
    "home",
    "office",
    "work",
    "private",
    "number",
];

pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(folding::is_white_space)
}

/// White space that shows; the invisible kind parts nothing.
pub(super) fn is_gap(character: char) -> bool {
    folding::is_white_space(character) && !matches!(character, '\u{200B}' | '\u{FEFF}')
}

fn closer_of(opener: char, closer: char) -> bool {
    PAIRS.contains(&(opener, closer))
}

fn is_opener(character: char) -> bool {
    PAIRS.iter().any(|(opener, _)| *opener == character)
}

/// Where the text opens with an opening mark: what stands inside, and what follows the closing
/// one.
pub(super) fn leading_group(text: &str) -> Option<(&str, &str)> {
    let opener = text.chars().next().filter(|first| is_opener(*first))?;
    let rest = &text[opener.len_utf8()..];
    let (place, closer) = rest
        .char_indices()
        .take_while(|(place, _)| *place <= GROUP_BYTES)
        .find(|(_, character)| closer_of(opener, *character))?;
    Some((&rest[..place], &rest[place + closer.len_utf8()..]))
}

/// Where the text ends with a closing mark: what precedes its opening one, and what stands
/// inside.
pub(super) fn trailing_group(text: &str) -> Option<(&str, &str)> {
    let closer = text.chars().next_back()?;
    let rest = &text[..text.len() - closer.len_utf8()];
    let (place, opener) = rest
        .char_indices()
        .rev()
        .take_while(|(place, _)| rest.len() - place <= GROUP_BYTES)
        .find(|(_, character)| closer_of(*character, closer))?;
    Some((&rest[..place], &rest[place + opener.len_utf8()..]))
}

/// Without the marks that a spreadsheet or a person put around the whole: `"..."`, `「...」`,
/// `="..."`, a leading apostrophe.
pub(super) fn unwrapped(text: &str) -> &str {
    let mut text = trim(text);
    loop {
        let inner = match leading_group(text) {
            Some((inner, "")) => inner,
            _ => match text.strip_prefix('=').filter(|rest| rest.starts_with('"')) {
                Some(quoted) => quoted,
                None => text.strip_prefix(['\'', '’']).unwrap_or(text),
            },
        };
        if inner.len() == text.len() {
            return text;
        }
        text = trim(inner);
    }
}

/// Whether a text is made of words that name an address or a number, and of nothing else.
pub(super) fn is_label(text: &str) -> bool {
    let text = text.trim_end_matches(|c| matches!(c, ':' | '：' | '.' | '．') || is_gap(c));
    // Longer than any label.
    if text.len() > 120 {
        return false;
    }
    let compact = headings::compact(text);
    let mut rest = compact.as_str();
    while !rest.is_empty() {
        let Some(after) = LABELS.iter().find_map(|word| rest.strip_prefix(word)) else {
            return false;
        };
        rest = after.trim_start_matches(['/', ':']);
    }
    !compact.is_empty()
}

/// Cuts at separators and at words for "or", but not inside quotation marks and brackets whose
/// content stays whole.
pub(super) fn parts(
    text: &str,
    is_separator: impl Fn(char) -> bool,
    stays_whole: impl Fn(&str) -> bool,
) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut place) = (0, 0);
    while let Some(character) = text[place..].chars().next() {
        let rest = &text[place..];
        // An apostrophe may be a letter's, so it opens nothing here.
        let group = (character != '\'' && character != '‘').then(|| leading_group(rest)).flatten();
        if let Some((_, after)) = group.filter(|(inner, _)| stays_whole(inner)) {
            place = text.len() - after.len();
            continue;
        }
        let separator = if is_separator(character) { character.len_utf8() } else { or_word(rest) };
        if separator > 0 {
            parts.push(&text[start..place]);
            start = place + separator;
            place = start;
        } else {
            place += character.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Length of a word for "or" at the start of the text, in bytes; 0 where there is none.
fn or_word(text: &str) -> usize {
    if let Some(word) = ["または", "又は", "もしくは"].iter().find(|w| text.starts_with(**w))
    {
        return word.len();
    }
    let word = text.trim_start_matches(is_gap);
    let is_or = word.len() < text.len()
        && word.get(..2).is_some_and(|two| two.eq_ignore_ascii_case("or"))
        && word[2..].starts_with(is_gap);
    if is_or { text.len() - word.len() + 2 } else { 0 }
}

/// Full-width characters in half width, ideographic spaces as spaces.
pub(super) fn half_width(text: &str) -> String {
    let half = |c| if c == '\u{3000}' { ' ' } else { folding::half_width(c) };
    text.chars().map(half).collect()
}

pub(super) fn digits(text: &str) -> usize {
    text.chars().filter(|c| folding::half_width(*c).is_ascii_digit()).count()
}

/// `9.01235E+09`: a spreadsheet shortened the number. Takes half-width text.
pub(super) fn is_exponent_form(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let signed = exponent.strip_prefix(['+', '-']);
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    // `12E45` may be a code.
    (signed.is_some() || mantissa.contains('.'))
        && all_digits(signed.unwrap_or(exponent))
        && all_digits(whole)
        && all_digits(fraction)
}

/// `9012345678.0`: a pure number that another program wrote with a decimal. Takes half-width
/// text; gives the digits.
pub(super) fn without_zero_decimals(text: &str) -> Option<&str> {
    let (whole, decimals) = text.split_once('.')?;
    let pure = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    let zeros = !decimals.is_empty() && decimals.bytes().all(|byte| byte == b'0');
    (pure && zeros).then_some(whole)
}
