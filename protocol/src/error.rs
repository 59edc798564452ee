//! Two families of errors, told apart by who can mend them.
//!
//! [`InputError`]: what a person typed cannot be an identifier of that kind; nothing was sent.
//! [`CheckError`]: the answer could not be checked; it says nothing about the person.
//! Neither converts into an [`crate::outcome::Outcome`]. Neither holds a byte of an identifier.

/// The text is not an identifier of the kind asked for. `code()` names the sentence that tells
/// the reader what is wrong and how to mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    #[error("nothing was entered")]
    Empty,
    #[error("longer than any identifier of this kind")]
    TooLong,
    #[error("the kind takes another number of fields")]
    FieldCount,
    #[error("the address has no @")]
    EmailWithoutAt,
    #[error("the address has more than one @")]
    EmailSeveralAt,
    #[error("nothing stands before the @, or more than 64 characters")]
    EmailLocalLength,
    #[error("a character before the @ cannot be part of an address")]
    EmailLocalCharacter,
    #[error("the part after the @ is not a domain")]
    EmailDomain,
    #[error("the part after the @ has no dot")]
    EmailDomainWithoutDot,
    #[error("a character cannot be part of a telephone number")]
    PhoneCharacter,
    #[error("too few digits for a telephone number of this region")]
    PhoneTooShort,
    #[error("too many digits for a telephone number of this region")]
    PhoneTooLong,
    #[error("a letter code has thirteen characters")]
    CodeLength,
    #[error("a character is not used in letter codes")]
    CodeCharacter,
    #[error("the check character does not match")]
    CodeCheck,
    #[error("a character is neither digit nor Latin letter")]
    NumberCodeCharacter,
    #[error("the number has another length than numbers of this kind")]
    NumberCodeLength,
    #[error("a character is not a digit")]
    DigitsCharacter,
    #[error("the number has more or fewer digits than numbers of this kind")]
    DigitsLength,
    #[error("this is not a date in a form that is understood")]
    DateForm,
    #[error("the calendar has no such day")]
    DateCalendar,
    #[error("a character is not kana")]
    KanaCharacter,
}

impl InputError {
    /// Stable name, the key of the sentence a person reads.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "input-empty",
            Self::TooLong => "input-too-long",
            Self::FieldCount => "input-field-count",
            Self::EmailWithoutAt => "email-without-at",
            Self::EmailSeveralAt => "email-several-at",
            Self::EmailLocalLength => "email-local-length",
            Self::EmailLocalCharacter => "email-local-character",
            Self::EmailDomain => "email-domain",
            Self::EmailDomainWithoutDot => "email-domain-without-dot",
            Self::PhoneCharacter => "phone-character",
            Self::PhoneTooShort => "phone-too-short",
            Self::PhoneTooLong => "phone-too-long",
            Self::CodeLength => "code-length",
            Self::CodeCharacter => "code-character",
            Self::CodeCheck => "code-check",
            Self::NumberCodeCharacter => "number-code-character",
            Self::NumberCodeLength => "number-code-length",
            Self::DigitsCharacter => "digits-character",
            Self::DigitsLength => "digits-length",
            Self::DateForm => "date-form",
            Self::DateCalendar => "date-calendar",
            Self::KanaCharacter => "kana-character",
        }
    }

    pub const ALL: [Self; 22] = [
        Self::Empty,
        Self::TooLong,
        Self::FieldCount,
        Self::EmailWithoutAt,
        Self::EmailSeveralAt,
        Self::EmailLocalLength,
        Self::EmailLocalCharacter,
        Self::EmailDomain,
        Self::EmailDomainWithoutDot,
        Self::PhoneCharacter,
        Self::PhoneTooShort,
        Self::PhoneTooLong,
        Self::CodeLength,
        Self::CodeCharacter,
        Self::CodeCheck,
        Self::NumberCodeCharacter,
        Self::NumberCodeLength,
        Self::DigitsCharacter,
        Self::DigitsLength,
        Self::DateForm,
        Self::DateCalendar,
        Self::KanaCharacter,
    ];
}

/// The check could not be completed, so nothing is known about the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    #[error("the manifest is not signed by the pinned key")]
    ManifestSignature,
    #[error("the manifest cannot be read, or contradicts itself")]
    ManifestContent,
    #[error("the manifest has expired")]
    ManifestExpired,
    #[error("the manifest is dated in the future: the clock of this device may be wrong")]
    ManifestNotYetValid,
    #[error("the manifest names a normalisation this client does not know")]
    ManifestNormalisation,
    #[error("this incident cannot be asked by that kind of identifier")]
    UnknownKind,
    #[error("a group element is not a valid ristretto255 encoding")]
    Element,
    #[error("a message has another length than the protocol gives it")]
    MessageLength,
    #[error("the proof does not match the published key")]
    Proof,
    #[error("a filter's bytes do not match the digest in the manifest")]
    FilterDigest,
    #[error("a filter's header is malformed or contradicts the manifest")]
    FilterHeader,
    #[error("a filter that the answer needs is missing")]
    FilterMissing,
    #[error("the set cannot be fetched without telling more than six bits of a tag")]
    SetTooLarge,
    #[error("the memory for stretching could not be had")]
    Memory,
    #[error("the steps of a lookup were called out of order")]
    Order,
}

impl CheckError {
    /// Stable name, the key of the sentence a person reads.
    pub fn code(self) -> &'static str {
        match self {
            Self::ManifestSignature => "manifest-signature",
            Self::ManifestContent => "manifest-content",
            Self::ManifestExpired => "manifest-expired",
            Self::ManifestNotYetValid => "manifest-not-yet-valid",
            Self::ManifestNormalisation => "manifest-normalisation",
            Self::UnknownKind => "unknown-kind",
            Self::Element => "element",
            Self::MessageLength => "message-length",
            Self::Proof => "proof",
            Self::FilterDigest => "filter-digest",
            Self::FilterHeader => "filter-header",
            Self::FilterMissing => "filter-missing",
            Self::SetTooLarge => "set-too-large",
            Self::Memory => "memory",
            Self::Order => "order",
        }
    }

    pub const ALL: [Self; 15] = [
        Self::ManifestSignature,
        Self::ManifestContent,
        Self::ManifestExpired,
        Self::ManifestNotYetValid,
        Self::ManifestNormalisation,
        Self::UnknownKind,
        Self::Element,
        Self::MessageLength,
        Self::Proof,
        Self::FilterDigest,
        Self::FilterHeader,
        Self::FilterMissing,
        Self::SetTooLarge,
        Self::Memory,
        Self::Order,
    ];
}
