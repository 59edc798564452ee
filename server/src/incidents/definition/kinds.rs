//! Kinds of identifiers that an incident declares, and how hard each is to guess.

use super::Texts;
use crate::words::numbers::grouped;
use serde::{Deserialize, Serialize};
use shirabe_protocol::identifier::{Field, FieldForm, Form, Kind, Region};

/// A kind of identifier that this incident's lists hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredKind {
    /// `email`, `phone`, `code`, or a name of the incident's own for a composite kind.
    pub kind: KindName,
    /// Whether the public page asks for it; the rest is for staff.
    pub public: bool,
    /// What a composite kind is called, `Insurance number and birth date`.
    pub title: Option<Texts>,
    /// What a composite kind is made of.
    #[serde(default)]
    pub fields: Vec<DeclaredField>,
    /// What is left to guess for somebody who knows name, employer and age: factors, which are
    /// multiplied.
    #[serde(default)]
    pub guesses: Vec<Guesses>,
}

/// The name of a kind, as canonical bytes, manifest and addresses of steps have it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KindName(String);

impl KindName {
    pub const EMAIL: &str = "email";
    pub const PHONE: &str = "phone";
    pub const CODE: &str = "code";

    pub fn code(&self) -> &str {
        &self.0
    }
}

/// One field of a composite kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "WrittenField")]
pub struct DeclaredField {
    /// Lower-case letters, digits and hyphens; `--map COLUMN=KIND.FIELD` names it.
    pub name: String,
    #[serde(flatten)]
    pub form: FieldForm,
    /// What the page calls it.
    pub label: Texts,
    /// Where to find it, `On the front of the card`.
    pub hint: Option<Texts>,
}

/// A field as the file has it. A mistyped key must not be lost: a `pad` that is not taken
/// leaves people without their zeros.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenField {
    name: String,
    r#type: String,
    width: Option<u8>,
    pad: Option<bool>,
    min: Option<u8>,
    max: Option<u8>,
    label: Texts,
    hint: Option<Texts>,
}

impl TryFrom<WrittenField> for DeclaredField {
    type Error = String;

    fn try_from(written: WrittenField) -> Result<Self, String> {
        let WrittenField { name, r#type, width, pad, min, max, label, hint } = written;
        let form = match (r#type.as_str(), width, pad, min, max) {
            ("number_code", Some(width), pad, None, None) => {
                FieldForm::NumberCode { width, pad: pad.unwrap_or(false) }
            }
            ("digits", None, None, Some(min), Some(max)) => FieldForm::Digits { min, max },
            ("date", None, None, None, None) => FieldForm::Date,
            ("kana_name", None, None, None, None) => FieldForm::KanaName,
            _ => {
                return Err(format!(
                    "field `{name}`: write type = \"number_code\" with width and pad, \"digits\" \
                     with min and max, \"date\" or \"kana_name\" with neither"
                ));
            }
        };
        Ok(Self { name, form, label, hint })
    }
}

/// One factor of what is left to guess.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guesses {
    /// `insurance numbers`, in English: operators read it.
    pub factor: String,
    pub number: u64,
}

impl DeclaredKind {
    pub fn is_composite(&self) -> bool {
        !matches!(self.kind.code(), KindName::EMAIL | KindName::PHONE | KindName::CODE)
    }

    /// In the protocol's terms.
    pub fn protocol_kind(&self, region: Region) -> Kind {
        let form = match self.kind.code() {
            KindName::EMAIL => Form::Email,
            KindName::PHONE => Form::Phone { region },
            KindName::CODE => Form::Code,
            _ => Form::Composite {
                fields: (self.fields.iter())
                    .map(|field| Field { name: field.name.clone(), form: field.form })
                    .collect(),
            },
        };
        Kind { name: self.kind.code().to_owned(), form }
    }

    /// Guesses left to somebody who knows name, employer and age; `None` where the file does
    /// not say. A letter code has its 60 bits.
    pub fn guesses_left(&self) -> Option<u64> {
        if self.kind.code() == KindName::CODE {
            return Some(1 << 60);
        }
        let product = |left: u64, factor: &Guesses| left.saturating_mul(factor.number);
        (!self.guesses.is_empty()).then(|| self.guesses.iter().fold(1, product))
    }

    /// The arithmetic in words, for the person who applies the file.
    pub fn guessing_in_words(&self, daily_budget: u64) -> Option<String> {
        let left = self.guesses_left()?;
        let factors: Vec<String> = (self.guesses.iter())
            .map(|factor| format!("{} {}", grouped(factor.number), factor.factor))
            .collect();
        let product =
            if factors.is_empty() { "60 random bits".to_owned() } else { factors.join(" x ") };
        let days = left as f64 / daily_budget as f64;
        Some(format!(
            "{product} = {} guesses left to somebody who knows name, employer and age; at {} \
             lookups a day, all are tried in {} days",
            grouped(left),
            grouped(daily_budget),
            if days < 10.0 { format!("{days:.2}") } else { grouped(days as u64) },
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arithmetic_of_the_source_case() {
        let kind = |guesses: &[(&str, u64)]| DeclaredKind {
            kind: KindName("own".into()),
            public: true,
            title: None,
            fields: Vec::new(),
            guesses: (guesses.iter())
                .map(|(factor, number)| Guesses { factor: (*factor).into(), number: *number })
                .collect(),
        };
        let insurance = kind(&[("insurance numbers", 11_704), ("birth dates", 18_000)]);
        assert_eq!(insurance.guesses_left(), Some(210_672_000));
        let words = insurance.guessing_in_words(100_000).unwrap();
        assert!(
            words.contains("11,704 insurance numbers x 18,000 birth dates = 210,672,000"),
            "{words}"
        );
        assert!(words.ends_with("in 2,106 days"), "{words}");
        let employee = kind(&[("birth dates", 25_000)]);
        assert!(employee.guessing_in_words(100_000).unwrap().ends_with("in 0.25 days"));
        assert_eq!(kind(&[]).guesses_left(), None);
        assert_eq!(kind(&[("a", u64::MAX), ("b", 2)]).guesses_left(), Some(u64::MAX));
    }
}
