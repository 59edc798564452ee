//! `email` under `n1`.
//!
//! Width folded, spaces dropped, ASCII case folded (before the @ too: no provider that people
//! use tells capitals apart, and lists and people write both), a non-ASCII domain written in
//! punycode, one trailing dot of the domain dropped. Dots before the @ are kept as they are,
//! doubled and trailing ones too, which old Japanese mobile addresses have.

use super::{folding, punycode};
use crate::error::InputError;

/// The canonical address, ASCII, at most 254 bytes.
pub(super) fn normalise(text: &str) -> Result<String, InputError> {
    let folded = folding::fold(text);
    if folded.is_empty() {
        return Err(InputError::Empty);
    }
    let (local, domain) = folded.rsplit_once('@').ok_or(InputError::EmailWithoutAt)?;
    if local.contains('@') {
        return Err(InputError::EmailSeveralAt);
    }
    let address = format!("{}@{}", local_part(local)?, domain_name(domain)?);
    if address.len() > 254 {
        return Err(InputError::TooLong);
    }
    Ok(address)
}

fn local_part(text: &str) -> Result<String, InputError> {
    let local: String = text
        .chars()
        .map(|c| if folding::is_long_vowel_mark(c) { '-' } else { c.to_ascii_lowercase() })
        .collect();
    if !local.chars().all(is_local_character) {
        return Err(InputError::EmailLocalCharacter);
    }
    if local.is_empty() || local.len() > 64 {
        return Err(InputError::EmailLocalLength);
    }
    Ok(local)
}

/// `atext` of RFC 5322 and the dot.
fn is_local_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(character)
}

fn domain_name(text: &str) -> Result<String, InputError> {
    let text = text.strip_suffix('.').unwrap_or(text);
    if text.is_empty() {
        return Err(InputError::EmailDomain);
    }
    let labels = text.split('.').map(domain_label).collect::<Result<Vec<_>, _>>()?;
    let Some(top) = labels.last().filter(|_| labels.len() > 1) else {
        return Err(InputError::EmailDomainWithoutDot);
    };
    if top.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(InputError::EmailDomain);
    }
    Ok(labels.join("."))
}

fn domain_label(text: &str) -> Result<String, InputError> {
    // In a label that is otherwise ASCII a long-vowel mark can only be a mistyped hyphen.
    let hyphen_meant = text.chars().all(|c| c.is_ascii() || folding::is_long_vowel_mark(c));
    let label: String = text
        .chars()
        .map(|c| match c {
            c if hyphen_meant && folding::is_long_vowel_mark(c) => '-',
            c => punycode::lower_case(c),
        })
        .collect();
    let label = if label.is_ascii() {
        label
    } else {
        punycode::label(&label).ok_or(InputError::EmailDomain)?
    };
    let letters_digits_hyphens = label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let sound = letters_digits_hyphens
        && !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-');
    if sound { Ok(label) } else { Err(InputError::EmailDomain) }
}

/// The address without its `+suffix`, if it has one: loads take both forms, so that a person
/// who types the bare address is found. A lookup never uses this.
pub fn bare_form(text: &str) -> Option<String> {
    let address = normalise(text).ok()?;
    let (local, domain) = address.split_once('@')?;
    let (bare, _) = local.split_once('+')?;
    (!bare.is_empty()).then(|| format!("{bare}@{domain}"))
}
