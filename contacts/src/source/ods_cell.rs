//! One cell of an ODS: its value where it has a type, else the text that is shown, without
//! comments, drawings and the small kana above a word.

use super::{
    cell_text,
    xml::{EntryReader, attribute, count, reference},
};
use crate::error::ContactsError;
use quick_xml::events::{BytesStart, Event};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Equal cells side by side.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct Cell {
    /// From 0.
    pub(super) column: usize,
    pub(super) repeated: usize,
    pub(super) text: String,
    pub(super) has_formula: bool,
    pub(super) has_result: bool,
    pub(super) is_merged: bool,
    pub(super) is_error: bool,
    /// A number that is shown with zeros before it.
    pub(super) has_zeros: bool,
}

impl Cell {
    pub(super) fn says_something(&self) -> bool {
        !self.text.is_empty() || self.has_formula || self.is_merged
    }
}

/// What the start of a cell says.
pub(super) struct CellHead {
    pub(super) repeated: usize,
    kind: String,
    /// Of the attribute that goes with the kind.
    value: Option<String>,
    has_formula: bool,
    is_merged: bool,
    is_error: bool,
}

impl CellHead {
    pub(super) fn read(element: &BytesStart<'_>) -> Result<Self, ContactsError> {
        let kind = attribute(element, "office:value-type")?.unwrap_or_default();
        let value = match kind.as_str() {
            "float" | "percentage" | "currency" => attribute(element, "office:value")?,
            "date" => attribute(element, "office:date-value")?,
            "boolean" => attribute(element, "office:boolean-value")?,
            "string" => attribute(element, "office:string-value")?,
            _ => None,
        };
        let spans = |name| Ok::<_, ContactsError>(count(element, name)?.unwrap_or(1) > 1);
        Ok(Self {
            repeated: repeated(element, "table:number-columns-repeated")?,
            kind,
            value,
            has_formula: attribute(element, "table:formula")?.is_some(),
            is_merged: spans("table:number-columns-spanned")?
                || spans("table:number-rows-spanned")?,
            is_error: attribute(element, "calcext:value-type")?.is_some_and(|t| t == "error"),
        })
    }
}

/// How often an element stands for itself; never 0.
pub(super) fn repeated(element: &BytesStart<'_>, name: &str) -> Result<usize, ContactsError> {
    Ok(count(element, name)?.unwrap_or(1).max(1))
}

/// Reads up to the end of the cell whose start was read; nothing where its text is longer than
/// `longest` bytes.
pub(super) fn read_cell(
    reader: &mut EntryReader<'_, '_>,
    head: CellHead,
    column: usize,
    longest: u64,
) -> Result<Option<Cell>, ContactsError> {
    let Some(shown) = read_shown(reader, longest)? else { return Ok(None) };
    let mut has_zeros = false;
    let text = match (head.kind.as_str(), head.value) {
        ("float" | "percentage" | "currency", Some(value)) => {
            let value: f64 = value.trim().parse().map_err(|_| ContactsError::Damaged)?;
            let plain = cell_text::number(value);
            has_zeros = is_same_with_zeros(&shown, &plain);
            if has_zeros { shown } else { plain }
        }
        ("date", Some(day)) => cell_text::iso(&day).to_owned(),
        ("boolean", Some(value)) => value.to_uppercase(),
        ("string", Some(value)) if shown.is_empty() => value,
        _ => shown,
    };
    let fits = text.len() as u64 <= longest;
    Ok(fits.then_some(Cell {
        column,
        repeated: head.repeated,
        has_formula: head.has_formula,
        has_result: !head.kind.is_empty(),
        is_merged: head.is_merged,
        is_error: head.is_error,
        has_zeros,
        text,
    }))
}

/// `00001234` for 1234, `060-0001` for 600001.
fn is_same_with_zeros(shown: &str, plain: &str) -> bool {
    let digits: String = shown.chars().filter(|character| *character != '-').collect();
    shown != plain
        && shown.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.trim_start_matches('0') == plain.trim_start_matches('0')
}

/// The paragraphs of a cell, with a line break between them.
fn read_shown(
    reader: &mut EntryReader<'_, '_>,
    longest: u64,
) -> Result<Option<String>, ContactsError> {
    let mut shown = Shown { text: String::new(), paragraphs: 0, depth: 0, skipped_from: None };
    loop {
        match &reader.next()?.ok_or(ContactsError::Damaged)? {
            Event::Start(element) => shown.start(element)?,
            Event::End(_) if shown.depth == 0 => return Ok(Some(shown.text)),
            Event::End(_) => shown.end(),
            Event::Text(text) if shown.is_read() => shown.push_collapsed(&text.xml10_content()),
            Event::CData(text) if shown.is_read() => shown.push_collapsed(&text.xml10_content()),
            Event::GeneralRef(name) if shown.is_read() => shown.text.push(reference(name)?),
            _ => {}
        }
        if shown.text.len() as u64 > longest {
            shown.text.zeroize();
            return Ok(None);
        }
    }
}

struct Shown {
    text: String,
    paragraphs: usize,
    /// Elements open inside the cell.
    depth: usize,
    /// The depth at which something began that is not the cell's text.
    skipped_from: Option<usize>,
}

impl Shown {
    fn is_read(&self) -> bool {
        self.depth > 0 && self.skipped_from.is_none()
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), ContactsError> {
        self.depth += 1;
        if self.skipped_from.is_some() {
            return Ok(());
        }
        match (self.depth, element.local_name().as_ref()) {
            (1, "p") => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
            }
            (1, _) | (_, "annotation" | "ruby-text" | "note" | "frame") => {
                self.skipped_from = Some(self.depth);
            }
            (_, "s") => {
                let spaces = count(element, "text:c")?.unwrap_or(1).min(8 << 20);
                self.text.extend(std::iter::repeat_n(' ', spaces));
            }
            (_, "tab") => self.text.push('\t'),
            (_, "line-break") => self.text.push('\n'),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self) {
        if self.skipped_from == Some(self.depth) {
            self.skipped_from = None;
        }
        self.depth -= 1;
    }

    /// White space in the XML is one space, and none where a paragraph begins.
    fn push_collapsed(&mut self, text: &str) {
        for character in text.chars() {
            if !matches!(character, ' ' | '\t' | '\r' | '\n') {
                self.text.push(character);
            } else if !matches!(self.text.chars().next_back(), None | Some(' ' | '\n' | '\t')) {
                self.text.push(' ');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_same_with_zeros;

    #[test]
    fn zeros_that_a_number_is_shown_with() {
        for (shown, plain, same) in [
            ("00001234", "1234", true),
            ("060-0001", "600001", true),
            ("000", "0", true),
            ("1234", "1234", false),
            ("-5", "-5", false),
            ("0.50", "0.5", false),
            ("1,234", "1234", false),
            ("0012", "1234", false),
            ("", "0", false),
        ] {
            assert_eq!(is_same_with_zeros(shown, plain), same, "{shown}");
        }
    }
}
