//! Telephone numbers of one cell.
//!
//! `n1` drops dots and slashes as separators and everything behind an extension mark, which is
//! right for one number and wrong for two; so the cell is cut first.

use super::{CellReading, says_nothing, words};
use crate::reasons;
use shirabe_protocol::{
    error::InputError,
    identifier::{Kind, NormalizedIdentifier},
};
use zeroize::Zeroizing;

/// What `n1` takes for the beginning of an extension.
const EXTENSION_MARKS: [&str; 5] = ["内線", "ext", "x", "#", ";"];
/// Digits of the longest extension.
const EXTENSION_DIGITS: usize = 6;
/// Digits of the shortest number.
const NUMBER_DIGITS: usize = 7;

pub(super) fn read(cell: &str, kind: &Kind, reading: &mut CellReading) {
    let cell = words::unwrapped(cell);
    let is_separator =
        |c| matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '、' | '､' | '，' | ',' | '；');
    let stays_whole = |inside: &str| words::digits(inside) < NUMBER_DIGITS;
    for piece in words::parts(cell, is_separator, stays_whole) {
        let half = Zeroizing::new(words::half_width(piece));
        for part in at_slashes(&half, kind) {
            match part {
                Ok(part) => read_part(part, kind, reading),
                Err(reason) => reading.fail(&half, reason),
            }
        }
    }
}

/// Cut at slashes, semicolons and middle dots where every part is a number by itself; `n1` has
/// other uses for these marks. `5678/9` is two numbers, of which the second is not written out.
fn at_slashes<'a>(text: &'a str, kind: &Kind) -> Vec<Result<&'a str, &'static str>> {
    let is_slash = |c| matches!(c, '/' | '・' | '･');
    let pieces = words::parts(text, |c| is_slash(c) || c == ';', |_| true);
    if pieces.len() == 1 {
        return vec![Ok(text)];
    }
    let is_number = |text: &str| {
        let (number, _) = at_extension(text);
        normalise(number, kind).is_ok()
    };
    // An address beside a number is no part of it.
    let says_something =
        |piece: &&str| !says_nothing(piece) && !is_extension(piece) && !piece.contains('@');
    let numbers: Vec<bool> = pieces.iter().copied().filter(says_something).map(is_number).collect();
    if numbers.iter().all(|is_number| *is_number) {
        return pieces.into_iter().map(Ok).collect();
    }
    let last_is_short = pieces.last().is_some_and(|piece| (1..4).contains(&words::digits(piece)));
    let several = text.contains(is_slash) && (numbers.contains(&true) || last_is_short);
    vec![if several { Err(reasons::PHONE_SEVERAL) } else { Ok(text) }]
}

/// Takes in a number, and what follows its extension; half-width text.
fn read_part(part: &str, kind: &Kind, reading: &mut CellReading) {
    let part = cleaned(part);
    // A label without a number, as forms print it: nothing was filled in.
    if says_nothing(part) || words::is_label(part) {
        return;
    }
    if words::is_exponent_form(part) {
        return reading.fail(part, reasons::DIGITS_LOST);
    }
    // An x in an address opens no extension.
    if part.contains('@') {
        return read_spaced(part, part, InputError::PhoneCharacter.code(), kind, reading);
    }
    let (number, extension) = at_extension(part);
    if words::digits(number) == 0 && extension.is_some() && is_extension(part) {
        // It belongs to the number before.
        let of_nothing = reading.identifiers.is_empty() && reading.failed.is_empty();
        if of_nothing {
            return reading.fail(part, reasons::PHONE_EXTENSION);
        }
    } else if is_followed(number, kind) {
        return read_spaced(part, number, reasons::PHONE_SEVERAL, kind, reading);
    } else {
        match normalise(number, kind) {
            Ok(number) => reading.take_number(number, kind),
            Err(reason) if reason == InputError::Empty.code() && extension.is_none() => {}
            Err(reason) => return read_spaced(part, number, reason, kind, reading),
        }
    }
    if let Some(extension) = extension {
        read_behind(part, extension, kind, reading);
    }
}

/// Whether more digits follow a whole number, which `n1` would join to it: `0300000001 2`, and
/// `03-0000-0001-2`. No number is written with its last digit apart.
fn is_followed(text: &str, kind: &Kind) -> bool {
    let text = cleaned(text);
    let starts_whole = text.split_once(words::is_gap).is_some_and(|(first, rest)| {
        words::digits(first) >= NUMBER_DIGITS
            && words::digits(rest) > 0
            && normalise(first, kind).is_ok()
    });
    starts_whole || ends_with_one_digit(text)
}

/// Whether the last digit stands apart from the others.
pub(super) fn ends_with_one_digit(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let mut last = text.chars().rev().take(2);
    last.next().is_some() && last.next().is_some_and(|c| !c.is_ascii_digit() && c != '.')
}

