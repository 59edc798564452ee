//! Mail addresses of one cell.

use super::{CellReading, says_nothing, words};
use crate::{folding, reasons};
use shirabe_protocol::{
    error::InputError,
    identifier::{Kind, NormalizedIdentifier},
};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Brackets in which a second address may stand.
const OPENING: [char; 5] = ['<', '＜', '(', '（', '「'];
const CLOSING: [char; 5] = ['>', '＞', ')', '）', '」'];

pub(super) fn read(cell: &str, kind: &Kind, reading: &mut CellReading) {
    let cell = words::unwrapped(cell);
    let is_separator =
        |c| matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | ';' | '；' | ',' | '，' | '、' | '､');
    let pieces = words::parts(cell, is_separator, |inside| ats(inside) <= 1);
    for (place, piece) in pieces.iter().enumerate() {
        let next = pieces.get(place + 1);
        // `Yamada, Taro <taro@example.jp>`, cut at its comma.
        let is_name = ats(piece) == 0
            && words::digits(piece) == 0
            && !piece.contains(['.', '．', '_'])
            && next.is_some_and(|next| ats(next) == 1 && next.contains('<'));
        if !is_name {
            read_piece(piece, kind, reading);
        }
    }
}

fn read_piece(piece: &str, kind: &Kind, reading: &mut CellReading) {
    let says_something =
        |part: &&str| !part.chars().all(|c| words::is_gap(c) || matches!(c, '/' | '／'));
    for part in at_slashes(piece).into_iter().filter(says_something) {
        if ats(part) < 2 {
            read_part(part, kind, reading);
            continue;
        }
        let parts = at_gaps(part);
        // A word of ASCII letters may be a name, or the first half of the address that follows.
        if parts.iter().any(|part| ats(part) == 0 && has_ascii_letter(part) && !is_name(part)) {
            reading.fail(part, reasons::EMAIL_WHITE_SPACE);
            continue;
        }
        for part in parts.into_iter().filter(|part| ats(part) > 0) {
            read_part(part, kind, reading);
        }
    }
}

fn read_part(part: &str, kind: &Kind, reading: &mut CellReading) {
    match address(part, kind) {
        Ok((address, warning)) => {
            reading.warnings.extend(warning.filter(|w| !reading.warnings.contains(w)));
            reading.take_address(address, kind);
        }
        Err(reason) if reason == InputError::Empty.code() => {}
        Err(reason) => reading.fail(part, reason),
    }
}

type Address = (NormalizedIdentifier, Option<&'static str>);

fn address(part: &str, kind: &Kind) -> Result<Address, &'static str> {
    if says_nothing(part) || words::is_label(part) {
        return Err(InputError::Empty.code());
    }
    let bare = bare(part)?;
    let joined = joined_at(bare);
    let address = self::bare(without_words(&joined)?)?;
    normalise(address, kind)
}

fn is_at(character: char) -> bool {
    matches!(character, '@' | '＠')
}

fn ats(text: &str) -> usize {
    text.chars().filter(|character| is_at(*character)).count()
}

fn has_ascii_letter(text: &str) -> bool {
    text.chars().any(|c| folding::half_width(c).is_ascii_alphanumeric())
}

/// In quotation marks: `"Yamada"`.
fn is_name(text: &str) -> bool {
    matches!(words::leading_group(words::trim(text)), Some((_, "")))
}

