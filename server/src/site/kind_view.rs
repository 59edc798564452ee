//! How a kind of identifier is asked for: its line in the choice, and its fields.

use crate::{
    incidents::{
        Incident,
        definition::{DeclaredField, DeclaredKind, KindName},
    },
    words::Words,
};
use shirabe_protocol::identifier::FieldForm;

/// One kind of identifier that the public may ask by.
pub struct KindView {
    pub name: String,
    pub choice: String,
    pub heading: String,
    /// The incident's own words on what is meant, where the fields do not say it.
    pub hint: Option<String>,
    pub fields: Vec<FieldView>,
    /// Several fields, each with a label of its own; else the heading is the label.
    pub is_composite: bool,
    pub listed: String,
    pub not_listed: String,
}

/// One field, with one place for what is wrong with it.
pub struct FieldView {
    pub id: String,
    pub label: String,
    /// The incident's own words on which address or number is meant, or where it is found.
    pub hint: Option<String>,
    /// How it is written, in our words.
    pub format: Option<String>,
    pub is_date: bool,
    pub inputs: Vec<InputView>,
}

/// What is typed into. A date has three, joined in the browser.
pub struct InputView {
    pub id: String,
    pub label: String,
    /// `year`, `month` or `day`; empty for a field that is typed as a whole.
    pub part: &'static str,
    pub mode: &'static str,
    pub autocomplete: &'static str,
    pub autocapitalize: &'static str,
    /// Where it is another one than the page's.
    pub language: Option<&'static str>,
}

impl InputView {
    fn whole(id: &str, mode: &'static str) -> Self {
        Self {
            id: id.to_owned(),
            label: String::new(),
            part: "",
            mode,
            autocomplete: "off",
            autocapitalize: "off",
            language: None,
        }
    }
}

impl KindView {
    /// `email`, `phone` or `code`, in our own words.
    pub fn plain(name: &str, hint: Option<String>, words: Words) -> Self {
        let id = format!("field-{name}");
        let input = match name {
            KindName::EMAIL => {
                InputView { autocomplete: "email", ..InputView::whole(&id, "email") }
            }
            KindName::PHONE => InputView { autocomplete: "tel", ..InputView::whole(&id, "tel") },
            _ => InputView { autocapitalize: "characters", ..InputView::whole(&id, "text") },
        };
        let heading = words.text(&format!("type-{name}-heading"));
        let field = FieldView {
            id,
            label: heading.clone(),
            hint,
            format: Some(words.text(&format!("type-{name}-format"))),
            is_date: false,
            inputs: vec![input],
        };
        Self {
            name: name.to_owned(),
            choice: words.text(&format!("choose-{name}")),
            heading,
            hint: None,
            fields: vec![field],
            is_composite: false,
            listed: words.text(&format!("listed-heading-{name}")),
            not_listed: words.text(&format!("not-listed-heading-{name}")),
        }
    }

    pub fn new(declared: &DeclaredKind, incident: &Incident, words: Words) -> Self {
        let definition = &incident.definition;
        let language = words.language().tag();
        let name = declared.kind.code();
        let hint = definition.texts_in(language).hints.get(&declared.kind).cloned();
        if !declared.is_composite() {
            return Self::plain(name, hint, words);
        }
        let title = declared.title.as_ref().map_or(name, |title| definition.pick(title, language));
        let fields = declared.fields.iter();
        Self {
            name: name.to_owned(),
            choice: title.to_owned(),
            heading: title.to_owned(),
            hint,
            fields: fields.map(|field| FieldView::new(name, field, incident, words)).collect(),
            is_composite: true,
            listed: words.text("listed-heading-details"),
            not_listed: words.text("not-listed-heading-details"),
        }
    }
}

impl FieldView {
    fn new(kind: &str, field: &DeclaredField, incident: &Incident, words: Words) -> Self {
        let definition = &incident.definition;
        let language = words.language().tag();
        let id = format!("field-{kind}-{}", field.name);
        let format = match field.form {
            FieldForm::NumberCode { pad: true, .. } => words.text("format-number-code-padded"),
            FieldForm::NumberCode { width, .. } => words.with("format-number-code", "count", width),
            FieldForm::Digits { .. } => words.text("format-digits"),
            FieldForm::Date => words.text("format-date"),
            FieldForm::KanaName => words.text("format-kana-name"),
        };
        let inputs = match field.form {
            FieldForm::NumberCode { pad: false, .. } => {
                vec![InputView { autocapitalize: "characters", ..InputView::whole(&id, "text") }]
            }
            FieldForm::NumberCode { .. } | FieldForm::Digits { .. } => {
                vec![InputView::whole(&id, "numeric")]
            }
            FieldForm::Date => date_inputs(&id, is_birth_date(field), words),
            FieldForm::KanaName => {
                vec![InputView { language: Some("ja"), ..InputView::whole(&id, "text") }]
            }
        };
        let hint = field.hint.as_ref().map(|hint| definition.pick(hint, language).to_owned());
        Self {
            // A link to the field leads to where one types first.
            id: inputs[0].id.clone(),
            label: definition.pick(&field.label, language).to_owned(),
            // The incident's own words say it better, and nobody wants to read it twice.
            format: hint.is_none().then_some(format),
            hint,
            is_date: field.form == FieldForm::Date,
            inputs,
        }
    }
}

/// Browsers know their owner's birth date; any other date would be filled in wrongly.
fn is_birth_date(field: &DeclaredField) -> bool {
    field.name.contains("birth")
}

fn date_inputs(id: &str, birth: bool, words: Words) -> Vec<InputView> {
    // Years of an era begin with a word, which a keypad of digits could not type.
    [
        ("year", "text", "bday-year"),
        ("month", "numeric", "bday-month"),
        ("day", "numeric", "bday-day"),
    ]
    .into_iter()
    .map(|(part, mode, autocomplete)| InputView {
        label: words.text(&format!("date-{part}")),
        part,
        autocomplete: if birth { autocomplete } else { "off" },
        ..InputView::whole(&format!("{id}-{part}"), mode)
    })
    .collect()
}