/// Two numbers, or a number and an address, with nothing but white space between them; or a part
/// that is none.
fn read_spaced(
    part: &str,
    number: &str,
    reason: &'static str,
    kind: &Kind,
    reading: &mut CellReading,
) {
    let pieces = number.split(words::is_gap).filter(|piece| !piece.is_empty());
    let (addresses, pieces): (Vec<&str>, Vec<&str>) = pieces.partition(|p| p.contains('@'));
    let numbers: Result<Vec<_>, _> = pieces.iter().map(|piece| normalise(piece, kind)).collect();
    match numbers {
        Ok(numbers)
            if !numbers.is_empty()
                && numbers.len() + addresses.len() > 1
                && number.len() == part.len() =>
        {
            numbers.into_iter().for_each(|number| reading.take_number(number, kind));
            for address in addresses {
                reading.fail(address, reason);
            }
        }
        _ => reading.fail(part, reason),
    }
}

/// What stands behind an extension's mark: the extension, and perhaps another number, which must
/// not go with it.
fn read_behind(part: &str, behind: &str, kind: &Kind, reading: &mut CellReading) {
    if words::digits(behind) < NUMBER_DIGITS {
        return;
    }
    let start = behind.find(|c: char| c.is_ascii_digit() || c == '+').unwrap_or(0);
    let digits = &behind[start..];
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let rest = &digits[end..];
    let is_parted = rest.starts_with(|c| words::is_gap(c) || ")）]/;".contains(c));
    let next = rest.trim_start_matches(|c| words::is_gap(c) || ")）]/;".contains(c));
    if (1..=EXTENSION_DIGITS).contains(&end) && is_parted && words::digits(next) >= NUMBER_DIGITS {
        read_part(next, kind, reading);
    } else {
        reading.fail(part, reasons::PHONE_EXTENSION);
    }
}

/// The number, and what follows the first mark of an extension.
fn at_extension(text: &str) -> (&str, Option<&str>) {
    let lower = Zeroizing::new(text.to_ascii_lowercase());
    let marks = EXTENSION_MARKS.iter().filter_map(|mark| Some((lower.find(mark)?, mark.len())));
    match marks.min_by_key(|(place, _)| *place) {
        Some((place, length)) => (&text[..place], Some(&text[place + length..])),
        None => (text, None),
    }
}

/// Whether a part is an extension alone.
fn is_extension(text: &str) -> bool {
    let text = Zeroizing::new(cleaned(text).to_ascii_lowercase());
    let text = text.trim_start_matches(['(', '（', '[']);
    EXTENSION_MARKS.iter().any(|mark| text.starts_with(mark))
}

/// Without quotation marks, labels, and comments that hold no digits.
fn cleaned(text: &str) -> &str {
    let mut text = words::unwrapped(text);
    loop {
        let shorter = words::unwrapped(shortened(text));
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

fn shortened(text: &str) -> &str {
    let is_comment = |inside: &str| {
        let mut characters = inside.chars();
        !is_extension_mark(inside) && characters.all(|c| !c.is_ascii_digit() && c != '+')
    };
    if let Some((comment, after)) = words::leading_group(text)
        && is_comment(comment)
    {
        return after;
    }
    if let Some((before, comment)) = words::trailing_group(text)
        && is_comment(comment)
    {
        return before;
    }
    let opens = |c: char| c.is_ascii_digit() || "+([".contains(c);
    let start = text.find(opens).unwrap_or(0);
    if words::is_label(&text[..start]) {
        return &text[start..];
    }
    let closes = |c: char| c.is_ascii_digit() || ")]".contains(c);
    match text.rfind(closes) {
        Some(last) if words::is_label(&text[last + 1..]) => &text[..=last],
        _ => text,
    }
}

fn is_extension_mark(text: &str) -> bool {
    EXTENSION_MARKS.iter().any(|mark| text.trim().to_ascii_lowercase().starts_with(mark))
}

/// `n1`, with decimals of zeros taken off: it would take the dot for a separator and the zero for
/// a digit.
fn normalise(text: &str, kind: &Kind) -> Result<NormalizedIdentifier, &'static str> {
    let text = cleaned(text);
    let whole = without_decimals(text)?;
    // `n1` drops white space first, and then what follows `内 線`: the number behind it too.
    if whole.contains(|c: char| c.is_ascii_alphabetic() || matches!(c, '内' | '線' | '#' | ';')) {
        return Err(InputError::PhoneCharacter.code());
    }
    kind.normalise(&[whole]).map_err(InputError::code)
}

/// Without one or two zeros behind a single dot. Other decimals are refused: no number is written
/// with so few digits behind its only dot.
fn without_decimals(text: &str) -> Result<&str, &'static str> {
    let Some((whole, decimals)) = text.split_once('.') else { return Ok(text) };
    let is_fraction = (1..=2).contains(&decimals.len())
        && decimals.bytes().all(|byte| byte.is_ascii_digit())
        && words::digits(whole) > 0;
    match is_fraction {
        false => Ok(text),
        true if decimals.bytes().all(|byte| byte == b'0') => Ok(whole),
        true => Err(reasons::NUMBER_FRACTION),
    }
}
