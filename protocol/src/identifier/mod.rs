//! From what a person typed to canonical bytes: normalisation `n1`, frozen.
//!
//! After loading nobody holds plaintext, so one changed byte would turn a listed person into
//! "not listed". Nothing in this module may change; a mend becomes `n2` beside it. What `n1`
//! refuses today may be accepted later, because nothing can have been loaded under it.
//!
//! Canonical bytes: `shirabe/n1`, the kind's name, then each field, every one of them preceded
//! by its length in bytes as a 16-bit big-endian number.

mod code;
mod date;
mod email;
mod field;
mod folding;
mod kana;
mod phone;
mod punycode;

pub use email::bare_form as email_bare_form;
pub use field::{Field, FieldForm};
pub use phone::Region;

use crate::error::InputError;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The name of this normalisation, opening the canonical bytes and standing in every manifest.
pub const NORMALISATION: &str = "shirabe/n1";

/// Longest text, in bytes, that a field may have before it is folded.
pub const MAX_FIELD_BYTES: usize = 1024;

/// A kind of identifier as an incident declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kind {
    /// What the canonical bytes and the wire call it: `email`, `phone`, `code`, or the name that
    /// an incident gives a composite kind.
    pub name: String,
    #[serde(flatten)]
    pub form: Form,
}

/// How the fields of a kind are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "kebab-case")]
pub enum Form {
    /// One mail address.
    Email,
    /// One telephone number; numbers without a calling code are read as the region's.
    Phone { region: Region },
    /// One letter code (see [`crate::letter_code`]).
    Code,
    /// Several typed fields, all of them needed.
    Composite { fields: Vec<Field> },
}

impl Kind {
    pub fn email() -> Self {
        Self { name: "email".into(), form: Form::Email }
    }

    pub fn phone(region: Region) -> Self {
        Self { name: "phone".into(), form: Form::Phone { region } }
    }

    pub fn code() -> Self {
        Self { name: "code".into(), form: Form::Code }
    }

    /// How many fields this kind is made of.
    pub fn field_count(&self) -> usize {
        match &self.form {
            Form::Composite { fields } => fields.len(),
            Form::Email | Form::Phone { .. } | Form::Code => 1,
        }
    }

    /// Reads the fields of this kind.
    ///
    /// # Errors
    /// [`InputError`] names the rule that the text breaks.
    pub fn normalise(&self, fields: &[&str]) -> Result<NormalizedIdentifier, InputError> {
        if fields.len() != self.field_count() || fields.is_empty() {
            return Err(InputError::FieldCount);
        }
        let canonical = (fields.iter().enumerate())
            .map(|(position, text)| self.canonical_field(position, text).map(Zeroizing::new))
            .collect::<Result<Vec<_>, _>>()?;
        let canonical: Vec<&str> = canonical.iter().map(|field| field.as_str()).collect();
        Ok(NormalizedIdentifier::from_fields(&self.name, &canonical))
    }

    /// The canonical text of one field; what a page may show back to the person who typed it.
    ///
    /// # Errors
    /// As [`Self::normalise`], for this field alone.
    pub fn canonical_field(&self, position: usize, text: &str) -> Result<String, InputError> {
        if text.len() > MAX_FIELD_BYTES {
            return Err(InputError::TooLong);
        }
        match &self.form {
            Form::Email => email::normalise(text),
            Form::Phone { region } => phone::normalise(text, *region),
            Form::Code => code::normalise(text),
            Form::Composite { fields } => {
                fields.get(position).ok_or(InputError::FieldCount)?.form.canonical(text)
            }
        }
    }
}

/// Canonical bytes of an identifier. Erased from memory when dropped; prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Zeroize, ZeroizeOnDrop)]
pub struct NormalizedIdentifier(Vec<u8>);

impl NormalizedIdentifier {
    fn from_fields(kind: &str, fields: &[&str]) -> Self {
        let parts = [NORMALISATION, kind];
        let size = parts.iter().chain(fields).map(|part| 2 + part.len()).sum();
        let mut bytes = Vec::with_capacity(size);
        for part in parts.iter().chain(fields) {
            // MAX_FIELD_BYTES keeps every part far below 65,536 bytes.
            bytes.extend_from_slice(&(part.len() as u16).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        Self(bytes)
    }

    /// The kind's name, out of the canonical bytes.
    pub(crate) fn kind_name(&self) -> &[u8] {
        let rest = &self.0[2 + NORMALISATION.len()..];
        let length = usize::from(u16::from_be_bytes([rest[0], rest[1]]));
        &rest[2..2 + length]
    }

    /// The canonical bytes, as PROTOCOL.md gives them. Identifying: never log or send them.
    pub fn canonical_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Takes back what [`Self::canonical_bytes`] gave, where many identifiers are kept packed;
    /// `None` where the bytes are not of that form.
    pub fn from_canonical_bytes(bytes: &[u8]) -> Option<Self> {
        let mut parts = parts(bytes);
        let sound = parts.next()? == NORMALISATION.as_bytes()
            && parts.next().is_some()
            && parts.next().is_some();
        let length: usize = self::parts(bytes).map(|part| 2 + part.len()).sum();
        (sound && length == bytes.len()).then(|| Self(bytes.to_vec()))
    }

    /// The canonical texts of the fields; what may be shown back to the one who has them.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        parts(&self.0).skip(2).filter_map(|field| std::str::from_utf8(field).ok())
    }
}

/// The parts that stand behind their lengths, as far as they are whole.
fn parts(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<2>()?;
        let (part, after) = after.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        rest = after;
        Some(part)
    })
}

impl std::fmt::Debug for NormalizedIdentifier {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("NormalizedIdentifier(hidden)")
    }
}