/// Cut at slashes behind an address or a number (a slash may be part of what stands before the @),
/// and at white space beside a number.
fn at_slashes(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut has_address) = (0, false);
    for (place, mark) in text.char_indices() {
        has_address |= is_at(mark);
        let (before, after) = (&text[start..place], &text[place + mark.len_utf8()..]);
        let is_end = match mark {
            '/' | '／' => has_address || is_number(before),
            mark if words::is_gap(mark) => is_number(before) || is_number(after),
            _ => false,
        };
        if is_end {
            parts.push(before);
            start = place + mark.len_utf8();
            has_address = false;
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Digits enough for a telephone number, and no letters.
fn is_number(text: &str) -> bool {
    let is_letter = |c: char| is_at(c) || folding::half_width(c).is_ascii_alphabetic();
    // Longer than any number: hostile cells cost no more.
    text.len() <= 64 && words::digits(text) >= 7 && !text.contains(is_letter)
}

/// Cut at white space and before brackets; quoted names stay whole.
fn at_gaps(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in words::parts(text, words::is_gap, |inside| ats(inside) == 0) {
        let mut rest = part;
        while let Some((place, _)) = rest.char_indices().skip(1).find(|(_, c)| OPENING.contains(c))
        {
            parts.push(&rest[..place]);
            rest = &rest[place..];
        }
        parts.push(rest);
    }
    parts.into_iter().map(without_half_pairs).filter(|part| !part.is_empty()).collect()
}

/// Without brackets whose other half was cut off.
fn without_half_pairs(part: &str) -> &str {
    let part = words::trim(part).trim_end_matches(OPENING);
    if part.contains(OPENING) { part } else { part.trim_end_matches(CLOSING) }
}

/// Without display name, `mailto:`, label, brackets, comments.
fn bare(text: &str) -> Result<&str, &'static str> {
    let mut text = words::unwrapped(text);
    loop {
        let shorter = shortened(text)?;
        if shorter.len() == text.len() {
            return Ok(text);
        }
        text = words::unwrapped(shorter);
    }
}

fn shortened(text: &str) -> Result<&str, &'static str> {
    // A slash in front is a separator that was left over, though `n1` would take it.
    let text = text.trim_start_matches(['・', '●', '■', '◆', '※', '○', '□', '/', '／']);
    if let Some((scheme, rest)) = text.split_at_checked("mailto:".len())
        && scheme.eq_ignore_ascii_case("mailto:")
    {
        // `?subject=` follows the address. What is escaped is not the address as it is.
        let end = rest.find('@').and_then(|at| rest[at..].find('?').map(|mark| at + mark));
        let rest = &rest[..end.unwrap_or(rest.len())];
        let escaped = rest.contains('%');
        return if escaped { Err(InputError::EmailLocalCharacter.code()) } else { Ok(rest) };
    }
    // A name in front, `様` behind: what stands in the angle brackets is the address.
    for (place, _) in text.match_indices(['<', '＜']) {
        let outside = &text[..place];
        if let Some((inside, after)) = words::leading_group(&text[place..])
            && ats(inside) == 1
            && ats(outside) + ats(after) == 0
        {
            return Ok(inside);
        }
    }
    if let Some((label, rest)) = text.split_once([':', '：'])
        && ats(label) == 0
        && words::is_label(label)
    {
        return Ok(rest);
    }
    if let Some((before, comment)) = words::trailing_group(text)
        && ats(comment) == 0
        && ats(before) == 1
    {
        return Ok(before);
    }
    match words::leading_group(text) {
        Some((comment, after)) if ats(comment) == 0 && ats(after) == 1 => Ok(after),
        _ => Ok(text),
    }
}

/// `taro @ example.jp` without the white space around its @.
fn joined_at(text: &str) -> Cow<'_, str> {
    match text.split_once(is_at) {
        Some((before, after))
            if before.ends_with(words::is_gap) || after.starts_with(words::is_gap) =>
        {
            let (before, after) =
                (before.trim_end_matches(words::is_gap), after.trim_start_matches(words::is_gap));
            Cow::Owned(format!("{before}@{after}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// `山田 taro@example.jp` without its words in another script. A word of ASCII letters could also
/// be half of the address: `n1` would join the two.
fn without_words(text: &str) -> Result<&str, &'static str> {
    if !text.contains(words::is_gap) || ats(text) != 1 {
        return Ok(text);
    }
    let mut address = text;
    for piece in text.split(words::is_gap) {
        if ats(piece) == 1 {
            address = piece;
        } else if has_ascii_letter(piece) || piece.starts_with(['.', '．', '。', '-', '_']) {
            return Err(reasons::EMAIL_WHITE_SPACE);
        }
    }
    Ok(address)
}

/// `n1`, once more in composed characters where only the spelling of the domain stands in the
/// way.
fn normalise(text: &str, kind: &Kind) -> Result<Address, &'static str> {
    let error = match kind.normalise(&[text]) {
        Ok(_) if has_word_behind(text) => return Err(InputError::EmailDomain.code()),
        Ok(address) => return Ok((address, None)),
        Err(error) => error,
    };
    let parts = text.split_once(is_at).filter(|(_, domain)| !domain.is_ascii());
    if let (InputError::EmailDomain, Some((local, domain))) = (error, parts) {
        let composed: String = domain.nfc().collect();
        let compatible: String = domain.nfkc().collect();
        for domain in [composed, compatible] {
            let respelt = zeroize::Zeroizing::new(format!("{local}@{domain}"));
            if let Ok(address) = kind.normalise(&[&respelt])
                && !has_word_behind(&respelt)
            {
                return Ok((address, Some(reasons::RESPELT)));
            }
        }
    }
    Err(error.code())
}

/// `taro@example.jp様`: no top-level domain mixes ASCII with another script, but `n1` takes it.
fn has_word_behind(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let is_dot = |c| matches!(c, '.' | '．' | '。' | '｡');
    let is_text = |c: &char| !folding::is_white_space(*c);
    let shown: Vec<char> = text.chars().filter(is_text).map(folding::half_width).collect();
    let end = shown.iter().rposition(|c| !is_dot(*c)).map_or(0, |last| last + 1);
    let top = shown[..end].rsplit(|c| is_dot(*c)).next().unwrap_or_default();
    // Letters with accents belong to ASCII's script; from here on stand the scripts of East Asia
    // with their punctuation, and variation selectors, which show nothing.
    let is_latin = |c: char| matches!(c, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    let is_asian = |c: char| c >= '\u{2E80}' && !('\u{FE00}'..='\u{FE0F}').contains(&c);
    let is_other = |c: &char| is_asian(*c) || (c.is_alphabetic() && !is_latin(*c));
    top.iter().any(char::is_ascii_alphanumeric) && top.iter().any(is_other)
}
